import type { StoredFinding } from '../knowledge/stored.js';
import type { Severity } from '../knowledge/types.js';
import { findingRow, plainText, type Value } from './check-table.js';
import { CHECK_WORDING } from './check-wording.js';
import { brokenAt, type Checked, SEVERITIES } from './checked.js';

/** All findings as an .xlsx workbook: an overview, a sheet a severity, one for what could not be told. */
export async function toWorkbook(checked: readonly Checked[]): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const undecided = ({ outcome }: StoredFinding): boolean => outcome === 'cannot_tell';
  const sheets = [
    sheet(CHECK_WORDING.summary, CHECK_WORDING.summaryColumns, SUMMARY_WIDTHS, checked.map(summaryRow)),
    ...SEVERITIES.map((severity) =>
      findingSheet(CHECK_WORDING.group[severity], checked, (each) => brokenAt(each, severity)),
    ),
    findingSheet(CHECK_WORDING.undecidedGroup, checked, ({ findings }) => findings.filter(undecided)),
  ];
  return writeExcelFile(sheets).toBuffer();
}

/** A sheet of a workbook with a head that stays in sight. */
export function sheet(
  name: string,
  columns: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly Value[])[],
) {
  const header = columns.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  return {
    sheet: name,
    data: [header, ...rows.map((row) => row.map(cell))],
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  };
}

// --- internal ---

/** In characters, for the columns of `CHECK_WORDING.columns`. */
const WIDTHS = [13, 6, 9, 28, 12, 7, 18, 60, 50, 24, 7, 50, 24, 7, 40, 9, 30, 12, 24];
const SUMMARY_WIDTHS = [28, 14, 7, 36, 8, 8, 8, 10];

function findingSheet(
  name: string,
  checked: readonly Checked[],
  findingsOf: (checked: Checked) => readonly StoredFinding[],
) {
  const rows = checked.flatMap((each) => findingsOf(each).map((finding) => findingRow(each, finding)));
  return sheet(name, CHECK_WORDING.columns, WIDTHS, rows);
}

function summaryRow(checked: Checked): Value[] {
  const { report, county, findings } = checked;
  const count = (severity: Severity): number => brokenAt(checked, severity).length;
  const undecided = findings.filter(({ outcome }) => outcome === 'cannot_tell').length;
  return [report.office, county, report.year, report.file, ...SEVERITIES.map(count), undecided];
}

/** A text is stored as text whatever it begins with; only numbers are numbers. */
function cell(value: Value) {
  if (value === null) return null;
  if (typeof value === 'number') return { value, type: Number };
  const text = plainText(value);
  // write-excel-file 4.1.1 looks texts up in a plain object: one that is called as a property of every object gets lost.
  return { value: text in {} ? `${text} ` : text, type: String, wrap: true, alignVertical: 'top' as const };
}
