/** Every sentence the page itself says; what is said about reports comes in the answer. */

import type { AnswerKind } from '../../bot/answer.js';

export const WORDING = {
  title: '政府信息公开年报问答',
  tagline: '查数字，也查得到它写在年报的哪一行。',
  skip: '跳到提问框',
  home: '回到首页',
  conversation: '问答记录',
  welcomeHeading: '想了解年报里的什么？',
  welcome:
    '本服务依据已收录的《政府信息公开工作年度报告》作答。每个数字都附原文、所在部分和行号；年报没有写明的，会如实告知，不作推测。',
  examples: '可以这样问',
  label: '请输入您的问题',
  hint: '写明单位、年份和想查的事项，例如“某某街道2023年收到多少件申请”。',
  submit: '提问',
  asked: '问',
  answered: '答',
  permanentLink: '本题链接',
  finding: '注意',
  findingCitations: '见出处',
  citations: '出处',
  file: '文件',
  footer: '答案取自已收录的年度报告，如与公布的原件不一致，以原件为准。',
  pending: '正在查阅年报……',
  unreachable: '没有连上服务，您的问题已放回输入框，请稍后再试。',
} as const;

/** What stands above the choices of an answer. */
export const CHOICES_HEADING: Readonly<Partial<Record<AnswerKind, string>>> & { readonly other: string } = {
  clarify: '请选择',
  help: '可以这样问',
  missing: '可以改问',
  refused: '可以改问',
  other: '接着可以问',
};

export interface WebError {
  readonly code: string;
  readonly message: string;
}

/** What the page and the API say when there is no answer. Nothing of the cause is told to the outside. */
export const WEB_ERRORS = {
  notJson: { code: 'invalid_json', message: '请求内容不是有效的 JSON。' },
  question: { code: 'invalid_question', message: '请求中须有 question，且须是文字。' },
  session: { code: 'invalid_session', message: 'session 须是文字，也可以不写。' },
  tooLarge: { code: 'too_large', message: '请求内容超过 64 KB，请缩短后再试。' },
  notFound: { code: 'not_found', message: '没有这个页面，请回到首页提问。' },
  method: { code: 'method_not_allowed', message: '这个地址不支持这种请求方式。' },
  stopped: { code: 'stopped', message: '服务正在停止或尚未启动，请稍后再试。' },
  internal: { code: 'internal', message: '服务暂时出了问题，没有得到答案，请稍后再试。' },
} as const satisfies Readonly<Record<string, WebError>>;
