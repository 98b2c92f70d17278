/** The shapes of the JSON interface, as JSON Schema. A test holds the answers against them. */

import { APPLICANTS } from '../../knowledge/types.js';

const TEXT = { type: 'string' } as const;
const INDEXES = { type: 'array', items: { type: 'integer', minimum: 0 } } as const;

const listOf = (name: string) => ({ type: 'array', items: { $ref: `#/components/schemas/${name}` } });

/** An object that holds exactly these properties, all of them but those named optional. */
function exactly(properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

const KINDS = [
  ...['value', 'table', 'computed', 'passage', 'check', 'deadline', 'clarify', 'missing', 'help', 'refused', 'error'],
];

export const SCHEMAS = {
  Question: {
    type: 'object',
    required: ['question'],
    properties: {
      question: {
        type: 'string',
        description: '一句话的问题，最多 500 字有效。',
        examples: ['某某街道2023年收到多少件申请'],
      },
      session: {
        type: 'string',
        pattern: '^[A-Za-z0-9_-]{8,64}$',
        description: '对话的名称：同一名称的问题前后相关，可以追问。不写则用浏览器的 Cookie。',
      },
    },
  },
  Answer: exactly({
    question: TEXT,
    kind: {
      type: 'string',
      enum: KINDS,
      description: 'value 一个数；table 多个数；computed 计算得出；missing 年报没有；clarify 需要选择。',
    },
    text: { type: 'string', description: '给人看的完整回答，纯文本。' },
    values: listOf('Value'),
    citations: listOf('Citation'),
    findings: listOf('Finding'),
    choices: listOf('Choice'),
  }),
  Value: exactly(
    {
      office: TEXT,
      year: { type: 'integer' },
      metric: { type: 'string', description: '事项的键名。' },
      applicant: { type: 'string', enum: [...APPLICANTS], description: '仅表三：申请人类别。' },
      value: { type: ['number', 'null'], description: 'state 不是 number 时为 null：空白不等于零。' },
      state: { type: 'string', enum: ['number', 'blank', 'slash', 'unreadable'] },
      approximate: { type: 'boolean', description: '原文写“约”“近”“余”“多”时为 true。' },
      unit: { type: ['string', 'null'], description: '原文所写的单位；没有写为 null。' },
      source: { type: 'string', enum: ['table', 'narrative', 'computed'] },
      citations: { ...INDEXES, description: '在 citations 里的序号，从 0 起。' },
    },
    ['applicant'],
  ),
  Citation: exactly({
    office: TEXT,
    year: { type: 'integer' },
    title: TEXT,
    section: TEXT,
    quote: { type: 'string', description: '年报原文，空白合并为一个空格。' },
    file: TEXT,
    line: { type: ['integer', 'null'], description: '在原文中的行号，从 1 起。' },
  }),
  Finding: exactly({ rule: TEXT, message: TEXT, citations: INDEXES }),
  Choice: exactly({ label: TEXT, question: { type: 'string', description: '可以直接提问的完整问题。' } }),
  Rating: {
    type: 'object',
    required: ['entry', 'liked'],
    properties: {
      entry: { type: 'string', description: '回答的 Feedback-Token 头。' },
      liked: { type: 'boolean' },
      session: { type: 'string', description: '提问时所用的 session；没有写过就不写。' },
    },
  },
  Thanks: exactly({ message: TEXT }),
  Suggestions: exactly({ offices: listOf('Suggestion'), questions: listOf('Suggestion') }),
  Suggestion: exactly({ label: TEXT, text: { type: 'string', description: '选中后输入框里的文字。' } }),
  Error: exactly({ error: exactly({ code: TEXT, message: { type: 'string', description: '给人看的原因。' } }) }),
};
