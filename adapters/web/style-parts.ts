/** The style of what stands beside an answer's words, of a report's text and of suggestions; appended to `/app.css`. */

export const PARTS_STYLE = `.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.question:focus { outline: none; }
.question:focus-visible { outline: 3px solid var(--focus); }

.picture { display: block; width: 100%; min-width: 34rem; height: auto; background: #fff; border: 1px solid var(--rule); border-radius: 6px; }
.card > .more { margin-top: .5rem; }
.values summary, .more summary { cursor: pointer; font-weight: 600; font-size: .95rem; color: var(--soft); padding-block: .25rem; }
.scroll { overflow-x: auto; margin-top: .25rem; }
.values table { width: 100%; border-collapse: collapse; font-size: .95rem; line-height: 1.5; }
.values caption { text-align: left; padding-block: .25rem .5rem; font-size: .9rem; color: var(--soft); }
.values th, .values td { padding: .45rem .75rem .45rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
.values thead th { font-size: .85rem; color: var(--soft); border-bottom-width: 2px; white-space: nowrap; }
.values tbody th { font-weight: 400; min-width: 6em; }
.values td { min-width: 5em; font-variant-numeric: tabular-nums; unicode-bidi: isolate; }
.values td:last-child { color: var(--soft); font-size: .9rem; padding-right: 0; }
.card > .download { margin-top: .75rem; font-size: .95rem; }

.card > .feedback { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .95rem; }
.feedback p { flex-basis: 100%; color: var(--soft); }
@media (min-width: 40rem) { .feedback p:first-of-type { flex-basis: auto; } }
.feedback [role="status"] { flex-basis: 100%; }
.feedback button {
  min-height: 2.75rem;
  padding: .3rem .9rem;
  color: var(--ink);
  background: var(--paper);
  border: 1px solid var(--soft);
  border-radius: 8px;
}
.thumb { width: 1.15em; height: 1.15em; margin-right: .4em; vertical-align: -.2em; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round; }
[value="no"] > .thumb { transform: rotate(180deg); }
.feedback button:hover { background: var(--tint); }
.feedback button[aria-pressed="true"] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); color: var(--accent); }

.welcome .choices + .choices { margin-top: 1.75rem; }

.field { position: relative; }
#suggestions {
  position: absolute;
  bottom: calc(100% + .4rem);
  left: 0;
  right: 0;
  max-height: min(20rem, 45vh);
  overflow-y: auto;
  background: var(--paper);
  border: 1px solid var(--soft);
  border-radius: 8px;
  box-shadow: 0 4px 16px rgb(0 0 0 / .18);
}
#suggestions li { padding: .55rem .9rem; line-height: 1.5; cursor: pointer; }
#suggestions li + li { border-top: 1px solid var(--rule); }
#suggestions li:hover { background: var(--tint); }
#suggestions li[aria-selected="true"] { background: var(--tint); box-shadow: inset 4px 0 0 var(--accent); }

.report h2 { font-size: 1.35rem; margin-block: .75rem; unicode-bidi: isolate; }
.way { font-size: .95rem; }
.way a { display: inline-block; padding-block: .35rem; }
.about { margin: 0 0 .75rem; font-size: .92rem; }
.about div { display: flex; gap: .75rem; }
.about dt { flex: none; color: var(--soft); }
.about dd { margin: 0; min-width: 0; unicode-bidi: isolate; }
.contents ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font-size: .92rem; margin-bottom: .5rem; }
.contents a { display: inline-block; padding-block: .35rem; }
.lines { margin-block: .75rem 1.25rem; padding-block: .75rem; overflow: hidden; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; }
.lines > * {
  position: relative;
  min-height: 1.75em;
  margin: 0;
  padding: 0 1rem 0 3.75rem;
  font-size: 1rem;
  line-height: 1.75;
  white-space: pre-wrap;
  unicode-bidi: isolate;
  text-wrap: wrap;
  scroll-margin: 5rem 0 14rem;
}
.lines > ::before {
  content: attr(data-line);
  content: attr(data-line) / "";
  position: absolute;
  left: 0;
  top: 0;
  width: 3rem;
  text-align: right;
  font-weight: 400;
  font-size: .8rem;
  line-height: 2.1875;
  color: var(--soft);
  user-select: none;
}
.lines > p:empty { min-height: .75em; }
.lines > p:empty::before { content: none; }
.lines > .quoted, .lines > :target { background: var(--tint); }
.lines > .quoted::before { font-weight: 700; color: var(--accent); }
.lines > h3, .lines > h4 { font-weight: 600; }
mark { background: var(--marker); color: inherit; padding-block: .1em; border-radius: 2px; text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .25em; }

@media (max-height: 36rem), (max-width: 20rem) { #dock { position: static; } }
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto; transition: none; animation: none; } }
@media (forced-colors: active) { mark { outline: 2px solid; } #suggestions li[aria-selected="true"] { outline: 2px solid; } }
@media print {
  #dock, .skip, .choices, .permalink, .feedback, .download, .way { display: none; }
}
`;
