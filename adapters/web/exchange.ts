/** One question and its answer as HTML: the page and its script show the same. */

import type { Answer, AnswerFinding, Choice, Citation } from '../../bot/answer.js';
import { csvAddress, pictureAddress, questionAddress, quoteAddress } from './addresses.js';
import { html, type Markup } from './markup.js';
import { tableOf } from './table.js';
import { CHOICES_HEADING, WORDING } from './wording.js';

/** What stands beside an answer's words. */
export interface Beside {
  /** True where `/chart.svg` draws the answer. */
  readonly picture: boolean;
  /** What rates the answer (`ratingToken`); null where it cannot be rated. */
  readonly rating: string | null;
}

export const NOTHING_BESIDE: Beside = { picture: false, rating: null };

/** A question with its whole answer: text, doubts, where the figures stand, what to ask next. */
export function exchange(question: string, answer: Answer, { picture, rating }: Beside = NOTHING_BESIDE): Markup {
  return html`<article class="exchange" data-kind="${answer.kind}">
${asked(question)}
<div class="reply"><span class="mark" aria-hidden="true">${WORDING.answered}</span>
<div class="card">
<p class="text">${answer.text}</p>
${findings(answer.findings)}${picture ? pictured(question) : null}${values(question, answer, picture)}${citations(answer.citations)}${choices(answer.choices, CHOICES_HEADING[answer.kind] ?? CHOICES_HEADING.other)}${feedback(rating)}</div></div>
</article>
`;
}

/** What stands in the place of an exchange until its answer has come; the script fills in the question. */
export function pendingExchange(): Markup {
  return html`<article class="exchange">
${asked('')}
<div class="reply"><span class="mark" aria-hidden="true">${WORDING.answered}</span>
<div class="card"><p class="text status">${WORDING.pending}</p></div></div>
</article>`;
}

/** Questions to press: each button sends its complete question, with or without script. Nothing where there are none. */
export function choices(offered: readonly Choice[], heading: string): Markup | null {
  if (offered.length === 0) return null;
  const buttons = offered.map(
    ({ label, question }) => html`<li><button name="q" value="${question}">${label}</button></li>\n`,
  );
  return html`<form class="choices" method="get" action="/">
<h3>${heading}</h3>
<ul>
${buttons}</ul>
</form>
`;
}

// --- internal ---

/** The first citations, the figures' own, are shown unfolded, and the first doubts. */
const UNFOLDED = 3;
/** Citations beyond these stand in a fold of their own. */
const LISTED = 8;
/** A longer table is folded: its answer has said the same in words. */
const LONGEST_OPEN = 12;

/** Drawn, since not every machine has the character; turned over for the other button. */
const THUMB = html`<svg class="thumb" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 10h4v11H2zM8 10l4-8c2 0 3 1 3 3l-1 4h6c1.5 0 2.5 1 2 3l-2 7c-.3 1.2-1 2-2.5 2H8z"/></svg>`;

function asked(question: string): Markup {
  return html`<div class="asked"><span class="mark" aria-hidden="true">${WORDING.asked}</span>
<h2 class="question" tabindex="-1">${question}</h2>
<a class="permalink" href="${questionAddress(question)}">${WORDING.permanentLink}</a></div>`;
}

function findings(doubts: readonly AnswerFinding[]): Markup | null {
  if (doubts.length === 0) return null;
  const items = doubts.map(
    ({ message, citations }) =>
      html`<li><strong>${WORDING.finding}</strong> <span>${message}${seeCitations(citations)}</span></li>\n`,
  );
  const rest = items.slice(UNFOLDED);
  const folded = html`<details class="more"><summary>${WORDING.moreFindings(rest.length)}</summary>
<ul class="findings">
${rest}</ul>
</details>
`;
  return html`<ul class="findings">
${items.slice(0, UNFOLDED)}</ul>
${rest.length === 0 ? null : folded}`;
}

function seeCitations(indexes: readonly number[]): string {
  return indexes.length === 0 ? '' : `（${WORDING.findingCitations} ${indexes.map((index) => index + 1).join('、')}）`;
}

function pictured(question: string): Markup {
  return html`<div class="scroll" role="region" aria-label="${WORDING.picture}" tabindex="0"><img class="picture" src="${pictureAddress(question)}" alt="${WORDING.pictureOf(question)}"></div>
`;
}

/** The values as a table, where the answer is one or is drawn; the file of them wherever there are any. */
function values(question: string, answer: Answer, picture: boolean): Markup | null {
  const table = tableOf(answer);
  if (table === null) return null;
  const file = html`<p class="download"><a href="${csvAddress(question)}">${WORDING.csv}</a></p>
`;
  if (answer.kind !== 'table' && !picture) return file;
  const open = table.rows.length <= LONGEST_OPEN ? html` open` : null;
  const rows = table.rows.map(
    ([name = '', ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  );
  return html`<details class="values"${open}>
<summary>${WORDING.table}<span class="count">${table.rows.length} 行</span></summary>
<div class="scroll" role="region" aria-label="${WORDING.table}" tabindex="0"><table>
<caption>${table.caption}</caption>
<thead><tr>${table.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
</details>
${file}`;
}

function citations(cited: readonly Citation[]): Markup | null {
  if (cited.length === 0) return null;
  const items = cited.map((citation, index) => html`<li>${citationDetails(citation, index < UNFOLDED)}</li>\n`);
  const rest = items.slice(LISTED);
  const folded = html`<details class="more"><summary>${WORDING.moreCitations(rest.length)}</summary>
<ol start="${LISTED + 1}">
${rest}</ol>
</details>
`;
  return html`<section class="citations">
<h3>${WORDING.citations}<span class="count">${cited.length} 处</span></h3>
<ol>
${items.slice(0, LISTED)}</ol>
${rest.length === 0 ? null : folded}</section>
`;
}

function citationDetails(citation: Citation, unfolded: boolean): Markup {
  const { line } = citation;
  const where = line === null ? null : html` · <span class="line">第 ${line} 行</span>`;
  return html`<details${unfolded ? html` open` : null}>
<summary><span class="title">${citation.title || `${citation.office} ${citation.year} 年`}</span> <span class="place">${citation.section}${where}</span></summary>
<blockquote>${citation.quote}</blockquote>
<p class="file">${WORDING.file}：${citation.file} · <a href="${quoteAddress(citation)}" target="_blank" rel="noopener">${line === null ? WORDING.openReport : WORDING.openLine(line)}${WORDING.newTab}</a></p>
</details>`;
}

/** Works as a form; the script sends it in place. */
function feedback(rating: string | null): Markup | null {
  if (rating === null) return null;
  return html`<form class="feedback" method="post" action="/api/feedback">
<input type="hidden" name="entry" value="${rating}">
<p>${WORDING.rate}</p>
<button name="liked" value="yes">${THUMB}${WORDING.liked}</button>
<button name="liked" value="no">${THUMB}${WORDING.disliked}</button>
</form>
`;
}
