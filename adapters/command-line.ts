#!/usr/bin/env node
import { UserError } from '../knowledge/types.js';
import { readCall, USAGE } from './call.js';
import { COMMANDS } from './commands.js';

/** The `disclosure-bot` command (contract: command line). Exit codes: 0 done, 1 partly failed, 2 the call is wrong. */
export async function main(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const call = readCall(argv, environment);
    const command = COMMANDS[call.command];
    if (!command) throw new UserError('UNKNOWN_COMMAND', `没有“${call.command}”这个命令。\n${USAGE}`);
    return await command(call);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

if (process.argv[1] && import.meta.filename === (await import('node:fs')).realpathSync(process.argv[1])) {
  // Whoever reads may have read enough (`| head`): what is being done is done all the same.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await main(process.argv.slice(2), process.env);
}
