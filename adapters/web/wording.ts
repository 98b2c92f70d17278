/** Every sentence the page itself says; what is said about reports comes in the answer. */

import type { AnswerKind } from '../../bot/answer.js';

export const WORDING = {
  title: '政府信息公开年报问答',
  tagline: '查数字，也查得到它写在年报的哪一行。',
  skip: '跳到提问框',
  home: '回到首页提问',
  conversation: '问答记录',
  welcomeHeading: '想了解年报里的什么？',
  welcome:
    '本服务依据已收录的《政府信息公开工作年度报告》作答。每个数字都附原文、所在部分和行号；年报没有写明的，会如实告知，不作推测。',
  examples: '可以这样问',
  hot: '大家常问',
  label: '请输入您的问题',
  hint: '写明单位、年份和想查的事项，例如“某某街道2023年收到多少件申请”。',
  submit: '提问',
  suggestions: '单位和常见问题',
  suggestionsFound: (count: string): string => `有${count}条提示，用上下键选择`,
  asked: '问',
  answered: '答',
  permanentLink: '本题链接',
  finding: '注意',
  moreFindings: (count: number): string => `另有 ${count} 条注意事项`,
  findingCitations: '见出处',
  citations: '出处',
  moreCitations: (count: number): string => `其余 ${count} 处出处`,
  file: '文件',
  openLine: (line: number): string => `在年报原文中看第 ${line} 行`,
  openReport: '看年报原文',
  newTab: '（新标签页）',
  pictureOf: (question: string): string => `图：${question}。图中数字见表格。`,
  picture: '图',
  table: '数据表',
  csv: '下载数据表（CSV）',
  rate: '这个回答对您有帮助吗？',
  liked: '有帮助',
  disliked: '没帮助',
  footer: '答案取自已收录的年度报告，如与公布的原件不一致，以原件为准。',
  pending: '正在查阅年报……',
  unreachable: '没有连上服务，您的问题已放回输入框，请稍后再试。',
  rateUnreachable: '没有连上服务，评价没有送出，请稍后再试。',
  limited: '请求太快了，请稍等再试。',
  reportOffice: '单位',
  stored: '收录',
  storedOn: (date: string): string => `${date} 存入知识库`,
  versionOf: (number: number, of: number): string => `（收到 ${of} 份不同的文件，这是第 ${number} 份，回答以它为准）`,
  toMarked: (line: number): string => `转到标出的第 ${line} 行`,
  contents: '年报目录',
  calendar: '年报截止日日历（可在手机、电脑的日历里订阅）',
  yearsOf: (office: string, years: readonly number[]): string =>
    `没有收录“${office}”这一年的年报。已收录的年份：${years.join('、')}。`,
  noReportOf: (office: string, year: string): string =>
    `没有收录“${office}”${year}年的年报。它可能已改名或撤下，请回到首页提问。`,
} as const;

/** Headings and words of tables and their files. */
export const TABLE_WORDS = {
  office: '单位',
  year: '年份',
  metric: '事项',
  applicant: '申请人',
  value: '数值',
  state: '状态',
  unit: '计量单位',
  source: '来源',
  section: '所在部分',
  quote: '原文',
  file: '文件',
  line: '行号',
  number: '数字',
  approximate: '约数',
  blank: '空白（没有填数，不等于零）',
  slash: '填的是“/”（没有给出数字，不等于零）',
  unreadable: '没有可靠识别（请查看原件）',
  sources: { table: '统计表', narrative: '正文', computed: '计算得出' },
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
  noQuestion: { code: 'invalid_question', message: '地址里没有写要问什么（q=问题），请回到首页提问。' },
  session: { code: 'invalid_session', message: 'session 须是文字，也可以不写。' },
  tooLarge: { code: 'too_large', message: '请求内容超过 64 KB，请缩短后再试。' },
  rating: { code: 'invalid_rating', message: '评价的内容不完整，没有记下。' },
  notYours: { code: 'not_yours', message: '没有认出这是对哪一个回答的评价，没有记下。请重新提问后再评价。' },
  foreign: { code: 'foreign_origin', message: '这个请求不是从本站页面发出的，没有处理。' },
  noTable: { code: 'no_table', message: '这个问题的回答里没有可以列成表的数字。' },
  noPicture: { code: 'no_picture', message: '这个问题的回答没有图。' },
  noReport: { code: 'no_report', message: '没有收录这份年报。' },
  noCalendar: { code: 'no_calendar', message: '没有这个单位或地方的日历，请核对名称（要写全称）。' },
  notFound: { code: 'not_found', message: '没有这个页面，请回到首页提问。' },
  method: { code: 'method_not_allowed', message: '这个地址不支持这种请求方式。' },
  stopped: { code: 'stopped', message: '服务正在停止或尚未启动，请稍后再试。' },
  off: { code: 'switched_off', message: '网页暂停服务。' },
  internal: { code: 'internal', message: '服务暂时出了问题，没有得到答案，请稍后再试。' },
} as const satisfies Readonly<Record<string, WebError>>;
