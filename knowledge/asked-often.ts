import type { Reader } from './connection.js';

export interface OftenQuery {
  readonly since: Date;
  /** So many different people at least: what fewer asked might tell who they are. */
  readonly persons: number;
  readonly most: number;
}

/**
 * Questions of the public that many people asked, that were answered, and that nobody found answered badly; the most
 * asked first. The words are as people wrote them: whoever shows them to others has to see to it that they can be shown.
 */
export async function askedOften(connection: Reader, { since, persons, most }: OftenQuery): Promise<string[]> {
  const rows = await connection.all<{ question: string }>(
    `select rtrim(trim(j.question), '？?。！!，, ') as question
       from journal j left join feedback f on f.journal = j.id and f.liked = 0
      where j.at >= ? and j.person is not null and coalesce(j.role, 'public') = 'public' and j.question <> ''
        and j.kind in ('value', 'table', 'computed', 'passage', 'deadline', 'check')
      group by 1
     having count(distinct j.channel || ':' || j.person) >= ? and count(f.person) = 0
      order by count(distinct j.channel || ':' || j.person) desc, count(*) desc, 1
      limit ?`,
    since.toISOString(),
    persons,
    most,
  );
  return rows.map(({ question }) => question);
}
