import type { Fact, FactKey } from '../../knowledge/types.js';
import { placeOf, type Source } from './places.js';
import { verbatimOf } from './plain.js';
import type { Sentence } from './spots.js';

type ContactKey = Extract<FactKey, `contact.${string}`>;

interface ContactPattern {
  readonly key: ContactKey;
  /** Group 1 is the value. */
  readonly pattern: RegExp;
  /** Prose keeps its characters; numbers and addresses of the net are given narrow and without spaces. */
  readonly prose?: true;
}

const LABELS =
  '(?:联系|办公|通讯|通信|单位)?地址|邮政编码|邮编|(?:联系|办公|咨询)?电话|传真|电子(?:邮箱|邮件|信箱)|邮箱|网址|网站|联系人|E-?mail';
const SAYS = '(?:号码|地址)?[：:为是]?';

/** 地址：…，邮编：…，电话：… in any order. Telephones for complaints and hotlines are other things. */
const CONTACT_PATTERNS: readonly ContactPattern[] = [
  {
    key: 'contact.unit',
    pattern:
      /(?:请与|请同|请向|可?直接与|可致电|请联系：?|可以?找|可以?问|请致电|可与|可向|联系单位：|联系部门：|受理机构：|请直接与|请径向)([^，。；：（）“”]{3,30}?)(?:联系|咨询|询问|反映|取得联系)?(?=（?(?:联系|办公|通讯)?(?:地址|电话|邮编)|[，。；）]|$)/,
    prose: true,
  },
  {
    key: 'contact.address',
    pattern: new RegExp(
      `(?<!网|邮箱|邮件)(?:(?:联系|办公|通讯|通信|单位)?地址[：:为]|（地址(?![：:为]))((?:[^，。；（）]|（(?!${LABELS})[^（）]*）)+?)(?=[，。；）]|（(?:${LABELS})|、?(?:${LABELS})|$)`,
    ),
    prose: true,
  },
  { key: 'contact.postcode', pattern: new RegExp(`(?:邮政编码|邮编)${SAYS}(\\d{6})(?!\\d)`) },
  {
    key: 'contact.phone',
    pattern: new RegExp(
      `(?<!监督|举报|投诉|热线|传真)(?:(?:联系|办公|咨询|值班)?电话|联系方式)${SAYS}((?:（0\\d{2,3}）|0\\d{2,3}[-—–－]?)?\\d{7,8}(?:[-—]\\d{1,4})?|1\\d{10})(?!\\d)`,
    ),
  },
  {
    key: 'contact.fax',
    pattern: new RegExp(`传真(?:电话)?${SAYS}((?:（0\\d{2,3}）|0\\d{2,3}[-—–－]?)?\\d{7,8})(?!\\d)`),
  },
  { key: 'contact.email', pattern: /([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/ },
  { key: 'contact.website', pattern: /(https?:\/\/[A-Za-z0-9./_-]+|www\.[A-Za-z0-9.-]+\.[a-z]{2,}[A-Za-z0-9/_-]*)/ },
];

/** What is asked to be used for questions about the report; the first of each kind. */
export function contactsIn(sentences: readonly Sentence[], source: Source): Fact[] {
  const found = new Map<ContactKey, Fact>();
  for (const sentence of sentences.filter(mayHoldContacts)) {
    for (const contact of CONTACT_PATTERNS) {
      if (found.has(contact.key)) continue;
      const fact = contactIn(sentence, contact, source);
      if (fact) found.set(contact.key, fact);
    }
  }
  return [...found.values()];
}

// --- internal ---

function mayHoldContacts(sentence: Sentence): boolean {
  return sentence.section.key === 'preamble' || /联系|地址：|邮编|联系电话/.test(sentence.text);
}

function contactIn(sentence: Sentence, { key, pattern, prose }: ContactPattern, source: Source): Fact | null {
  const match = pattern.exec(sentence.text);
  const value = match?.[1];
  if (!match || value === undefined) return null;
  const start = sentence.from + match.index + match[0].lastIndexOf(value);
  const place = placeOf(sentence, start, start + value.length, source, true);
  if (!place) return null;
  const printed = prose ? verbatimOf(sentence.plain, start, start + value.length) : value;
  return { key, text: printed.replaceAll(' ', ''), ...place };
}
