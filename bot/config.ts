import { UserError } from '../knowledge/types.js';
import { SETTINGS } from './settings.js';

export interface Config {
  readonly databaseUrl: string;
  /** Of a server that follows the one of `databaseUrl`; null where there is none. */
  readonly replicaUrl: string | null;
  /** Into how many parts PostgreSQL cuts the tables of offices where they are made. */
  readonly databaseParts: number;
  readonly contact: string;
  readonly allowedHosts: readonly string[];
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end; null where none is set. */
  readonly publicUrl: string | null;
  readonly proxied: boolean;
  readonly web: boolean;
  /** Messages a minute. */
  readonly rates: { readonly person: number; readonly channel: number };
  readonly journalDays: number;
  readonly logLevel: LogLevel;
  readonly metricsToken: string | null;
  readonly officialAccount: OfficialAccountConfig | null;
  readonly telegram: TelegramConfig | null;
  readonly wechat: WechatConfig | null;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface OfficialAccountConfig {
  readonly token: string;
  readonly appId: string | null;
  readonly aesKey: string | null;
  readonly secret: string | null;
  readonly apiRoot: string;
}

export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly webhook: boolean;
  readonly webhookSecret: string | null;
}

export interface WechatConfig {
  readonly puppet: string;
  readonly puppetToken: string | null;
  readonly silenceHours: number;
}

/**
 * Reads the settings.
 * @throws UserError `BAD_SETTING` naming the setting and what it must be.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = (key: Setting): string => environment[SETTINGS[key].name]?.trim() || SETTINGS[key].default;
  const optional = (key: Setting): string | null => read(key) || null;
  const integer = (key: Setting, least: number, most: number): number => {
    const number = Number(read(key));
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw bad(key, `应为 ${least} 到 ${most} 的整数`);
  };
  const switched = (key: Setting): boolean => {
    const said = read(key);
    if (said === 'on' || said === 'off') return said === 'on';
    throw bad(key, '应为 on 或 off');
  };
  const address = (key: Setting): string => {
    const said = read(key);
    if (!URL.canParse(said) || !/^https?:/.test(said)) throw bad(key, '应为 http:// 或 https:// 开头的地址');
    return said.replace(/\/+$/, '');
  };
  const level = read('logLevel');
  if (!isLogLevel(level)) throw bad('logLevel', `应为 ${LOG_LEVELS.join('、')} 之一`);
  const [officialToken, telegramToken, puppet] = [
    optional('officialAccountToken'),
    optional('telegramToken'),
    optional('wechatPuppet'),
  ];
  const aesKey = optional('officialAccountAesKey');
  if (aesKey !== null && !/^[A-Za-z0-9]{43}$/.test(aesKey)) throw bad('officialAccountAesKey', '应为 43 个字母和数字');
  const webhookSecret = optional('telegramWebhookSecret');
  if (webhookSecret !== null && !/^[\w-]{1,256}$/.test(webhookSecret)) {
    throw bad('telegramWebhookSecret', '应为 1 到 256 个字母、数字、_ 或 -');
  }
  return {
    databaseUrl: read('databaseUrl'),
    replicaUrl: optional('replicaUrl'),
    databaseParts: integer('databaseParts', 1, 1_024),
    contact: read('contact'),
    allowedHosts: read('allowedHosts')
      .split(/[,，;；\s]+/)
      .filter((host) => host !== ''),
    host: read('host'),
    port: integer('port', 0, 65_535),
    publicUrl: optional('publicUrl') === null ? null : address('publicUrl'),
    proxied: switched('proxied'),
    web: switched('web'),
    rates: { person: integer('ratePerson', 1, 1_000_000), channel: integer('rateChannel', 1, 10_000_000) },
    journalDays: integer('journalDays', 0, 36_500),
    logLevel: level,
    metricsToken: optional('metricsToken'),
    officialAccount:
      officialToken === null
        ? null
        : {
            token: officialToken,
            appId: optional('officialAccountAppId'),
            aesKey,
            secret: optional('officialAccountSecret'),
            apiRoot: address('officialAccountApiRoot'),
          },
    telegram:
      telegramToken === null
        ? null
        : {
            token: telegramToken,
            apiRoot: address('telegramApiRoot'),
            webhook: switched('telegramWebhook'),
            webhookSecret,
          },
    wechat:
      puppet === null
        ? null
        : {
            puppet,
            puppetToken: optional('wechatPuppetToken'),
            silenceHours: integer('wechatSilenceHours', 0, 10_000),
          },
  };
}

// --- internal ---

type Setting = keyof typeof SETTINGS;

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

function isLogLevel(said: string): said is LogLevel {
  return LOG_LEVELS.some((level) => level === said);
}

function bad(key: Setting, must: string): UserError {
  return new UserError('BAD_SETTING', `设置 ${SETTINGS[key].name} ${must}。`);
}
