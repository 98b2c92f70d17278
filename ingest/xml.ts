import { damagedFile } from './refusals.js';

/** What a walk over XML meets, in order. */
export interface XmlHandlers {
  /** `name` and the keys of `attributes` as written, prefix included; `text` values are plain. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  /** Text and CDATA. */
  text?(text: string): void;
}

/** Bytes of one XML part that are read; the largest reports have 2 MB. */
export const MOST_XML = 20 * 2 ** 20;
/** Elements within elements: tables in tables need about 60. */
const DEEPEST = 400;

/**
 * Walks well-formed XML without building a tree. Document type declarations are refused, so that no entity can
 * expand or reach outside; only the five entities of XML itself and character references are known.
 * @throws UserError DAMAGED_FILE where it is not well-formed, declares a document type, or nests too deep.
 */
export async function walkXml(xml: string, handlers: XmlHandlers): Promise<void> {
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('error', (error) => {
    throw damagedFile(error);
  });
  parser.on('doctype', () => {
    throw damagedFile('document type declaration');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > DEEPEST) throw damagedFile('nested too deep');
    handlers.open?.(tag.name, tag.attributes);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close?.(tag.name);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.write(xml.replace(/^\uFEFF/, '')).close();
}

/** The name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** An attribute by its name without prefix. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const key = Object.keys(attributes).find((each) => localName(each) === name);
  return key === undefined ? undefined : attributes[key];
}

/** Text as it stands in XML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}

// --- internal ---

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
