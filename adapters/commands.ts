import type { Call } from './call.js';

/** Commands by name; each returns the exit code. What a command needs is loaded when it is called: `ask` reads no files. */
export const COMMANDS: Readonly<Record<string, (call: Call) => Promise<number>>> = {
  ingest: async (call) => (await import('./ingest.js')).ingest(call),
  ask: async (call) => (await import('./ask.js')).ask(call),
  check: async (call) => (await import('./check.js')).check(call),
  verdict: async (call) => (await import('./verdict.js')).verdict(call),
  versions: async (call) => (await import('./versions.js')).versions(call),
  'same-office': async (call) => (await import('./same-office.js')).sameOffice(call),
  staff: async (call) => (await import('./staff.js')).staff(call),
  channel: async (call) => (await import('./channel.js')).channel(call),
  journal: async (call) => (await import('./journal.js')).journal(call),
  register: async (call) => (await import('./register.js')).register(call),
  remind: async (call) => (await import('./remind.js')).remind(call),
  calendar: async (call) => (await import('./calendar.js')).calendar(call),
  copy: async (call) => (await import('./copy.js')).copy(call),
  start: async (call) => (await import('./channels.js')).startChannels(call),
};
