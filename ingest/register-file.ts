import type { Office, OfficeKind } from '../knowledge/types.js';
import type { Document } from './document.js';
import { type OfficeName, parseOffice, withRegion } from './office-name.js';
import { regionName } from './region-name.js';

/** A row of a register of offices that names one. */
export interface RegisterRow {
  /** 1-based line in the text of the file. */
  readonly line: number;
  readonly office: Omit<Office, 'printed'>;
}

/** A row that could not be taken, and why, for people. */
export interface RefusedRow {
  readonly line: number;
  readonly name: string;
  readonly reason: string;
}

export interface RegisterFile {
  readonly rows: readonly RegisterRow[];
  readonly refused: readonly RefusedRow[];
}

/** Where the offices of a file lie unless a row says otherwise. */
export type Region = Pick<Office, 'province' | 'city' | 'county'>;

/**
 * Reads a list of offices from a table: the column with their names, and where there are such columns their kind (类型),
 * province, city and county, however they are headed. Rows above the head are left out; each sheet may have a head of its
 * own. A table without a head is a list of names in the column that holds most names.
 */
export function readRegisterFile(document: Document, region: Region): RegisterFile {
  const rows = rowsOf(document);
  const rowsWithHead = withHeads(rows);
  const read = rowsWithHead.map(({ row, head }) => readRow(row, head, region));
  return {
    rows: read.flatMap((each) => (each && 'office' in each ? each : [])),
    refused: read.flatMap((each) => (each && 'reason' in each ? each : [])),
  };
}

// --- internal ---

interface TextRow {
  readonly line: number;
  readonly cells: readonly string[];
}

type Column = 'name' | 'kind' | 'province' | 'city' | 'county';
type Head = Partial<Record<Column, number>> & { readonly name: number };

const COLUMNS: readonly (readonly [Column, RegExp])[] = [
  [
    'name',
    /^(?:单位|机关|部门|机构|主体|公开主体|责任单位|报送单位|编制单位|填报单位)?(?:规范)?(?:名称|全称)$|^(?:单位|部门|机关|责任单位|报送单位|编制单位|填报单位|公开主体)$/,
  ],
  ['kind', /^(?:单位|机构|机关|主体)?(?:类型|类别|种类|性质|属性)$/],
  [
    'province',
    /^(?:所[在属])?(?:省份?|省级|省（?(?:、|\/)?(?:自治区|区)(?:、|\/)?(?:直辖)?市）?|省（自治区、直辖市）)$/,
  ],
  ['city', /^(?:所[在属])?(?:市|地市|设区市|地级市|市州|市（州）|州市|市（州、盟）|地区|市级)$/],
  [
    'county',
    /^(?:所[在属])?(?:县|区|县区|区县|县市区|县（市、区）|县（区）|区（县）|县（市、区、旗）|县级|所属县区|县级市|辖区)$/,
  ],
];

function headOf({ cells }: TextRow): Head | null {
  const found: Partial<Record<Column, number>> = {};
  for (const [index, cell] of cells.entries()) {
    const plain = cell
      .normalize('NFKC')
      .replace(/\s/g, '')
      .replace(/\(/g, '（')
      .replace(/\)/g, '）')
      .replace(/,/g, '、')
      .replace(/[*:]/g, '');
    const column = COLUMNS.find(([name, pattern]) => found[name] === undefined && pattern.test(plain))?.[0];
    if (column) found[column] = index;
  }
  // 教育局 with 部门 beside it is an office and its kind.
  return found.name === undefined ||
    cells.some((cell, index) => !Object.values(found).includes(index) && parseOffice(cell))
    ? null
    : { ...found, name: found.name };
}

function rowsOf({ blocks }: Document): TextRow[] {
  return blocks.flatMap((block): TextRow[] =>
    block.kind === 'table'
      ? block.rows.map(({ cells, line }) => ({ line, cells: cells.map(({ text }) => text) }))
      : block.heading
        ? []
        : [{ line: block.line, cells: [block.text] }],
  );
}

/** Each row under the head that stands above it. */
function withHeads(rows: readonly TextRow[]): { readonly row: TextRow; readonly head: Head }[] {
  const found: { row: TextRow; head: Head }[] = [];
  const anyHead = rows.some((row) => headOf(row) !== null);
  let head: Head | null = anyHead ? null : { name: columnOfNames(rows) };
  for (const row of rows) {
    const own = anyHead ? headOf(row) : null;
    if (own) head = own;
    else if (head && row.cells.some((cell) => cell !== '')) found.push({ row, head });
  }
  return found;
}

function columnOfNames(rows: readonly TextRow[]): number {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const votes = Array.from({ length: width }, (_, index) =>
    rows.reduce((count, { cells }) => count + (parseOffice(cells[index] ?? '') ? 1 : 0), 0),
  );
  return Math.max(0, votes.indexOf(Math.max(0, ...votes)));
}

