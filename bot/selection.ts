import { metric } from '../knowledge/metrics.js';
import type { StoredFigure, StoredFinding } from '../knowledge/stored.js';
import { compact } from '../knowledge/text.js';
import type { Applicant } from '../knowledge/types.js';
import { PERSONS } from './mentions/measures.js';

/** Which of the figures a report states are the answer to what was asked. */
export type Selection =
  | { readonly kind: 'none' }
  /** One figure; `also` state the same elsewhere. */
  | { readonly kind: 'one'; readonly figure: StoredFigure; readonly also: readonly StoredFigure[] }
  /** Places that disagree, the better supported first. */
  | { readonly kind: 'conflict'; readonly figures: readonly StoredFigure[] }
  /** Several parts, none of them singled out. */
  | { readonly kind: 'parts'; readonly figures: readonly StoredFigure[] }
  /** A part was named that the report does not state. */
  | { readonly kind: 'otherParts'; readonly figures: readonly StoredFigure[] };

export interface Asked {
  readonly key: string;
  /** Applicant column of table 3; null: the total. */
  readonly applicant: Applicant | null;
  /** Content words of the question that may name a part. */
  readonly clues: readonly string[];
  /** The counting word asked with (多少人次), null where none. */
  readonly unit: string | null;
  /** The question without office and year: a rate is told only where it says which. */
  readonly topic: string;
}

/**
 * Chooses among the figures of one metric in one report. A table and a narrative that agree are one figure; where they
 * disagree, or where a row's total does not match its columns, all are shown (contract: two values and a finding).
 */
export function select(rows: readonly StoredFigure[], findings: readonly StoredFinding[], asked: Asked): Selection {
  const stated = rows.filter((row) => row.metric === asked.key);
  if (stated.length === 0) return { kind: 'none' };
  if (metric(asked.key).table === 3) return selectRow(stated, findings, asked.applicant);
  const table = stated.filter((row) => row.source === 'table');
  const narrative = stated.filter((row) => row.source === 'narrative');
  if (table.length > 0) return agreeing([...table, ...narrative.filter((row) => row.part === null)], findings);
  if (metric(asked.key).unit === '%') return selectRate(narrative, asked.topic);
  const counted = inUnit(narrative, asked.unit);
  return counted.length > 0 ? selectPart(counted, asked.clues) : { kind: 'otherParts', figures: narrative };
}

/** True where one of the words names the part: two thirds of it stand there in a row (卫生检查 does not name 科教文体卫生类). */
export function namesPart(clues: readonly string[], part: string): boolean {
  const name = plainPart(part);
  return clues.map(plainPart).some((clue) => {
    const wanted = Math.min(clue.length, Math.max(2, Math.ceil((clue.length * 2) / 3)));
    return clue !== '' && (commonLength(clue, name) >= wanted || clue.includes(name) || isInOrder(clue, name));
  });
}

// --- internal ---

function selectRow(
  rows: readonly StoredFigure[],
  findings: readonly StoredFinding[],
  applicant: Applicant | null,
): Selection {
  const column = applicant ?? 'total';
  const asked = rows.filter((row) => row.applicant === column);
  const rowBroken = findings.some(
    (finding) => finding.rule === 'T3-TOT' && finding.outcome === 'broken' && finding.at === rows[0]?.metric,
  );
  if (applicant !== null || !rowBroken) return agreeing(asked, findings);
  const columns = rows.filter(
    (row) => row.source === 'table' && row.applicant !== 'total' && typeof row.stated === 'number' && row.stated !== 0,
  );
  const narrative = asked.filter((row) => row.source === 'narrative');
  const total = asked.filter((row) => row.source === 'table');
  return { kind: 'conflict', figures: [...narrative, ...columns, ...total] };
}

/** One figure where all say the same, all of them where not. */
function agreeing(rows: readonly StoredFigure[], findings: readonly StoredFinding[]): Selection {
  const table = rows.filter((row) => row.source === 'table');
  const narrative = rows.filter((row) => row.source === 'narrative');
  const [first, ...others] = [...table, ...narrative];
  if (!first) return { kind: 'none' };
  if (others.every((row) => row.stated === first.stated)) return { kind: 'one', figure: first, also: others };
  const tableDoubted = findings.some((finding) => finding.outcome === 'broken' && finding.rule.startsWith('T'));
  const blankTable = table.every((row) => typeof row.stated !== 'number');
  return {
    kind: 'conflict',
    figures: tableDoubted || blankTable ? [...narrative, ...table] : [...table, ...narrative],
  };
}

