import { UserError } from '../knowledge/types.js';

/** Every setting: name in the environment, default, meaning. The README's table is checked against this. */
export const SETTINGS = {
  databaseUrl: {
    name: 'DISCLOSURE_DATABASE_URL',
    default: 'sqlite:data/disclosure.db',
    meaning: '知识库地址：sqlite:<路径>',
  },
  host: { name: 'DISCLOSURE_HOST', default: '127.0.0.1', meaning: '网页监听地址' },
  port: { name: 'DISCLOSURE_PORT', default: '8787', meaning: '网页监听端口；0 表示任意空闲端口' },
  contact: {
    name: 'DISCLOSURE_CONTACT',
    default: '当地政府信息公开工作机构，或拨打政务服务便民热线',
    meaning: '转人工时给出的联系方式',
  },
  allowedHosts: {
    name: 'DISCLOSURE_ALLOWED_HOSTS',
    default: '*.gov.cn',
    meaning: '可以按网址导入的网站，逗号分隔；*. 表示其下所有网站',
  },
} as const;

export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly contact: string;
  readonly allowedHosts: readonly string[];
}

/**
 * Reads the settings.
 * @throws UserError `BAD_SETTING` naming the setting and what it must be.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = (key: keyof typeof SETTINGS): string => environment[SETTINGS[key].name]?.trim() || SETTINGS[key].default;
  const port = Number(read('port'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UserError('BAD_SETTING', `设置 ${SETTINGS.port.name} 应为 0 到 65535 的整数。`);
  }
  const allowedHosts = read('allowedHosts')
    .split(/[,，;；\s]+/)
    .filter((host) => host !== '');
  return { databaseUrl: read('databaseUrl'), host: read('host'), port, contact: read('contact'), allowedHosts };
}
