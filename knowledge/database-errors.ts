import { UserError } from './types.js';

/**
 * What the database engine's error means for a person: a UserError where something can be done about it, else an Error
 * naming the statement. Both keep the engine's error as `cause`.
 */
export function databaseError(cause: Error, where: string, sql?: string): Error {
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const known = KNOWN[code];
  if (known) return new UserError(known.code, known.message.replace('%', where), { cause });
  return new Error(`${cause.message}${sql === undefined ? '' : ` in: ${sql.trim()}`}`, { cause });
}

/** Whether another writer was in the way, so that trying again may help. */
export function isLocked(error: unknown): boolean {
  return error instanceof UserError && error.code === LOCKED.code;
}

// --- internal ---

interface KnownError {
  readonly code: string;
  /** `%` is the database. */
  readonly message: string;
}

const LOCKED: KnownError = {
  code: 'DATABASE_LOCKED',
  message: '数据库 % 正被另一个程序写入，等待超时。请稍后再试；一直如此时请检查是否有未结束的导入。',
};
const CORRUPT: KnownError = {
  code: 'DATABASE_CORRUPT',
  message: '数据库 % 已损坏，或者不是本程序的数据库。请从备份恢复，或移走该文件后重新导入年报。',
};

const KNOWN: Readonly<Record<string, KnownError>> = {
  SQLITE_BUSY: LOCKED,
  SQLITE_LOCKED: LOCKED,
  SQLITE_CORRUPT: CORRUPT,
  SQLITE_NOTADB: CORRUPT,
  SQLITE_FULL: { code: 'DISK_FULL', message: '磁盘空间不足，数据库 % 没有改动。请清理空间后重试。' },
  SQLITE_READONLY: { code: 'DATABASE_READONLY', message: '数据库 % 是只读的，不能写入。请检查文件权限。' },
  SQLITE_PERM: { code: 'DATABASE_READONLY', message: '数据库 % 没有访问权限。请检查文件权限。' },
  SQLITE_CANTOPEN: { code: 'DATABASE_CANNOT_OPEN', message: '数据库 % 打不开。请检查路径和权限。' },
  SQLITE_IOERR: { code: 'DATABASE_IO', message: '读写数据库 % 时磁盘出错，数据没有改动。请检查磁盘后重试。' },
};
