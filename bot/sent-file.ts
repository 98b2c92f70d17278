import type { StoredFinding, StoredReport } from '../knowledge/stored.js';
import { fold } from '../knowledge/text.js';
import type { Message, Report } from '../knowledge/types.js';
import { type Draft, say, startDraft } from './draft.js';
import { findViolation, type Violation } from './guard.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { tellCheckedFile } from './sent-file-telling.js';
import { repeated } from './wording.js';

/** A file that came with a message. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Largest file that is read in a chat, in bytes; a channel that knows the size asks before it fetches the file. */
export const LARGEST_SENT_FILE = 20 * 2 ** 20;

/** A report that was read and checked and is not stored. */
export interface CheckedFile {
  readonly report: Report;
  readonly findings: readonly StoredFinding[];
  /** What reading could not take as it stood. */
  readonly messages: readonly Message[];
  /** The stored report of the year before that it was compared with. */
  readonly before: StoredReport | null;
  /** Both whole, by the id findings and citations name them with. */
  readonly sourceOf: (reportId: number) => Promise<Report>;
}

/** Why a file was not checked: coded, Chinese, says what to do. */
export interface UncheckedFile {
  readonly error: { readonly code: string; readonly message: string };
}

/** Reads and checks a file in bounded time and memory and stores nothing; what is wrong with the file is in the result. */
export type CheckFile = (file: SentFile) => Promise<CheckedFile | UncheckedFile>;

/** An answer about a file, and what of it the guard found. */
export interface FileAnswer {
  readonly draft: Draft;
  readonly violation: Violation | null;
  /** For the journal. */
  readonly detail: string;
}

/**
 * Answers a message with a file: the doubts of the draft to staff, a refusal to everybody else. Stores nothing.
 * @param checkFile null where the channel does not check files.
 */
export async function answerFile(
  file: SentFile,
  { role, contact }: Pick<Context, 'role' | 'contact'>,
  checkFile: CheckFile | null,
): Promise<FileAnswer> {
  if (role !== 'staff') return said(say('refused', PHRASES.fileStaffOnly(contact)), 'public');
  if (checkFile === null) return said(say('refused', PHRASES.fileNotConfigured(contact)), 'not configured');
  if (file.bytes.length > LARGEST_SENT_FILE)
    return said(say('refused', PHRASES.fileTooLarge(LARGEST_SENT_FILE / 2 ** 20)), 'FILE_TOO_LARGE');
  const name = fileName(file);
  const checked = await checkFile({ ...file, name });
  if ('error' in checked) {
    const { code, message } = checked.error;
    const text = PHRASES.fileUnread(name, PHRASES.withCode(message, code));
    return said(say(OURS.has(code) ? 'error' : 'refused', text), code);
  }
  const draft = tellCheckedFile(startDraft(checked.before ? [checked.before] : []), name, checked);
  return { draft, violation: await violationOf(draft, name, checked), detail: 'checked' };
}

/** What is asked with a file: the words that came with it, or what is done with it. */
export function questionWith(file: SentFile, text: string): string {
  return text.trim() === '' ? PHRASES.fileQuestion(fileName(file)) : text;
}

/** The name of a file for an answer and a reader: without folders, quotation marks and what cannot be seen. */
export function fileName({ name }: SentFile): string {
  const base = repeated(name.split(/[/\\]/).at(-1) ?? '');
  const chars = [...base];
  // The end says which reader reads it.
  return chars.length <= LONGEST_NAME
    ? base
    : `${chars.slice(0, LONGEST_NAME / 2).join('')}…${chars.slice(-20).join('')}`;
}

// --- internal ---

const LONGEST_NAME = 120;

/** What may go well another time with the same file. */
const OURS = new Set(['TIMEOUT', 'READER_CRASHED', 'READERS_BUSY', 'STOPPED', 'INTERNAL']);

function said(draft: Draft, code: string): FileAnswer {
  return { draft, violation: null, detail: code };
}

async function violationOf(
  draft: Draft,
  name: string,
  { report, messages, sourceOf }: CheckedFile,
): Promise<Violation | null> {
  const sources = new Map<number, string>();
  for (const { reportId } of draft.citations) {
    if (!sources.has(reportId)) sources.set(reportId, fold((await sourceOf(reportId)).lines.join('\n')));
  }
  return findViolation(draft, {
    sourceOf: (id) => sources.get(id) ?? null,
    // Which years a file names is what the reader says of it.
    years: new Set([report.year - 1, report.year, ...messages.flatMap(({ text }) => yearsIn(text))]),
    question: PHRASES.fileQuestion(name),
  });
}

function yearsIn(text: string): number[] {
  return [...text.matchAll(/(\d{4})年/g)].map(([, year]) => Number(year));
}
