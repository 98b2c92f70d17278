import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Block, Document } from '../../ingest/document.js';

/** PDFs and pictures of reports, printed by a browser. */

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/** True where there is a browser to print with and a Chinese font to print in. */
export const CAN_PRINT =
  CHROMIUM !== undefined && spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim() !== '';

/** How tables are drawn, the size of the page and of the type. */
export interface Print {
  readonly css?: string;
  readonly head?: string;
}

export const RULED = 'table{border-collapse:collapse;width:100%}td{border:1px solid #000;padding:2px 4px}';
export const UNRULED =
  'table{border-collapse:collapse;width:100%}td{padding:3px 6px;text-align:center;font-size:7pt}td:first-child{text-align:left;white-space:nowrap}';

/** A page with the blocks of a document: paragraphs, and tables with the cells of their rows. */
export function pageOf(document: Pick<Document, 'blocks'>, { css = RULED, head = '' }: Print = {}): string {
  const style = `body{font:12pt "Noto Sans CJK SC";line-height:1.5}p{text-indent:2em;margin:0}${css}`;
  const body = document.blocks.map(block).join('\n');
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><style>${style}</style>${head}</head><body>${body}</body></html>`;
}

/** Prints a page as PDF. */
export function printPdf(html: string): Uint8Array {
  return browse(html, (out) => ['--no-pdf-header-footer', `--print-to-pdf=${out}`], 'pdf');
}

/** A picture of a page as a scanner would give it, at 200 dots an inch and A4 width. */
export function scanPng(html: string, height: number): Uint8Array {
  const size = ['--hide-scrollbars', '--force-device-scale-factor=2', `--window-size=827,${height}`];
  return browse(html, (out) => [...size, `--screenshot=${out}`], 'png');
}

// --- internal ---

function browse(html: string, flags: (out: string) => string[], ending: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'print-'));
  const [page, out] = [join(folder, 'page.html'), join(folder, `out.${ending}`)];
  try {
    writeFileSync(page, html);
    const always = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}/profile`];
    execFileSync(CHROMIUM ?? '', [...always, ...flags(out), `file://${page}`], { stdio: 'ignore', timeout: 60_000 });
    return Uint8Array.from(readFileSync(out));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function block(each: Block): string {
  if (each.kind === 'paragraph') return `<p>${escaped(each.text)}</p>`;
  const rows = each.rows.map((row) => `<tr>${row.cells.map((cell) => `<td>${escaped(cell.text)}</td>`).join('')}</tr>`);
  return `<table>${rows.join('')}</table>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
