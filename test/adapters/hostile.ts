/** Text that tries to be more than text, and answers made of it. */

import type { Answer } from '../../bot/answer.js';

/** An answer with the same text in every place that comes from outside. */
export function answerOf(text: string): Answer {
  const citation = { office: text, year: 2023, title: text, section: text, quote: text, file: text, line: 96 };
  return {
    question: text,
    kind: 'value',
    text,
    values: [],
    citations: [citation, { ...citation, line: null }],
    findings: [{ rule: 'T3-BAL', message: text, citations: [0, 1] }],
    choices: [{ label: text, question: text }],
  };
}

export const HOSTILE = {
  'a script': '<script>alert(1)</script>',
  'an image that fails': '<img src=x onerror=alert(1)>',
  'the end of an attribute': `"><svg onload=alert(1)>' autofocus onfocus=alert(1) x='`,
  'quotes of every kind': `"'\`“”‘’«»`,
  'an address that runs': 'javascript:alert(1)',
  'the end of the article': '</p></details></article></main></body></html><h1>x',
  'a comment and raw text': '<!-- --><textarea><title><style>*{display:none}</style><plaintext>',
  'entities as text': '&lt;b&gt; &amp;amp; &#60;',
  'text turned round': '收到\u202E96\u202C件\u2066x\u2069',
  'NUL and escape': 'a\0b\u001b[31mc\u0085d\u007f',
  '10,000 characters': '长'.repeat(10_000),
  emoji: '👨‍👩‍👧🏴󠁧󠁢󠁥󠁮󠁧󠁿❤️',
  'half a character': 'a\ud800b\udc00c',
  'line breaks': '一\n二\r\n三',
} as const;
