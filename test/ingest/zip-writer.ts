import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip file as a test wants it, lies included. */
export interface ZipPart {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  /** General purpose flags; 0x800: the name is UTF-8, 1: encrypted. */
  readonly flags?: number;
  /** Unpacked size the directory claims. */
  readonly claims?: number;
  readonly crc?: number;
  /** Unix file mode. */
  readonly mode?: number;
  readonly method?: number;
}

/** A zip file in memory. */
export function zipOf(parts: readonly ZipPart[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const content = Buffer.from(part.content);
    const packed = part.method === 0 ? content : deflateRawSync(content);
    const common = [
      [20, part.flags ?? 0, part.method ?? 8, 0, 0x21],
      [part.crc ?? crc32(content), packed.length, part.claims ?? content.length],
      [name.length, 0],
    ] as const;
    const header = Buffer.concat([
      long(0x04034b50),
      short(...common[0]),
      long(...common[1]),
      short(...common[2]),
      name,
    ]);
    const mode = (part.mode ?? 0) << 16;
    directory.push(
      Buffer.concat([
        long(0x02014b50),
        short(part.mode === undefined ? 20 : (3 << 8) | 20),
        short(...common[0]),
        long(...common[1]),
        short(...common[2], 0, 0, 0),
        long(mode >>> 0, offset),
        name,
      ]),
    );
    files.push(header, packed);
    offset += header.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.concat([
    long(0x06054b50),
    short(0, 0, parts.length, parts.length),
    long(entries.length, offset),
    short(0),
  ]);
  return Buffer.concat([...files, entries, end]);
}

/** A Word file around the XML of its body; `more` are further parts. */
export function docxOf(body: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  return zipOf([
    { name: '[Content_Types].xml', content: CONTENT_TYPES },
    { name: '_rels/.rels', content: relations('officeDocument', 'word/document.xml') },
    { name: 'word/document.xml', content: `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>` },
    ...Object.entries(more).map(([name, content]) => ({ name, content })),
  ]);
}

/** A workbook with sheets given as the XML inside `worksheet`; `state` of each beside its name. */
export function xlsxOf(
  sheets: readonly { readonly name: string; readonly state?: string; readonly xml: string }[],
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  const targets = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="t/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return zipOf([
    { name: '[Content_Types].xml', content: CONTENT_TYPES },
    { name: '_rels/.rels', content: relations('officeDocument', 'xl/workbook.xml') },
    { name: 'xl/workbook.xml', content: `<workbook ${SHEET} ${RELATION}><sheets>${list.join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${targets.join('')}</Relationships>` },
    ...sheets.map(({ xml }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet ${SHEET}>${xml}</worksheet>`,
    })),
    ...Object.entries(more).map(([name, content]) => ({ name, content })),
  ]);
}

// --- internal ---

const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATION = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const NAMESPACES = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ${RELATION}
  xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"
  xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`;
const CONTENT_TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';

function relations(type: string, target: string): string {
  const base = 'http://schemas.openxmlformats.org';
  return `<Relationships xmlns="${base}/package/2006/relationships"><Relationship Id="r1" Type="${base}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
}

function short(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}

function long(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
