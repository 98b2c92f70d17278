import { UserError } from './types.js';

/**
 * What an error of PostgreSQL or of the way to it means for a person: a UserError where something can be done about it,
 * else an Error naming the statement. Both keep the engine's error as `cause`. The codes are SQLSTATE (PostgreSQL's
 * appendix A) and those of Node's sockets.
 */
export function postgresError(cause: unknown, where: string, sql?: string): unknown {
  if (!(cause instanceof Error) || cause instanceof UserError) return cause;
  const known = knownOf(cause);
  if (known) return new UserError(known.code, known.message.replace('%', where), { cause });
  return new Error(`${cause.message}${sql === undefined ? '' : ` in: ${sql.trim()}`}`, { cause });
}

/** Whether the connection is gone, or there never was one: nothing more can be asked on it. */
export function isLost(error: unknown): boolean {
  const code = codeNamed(error);
  return code === LOST.code || code === UNREACHABLE.code;
}

// --- internal ---

interface KnownError {
  readonly code: string;
  /** `%` is the database. */
  readonly message: string;
}

const LOST: KnownError = {
  code: 'DATABASE_LOST',
  message: '与数据库 % 的连接中断，这一步没有完成。请稍后重试。',
};
const CROWDED: KnownError = {
  code: 'DATABASE_BUSY',
  message: '数据库 % 太忙，没有等到空闲的连接，这一步没有完成。请稍后再试。',
};
const UNREACHABLE: KnownError = {
  code: 'DATABASE_UNREACHABLE',
  message: '数据库 % 连接不上，暂时不能写入。请检查数据库服务是否在运行、地址和端口是否正确。',
};
const LOCKED: KnownError = {
  code: 'DATABASE_LOCKED',
  message: '数据库 % 正被另一个程序写入，等待超时。请稍后再试；一直如此时请检查是否有未结束的导入。',
};
const REFUSED: KnownError = {
  code: 'DATABASE_CANNOT_OPEN',
  message: '数据库 % 不接受登录。请检查用户名、密码和访问许可。',
};
const TLS: KnownError = {
  code: 'DATABASE_CANNOT_OPEN',
  message: '与数据库 % 的加密连接没有建立。请检查地址里的 sslmode 和服务器的证书。',
};
const READONLY: KnownError = {
  code: 'DATABASE_READONLY',
  message: '数据库 % 是只读的（备库，或者没有写入权限），不能写入。请检查地址和权限。',
};
const CORRUPT: KnownError = {
  code: 'DATABASE_CORRUPT',
  message: '数据库 % 已损坏。请从备份恢复。',
};
const IO: KnownError = { code: 'DATABASE_IO', message: '读写数据库 % 时磁盘出错，数据没有改动。请检查磁盘后重试。' };

const KNOWN: Readonly<Record<string, KnownError>> = {
  '53100': { code: 'DISK_FULL', message: '磁盘空间不足，数据库 % 没有改动。请清理空间后重试。' },
  '55P03': LOCKED,
  '40P01': LOCKED,
  '40001': LOCKED,
  '25006': READONLY,
  '42501': READONLY,
  '28000': REFUSED,
  '28P01': REFUSED,
  '3D000': {
    code: 'DATABASE_MISSING',
    message: '服务器上没有数据库 %，请先用 createdb 建立（编码 UTF8）。',
  },
  '53300': { code: 'DATABASE_UNREACHABLE', message: '数据库 % 的连接数已满，请稍后再试，或调大 max_connections。' },
  '57P03': UNREACHABLE,
  XX001: CORRUPT,
  XX002: CORRUPT,
  '58030': IO,
  ECONNREFUSED: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ENOENT: UNREACHABLE,
  SELF_SIGNED_CERT_IN_CHAIN: TLS,
  DEPTH_ZERO_SELF_SIGNED_CERT: TLS,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TLS,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TLS,
  CERT_HAS_EXPIRED: TLS,
  ERR_TLS_CERT_ALTNAME_INVALID: TLS,
  ECONNRESET: LOST,
  EPIPE: LOST,
  '57P01': LOST,
  '57P02': LOST,
  '57P05': LOST,
  '25P03': LOST,
  '57014': CROWDED,
};

function knownOf(error: Error): KnownError | undefined {
  const code = codeOf(error);
  if (code.startsWith('08')) return LOST;
  // It has no code for the files it keeps for itself.
  if (code === 'XX000' && /^could not (?:write|extend)/.test(error.message)) return KNOWN['53100'];
  return KNOWN[code] ?? (code === '' ? knownByWords(error.message) : undefined);
}

/** The driver's own errors have no code. */
function knownByWords(message: string): KnownError | undefined {
  if (/timeout exceeded when trying to connect/i.test(message)) return CROWDED;
  if (/connection timeout/i.test(message)) return UNREACHABLE;
  if (/does not support SSL/i.test(message)) return TLS;
  if (/^SASL: /.test(message)) return REFUSED;
  if (/Connection terminated|not queryable|Connection ended|client was closed/i.test(message)) return LOST;
  return undefined;
}

function codeNamed(error: unknown): string {
  if (error instanceof UserError) return error.code;
  return error instanceof Error ? (knownOf(error)?.code ?? '') : '';
}

function codeOf(error: Error): string {
  // Where a name has several addresses, Node wraps what became of each.
  const inner = error instanceof AggregateError ? error.errors.find((each) => each instanceof Error) : error;
  return inner && 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
}
