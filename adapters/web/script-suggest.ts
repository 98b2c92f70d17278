/**
 * Suggestions while a question is typed, in the manner of the combobox pattern of WAI-ARIA: the field keeps the focus,
 * arrows move in the list, Enter takes what is marked, Escape closes. Without it the field is a plain field.
 */

import { WORDING } from './wording.js';

export const SUGGEST_SCRIPT = `(function () {
  'use strict';
  var ask = document.getElementById('ask');
  var input = document.getElementById('q');
  if (!ask || !input || !window.fetch || !window.AbortController) return;
  var WAIT = 150;
  var timer = 0;
  var under = null;
  var at = -1;
  var composing = false;

  var list = document.createElement('ul');
  list.id = 'suggestions';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', ${JSON.stringify(WORDING.suggestions)});
  input.parentElement.appendChild(list);
  var told = document.createElement('p');
  told.className = 'unseen';
  told.setAttribute('role', 'status');
  ask.appendChild(told);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);

  input.addEventListener('compositionstart', function () { composing = true; });
  input.addEventListener('compositionend', function () { composing = false; later(); });
  input.addEventListener('input', function () { if (!composing) later(); });
  input.addEventListener('blur', close);
  ask.addEventListener('submit', close, true);
  list.addEventListener('mousedown', function (event) {
    // The field must not lose the focus before the choice is taken.
    event.preventDefault();
    var option = event.target.closest('[role="option"]');
    if (option) take(option);
  });
  input.addEventListener('keydown', function (event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    var count = list.children.length;
    if (list.hidden) {
      if (event.key === 'ArrowDown') { event.preventDefault(); look(); }
      return;
    }
    if (event.key === 'ArrowDown') { event.preventDefault(); mark((at + 1) % count); }
    else if (event.key === 'ArrowUp') { event.preventDefault(); mark(at <= 0 ? count - 1 : at - 1); }
    else if (event.key === 'Enter' && at >= 0) { event.preventDefault(); take(list.children[at]); }
    else if (event.key === 'Escape') { event.preventDefault(); close(); }
    else if (event.key === 'Tab') close();
  });

  function later() {
    clearTimeout(timer);
    if (!input.value.trim()) { close(); return; }
    timer = setTimeout(look, WAIT);
  }

  function look() {
    if (under) under.abort();
    under = new AbortController();
    var typed = input.value;
    fetch('/api/suggest?' + new URLSearchParams({ q: typed }), { signal: under.signal })
      .then(function (response) { return response.ok ? response.json() : { offices: [], questions: [] }; })
      .then(function (found) { if (input.value === typed && document.activeElement === input) offer(found.offices.concat(found.questions)); })
      .catch(function () {});
  }

  function offer(found) {
    close();
    if (found.length === 0) return;
    found.forEach(function (each, index) {
      var option = document.createElement('li');
      option.id = 'suggestion-' + index;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.dataset.text = each.text;
      option.textContent = each.label;
      list.appendChild(option);
    });
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    told.textContent = ${JSON.stringify(WORDING.suggestionsFound('N'))}.replace('N', String(found.length));
  }

  function mark(next) {
    Array.prototype.forEach.call(list.children, function (option, index) {
      option.setAttribute('aria-selected', String(index === next));
    });
    at = next;
    input.setAttribute('aria-activedescendant', list.children[next].id);
    list.children[next].scrollIntoView({ block: 'nearest' });
  }

  function take(option) {
    input.value = option.dataset.text;
    close();
    input.setSelectionRange(input.value.length, input.value.length);
  }

  function close() {
    clearTimeout(timer);
    if (under) under.abort();
    list.hidden = true;
    list.textContent = '';
    at = -1;
    told.textContent = '';
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }
})();
`;
