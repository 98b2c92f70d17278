/** Tells a channel that hears nothing from one where nobody speaks: by time alone, whatever the platform says. */
export interface Watchdog {
  start(): void;
  stop(): void;
  /** Something came, or the account logged in. */
  heard(): void;
  /** True from the alarm until something comes. */
  readonly silent: () => boolean;
}

interface Options {
  /** 0: never. */
  readonly silenceHours: number;
  readonly now: () => Date;
  /** What the platform claims; accounts were seen to go mute while this stayed true. */
  readonly loggedIn: () => boolean;
  /** Called once for each silence. */
  readonly alarm: () => void;
}

/** Alarms where a channel that claims to be logged in has received nothing for so many hours. */
export function watchdogOf({ silenceHours, now, loggedIn, alarm }: Options): Watchdog {
  const most = silenceHours * HOUR;
  let last = now().getTime();
  let silent = false;
  let timer: NodeJS.Timeout | undefined;

  const look = (): void => {
    const time = now().getTime();
    // A clock set back must not make the silence shorter than nothing.
    if (time < last) last = time;
    if (silent || time - last < most || !loggedIn()) return;
    silent = true;
    alarm();
  };

  return {
    start() {
      if (most === 0 || timer !== undefined) return;
      last = now().getTime();
      timer = setInterval(look, Math.min(most, LOOK_EVERY)).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
    heard() {
      last = now().getTime();
      silent = false;
    },
    silent: () => silent,
  };
}

// --- internal ---

const HOUR = 3_600_000;
const LOOK_EVERY = 10 * 60_000;
