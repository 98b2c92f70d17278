import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './connection.js';
import { outcomeOnly } from './journal.js';
import { forgetReceived } from './received.js';

/** How long what people wrote is kept. */
export interface Retention {
  /** Days the text of a question stays in the journal; 0: none does. */
  readonly journalDays: number;
  /** Hours a conversation is remembered. */
  readonly sessionHours: number;
}

/** What was forgotten, counted. */
export interface Forgotten {
  readonly questions: number;
  readonly conversations: number;
  readonly messages: number;
}

/**
 * Forgets what people wrote, once it is old: empties the questions in the journal (what became of them stays), ends
 * conversations that are over, drops the memory of messages already answered. What SQLite deletes it writes over
 * (`secure_delete`), in its log first: that is then moved into the file and cut to nothing, which waits for those who read.
 */
export async function forgetOld(
  database: Database,
  { journalDays, sessionHours, now }: Retention & { readonly now: Date },
): Promise<Forgotten> {
  const before = (days: number): Date => new Date(now.getTime() - days * DAY);
  const forgotten = await database.transaction(async (connection) => {
    const old = journalDays === 0 ? AT_ANY_TIME : before(journalDays).toISOString();
    for (const { id, detail } of await connection.all<{ id: number; detail: string }>(
      "select id, detail from journal where at < ? and detail like '%guard:%:%'",
      old,
    )) {
      await connection.run('update journal set detail = ? where id = ?', outcomeOnly(detail), id);
    }
    const { changes: questions } = await connection.run(
      "update journal set question = '', answer = null where at < ? and (question <> '' or answer is not null)",
      old,
    );
    const { changes: conversations } = await connection.run(
      'delete from session where saved_at < ?',
      before(sessionHours / 24).toISOString(),
    );
    const messages = await forgetReceived(connection, before(RECEIVED_DAYS));
    if (questions + conversations + messages > 0) await connection.run(NOTE_WIPED, NEVER);
    return { questions, conversations, messages };
  });
  await wipe(database);
  return forgotten;
}

// --- internal ---

const DAY = 86_400_000;
/** No platform sends a message again after a day. */
const RECEIVED_DAYS = 2;
/** After every ISO time. */
const AT_ANY_TIME = '9999';

/**
 * `meta.wiped` is the newest journal entry when the log was emptied last: where there are newer ones people talked since,
 * and conversations that ended meanwhile, or answers that were replaced, may stand in it. `NEVER` after something was
 * forgotten, so that the next run makes up for one that is cut short.
 */
const NOTE_WIPED =
  "insert into meta (key, value) values ('wiped', ?) on conflict (key) do update set value = excluded.value";
const NEVER = -1;

async function wipe(database: Database): Promise<void> {
  const state = await database.get<{ newest: number; wiped: number }>(
    `select coalesce((select max(id) from journal), 0) as newest,
            coalesce((select value from meta where key = 'wiped'), 0) as wiped`,
  );
  if (!state || state.newest === state.wiped) return;
  if (database.engine === 'postgres') {
    // A server's vacuum gives the space to new rows, which write over it; rows of others are not held up.
    for (const table of ['journal', 'session', 'received']) await database.exec(`vacuum ${table}`);
    await database.run(NOTE_WIPED, state.newest);
    return;
  }
  if (await emptyLog(database)) await database.run(NOTE_WIPED, state.newest);
}

const TRIES = 40;
const PAUSE = 50;

/** Moves the write-ahead log into the file and cuts it to nothing; false where a reader kept it from that. */
async function emptyLog(database: Database): Promise<boolean> {
  for (let each = 0; each < TRIES; each += 1) {
    const result = await database.get<{ busy: number }>('pragma wal_checkpoint(truncate)');
    if (result?.busy === 0) return true;
    await pause(PAUSE);
  }
  return false;
}
