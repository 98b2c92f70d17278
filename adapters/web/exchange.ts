/** One question and its answer as HTML: the page and its script show the same. */

import type { Answer, AnswerFinding, Choice, Citation } from '../../bot/answer.js';
import { html, type Markup, questionAddress } from './markup.js';
import { CHOICES_HEADING, WORDING } from './wording.js';

/** A question with its whole answer: text, doubts, where the figures stand, what to ask next. */
export function exchange(question: string, answer: Answer): Markup {
  return html`<article class="exchange" data-kind="${answer.kind}">
${asked(question)}
<div class="reply"><span class="mark" aria-hidden="true">${WORDING.answered}</span>
<div class="card">
<p class="text">${answer.text}</p>
${findings(answer.findings)}${citations(answer.citations)}${choices(answer.choices, CHOICES_HEADING[answer.kind] ?? CHOICES_HEADING.other)}</div></div>
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

/** The first citations, the figures' own, are shown unfolded. */
const UNFOLDED = 3;

function asked(question: string): Markup {
  return html`<div class="asked"><span class="mark" aria-hidden="true">${WORDING.asked}</span>
<h2 class="question">${question}</h2>
<a class="permalink" href="${questionAddress(question)}">${WORDING.permanentLink}</a></div>`;
}

function findings(doubts: readonly AnswerFinding[]): Markup | null {
  if (doubts.length === 0) return null;
  const items = doubts.map(
    ({ message, citations }) =>
      html`<li><strong>${WORDING.finding}</strong> <span>${message}${seeCitations(citations)}</span></li>\n`,
  );
  return html`<ul class="findings">
${items}</ul>
`;
}

function seeCitations(indexes: readonly number[]): string {
  return indexes.length === 0 ? '' : `（${WORDING.findingCitations} ${indexes.map((index) => index + 1).join('、')}）`;
}

function citations(cited: readonly Citation[]): Markup | null {
  if (cited.length === 0) return null;
  return html`<section class="citations">
<h3>${WORDING.citations}<span class="count">${cited.length} 处</span></h3>
<ol>
${cited.map((citation, index) => html`<li>${citationDetails(citation, index < UNFOLDED)}</li>\n`)}</ol>
</section>
`;
}

function citationDetails(citation: Citation, unfolded: boolean): Markup {
  const line = citation.line === null ? null : html` · <span class="line">第 ${citation.line} 行</span>`;
  return html`<details${unfolded ? html` open` : null}>
<summary><span class="title">${citation.title || `${citation.office} ${citation.year} 年`}</span> <span class="place">${citation.section}${line}</span></summary>
<blockquote>${citation.quote}</blockquote>
<p class="file">${WORDING.file}：${citation.file}</p>
</details>`;
}
