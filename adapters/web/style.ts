/** The page's style sheet, served as `/app.css`. Phone first; no colour carries meaning alone. */

export const STYLE = `:root {
  color-scheme: light dark;
  --ground: #f3f5f7;
  --paper: #fff;
  --ink: #1b2733;
  --soft: #4d5b69;
  --rule: #d3dae1;
  --brand: #12406b;
  --brand-ink: #fff;
  --accent: #0f5aa3;
  --tint: #e8f0f8;
  --warn: #8a4b00;
  --warn-tint: #fff5e0;
  --focus: #ffbf2f;
  --marker: #ffe680;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10171e;
    --paper: #19232d;
    --ink: #e9eef3;
    --soft: #b0bdc9;
    --rule: #364452;
    --brand: #0d2c4a;
    --accent: #8cc2f5;
    --tint: #1f3042;
    --warn: #ffcf85;
    --warn-tint: #33280f;
  --marker: #5c4a00;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html {
  font-size: 112.5%;
  scroll-padding: 1rem 0 12rem;
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: flex;
  flex-direction: column;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.75 system-ui, -apple-system, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC",
    "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, blockquote { margin: 0; padding: 0; }
h1, h2, h3 { line-height: 1.4; text-wrap: balance; }
ul { list-style: none; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 2px var(--ink); border-radius: 4px; }
.column { width: 100%; max-width: 46rem; margin-inline: auto; padding-inline: 1rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; z-index: 2; padding: .5rem 1rem; background: var(--paper); }

header { background: var(--brand); color: var(--brand-ink); padding-block: 1rem; }
header h1 { font-size: 1.3rem; letter-spacing: .02em; }
header a { color: inherit; text-decoration: none; }
header a:hover { text-decoration: underline; }
header p { font-size: .9rem; opacity: .9; }

main { flex: 1; padding-block: 1.25rem 2rem; }
.welcome h2 { font-size: 1.4rem; margin-bottom: .5rem; }
.welcome > p { color: var(--soft); }
.welcome .choices { margin-top: 1.5rem; }

.exchange { scroll-margin-top: 1rem; }
.exchange + .exchange, .welcome + .exchange { margin-top: 2rem; padding-top: 2rem; border-top: 1px solid var(--rule); }
.asked { display: grid; grid-template-columns: 2rem minmax(0, 1fr); column-gap: .75rem; align-items: start; }
.mark {
  width: 2rem;
  height: 2rem;
  display: grid;
  place-items: center;
  border-radius: 6px;
  font-size: .95rem;
  font-weight: 600;
  line-height: 1;
  border: 1px solid var(--rule);
  color: var(--soft);
  background: var(--paper);
}
.reply .mark { display: none; background: var(--brand); border-color: var(--brand); color: var(--brand-ink); margin-top: 1rem; }
.question { font-size: 1.15rem; padding-top: .1rem; white-space: pre-wrap; unicode-bidi: isolate; }
.permalink { grid-column: 2; justify-self: start; font-size: .85rem; color: var(--soft); padding-block: .15rem; }
.card {
  margin-top: 1rem;
  padding: 1rem;
  background: var(--paper);
  border: 1px solid var(--rule);
  border-top: 4px solid var(--accent);
  border-radius: 8px;
}
.card > * + * { margin-top: 1.25rem; }
.text { font-size: 1.1rem; white-space: pre-wrap; unicode-bidi: isolate; }
.status { color: var(--soft); }
[data-kind="error"] .text, .failure p:first-child { color: var(--warn); }

.findings > li {
  display: flex;
  gap: .6rem;
  padding: .6rem .75rem;
  border-left: 4px solid var(--warn);
  background: var(--warn-tint);
}
.findings > li + li { margin-top: .5rem; }
.findings strong { flex: none; color: var(--warn); }
.findings span { unicode-bidi: isolate; }

.card h3, .welcome h3 { font-size: .95rem; color: var(--soft); margin-bottom: .5rem; }
.count { margin-left: .5em; font-weight: 400; }
.citations { counter-reset: citation; }
.citations ol { list-style: none; border-top: 1px solid var(--rule); }
.citations li { counter-increment: citation; border-bottom: 1px solid var(--rule); }
.citations li summary {
  position: relative;
  padding: .6rem 1.75rem .6rem 2.1rem;
  cursor: pointer;
  list-style: none;
  line-height: 1.5;
}
.citations li summary::-webkit-details-marker { display: none; }
.citations li summary::before {
  content: counter(citation);
  position: absolute;
  left: 0;
  top: .7rem;
  min-width: 1.4rem;
  padding-inline: .3rem;
  text-align: center;
  font-size: .8rem;
  line-height: 1.4rem;
  border-radius: 4px;
  background: var(--tint);
  color: var(--accent);
}
.citations li summary::after {
  content: "";
  position: absolute;
  right: .4rem;
  top: 1.15rem;
  width: .5rem;
  height: .5rem;
  border: solid var(--soft);
  border-width: 0 2px 2px 0;
  transform: rotate(45deg);
}
.citations li details[open] summary::after { top: 1.4rem; transform: rotate(225deg); }
.citations .line { white-space: nowrap; }
.citations .title { display: block; }
.citations .place { display: block; font-size: .88rem; color: var(--soft); }
blockquote {
  padding: .6rem .9rem;
  border-left: 4px solid var(--accent);
  background: var(--tint);
  white-space: pre-wrap;
  unicode-bidi: isolate;
}
.file { margin: .4rem 0 .9rem; font-size: .85rem; color: var(--soft); }

button { font: inherit; cursor: pointer; }
.choices ul { display: grid; gap: .5rem; }
.choices button {
  width: 100%;
  min-height: 2.75rem;
  padding: .5rem .9rem;
  text-align: left;
  text-wrap: balance;
  line-height: 1.5;
  color: var(--accent);
  background: var(--paper);
  border: 1px solid var(--accent);
  border-radius: 8px;
}
.choices button:hover { background: var(--tint); }
@media (min-width: 40rem) {
  .reply { display: grid; grid-template-columns: 2rem minmax(0, 1fr); column-gap: .75rem; align-items: start; }
  .reply .mark { display: grid; }
  blockquote, .file { margin-left: 2.1rem; }
  .card .choices ul { display: flex; flex-wrap: wrap; }
  .card .choices button { width: auto; }
  .welcome .choices ul { grid-template-columns: 1fr 1fr; }
  .welcome .choices li { display: grid; }
  header { padding-block: 1.5rem; }
  header h1 { font-size: 1.6rem; }
  main { padding-block: 2rem 3rem; }
  .card { padding: 1.25rem 1.5rem; border-top: 1px solid var(--rule); }
  .welcome h2 { font-size: 1.7rem; }
}

#dock {
  position: sticky;
  bottom: 0;
  padding-block: .7rem calc(.7rem + env(safe-area-inset-bottom));
  background: var(--paper);
  border-top: 1px solid var(--rule);
  box-shadow: 0 -4px 16px rgb(0 0 0 / .06);
}
#dock label { display: block; font-weight: 600; font-size: .95rem; }
.field { display: flex; gap: .5rem; margin-top: .25rem; }
#q {
  flex: 1;
  min-width: 0;
  min-height: 3rem;
  padding: .4rem .8rem;
  font: inherit;
  color: var(--ink);
  background: var(--paper);
  border: 2px solid var(--soft);
  border-radius: 8px;
}
.field button {
  flex: none;
  padding-inline: 1.25rem;
  font-weight: 600;
  letter-spacing: .1em;
  color: #fff;
  background: #0f5aa3;
  border: 2px solid transparent;
  border-radius: 8px;
}
.field button:hover { background: #0b467f; }
.asking .field button, .asking .choices button { opacity: .6; cursor: progress; }
body:has(.exchange) #hint { display: none; }
#hint { margin-top: .3rem; font-size: .85rem; line-height: 1.5; color: var(--soft); }
footer { padding-block: 0 1.25rem; font-size: .85rem; color: var(--soft); }
`;
