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
    if (pressed && pressed.name === 'liked') {
      event.preventDefault();
      rate(event.target, pressed);
      return;
    }
    // Where the browser does not say which button was pressed, it sends the form itself.
    if (!typed && !(pressed && pressed.name === 'q')) return;
    event.preventDefault();
    var question = typed ? input.value : pressed.value;
    if (asking || !question.trim()) return;
    if (typed) input.value = '';
    send(question, !typed);
  });

  function send(question, pressed) {
    var waiting = pending.content.firstElementChild.cloneNode(true);
    waiting.querySelector('.question').textContent = question;
    waiting.querySelector('.permalink').href = '/?' + new URLSearchParams({ q: question });
    log.appendChild(waiting);
    show(waiting);
    // Whoever typed goes on typing; whoever pressed a question goes on at its answer.
    if (pressed) focusOn(waiting);
    setAsking(true);
    post('/api/ask', 'text/html', { question: question })
      .then(function (response) {
        if (!response.ok) return response.json().then(function (body) { fail(waiting, question, body.error.message); });
        return response.text().then(function (text) {
          var answered = new DOMParser().parseFromString(text, 'text/html').querySelector('article');
          var here = waiting.contains(document.activeElement);
          log.replaceChild(document.importNode(answered, true), waiting);
          show(log.lastElementChild);
          if (here) focusOn(log.lastElementChild);
        });
      })
      .catch(function () { fail(waiting, question, ${JSON.stringify(WORDING.unreachable)}); })
      .then(function () { setAsking(false); });
  }

  function rate(form, pressed) {
    var said = document.createElement('p');
    said.className = 'status';
    said.setAttribute('role', 'status');
    said.tabIndex = -1;
    var old = form.querySelector('[role="status"]');
    if (old) old.remove();
    form.appendChild(said);
    post('/api/feedback', 'application/json', { entry: form.elements.entry.value, liked: pressed.value === 'yes' })
      .then(function (response) {
        return response.json().then(function (body) {
          said.textContent = response.ok ? body.message : body.error.message;
          if (!response.ok) return;
          form.querySelectorAll('button').forEach(function (button) {
            button.setAttribute('aria-pressed', String(button === pressed));
          });
        });
      })
      .catch(function () { said.textContent = ${JSON.stringify(WORDING.rateUnreachable)}; });
  }

  function post(path, accept, body) {
    return fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: accept },
      body: JSON.stringify(body),
    });
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

  function focusOn(exchange) {
    exchange.querySelector('.question').focus({ preventScroll: true });
  }

  function show(exchange) {
    var calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    exchange.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
  }
})();
`;
