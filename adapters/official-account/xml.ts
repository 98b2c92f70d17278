import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** The elements of a message that hold text alone, by name. */
export type Fields = ReadonlyMap<string, string>;

/**
 * Reads the `<xml>` WeChat sends. Null where it is not well formed, declares anything (a DOCTYPE, an entity) or nests
 * deeper than its messages do. Of an element that comes twice nothing is taken: which one counts is not ours to choose.
 */
export function readXml(text: string): Fields | null {
  if (declares(text)) return null;
  try {
    if (XMLValidator.validate(text) !== true) return null;
    const read: unknown = PARSER.parse(text);
    const root = isRecord(read) ? read.xml : null;
    if (!isRecord(root)) return null;
    return new Map(Object.entries(root).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return null;
  }
}

/** Writes the `<xml>` WeChat reads: words as CDATA that nothing in them can end, numbers as they are. */
export function writeXml(fields: Readonly<Record<string, string | number>>): string {
  const elements = Object.entries(fields).map(
    ([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`,
  );
  return `<xml>${elements.join('')}</xml>`;
}

// --- internal ---

const PARSER = new XMLParser({
  // A question of digits alone stays what was typed, as do the spaces in it.
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  jPath: false,
  maxNestedTags: 12,
});
const CDATA = '<![CDATA[';
/** What XML 1.0 has no way to write. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** True where there is a declaration outside of CDATA, within which a person may write what they like. */
function declares(text: string): boolean {
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at)) {
    const [open, close] = text.startsWith(CDATA, at) ? [CDATA, ']]>'] : ['<!--', '-->'];
    if (!text.startsWith(open, at)) return true;
    const end = text.indexOf(close, at + open.length);
    if (end < 0) return true;
    at = end + close.length;
  }
  return false;
}

function cdata(text: string): string {
  return `${CDATA}${text.replace(UNWRITABLE, '').replaceAll(']]>', `]]]]>${CDATA}>`)}]]>`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
