import type { WechatyOptions } from 'wechaty';
import { CHAT } from '../../bot/chat-phrases.js';
import { SETTINGS } from '../../bot/settings.js';
import { UserError } from '../../knowledge/types.js';

/** What speaks the protocol of WeChat for wechaty. */
export type Puppet = Exclude<WechatyOptions['puppet'], string | undefined>;

/**
 * A puppet of the package an operator named; which it is is a setting, so none is a dependency of the bot.
 * @param token what a puppet service is called with; null where the puppet needs none
 * @throws UserError `BAD_SETTING` where that is no name of a package, `PUPPET_NOT_INSTALLED` with what to install, or
 * `PUPPET_UNUSABLE` where the package is no puppet or refuses its settings
 */
export async function loadPuppet(name: string, token: string | null): Promise<Puppet> {
  // A path or an address would run a file nobody installed.
  if (!PACKAGE.test(name)) throw new UserError('BAD_SETTING', CHAT.puppetNoPackage(SETTINGS.wechatPuppet.name));
  const Made = constructorIn(await imported(name));
  if (Made === null) throw unusable(name, new Error('no class is exported'));
  try {
    const puppet = new Made(token === null ? {} : { token });
    if (typeof puppet.messageSendText === 'function') return puppet;
  } catch (error) {
    throw unusable(name, withoutSecret(error, token));
  }
  throw unusable(name, new Error('what is exported is no puppet'));
}

/** The error, with the token taken out of what it says; libraries quote it in their explanations. */
export function withoutSecret(error: unknown, secret: string | null): unknown {
  if (secret === null || secret === '') return error;
  const told =
    error instanceof Error ? `${error.stack ?? ''}${String(error)}${String(error.cause ?? '')}` : String(error);
  if (!told.includes(secret)) return error;
  return new Error((error instanceof Error ? error.message : told).replaceAll(secret, '***'));
}

// --- internal ---

const PACKAGE = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/;

type PuppetConstructor = new (options: { readonly token?: string }) => Puppet;

async function imported(name: string): Promise<unknown> {
  try {
    return await import(name);
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    if (absent && error.message.includes(`'${name}'`)) {
      throw new UserError('PUPPET_NOT_INSTALLED', CHAT.puppetNotInstalled(name), { cause: error });
    }
    throw new UserError('PUPPET_UNUSABLE', CHAT.puppetUnusable(name, SETTINGS.wechatPuppetToken.name), {
      cause: error,
    });
  }
}

function unusable(name: string, cause: unknown): UserError {
  return new UserError('PUPPET_UNUSABLE', CHAT.puppetUnusable(name, SETTINGS.wechatPuppetToken.name), { cause });
}

/** The default export; packages compiled to CommonJS wrap it, some of them twice. */
function constructorIn(exported: unknown): PuppetConstructor | null {
  let inner = exported;
  for (let depth = 0; depth < 4; depth += 1) {
    if (typeof inner === 'function') return inner as PuppetConstructor;
    if (typeof inner !== 'object' || inner === null || !('default' in inner)) return null;
    inner = inner.default;
  }
  return null;
}
