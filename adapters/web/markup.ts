/** The one way text becomes HTML: whatever is put into a template is escaped unless a template made it. */

export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[] | null;

/** A template of HTML. Strings and numbers put into it are escaped, markup is taken as it is, null is nothing. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const written = parts.map((part, index) => part + write(pieces[index] ?? null));
  return { markup: written.join('') };
}

/** Text that is safe in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (found) => ENTITIES[found] ?? '');
}

/**
 * Text in which nothing is hidden: control characters (line feed and tab apart) and those that reorder or hide text are
 * shown by their code, so that nobody reads a figure in another order than it is stored.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(DECEPTIVE, (found) => (found === '\n' || found === '\t' ? found : code(found)));
}

// --- internal ---

const DECEPTIVE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function write(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return escapeHtml(String(piece));
  if ('markup' in piece) return piece.markup;
  return piece.map(({ markup }) => markup).join('');
}

function code(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
}
