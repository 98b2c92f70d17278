import { readFileSync } from 'node:fs';
import type { Answer, Value } from '../../bot/answer.js';

/** One line of an answers file: a question and what its answer must hold. */
export interface Expected {
  readonly id: string;
  /** The section of the catalogue it belongs to. */
  readonly group?: string;
  readonly question: string;
  readonly today?: string;
  readonly session?: string;
  readonly role?: 'public' | 'staff';
  readonly expect: {
    readonly kind?: Answer['kind'];
    /** Any of these kinds, where the question may be answered in more than one way. */
    readonly kinds?: readonly Answer['kind'][];
    /** The value that leads: the computed one, or the best of a ranking. */
    readonly first?: Partial<Value>;
    /** Exactly these values in this order, each with at least these fields. */
    readonly values?: readonly Partial<Value>[];
    /** The values stand anywhere among the answer's. */
    readonly partial?: boolean;
    readonly unordered?: boolean;
    /** Each must occur in the text; `a|b` is a choice; white space does not count. */
    readonly text?: readonly string[];
    readonly notText?: readonly string[];
    /** Each must occur in a quote. */
    readonly cites?: readonly string[];
    readonly findings?: readonly string[];
  };
}

export function readExpected(file: string): Expected[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Expected);
}

/** What is wrong with an answer; empty where it is right. */
export function faults(answer: Answer, { expect }: Expected): string[] {
  const said = squeeze(answer.text);
  const quotes = squeeze(answer.citations.map(({ quote }) => quote).join('\n'));
  const has = (text: string, choice: string) => choice.split('|').some((each) => text.includes(squeeze(each)));
  return [
    ...(allowedKinds(expect).includes(answer.kind)
      ? []
      : [`kind ${answer.kind}, not ${allowedKinds(expect).join(' or ')}`]),
    ...(expect.first && !sameValue(answer.values[0], expect.first)
      ? [`first value is not ${JSON.stringify(expect.first)}`]
      : []),
    ...valueFaults(answer.values, expect),
    ...(expect.text ?? []).filter((each) => !has(said, each)).map((each) => `text lacks ${each}`),
    ...(expect.notText ?? []).filter((each) => has(said, each)).map((each) => `text holds ${each}`),
    ...(expect.cites ?? []).filter((each) => !has(quotes, each)).map((each) => `no quote holds ${each}`),
    ...(expect.findings ?? [])
      .filter((rule) => !answer.findings.some((finding) => finding.rule === rule))
      .map((rule) => `no finding ${rule}`),
  ];
}

export function allowedKinds({ kind, kinds }: Expected['expect']): readonly Answer['kind'][] {
  return kinds ?? (kind ? [kind] : []);
}

/** True where a value has at least the fields that are wanted. */
export function sameValue(value: Value | undefined, want: Partial<Value>): boolean {
  return value !== undefined && Object.entries(want).every(([key, each]) => value[key as keyof Value] === each);
}

// --- internal ---

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '');
}

function valueFaults(values: readonly Value[], expect: Expected['expect']): string[] {
  const wanted = expect.values;
  if (!wanted) return [];
  const missing =
    expect.partial || expect.unordered
      ? wanted.filter((want) => !values.some((value) => sameValue(value, want)))
      : wanted.filter((want, index) => !sameValue(values[index], want));
  return [
    ...missing.map((want) => `no value ${JSON.stringify(want)}`),
    ...(expect.partial || values.length === wanted.length ? [] : [`${values.length} values, not ${wanted.length}`]),
  ];
}
