import { GrammyError, HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { logOf } from '../../adapters/log.js';
import { secretsOf } from '../../adapters/operations/redact.js';
import { readConfig } from '../../bot/config.js';
import { SETTINGS } from '../../bot/settings.js';
import { UserError } from '../../knowledge/types.js';

const TOKEN = '123456789:AAHsomeTokenOfSomebody_withDashes-12345';
const SECRET = '口令+有/符号&p4ss';
const AES = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V';

test('every secret of the settings is known to the log', () => {
  const needed = Object.entries(SETTINGS).filter(([, setting]) => 'secret' in setting && setting.secret);
  const secretFor = (key: string): string => (key === 'officialAccountAesKey' ? AES : `secret-of-${key}`);
  const environment = Object.fromEntries(needed.map(([key, { name }]) => [name, secretFor(key)]));
  const config = readConfig({ ...environment, [SETTINGS.wechatPuppet.name]: 'wechaty-puppet-x' });
  expect([...secretsOf(config)].sort()).toEqual(needed.map(([key]) => secretFor(key)).sort());
  expect(needed.length).toBeGreaterThan(5);
});

test('so are passwords in addresses of databases, as they are written and as they are meant', () => {
  const config = readConfig({
    DISCLOSURE_DATABASE_URL: 'postgres://me:one%40word@db.example/name',
    DISCLOSURE_REPLICA_URL: 'postgres://me@db2.example/name?password=another&sslpassword=third',
  });
  expect([...secretsOf(config)].sort()).toEqual(['another', 'another', 'one%40word', 'one@word', 'third', 'third']);
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log = logOf({ level: 'info', secrets: secretsOf(config), write });
  log.failed('not opened', new Error('no way to db.example as one@word or third, nor as another'));
  expect(lines.join()).not.toMatch(/one.{1,3}word|another|third/);
});

/** What is thrown, and what of it must not be in the log. */
const THROWN: Readonly<Record<string, { readonly error: unknown; readonly hides: readonly string[] }>> = {
  'a library that tells the address with the token': {
    error: new HttpError(
      `Network request for 'getUpdates' failed!`,
      new Error(`connect https://x.test/bot${TOKEN}/getUpdates`),
    ),
    hides: [TOKEN, 'AAHsomeTokenOfSomebody'],
  },
  'a refusal that repeats what was sent': {
    error: Object.assign(
      new GrammyError(
        `Call to 'sendMessage' failed!`,
        { ok: false, error_code: 400, description: `chat -1001234567890 not found for ${TOKEN}`, parameters: {} },
        'sendMessage',
        { chat_id: -1001234567890, text: '张三的申请' },
      ),
      { token: TOKEN },
    ),
    hides: [TOKEN, '1001234567890', '张三'],
  },
  'a token of nobody we know': {
    error: new Error('GET https://api.x.test/cgi-bin/send?access_token=87_AbCdEfGh&openid=oAbc failed'),
    hides: ['87_AbCdEfGh', 'oAbc'],
  },
  'a secret in other forms': {
    error: new Error(`${encodeURIComponent(SECRET)} ${Buffer.from(SECRET).toString('base64')} ${SECRET}`),
    hides: [encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64').slice(0, 12), 'p4ss'],
  },
  'credentials in an address and in a header': {
    error: new Error('fetch http://root:hunter2@db.test/x: Authorization: Bearer abc.def.ghi'),
    hides: ['hunter2', 'abc.def.ghi'],
  },
  'ids of people': {
    error:
      'room 19712345678@chatroom, wxid_abc123def456, oLVPpjqs9BhvzwPj5A-vTYAX3GLc, 6f9619ff-8b86-d011-b42d-00cf4fc964ff',
    hides: ['19712345678', 'wxid_abc', 'oLVPpjqs9', '6f9619ff'],
  },
  'a parser that quotes what was written': {
    error: (() => {
      try {
        return JSON.parse('我叫李四，电话13800138000');
      } catch (error) {
        return error;
      }
    })(),
    hides: ['我叫', '李四', '13800138000'],
  },
  'a parser that quotes what was written in Latin letters': {
    error: new SyntaxError(`Unexpected token 'm', "my name is Bob" is not valid JSON`),
    hides: ['Bob'],
  },
  'our own error that quotes somebody': {
    error: new UserError('REPORT_GONE', '没有“王五住在幸福路1号”的年报。'),
    hides: ['王五', '幸福路'],
  },
  'a cause of a cause': {
    error: new Error('outer', { cause: new Error('inner', { cause: new Error(`deep ${TOKEN} 赵六`) }) }),
    hides: [TOKEN, '赵六'],
  },
  'a message with lines that look like places': {
    error: new Error(`broken\n    at 赵六 (电话 13800138000)\n    at Bob Smith\n    at x (/home:1:1) ${TOKEN}`),
    hides: ['赵六', '13800138000', 'Smith', TOKEN],
  },
  'an object with everything in it': { error: { token: TOKEN, text: '张三' }, hides: [TOKEN, '张三'] },
};

test.each(Object.entries(THROWN))('%s: nothing of it is in the log, at any level', (_, { error, hides }) => {
  const { lines, log } = open();
  log.failed('something failed', error);
  log.failed(`said ${TOKEN}`, new Error(''));
  log.info(`said ${TOKEN}`, { fact: `a ${TOKEN}` });
  log.debug('debug', { fact: SECRET });
  expect(lines).toHaveLength(4);
  for (const hidden of [...hides, TOKEN, SECRET]) expect(lines.join('')).not.toContain(hidden);
});

test('what may be told is told: kind, code, place, our sentences', () => {
  const { lines, log } = open();
  log.failed('no database', new UserError('DATABASE_LOCKED', '数据库正被另一个程序写入，等待超时。'));
  log.failed('no network', Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:8081'), { code: 'ECONNREFUSED' }));
  log.failed('told', 'getMe: 401 Unauthorized');
  const [first, second, third] = lines.map((line) => JSON.parse(line));
  expect(first).toMatchObject({
    level: 'error',
    message: 'no database',
    error: { type: 'UserError', code: 'DATABASE_LOCKED', message: '数据库正被另一个程序写入，等待超时。' },
  });
  expect(first.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(first.error.stack.join()).toContain('log.test.ts');
  expect(second.error).toMatchObject({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:8081' });
  expect(third.error.message).toBe('getMe: 401 Unauthorized');
});

test('names of packages are no secrets', () => {
  const { lines, log } = open();
  log.failed('x', new UserError('PUPPET_NOT_INSTALLED', '没有安装微信接口包 wechaty-puppet-wechat4u。'));
  expect(lines[0]).toContain('wechaty-puppet-wechat4u');
});

test.each([
  ['silent', 0],
  ['error', 1],
  ['warn', 2],
  ['info', 3],
  ['debug', 4],
] as const)('at level %s there are %d of four lines', (level, count) => {
  const { lines, log } = open(level);
  log.failed('a', new Error('a'));
  log.warn('b');
  log.info('c');
  log.debug('d');
  expect(lines).toHaveLength(count);
});

test('a thrown thing that throws when it is looked at stops nobody', () => {
  const { lines, log } = open();
  const hostile = new Proxy(new Error('x'), {
    get: () => {
      throw new Error('not for you');
    },
  });
  log.failed('looked', hostile);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', message: 'looked' });
});

// --- internal ---

function open(level: Parameters<typeof logOf>[0]['level'] = 'debug') {
  const lines: string[] = [];
  const log = logOf({ level, secrets: [TOKEN, SECRET, AES], write: (line) => lines.push(line) });
  return { lines, log };
}
