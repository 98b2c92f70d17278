import type { Config } from '../../bot/config.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { serveHttp } from '../http/server.js';
import type { Log } from '../log.js';
import type { Served } from '../reception/desk.js';
import { healthOf } from './health.js';
import { metricsOf } from './metrics.js';
import { operationsMounts } from './routes.js';
import { isFinal, type RunningChannel } from './running.js';
import { versionOf } from './version.js';

export interface ServiceOptions {
  readonly config: Pick<Config, 'host' | 'port' | 'metricsToken' | 'databaseUrl'>;
  readonly knowledge: Knowledge;
  readonly log: Log;
  /** Starts the channels; `served` counts what their desks serve. */
  readonly start: (served: (served: Served) => void) => readonly RunningChannel[];
  /** Starts what runs beside the channels and through them; it is stopped before they are. */
  readonly beside?: (channels: readonly RunningChannel[]) => { stop(): Promise<void> };
  /** Called once, when every channel has had its first try. */
  readonly announce: (address: string, running: readonly string[]) => Promise<void>;
  /** Aborted when the service is to end. */
  readonly ending: AbortSignal;
}

/**
 * Serves HTTP and runs channels until it is told to end; then takes nothing more and lets every answer under way go out.
 * @returns false where something did not stop and is left behind
 * @throws UserError where HTTP cannot be served, or no channel can ever start
 */
export async function runService(options: ServiceOptions): Promise<boolean> {
  const { config, knowledge, log, start, announce, ending } = options;
  const running: RunningChannel[] = [];
  const channels = (): readonly RunningChannel[] => running;
  const version = versionOf();
  const failed = log.failed;
  const health = healthOf({ version, knowledge, channels, log: failed });
  const metrics = metricsOf({ version, knowledge, databaseUrl: config.databaseUrl, health, channels, log: failed });
  const operations = operationsMounts({ health, metrics, metricsToken: config.metricsToken, log: failed });
  // Before the channels: a platform may call as soon as it is told the address.
  const mounts = () => [...operations, ...running.flatMap((channel) => channel.mount() ?? [])];
  const server = await serveHttp(config, mounts, failed);
  let clean = true;
  let beside: { stop(): Promise<void> } | undefined;
  try {
    running.push(
      ...start((served) => {
        metrics.served(served);
        log.debug('served', { ...served, milliseconds: Math.round(served.milliseconds) });
      }),
    );
    beside = options.beside?.(running);
    await firstTries(running, ending);
    const up = running.filter(({ healthy }) => healthy()).map(({ name }) => name);
    log.info('started', { version, channels: running.map(({ name }) => name).join(' '), healthy: up.join(' ') });
    if (!ending.aborted) await announce(server.address(), up);
    await endOf(ending);
  } finally {
    log.info('stopping', { underWay: running.reduce((sum, { underWay }) => sum + underWay(), 0) });
    await server.stop();
    await beside?.stop();
    clean = await stopAll(running);
    log.info('stopped', { clean });
  }
  return clean;
}

// --- internal ---

/** A channel that takes longer to start is not waited for. */
const PATIENCE = 20_000;

/** @throws the first failure where none of the channels can ever start */
async function firstTries(running: readonly RunningChannel[], ending: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE);
  });
  const tries = Promise.all(running.map(({ firstTry }) => firstTry));
  const failures = await Promise.race([tries, late, endOf(ending).then(() => null)]);
  clearTimeout(timer);
  if (failures?.every(isFinal)) throw failures[0];
}

function endOf(ending: AbortSignal): Promise<void> {
  if (ending.aborted) return Promise.resolve();
  return new Promise((resolve) => ending.addEventListener('abort', () => resolve(), { once: true }));
}

async function stopAll(running: readonly RunningChannel[]): Promise<boolean> {
  return (await Promise.all(running.map((channel) => channel.stop()))).every((stopped) => stopped);
}
