import type { StoredFigure, StoredFinding, StoredReport } from '../knowledge/stored.js';
import type { Applicant } from '../knowledge/types.js';
import type { Absence } from './absence.js';
import type { Operand } from './computed.js';

/** What is measured in each of several reports. */
export interface Quantity {
  readonly key: string;
  /** Applicant column of table 3; null: the total. */
  readonly applicant: Applicant | null;
  /** Content words that must name a part. */
  readonly clues: readonly string[];
  /** The counting word asked with, null where none. */
  readonly unit: string | null;
  /** The question without office and year. */
  readonly topic: string;
}

/** What one report says of a quantity: a number, several that disagree, or why there is none. */
export interface Reading {
  readonly report: StoredReport;
  /** Better supported first; more than one where the report contradicts itself. */
  readonly versions: readonly Version[];
  readonly lack: Lack | null;
  /** Figures that hold something that is no number, or parts that are no whole. */
  readonly unread: readonly StoredFigure[];
  /** Broken checks that cast doubt on what was read. */
  readonly doubts: readonly StoredFinding[];
}

export interface Version {
  readonly of: Operand;
  /** Where it stands, short: 正文, 表三总计列. */
  readonly where: string;
}

/** Why there is no number; `zero`: 0/0; `counted otherwise`: before the forms, in another way. */
export type Lack = Absence | 'no number' | 'parts' | 'zero' | 'counted otherwise';
