import { execFileSync } from 'node:child_process';

/** Tests that run the command run what is compiled from the sources as they are now. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
}