/** Null for a row that names nothing. */
function readRow({ line, cells }: TextRow, head: Head, region: Region): RegisterRow | RefusedRow | null {
  const at = (column: Column) => (head[column] === undefined ? '' : (cells[head[column]] ?? '').trim());
  const name = at('name').replace(/\s/g, '');
  if (name === '' || /^(?:合计|总计|小计|备注.*|说明.*|注[:：].*)$/.test(name)) return null;
  const refuse = (reason: string): RefusedRow => ({ line, name, reason });
  const kindWords = at('kind').replace(/\s/g, '');
  const kind = kindWords === '' ? null : kindOf(kindWords);
  if (kind === 'outside') return refuse('公共企事业单位不适用《条例》第四十九条，没有列入');
  if (kind === undefined) return refuse(`类型“${kindWords}”看不懂，请写街道、镇、乡、政府、部门或其他`);
  const parsed = parseOffice(name) ?? ownName(name, kind);
  if (!parsed) return refuse('不像单位的名称；如果确实是，请在类型一栏写明');
  const place = { province: at('province'), city: at('city'), county: at('county') };
  const stated = readRegion(place, parsed, region);
  if ('reason' in stated) return refuse(stated.reason);
  const { office } = stated;
  if (office.province === null && office.city === null && office.county === null) {
    return refuse('看不出在哪个地方，请写全称、加上县（市、区）一栏，或用 --place 写明');
  }
  return { line, office: { ...office, kind: kindFor(kind, office.kind) } };
}

/** A name that follows no pattern, where its kind is stated. */
function ownName(name: string, kind: Kind | null): OfficeName | null {
  if (kind === null || kind === 'outside' || kind === 'town' || !/^[\p{Script=Han}（）、·]{3,40}$/u.test(name))
    return null;
  return { name, core: name, kind, province: null, city: null, county: null };
}

type Kind = OfficeKind | 'town' | 'outside';

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:街道|街道办|办事处|街道办事处|镇街.*街道)$/, '街道办事处'],
  [/^(?:镇|镇政府|镇人民政府|建制镇)$/, '镇人民政府'],
  [/^(?:乡|乡政府|乡人民政府|民族乡)$/, '乡人民政府'],
  [/^(?:乡镇|镇乡|镇街|乡镇街道|镇（街道）|乡镇（街道）|乡（镇）|镇街道)$/, 'town'],
  [/^(?:政府|人民政府|本级政府|[县市区省]政府|[县市区省]人民政府|[县市区]级政府)$/, '人民政府'],
  [
    /^(?:(?:[省市县区]直)?(?:政府)?(?:工作)?(?:部门|单位|机关)|委办局|局|职能部门|组成部门|直属机构|垂直管理(?:单位|部门)|派出机构|政府办|办公室)$/,
    '部门',
  ],
  [/^(?:其他|其它|开发区|园区|高新区|新区|管委会|管理区|管理委员会)$/, '其他'],
  [/^(?:公共)?(?:企业|事业单位|企事业单位|公共企事业单位|学校|医院|国企|国有企业)$/, 'outside'],
];

/** Undefined where the words mean no kind. */
function kindOf(words: string): Kind | undefined {
  const plain = words.normalize('NFKC').replace(/\(/g, '（').replace(/\)/g, '）');
  return KINDS.find(([pattern]) => pattern.test(plain))?.[1];
}

/** 乡镇 in the column of kinds leaves it to the name which of them it is. */
function kindFor(stated: Kind | null, parsed: OfficeKind): OfficeKind {
  return stated === null || stated === 'town' || stated === 'outside' ? parsed : stated;
}

/** The office where its name, its row and the whole file say it lies; a reason where they contradict one another. */
function readRegion(
  said: Readonly<Record<keyof Region, string>>,
  parsed: OfficeName,
  whole: Region,
): { readonly office: OfficeName } | { readonly reason: string } {
  const place: { -readonly [Level in keyof Region]: string | null } = { province: null, city: null, county: null };
  for (const level of ['province', 'city', 'county'] as const) {
    if (said[level] === '') continue;
    const name = regionName(level, said[level], [parsed.county, parsed.city, parsed.province]);
    if (name === null) return { reason: `“${said[level]}”请写全称（带省、市、县、区等字）` };
    place[level] = name;
  }
  // 某市某局 alone reads as of a county; the row, or the whole file, says that it is the city's own.
  const city = place.city ?? (whole.county === null ? whole.city : null);
  const ofCity = city !== null && place.county === null && parsed.county === city && parsed.city === null;
  const office = ofCity ? { ...parsed, city, county: null } : parsed;
  for (const level of ['province', 'city', 'county'] as const) {
    if (place[level] !== null && office[level] !== null && place[level] !== office[level]) {
      return { reason: `名称里的“${office[level]}”和这一行的“${place[level]}”不一致` };
    }
  }
  const elsewhere = (['city', 'county'] as const).some((level) => {
    const own = place[level] ?? office[level];
    return own !== null && whole[level] !== null && own !== whole[level];
  });
  const ownCity = (place.city ?? office.city) !== null && (place.county ?? office.county) === null;
  const more = elsewhere ? {} : definedOf(ownCity ? { ...whole, county: null } : whole);
  return { office: withRegion(office, { ...more, ...definedOf(place) }) };
}

function definedOf(region: Region): { -readonly [Level in keyof Region]?: string } {
  const defined: { -readonly [Level in keyof Region]?: string } = {};
  for (const level of ['province', 'city', 'county'] as const)
    if (region[level] !== null) defined[level] = region[level];
  return defined;
}
