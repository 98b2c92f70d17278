/** Where things stand on the web: each address is permanent and says all it needs. */

import type { Citation } from '../../bot/answer.js';
import { calendarAddress } from '../../bot/reach.js';
import { fold } from '../../knowledge/text.js';

/** The address that asks this question again: every question has one. */
export function questionAddress(question: string): string {
  return addressWith('/', { q: question });
}

/** The file of a question's values. */
export function csvAddress(question: string): string {
  return addressWith('/answer.csv', { q: question });
}

/** The picture of a question's values. */
export function pictureAddress(question: string): string {
  return addressWith('/chart.svg', { q: question });
}

/** The report's text, opened at what is quoted: the line it begins in, its first characters and its length. */
export function quoteAddress({ office, year, line, quote }: Citation): string {
  const path = reportAddress(office, year);
  if (line === null) return path;
  const bare = bareText(quote);
  const begins = Array.from(bare).slice(0, BEGINNING).join('');
  return `${addressWith(path, { line: String(line), begins, length: String(bare.length) })}#L${line}`;
}

/** The text of an office's report of a year. */
export function reportAddress(office: string, year: number): string {
  return `/report/${encodeURIComponent(office.replace(/\p{Surrogate}/gu, '\uFFFD'))}/${year}`;
}

/** The due days of an office, for calendar programs. */
export function calendarFileAddress(office: string): string {
  return calendarAddress('', office.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/** Text without white space, which a quote folds and a report does not. */
export function bareText(text: string): string {
  return fold(text).replaceAll(' ', '');
}

// --- internal ---

/** So many characters of a quote tell it from the others of its line. */
const BEGINNING = 8;

function addressWith(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}
