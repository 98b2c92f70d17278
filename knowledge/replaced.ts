import type { Connection } from './connection.js';
import type { Figure } from './types.js';

/** What a figure says, as `replaced` keeps it: `{"stated":6,"unit":"件","approximate":false}`. */
type Said = Pick<Figure, 'stated' | 'unit' | 'approximate'>;

export interface Replacement {
  readonly metric: string;
  readonly applicant: string | null;
  readonly source: string;
  readonly part: string | null;
  /** Null where the figure is new. */
  readonly old: Said | null;
  /** Null where it is no longer stated. */
  readonly new: Said | null;
}

/** The figures that two readings of one report state differently. */
export function replacements(old: readonly Figure[], now: readonly Figure[]): readonly Replacement[] {
  const before = byIdentity(old);
  const after = byIdentity(now);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const was = before.get(key);
    const is = after.get(key);
    const figure = is ?? was;
    if (!figure || (was && is && sameAs(was, is))) return [];
    const { metric, applicant, source, part } = figure;
    return [{ metric, applicant, source, part, old: was ? said(was) : null, new: is ? said(is) : null }];
  });
}

/** Keeps what a report's figures were before it was replaced. */
export async function keepReplaced(
  connection: Connection,
  of: { readonly office: number; readonly year: number; readonly at: Date },
  changes: readonly Replacement[],
): Promise<void> {
  await connection.run(
    `insert into replaced (office, year, metric, applicant, source, part, old, new, at)
       select cast(?1 as integer), cast(?2 as integer), json_extract(each.value, '$.metric'),
              json_extract(each.value, '$.applicant'), json_extract(each.value, '$.source'),
              json_extract(each.value, '$.part'), json_extract(each.value, '$.old'), json_extract(each.value, '$.new'),
              cast(?3 as text)
         from json_each(?4) as each order by each.key`,
    of.office,
    of.year,
    of.at.toISOString(),
    JSON.stringify(changes),
  );
}

// --- internal ---

/** A figure is the same one where it says the same of the same; several of a kind are told apart by their order. */
function byIdentity(figures: readonly Figure[]): Map<string, Figure> {
  const found = new Map<string, Figure>();
  for (const figure of figures) {
    const identity = [figure.metric, figure.applicant, figure.source, figure.part];
    let nth = 0;
    while (found.has(JSON.stringify([...identity, nth]))) nth += 1;
    found.set(JSON.stringify([...identity, nth]), figure);
  }
  return found;
}

function said({ stated, unit, approximate }: Figure): Said {
  return { stated, unit, approximate };
}

function sameAs(a: Figure, b: Figure): boolean {
  return a.stated === b.stated && a.unit === b.unit && a.approximate === b.approximate;
}
