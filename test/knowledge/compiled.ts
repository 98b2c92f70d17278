import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Compiles a script of the tests, and what it imports, for a Node process of its own; returns the path of its JavaScript. */
export function compiled(script: string, folder: string): string {
  const root = process.cwd();
  const project = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { noEmit: false, outDir: folder, rootDir: root, typeRoots: [join(root, 'node_modules/@types')] },
    include: [resolve(script)],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { stdio: 'inherit' });
  return join(folder, script.replace(/\.ts$/, '.js'));
}
