import { differingName, differingText } from '../knowledge/checks/duplicate.js';
import { checkReport } from '../knowledge/checks.js';
import { type Database, openDatabase } from '../knowledge/database.js';
import { knowledgeOf } from '../knowledge/knowledge.js';
import { type Replacement, replacements } from '../knowledge/replaced.js';
import { useVersion } from '../knowledge/report-use.js';
import type { StoredOffice } from '../knowledge/stored.js';
import { UserError } from '../knowledge/types.js';
import { readChoice, type VersionChoice } from '../knowledge/version-choice.js';
import { readVersion, readVersions, type Version } from '../knowledge/versions.js';
import type { Call } from './call.js';
import { officeCalled } from './check-scope.js';
import { saidBy } from './said-by.js';
import { VERSIONS_WORDING as WORDING } from './versions-wording.js';

/** `disclosure-bot versions`: the stored reports of an office, year by year; with `--use`, which one answers use. */
export async function versions(call: Call): Promise<number> {
  const { name, year } = namedIn(call);
  const said = call.use === null ? null : saidBy(call);
  const database = await openDatabase(call.config.databaseUrl, { create: false });
  try {
    const knowledge = await knowledgeOf(database);
    const office = officeCalled(name, await knowledge.offices());
    if (!office) throw new UserError('UNKNOWN_OFFICE', `没有收录“${name}”的年报。`);
    const stored = (await knowledge.reports()).filter(({ officeId }) => officeId === office.id);
    const years = stored.map((report) => report.year).filter((each) => year === null || each === year);
    if (years.length === 0) throw new UserError('NO_REPORTS', WORDING.noneOf(office.name, year));
    if (said && call.use !== null) {
      const of = { office: office.id, year: years[0] ?? 0, number: call.use };
      await useVersion(database, of, { ...said, now: new Date(), check: checkReport });
    }
    const reports = await Promise.all(years.map((each) => stateOf(database, office, each)));
    if (call.json) process.stdout.write(`${JSON.stringify({ reports })}\n`);
    else process.stdout.write(`${reports.flatMap(linesOf).join('\n')}\n`);
    return 0;
  } finally {
    await database.close();
  }
}

// --- internal ---

const MAX_DIFFERENCES = 20;

/** The stored reports of an office and a year, as `--json` prints them. */
interface State {
  readonly office: string;
  readonly year: number;
  /** Which of them a person chose, null where nobody did. */
  readonly choice: VersionChoice | null;
  readonly versions: readonly (Version & { readonly differences: readonly Difference[] })[];
}

/** A figure that a report states otherwise than the one in use; null where one of them does not state it. */
type Difference = Pick<Replacement, 'metric' | 'applicant' | 'source' | 'part'> & {
  readonly stated: Replacement['old'];
  readonly inUse: Replacement['new'];
};

/** @throws UserError BAD_CALL, BAD_YEAR, NEEDS_YEAR */
function namedIn({ rest, use }: Call): { name: string; year: number | null } {
  const [name, year, ...more] = rest;
  if (name === undefined || more.length > 0) throw new UserError('BAD_CALL', WORDING.usage);
  if (year !== undefined && !/^\d{4}年?$/.test(year))
    throw new UserError('BAD_YEAR', `“${year}”不是年份，请写四位数字。`);
  if (year === undefined && use !== null) throw new UserError('NEEDS_YEAR', `改用哪一份要写明年份。${WORDING.usage}`);
  return { name, year: year === undefined ? null : Number.parseInt(year, 10) };
}

async function stateOf(database: Database, { id, name }: StoredOffice, year: number): Promise<State> {
  const [all, choice] = await Promise.all([readVersions(database, id, year), readChoice(database, id, year)]);
  const current = all.find((version) => version.current);
  const used = current && (await readVersion(database, id, year, current.number));
  const compared = all.map(async (version) => {
    if (version.current || !used) return { ...version, differences: [] };
    const { figures } = await readVersion(database, id, year, version.number);
    const differences = replacements(figures, used.figures).map(({ old, new: inUse, ...what }) => {
      return { ...what, stated: old, inUse };
    });
    return { ...version, differences };
  });
  return { office: name, year, choice, versions: await Promise.all(compared) };
}

function linesOf({ office, year, choice, versions: all }: State): string[] {
  const used = all.find(({ current }) => current);
  return [
    WORDING.head(office, year, all.length),
    ...all.flatMap((version) => [
      WORDING.version(version),
      ...(version.current ? [] : [WORDING.differing(version.differences.length)]),
      ...version.differences.slice(0, MAX_DIFFERENCES).map(({ stated, inUse, ...what }) => {
        const texts = [differingText(stated), differingText(inUse)] as const;
        return WORDING.difference(
          differingName({ ...what, old: stated, new: inUse }),
          version.number,
          used?.number,
          texts,
        );
      }),
      ...(version.differences.length > MAX_DIFFERENCES ? [WORDING.more] : []),
    ]),
    ...(choice ? [WORDING.choice(choice)] : []),
  ];
}
