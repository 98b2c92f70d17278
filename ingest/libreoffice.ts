import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endGroup, startProgram } from './own-processes.js';
import { damagedFile } from './refusals.js';

/** Formats LibreOffice reads for us where it is installed. */
export type Convertible = 'doc' | 'rtf' | 'odt' | 'xml';

/** Bytes of a Word file in another format → bytes of a .docx; null where LibreOffice is not installed. */
export type Convert = (bytes: Uint8Array, from: Convertible) => Promise<Uint8Array | null>;

/** True for RTF and for Word 2003 XML, by their first bytes, whatever they are called (mostly .doc). */
export function isConvertible(bytes: Uint8Array): boolean {
  return convertibleKind(bytes) !== null;
}

/** Which of them it is. */
export function convertibleKind(bytes: Uint8Array): Convertible | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2000));
  if (/^\s*\{\\rtf/.test(head)) return 'rtf';
  if (/^(?:ï»¿)?\s*<\?xml/.test(head) && /progid="Word\.Document"|<w:wordDocument\b|<pkg:package\b/.test(head))
    return 'xml';
  return bytes[0] === 0x50 ? 'odt' : null;
}

/**
 * Converts with LibreOffice (`soffice` on the PATH): in a temporary folder with a profile of its own, without macros and
 * without following links, one file at a time, at most `TIME_LIMIT` milliseconds.
 * @throws UserError DAMAGED_FILE where nothing comes out of it.
 */
export const convertToDocx: Convert = async (bytes, from) => {
  const program = await findProgram();
  if (program === null) return null;
  const mine = last.then(() => convert(program, bytes, from));
  last = mine.catch(() => {});
  return mine;
};

// --- internal ---

const TIME_LIMIT = 60_000;
/** Several at once would share nothing but the processor. */
let last: Promise<unknown> = Promise.resolve();

async function findProgram(): Promise<string | null> {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter((each) => each !== '')) {
    for (const name of ['soffice', 'libreoffice', 'soffice.exe']) {
      const path = join(folder, name);
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return path;
    }
  }
  return null;
}

async function convert(program: string, bytes: Uint8Array, from: Convertible): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'disclosure-bot-'));
  try {
    const profile = join(folder, 'profile');
    const source = join(folder, `report.${from}`);
    await mkdir(join(profile, 'user'), { recursive: true });
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), SETTINGS);
    await writeFile(source, bytes);
    await run(
      program,
      [
        `-env:UserInstallation=${pathToFileURL(profile).href}`,
        '--headless',
        '--norestore',
        '--nolockcheck',
        '--nodefault',
        '--convert-to',
        'docx:MS Word 2007 XML',
        '--outdir',
        join(folder, 'out'),
        source,
      ],
      folder,
    );
    return await readFile(join(folder, 'out', 'report.docx'));
  } catch (error) {
    throw damagedFile(error);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The program starts others; all of them end with it. */
function run(program: string, args: readonly string[], home: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH ?? '', HOME: home, LC_ALL: 'C.UTF-8' };
    const child = startProgram(program, args, { env });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) endGroup(child.pid);
    }, TIME_LIMIT);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`soffice ended with ${code ?? signal}`));
    });
  });
}

const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${[
  ['DisableMacrosExecution', 'true'],
  ['BlockUntrustedRefererLinks', 'true'],
  ['MacroSecurityLevel', '3'],
]
  .map(
    ([name, value]) =>
      `<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  .join('\n')}
</oor:items>
`;
