/** The whole page: what every visit sees around the conversation. */

import type { Answer } from '../../bot/answer.js';
import { choices, exchange, pendingExchange } from './exchange.js';
import { html, type Markup } from './markup.js';
import { WORDING } from './wording.js';

/** The page before anything was asked: what can be asked here. */
export function welcomePage(title: string, examples: readonly string[]): string {
  const offered = examples.map((example) => ({ label: example, question: example }));
  return page(
    title,
    null,
    html`<section class="welcome">
<h2>${WORDING.welcomeHeading}</h2>
<p>${WORDING.welcome}</p>
${choices(offered, WORDING.examples)}</section>
`,
  );
}

/** The page that answers one question. */
export function answerPage(title: string, question: string, answer: Answer): string {
  return page(title, question, exchange(question, answer));
}

/** The page where something went wrong: one sentence, and the way back. */
export function errorPage(title: string, message: string): string {
  return page(
    title,
    message,
    html`<section class="welcome failure">
<p>${message}</p>
<p><a href="/">${WORDING.home}</a></p>
</section>
`,
  );
}

// --- internal ---

/** So much of a question stands in the browser's title. */
const TITLE_LENGTH = 60;

function page(title: string, about: string | null, content: Markup): string {
  const heading = about === null ? title : `${Array.from(about).slice(0, TITLE_LENGTH).join('')} - ${title}`;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>${heading}</title>
<link rel="stylesheet" href="/app.css">
<script src="/app.js" defer></script>
</head>
<body>
<a class="skip" href="#q">${WORDING.skip}</a>
<header>
<div class="column">
<h1><a href="/">${title}</a></h1>
<p>${WORDING.tagline}</p>
</div>
</header>
<main class="column">
<div id="log" role="log" aria-live="polite" aria-label="${WORDING.conversation}">
${content}</div>
<template id="pending">${pendingExchange()}</template>
</main>
<footer>
<p class="column">${WORDING.footer}</p>
</footer>
<form id="ask" method="get" action="/">
<div class="column">
<label for="q">${WORDING.label}</label>
<div class="field">
<input id="q" name="q" type="text" required autocomplete="off" enterkeyhint="send" aria-describedby="hint">
<button>${WORDING.submit}</button>
</div>
<p id="hint">${WORDING.hint}</p>
</div>
</form>
</body>
</html>
`.markup;
}
