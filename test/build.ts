import { execFileSync } from 'node:child_process';

/** Tests that run the command run what is compiled from the sources as they are now. */
export function setup(): void {
  // Once for all projects of a run.
  if (process.env.DISCLOSURE_TEST_BUILT === '1') return;
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
  process.env.DISCLOSURE_TEST_BUILT = '1';
}
