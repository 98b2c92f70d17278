import type { Document } from './document.js';
import { PICTURE, rewriteBody } from './docx-body.js';
import { readNumbering } from './docx-numbering.js';
import { readHtml } from './html.js';
import { damagedFile, fileTooLarge, noText } from './refusals.js';
import { localName, MOST_XML, walkXml } from './xml.js';
import type { ZipEntry } from './zip-entries.js';

/**
 * A Word file (.docx, .docm, .dotx): body text with headings, lists and tables, merged cells repeated and marked;
 * headers, footers, comments and pictures are left out. `lines` is the text as shown: a paragraph or table row a line.
 * @param entries of the opened container.
 * @throws UserError DAMAGED_FILE, ENCRYPTED_FILE, FILE_TOO_LARGE (a part beyond `MOST_XML` or `MOST_ELEMENTS`), EMPTY_FILE.
 */
export async function readDocx(file: string, entries: readonly ZipEntry[]): Promise<Document> {
  const parts = partsOf(entries);
  const html = await toHtml(parts);
  const document = readHtml(file, html.replaceAll(PICTURE, '<img>'));
  if (document.blocks.length === 0) throw noText(parts.pictures > 0 ? '，只有图片，需要先识别出文字' : '');
  return { ...document, carrier: 'docx', meta: {} };
}

// --- internal ---

/** Elements of one part: a report has some 10,000; so many take 2 to 4 seconds and 300 MB. */
const MOST_ELEMENTS = 100_000;
const MOST_TEXT = '正文约 300 页';

interface Parts {
  exists(name: string): boolean;
  /** The text of an XML part that is safe to build a tree of. */
  text(name: string): Promise<string>;
  readonly pictures: number;
}

function partsOf(entries: readonly ZipEntry[]): Parts {
  const byName = new Map([...entries].reverse().map((entry) => [entry.name, entry]));
  return {
    exists: (name) => byName.has(name),
    text: async (name) => {
      const entry = byName.get(name);
      if (entry === undefined) throw damagedFile(`no part ${name}`);
      if (entry.size > MOST_XML) throw fileTooLarge(MOST_TEXT);
      return decodeXml(await entry.read());
    },
    pictures: entries.filter(({ name }) => /\/media\//.test(name)).length,
  };
}

/** XML is UTF-8 unless a byte order mark says UTF-16. */
function decodeXml(bytes: Uint8Array): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(marked, { fatal: true }).decode(bytes);
  } catch (error) {
    throw damagedFile(error);
  }
}

async function toHtml(parts: Parts): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  const failed: { cause: unknown } = { cause: null };
  // The converter would unpack the container again, without limits; it takes an opened one instead.
  const container = {
    exists: parts.exists,
    read: async (name: string) => {
      try {
        return await prepared(parts, name);
      } catch (error) {
        failed.cause = error;
        throw error;
      }
    },
  };
  try {
    const { value } = await mammoth.convertToHtml(
      { file: container } as unknown as { buffer: Buffer },
      options(mammoth),
    );
    return value;
  } catch (error) {
    throw failed.cause ?? damagedFile(error);
  }
}

/** A part as the converter may see it: checked, and the main text with everything in it that is shown. */
async function prepared(parts: Parts, name: string): Promise<string> {
  const xml = await parts.text(name);
  if (!(await isMainText(xml))) return xml;
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const beside = async (part: string) => (parts.exists(folder + part) ? parts.text(folder + part) : null);
  return rewriteBody(xml, await readNumbering(await beside('numbering.xml'), await beside('styles.xml')));
}

/** Walks the whole part, so that what is not safe, or too much for the tree the converter builds, is refused here. */
async function isMainText(xml: string): Promise<boolean> {
  let root: string | null = null;
  let body = false;
  let elements = 0;
  await walkXml(xml, {
    open: (name) => {
      elements += 1;
      if (elements > MOST_ELEMENTS) throw fileTooLarge(MOST_TEXT);
      root ??= localName(name);
      body ||= localName(name) === 'body';
    },
  });
  return root === 'document' && body;
}

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh"];

type Mammoth = typeof import('mammoth');

function options(mammoth: Mammoth) {
  return {
    styleMap: STYLES,
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    // Pictures are not unpacked.
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
  };
}
