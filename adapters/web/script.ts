/**
 * The page's script, served as `/app.js`. The page works without it; with it the conversation grows in place.
 * It asks `/api/ask` for the answer as HTML, so that there is one rendering and one escaping, on the server.
 */

import { WORDING } from './wording.js';

export const SCRIPT = `'use strict';
(function () {
  var log = document.getElementById('log');
  var ask = document.getElementById('ask');
  var input = document.getElementById('q');
  var pending = document.getElementById('pending');
  if (!log || !ask || !input || !pending || !pending.content || !window.fetch || !window.DOMParser) return;
  var asking = false;

  document.addEventListener('submit', function (event) {
    var typed = event.target === ask;
    var pressed = event.submitter;
    // Where the browser does not say which button was pressed, it sends the form itself.
    if (!typed && !(pressed && pressed.name === 'q')) return;
    event.preventDefault();
    var question = typed ? input.value : pressed.value;
    if (asking || !question.trim()) return;
    if (typed) input.value = '';
    send(question);
  });

  function send(question) {
    var waiting = pending.content.firstElementChild.cloneNode(true);
    waiting.querySelector('.question').textContent = question;
    waiting.querySelector('.permalink').href = '/?' + new URLSearchParams({ q: question });
    log.appendChild(waiting);
    show(waiting);
    setAsking(true);
    fetch('/api/ask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/html' },
      body: JSON.stringify({ question: question }),
    })
      .then(function (response) {
        if (!response.ok) return response.json().then(function (body) { fail(waiting, question, body.error.message); });
        return response.text().then(function (text) {
          var answered = new DOMParser().parseFromString(text, 'text/html').querySelector('article');
          log.replaceChild(document.importNode(answered, true), waiting);
          show(log.lastElementChild);
        });
      })
      .catch(function () { fail(waiting, question, ${JSON.stringify(WORDING.unreachable)}); })
      .then(function () { setAsking(false); });
  }

  function fail(waiting, question, message) {
    waiting.dataset.kind = 'error';
    waiting.querySelector('.status').textContent = message;
    if (!input.value) input.value = question;
  }

  function setAsking(now) {
    asking = now;
    log.setAttribute('aria-busy', String(now));
    document.documentElement.classList.toggle('asking', now);
  }

  function show(exchange) {
    var calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    exchange.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
  }
})();
`;
