/** A report's text by lines, with what an answer quoted marked in it. */

import { shanghaiDate } from '../../bot/calendar.js';
import type { StoredReport } from '../../knowledge/stored.js';
import type { Report, SectionHeading } from '../../knowledge/types.js';
import { calendarFileAddress } from './addresses.js';
import { marksIn, type Stretch, type Wanted } from './marking.js';
import { html, type Markup } from './markup.js';
import { page } from './page.js';
import { WORDING } from './wording.js';

/** The page of a report; `wanted` is what is to be marked. */
export function reportPage(
  title: string,
  stored: StoredReport,
  report: Pick<Report, 'lines' | 'headings'>,
  wanted: Wanted | null,
): string {
  const marks = wanted === null ? NO_MARKS : marksIn(report.lines, wanted);
  const [first] = marks.keys();
  const headings = levelsOf(report.headings);
  const content = html`<article class="report" lang="zh-CN">
<p class="way"><a href="/">${WORDING.home}</a></p>
<h2>${stored.title || `${stored.office} ${stored.year} 年`}</h2>
<dl class="about">
<div><dt>${WORDING.reportOffice}</dt><dd>${stored.office}</dd></div>
<div><dt>${WORDING.file}</dt><dd>${stored.file}</dd></div>
<div><dt>${WORDING.stored}</dt><dd>${WORDING.storedOn(shanghaiDate(new Date(stored.storedAt)))}${versionText(stored)}</dd></div>
</dl>
<p class="way"><a href="${calendarFileAddress(stored.office)}">${WORDING.calendar}</a></p>
${
  first === undefined
    ? null
    : html`<p class="way"><a href="#L${first}">${WORDING.toMarked(first)}</a></p>
`
}${contents(report.headings)}<div class="lines">
${report.lines.map((text, index) => lineMarkup(text, index + 1, headings.get(index + 1), marks.get(index + 1)))}</div>
<p class="way"><a href="/">${WORDING.home}</a></p>
</article>
`;
  return page(title, stored.title || stored.office, content);
}

// --- internal ---

const NO_MARKS: ReadonlyMap<number, Stretch> = new Map();

/** The level each heading's line has on the page: one below the title, and never a level left out. */
function levelsOf(headings: readonly SectionHeading[]): ReadonlyMap<number, 3 | 4> {
  const levels = new Map<number, 3 | 4>();
  let open = false;
  for (const { line, level } of headings) {
    levels.set(line, level === 2 && open ? 4 : 3);
    if (level === 1) open = true;
  }
  return levels;
}

function contents(headings: readonly SectionHeading[]): Markup | null {
  const parts = headings.filter(({ level }) => level === 1);
  if (parts.length < 2) return null;
  const items = parts.map(
    ({ number, title, line }) =>
      html`<li><a href="#L${line}">${number === null ? '' : `${number}、`}${title}</a></li>\n`,
  );
  return html`<nav class="contents" aria-label="${WORDING.contents}">
<ul>
${items}</ul>
</nav>
`;
}

function lineMarkup(text: string, line: number, level: 3 | 4 | undefined, mark: Stretch | undefined): Markup {
  const blank = text.trim() === '';
  const said = mark === undefined || blank ? html`${blank ? '' : text}` : marked(text, mark);
  const name = level === undefined || blank ? BODY : HEADINGS[level];
  const where = mark === undefined ? null : html` class="quoted"`;
  return html`<${name} id="L${line}" data-line="${line}"${where}>${said}</${name}>
`;
}

/** Names of elements come from here alone, never from a text. */
const BODY: Markup = { markup: 'p' };
const HEADINGS: Readonly<Record<3 | 4, Markup>> = { 3: { markup: 'h3' }, 4: { markup: 'h4' } };

function marked(text: string, { from, to }: Stretch): Markup {
  return html`${text.slice(0, from)}<mark>${text.slice(from, to)}</mark>${text.slice(to)}`;
}

function versionText({ version: { number, of } }: StoredReport): string {
  return of > 1 ? WORDING.versionOf(number, of) : '';
}
