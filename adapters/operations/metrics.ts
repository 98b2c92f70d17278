import { stat } from 'node:fs/promises';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Knowledge } from '../../knowledge/knowledge.js';
import type { Served } from '../reception/desk.js';
import type { Health } from './health.js';

export interface Metrics {
  /** Counts a message that was served. */
  readonly served: (served: Served) => void;
  /** Everything counted, as Prometheus reads it; what cannot be read at this moment is left out. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  readonly version: string;
  readonly knowledge: Pick<Knowledge, 'offices' | 'reports'>;
  readonly databaseUrl: string;
  readonly health: () => Promise<Health>;
  readonly channels: () => readonly { readonly name: string; readonly underWay: () => number }[];
  readonly log: (message: string, error: unknown) => void;
}

/** Labels are names of channels and kinds of answers alone: their number does not grow with use, and they name nobody. */
export function metricsOf(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const messages = new Counter({ registers, ...ABOUT.messages, labelNames: ['channel', 'outcome'] });
  const refusals = new Counter({ registers, ...ABOUT.refusals, labelNames: ['channel', 'reason'] });
  const seconds = new Histogram({ registers, ...ABOUT.seconds, labelNames: ['channel'], buckets: BUCKETS });
  const underWay = new Gauge({ registers, ...ABOUT.underWay, labelNames: ['channel'] });
  const up = new Gauge({ registers, ...ABOUT.up, labelNames: ['channel'] });
  const off = new Gauge({ registers, ...ABOUT.off, labelNames: ['channel'] });
  const readable = new Gauge({ registers, ...ABOUT.readable });
  const writable = new Gauge({ registers, ...ABOUT.writable });
  const bytes = new Gauge({ registers, ...ABOUT.bytes });
  const reports = new Gauge({ registers, ...ABOUT.reports });
  const offices = new Gauge({ registers, ...ABOUT.offices });
  new Gauge({ registers, ...ABOUT.build, labelNames: ['version'] }).set({ version: options.version }, 1);

  const observe = async (): Promise<void> => {
    const { database, writable: canWrite, channels } = await options.health();
    readable.set(database ? 1 : 0);
    writable.set(canWrite ? 1 : 0);
    for (const [channel, state] of Object.entries(channels)) {
      up.set({ channel }, state === 'down' ? 0 : 1);
      off.set({ channel }, state === 'off' ? 1 : 0);
    }
    for (const { name, underWay: count } of options.channels()) underWay.set({ channel: name }, count());
    // A database that does not answer would keep whoever watches from seeing just that.
    if (!database) return;
    // Of a server its own monitors know.
    if (options.databaseUrl.startsWith('sqlite:')) bytes.set(await sizeOf(options.databaseUrl));
    reports.set((await options.knowledge.reports()).length);
    offices.set((await options.knowledge.offices()).length);
  };

  return {
    served: ({ channel, outcome, milliseconds }) => {
      messages.inc({ channel, outcome });
      if (REFUSALS.has(outcome)) refusals.inc({ channel, reason: outcome });
      else if (!UNANSWERED.has(outcome)) seconds.observe({ channel }, milliseconds / 1000);
    },
    text: async () => {
      await observe().catch((error: unknown) => options.log('metrics not read', error));
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

// --- internal ---

const ABOUT = {
  messages: { name: 'disclosure_messages_total', help: 'Messages by channel and kind of answer' },
  refusals: { name: 'disclosure_refusals_total', help: 'Messages not answered for a limit or an off-switch' },
  seconds: { name: 'disclosure_answer_seconds', help: 'From the message at the desk to its answer' },
  underWay: { name: 'disclosure_messages_under_way', help: 'Messages being answered or waiting their turn' },
  up: { name: 'disclosure_channel_up', help: '0 where messages should come and cannot' },
  off: { name: 'disclosure_channel_off', help: '1 where a person switched the channel off' },
  readable: { name: 'disclosure_database_readable', help: '1 where the database answers' },
  writable: { name: 'disclosure_database_writable', help: '1 where the database can be written' },
  bytes: { name: 'disclosure_database_bytes', help: 'The database with its write-ahead log' },
  reports: { name: 'disclosure_reports', help: 'Reports stored' },
  offices: { name: 'disclosure_offices', help: 'Offices with a report' },
  build: { name: 'disclosure_build_info', help: 'The version that runs' },
} as const;

/** WeChat waits 5 seconds: what takes longer is told apart from what takes much longer. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Outcomes of the desk (`Served.outcome`). */
const REFUSALS: ReadonlySet<string> = new Set(['limited', 'off']);
const UNANSWERED: ReadonlySet<string> = new Set(['repeated', 'silent', 'notice', 'failed']);

async function sizeOf(databaseUrl: string): Promise<number> {
  const path = databaseUrl.replace(/^sqlite:/, '');
  const sizes = [path, `${path}-wal`].map((file) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