function plainPart(text: string): string {
  return compact(text)
    .replace(/[\p{P}\p{S}]/gu, '')
    .replace(/类(?:的|信息|政府信息)*$/, '');
}

/** A rate without a name of its own, or the one that the question names in full: 办结率 is not 热线按期办结率. */
function selectRate(rows: readonly StoredFigure[], topic: string): Selection {
  const meant = rows.filter((row) => row.part === null || compact(topic).includes(compact(row.part)));
  const named = meant.filter((row) => row.part !== null);
  const chosen = named.length > 0 ? named : meant;
  return chosen.length > 0 ? agreeing(chosen, []) : { kind: 'otherParts', figures: rows };
}

/**
 * 多少人次 and 几场 may be two figures of one metric: the unit tells them apart where only some are in it. Asked for
 * persons, occasions are no answer.
 */
function inUnit(rows: readonly StoredFigure[], unit: string | null): readonly StoredFigure[] {
  const counted = rows.filter((row) => row.unit === unit);
  if (counted.length > 0 || unit === null || !PERSONS.has(unit)) return counted.length > 0 ? counted : rows;
  return rows.filter((row) => PERSONS.has(row.unit ?? metric(row.metric).unit));
}

function selectPart(rows: readonly StoredFigure[], clues: readonly string[]): Selection {
  const whole = rows.filter((row) => row.part === null);
  const parts = rows.filter((row) => row.part !== null);
  const named = parts.filter((row) => namesPart(clues, row.part ?? ''));
  const [onlyNamed] = named;
  if (onlyNamed && named.length === 1) return { kind: 'one', figure: onlyNamed, also: [] };
  // 民政和三农各几条 names both in full.
  const inFull = named.filter((row) => clues.some((clue) => plainPart(clue).includes(plainPart(row.part ?? ''))));
  const apart = inFull.every((row) =>
    inFull.every((other) => row === other || !plainPart(other.part ?? '').includes(plainPart(row.part ?? ''))),
  );
  if (inFull.length > 1 && apart) return { kind: 'parts', figures: inFull };
  if (named.length > 1) return bestNamed(named, clues);
  const spoken = whole.filter((row) => clues.every((clue) => clauseOf(row).includes(clue)));
  if (clues.length > 0 && spoken.length > 0) return agreeing(spoken, []);
  if (clues.length > 0) return { kind: 'otherParts', figures: parts };
  if (whole.length > 0) return agreeing(whole, []);
  const [only] = parts;
  return only && parts.length === 1 ? { kind: 'one', figure: only, also: [] } : { kind: 'parts', figures: parts };
}

/** The clause of a quote that the number stands in: 减税降费宣讲10多场 answers for 减税降费. */
function clauseOf(row: StoredFigure): string {
  const clauses = row.quote.split(/[，；。,;]/).map(compact);
  return clauses.find((clause) => clause.includes(compact(row.printed))) ?? '';
}

/** Of several parts that share words with the question, the one that shares clearly most. */
function bestNamed(named: readonly StoredFigure[], clues: readonly string[]): Selection {
  const ranked = named
    .map((figure) => ({
      figure,
      length: Math.max(...clues.map((clue) => commonLength(clue, compact(figure.part ?? '')))),
    }))
    .sort((a, b) => b.length - a.length);
  const [first, second] = ranked;
  return first && second && first.length > second.length
    ? { kind: 'one', figure: first.figure, also: [] }
    : { kind: 'parts', figures: named };
}

/** True where all characters of a word occur in a name in their order: 转发疫情 in 转发的防抗疫情. */
function isInOrder(clue: string, name: string): boolean {
  let at = 0;
  for (const char of name) if (char === clue[at]) at++;
  return clue.length >= 3 && at === clue.length;
}

/** Length of the longest run of characters two texts share. */
function commonLength(a: string, b: string): number {
  let best = 0;
  for (let start = 0; start < a.length; start++) {
    while (start + best < a.length && b.includes(a.slice(start, start + best + 1))) best++;
  }
  return best;
}
