import { describe, expect, test } from 'vitest';
import { isLost, postgresError } from '../../knowledge/postgres-errors.js';
import { UserError } from '../../knowledge/types.js';

const WHERE = 'postgres://reader@db.example/reports';

function coded(code: string, message = 'as the engine says'): Error {
  return Object.assign(new Error(message), { code });
}

describe('an error of PostgreSQL', () => {
  test.each([
    ['53100', 'DISK_FULL'],
    ['55P03', 'DATABASE_LOCKED'],
    ['40P01', 'DATABASE_LOCKED'],
    ['40001', 'DATABASE_LOCKED'],
    ['25006', 'DATABASE_READONLY'],
    ['42501', 'DATABASE_READONLY'],
    ['28000', 'DATABASE_CANNOT_OPEN'],
    ['28P01', 'DATABASE_CANNOT_OPEN'],
    ['3D000', 'DATABASE_MISSING'],
    ['53300', 'DATABASE_UNREACHABLE'],
    ['57P03', 'DATABASE_UNREACHABLE'],
    ['25P03', 'DATABASE_LOST'],
    ['57014', 'DATABASE_BUSY'],
    ['XX001', 'DATABASE_CORRUPT'],
    ['XX002', 'DATABASE_CORRUPT'],
    ['58030', 'DATABASE_IO'],
    ['ECONNREFUSED', 'DATABASE_UNREACHABLE'],
    ['ENOTFOUND', 'DATABASE_UNREACHABLE'],
    ['EAI_AGAIN', 'DATABASE_UNREACHABLE'],
    ['EHOSTUNREACH', 'DATABASE_UNREACHABLE'],
    ['ENETUNREACH', 'DATABASE_UNREACHABLE'],
    ['ETIMEDOUT', 'DATABASE_UNREACHABLE'],
    ['ENOENT', 'DATABASE_UNREACHABLE'],
    ['ECONNRESET', 'DATABASE_LOST'],
    ['EPIPE', 'DATABASE_LOST'],
    ['57P01', 'DATABASE_LOST'],
    ['57P02', 'DATABASE_LOST'],
    ['57P05', 'DATABASE_LOST'],
    ['08006', 'DATABASE_LOST'],
    ['08P01', 'DATABASE_LOST'],
  ])('%s is %s for a person, by the name of the database, and keeps its cause', (code, said) => {
    const cause = coded(code);
    const error = postgresError(cause, WHERE, 'select 1');
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: said, cause });
    const { message } = error as UserError;
    expect(message).toMatch(/\p{Script=Han}{4}/u);
    expect(message).toContain(WHERE);
    expect(message).not.toContain('%');
    // What is lost or cannot be reached is asked again elsewhere, and nothing else is.
    const lost = said === 'DATABASE_LOST' || said === 'DATABASE_UNREACHABLE';
    expect([isLost(cause), isLost(error)]).toEqual([lost, lost]);
  });

  test.each([
    ['timeout exceeded when trying to connect', 'DATABASE_BUSY'],
    ['Connection terminated due to connection timeout', 'DATABASE_UNREACHABLE'],
    ['Connection terminated unexpectedly', 'DATABASE_LOST'],
    ['Client has encountered a connection error and is not queryable', 'DATABASE_LOST'],
    ['Client was closed and is not queryable', 'DATABASE_LOST'],
  ])('of the driver, without a code, goes by its words: %s', (message, code) => {
    expect(postgresError(new Error(message), WHERE)).toMatchObject({ code });
  });

  test('of several addresses is that of one of them', () => {
    const several = new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]);
    expect(postgresError(several, WHERE)).toMatchObject({ code: 'DATABASE_UNREACHABLE', cause: several });
    expect(isLost(several)).toBe(true);
  });

  test('nobody can help with names its statement', () => {
    const cause = coded('42P01', 'relation "nowhere" does not exist');
    const error = postgresError(cause, WHERE, '\n  select 1 from nowhere\n');
    expect(error).not.toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: 'relation "nowhere" does not exist in: select 1 from nowhere', cause });
    expect(isLost(error)).toBe(false);
  });

  test('of ours, and what is no error, stays as it is', () => {
    const ours = new UserError('REPORT_GONE', '没有了');
    expect(postgresError(ours, WHERE)).toBe(ours);
    expect(postgresError('thrown', WHERE)).toBe('thrown');
    expect(isLost('thrown')).toBe(false);
  });
});
