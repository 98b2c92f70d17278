import { fold } from '../knowledge/text.js';
import type { Fact } from '../knowledge/types.js';
import { figureDate, findDates } from './dates.js';
import { parseOffice } from './office-name.js';
import type { HeadLine } from './title.js';

/**
 * The report's own document number: on a line of its own (or beside the letterhead or 签发人) or behind a label 文号.
 * Numbers cited in a sentence are other documents'. Null where the head has none, or a broken one.
 */
export function findDocumentNumber(head: readonly HeadLine[]): Fact | null {
  for (const { text, line } of head) {
    const folded = fold(text);
    const printed = LABELLED_NUMBER.exec(folded)?.[1] ?? (isNumberLine(folded) ? NUMBER.exec(folded)?.[0] : undefined);
    if (printed === undefined) continue;
    return { key: 'document_number', text: printed.replace(/\s/g, ''), section: '文首', quote: printed, line };
  }
  return null;
}

/**
 * The date a report was signed: in the 落款, behind or below the office, else the date of 印发; else a date in brackets
 * under the title. A date is the report's only where it stands right after the office's name or the end of the text:
 * lists of news have dates too. Null where the text has none.
 */
export function findIssueDate(head: readonly HeadLine[], tail: readonly HeadLine[]): Fact | null {
  for (const signed of [true, false]) {
    for (const [index, { text, line }] of tail.entries()) {
      const above = fold(tail[index - 1]?.text ?? '');
      const follows = signed ? signs(above) : index === 0 || ENDS_TEXT.test(above);
      const date = dateOfSignature(fold(text), follows, signed);
      if (date !== null) return { key: 'issued_on', text: date.iso, section: '落款', quote: fold(date.printed), line };
    }
  }
  for (const { text, line } of head) {
    const [date] = /^[（(][^（()）]*[）)]$/.test(fold(text)) ? findDates(fold(text)) : [];
    if (date !== undefined && /^[（(]\S{0,30}?$/.test(fold(text).slice(0, date.index))) {
      return { key: 'issued_on', text: date.iso, section: '文首', quote: fold(date.printed), line };
    }
  }
  return null;
}

/** The name that signs: a line of the tail that is an office, alone or before its date. */
export function signers(tail: readonly HeadLine[]): { readonly text: string; readonly dated: boolean }[] {
  return tail.flatMap(({ text }, index) => {
    const [date] = findDates(text);
    const name = fold(date === undefined ? text : text.slice(0, date.index));
    if (name.length > LONGEST_SIGNATURE || parseOffice(name) === null) return [];
    const below = fold(tail[index + 1]?.text ?? '');
    return [{ text: name, dated: date !== undefined || isDateLine(below) }];
  });
}

// --- internal ---

const NUMBER_TEXT =
  '\\p{Script=Han}{1,12}\\s*[〔［[（(【]\\s*(?:19|20)\\d{2}\\s*年?\\s*[〕］\\]）)】]\\s*第?\\s*\\d{1,4}\\s*号';
const NUMBER = new RegExp(NUMBER_TEXT, 'u');
const LABELLED_NUMBER = new RegExp(`(?:文\\s*号|发文字号|文件编号)\\s*[：:]?\\s*(${NUMBER_TEXT})`, 'u');
const BESIDE_NUMBER = /^(?:\S{2,25}文件)?\s*$/;
const AFTER_NUMBER = /^\s*(?:签发人.{0,12})?$/;
const LONGEST_SIGNATURE = 40;
const ENDS_TEXT = /[。！；：）)]$|^(?:无|没有|略|（盖章）|\(盖章\))$/;
const ISSUED = /^\s*(?:印发|发布|印制|印)?[。）)]?$/;

function isNumberLine(text: string): boolean {
  const match = NUMBER.exec(text);
  if (match === null) return false;
  const after = text.slice(match.index + match[0].length);
  return BESIDE_NUMBER.test(text.slice(0, match.index)) && AFTER_NUMBER.test(after);
}

function isDateLine(text: string): boolean {
  return dateOfSignature(text, true, true) !== null;
}

/**
 * A line that is a date: alone where it `follows` what it belongs to, or behind the name of an office. Signed dates may
 * be in figures only.
 */
function dateOfSignature(text: string, follows: boolean, signed: boolean): { iso: string; printed: string } | null {
  if (text.length > 2 * LONGEST_SIGNATURE) return null;
  const date = findDates(text).at(-1);
  if (date === undefined) return signed && follows ? figureDate(text) : null;
  if (!ISSUED.test(text.slice(date.index + date.printed.length))) return null;
  const name = fold(text.slice(0, date.index)).replace(/^[（(]$/, '');
  return (name === '' ? follows : signs(name)) ? date : null;
}

/** True for the name of an office, also at the end of a line whose text it follows. */
function signs(text: string): boolean {
  const name = text.split(/[。；\s]/).at(-1) ?? '';
  return [text, name].some((part) => part.length <= LONGEST_SIGNATURE && parseOffice(part) !== null);
}
