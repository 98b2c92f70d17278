/** The whole page: what every visit sees around the conversation. */

import type { Answer } from '../../bot/answer.js';
import { type Beside, choices, exchange, NOTHING_BESIDE, pendingExchange } from './exchange.js';
import { html, type Markup } from './markup.js';
import { WORDING } from './wording.js';

/** The page before anything was asked: what can be asked here. */
export function welcomePage(title: string, examples: readonly string[], hot: readonly string[] = []): string {
  const content = html`<section class="welcome">
<h2>${WORDING.welcomeHeading}</h2>
<p>${WORDING.welcome}</p>
${choices(hot.map(offered), WORDING.hot)}${choices(examples.filter((each) => !hot.includes(each)).map(offered), WORDING.examples)}</section>
`;
  return page(title, null, conversation(content));
}

/** The page that answers one question. */
export function answerPage(title: string, question: string, answer: Answer, beside: Beside = NOTHING_BESIDE): string {
  return page(title, question, conversation(exchange(question, answer, beside)));
}

/** The page where something went wrong: one sentence, and the way back. */
export function errorPage(title: string, message: string): string {
  return page(title, message, sentence('welcome failure', message));
}

/** The page that says one thing, thanks for instance. */
export function notePage(title: string, message: string): string {
  return page(title, message, sentence('welcome', message));
}

/** The page around a content; `about` is what the browser's title says it is. */
export function page(title: string, about: string | null, content: Markup): string {
  const heading = about === null ? title : `${Array.from(about).slice(0, TITLE_LENGTH).join('')} - ${title}`;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>${heading}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
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
${content}</main>
<footer>
<p class="column">${WORDING.footer}</p>
</footer>
<div id="dock" role="search">
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
</div>
</body>
</html>
`.markup;
}

// --- internal ---

/** So much of a question stands in the browser's title. */
const TITLE_LENGTH = 60;

const offered = (question: string): { label: string; question: string } => ({ label: question, question });

function conversation(content: Markup): Markup {
  return html`<div id="log" role="log" aria-live="polite" aria-label="${WORDING.conversation}">
${content}</div>
<template id="pending">${pendingExchange()}</template>
`;
}

function sentence(classes: string, message: string): Markup {
  return html`<section class="${classes}">
<p>${message}</p>
<p><a href="/">${WORDING.home}</a></p>
</section>
`;
}
