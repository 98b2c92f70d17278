import { METRICS } from '../../knowledge/metrics.js';
import type { Answer, Value } from '../answer.js';
import { CHART } from '../chart-phrases.js';
import { sameKind, unitKind } from '../units.js';
import { applicantName, metricName } from '../wording.js';

/** How offices, numbers and units are named in a chart. */

/** What a value counts, as the answer's text calls it: a part that was asked for stands behind it. */
export function subjectOf({ metric, applicant }: Value, { text }: Pick<Answer, 'text'>): string {
  const name = metricName(metric);
  const at = text.indexOf(`${name}“`);
  const part = at < 0 ? '' : (/^(?:“[^”\n]{1,30}”)+/.exec(text.slice(at + name.length))?.[0] ?? '');
  return applicant && applicant !== 'total' ? CHART.ofApplicant(name, applicantName(applicant)) + part : name + part;
}

/**
 * The names of some offices as short as they can be told apart: without 办事处 and 人民政府, and without the county where
 * it is the same for all, which then belongs into the title.
 */
export function shortNames(offices: readonly string[]): ReadonlyMap<string, string> {
  const county = sharedCounty(offices);
  const short = offices.map((office) => office.replace(/(?<=街道|镇|乡)(?:办事处|人民政府)$/, '').slice(county.length));
  const unique = new Set(short).size === new Set(offices).size;
  return new Map(offices.map((office, index) => [office, unique ? (short[index] ?? office) : office]));
}

/** The county that the names of all of several offices begin with; empty where there is none. */
export function sharedCounty(offices: readonly string[]): string {
  const [county = '', ...others] = offices.map((name) => COUNTY.exec(name)?.[0] ?? '');
  return others.length > 0 && others.every((each) => each === county) ? county : '';
}

/** The one unit of some values, or null where they cannot stand on one axis. Nothing is nothing in whatever unit. */
export function commonUnit(values: readonly Value[]): string | null {
  const units = values.filter(({ value }) => value !== null && value !== 0).map(unitOf);
  const [unit = values[0] ? unitOf(values[0]) : ''] = units;
  const fits = units.every(
    (each) => each === unit || (sameKind(each, unit) && unitKind(each).factor === unitKind(unit).factor),
  );
  return fits ? unit : null;
}

// --- internal ---

/** The place a name begins with, where a name of its own follows: not 某某县 of 某某县人民政府. */
const COUNTY = /^.{1,9}?[市县区旗州盟](?=.{2})(?!人民政府$)/;

function unitOf({ unit, metric }: Value): string {
  return unit ?? METRICS.get(metric)?.unit ?? '';
}
