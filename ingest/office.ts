import { fold } from '../knowledge/text.js';
import type { Message, Office, Read } from '../knowledge/types.js';
import { signers } from './issuance.js';
import { countyBefore, type OfficeName, onlyProvince, parseOffice, printedForms, withRegion } from './office-name.js';
import { type HeadLine, pageTitle, readTitle, squeeze, type Title, titlesInText } from './title.js';

/** Where a report may say whose it is. */
export interface OfficeSources {
  readonly file: string;
  readonly title: Title | null;
  readonly head: readonly HeadLine[];
  readonly tail: readonly HeadLine[];
  readonly meta: Readonly<Record<string, string>>;
  /** All text of the document. */
  readonly text: string;
}

/**
 * Whose report it is: the title says it; where it does not, letterhead, signature, contact line, metadata, the text and
 * the file name are weighed, and a message says which decided. Regions are completed from what the text itself prints
 * beside the name and, for the province, in the head; never from outside knowledge. Null where nothing names an office.
 */
export function findOffice(sources: OfficeSources): Read<Office> | null {
  const evidence = EVIDENCE.flatMap(({ source, collect }) =>
    collect(sources).map(({ text, weight }) => ({ source, weight, office: parseOffice(text) })),
  ).flatMap(({ source, weight, office }) =>
    office === null ? [] : [{ source, weight: weigh(weight, source, office), office }],
  );
  const core = heaviest(evidence) ?? null;
  const supporting = evidence.filter(({ office }) => office.core === core?.office.core);
  const chosen = core?.office ?? namedByTitle(sources.title);
  if (chosen === null) return null;
  const located = supporting.reduce((office, { office: other }) => withRegion(office, other), chosen);
  const county = located.county ?? countyBefore(located.core, sources.text);
  const province = onlyProvince(sources.head.map((line) => line.text).join(' '));
  const office = completed(located, county, province);
  const printed = printedForms(office, sources.text);
  const source = core?.source ?? 'title';
  const messages: Message[] =
    source === 'title' ? [] : [{ code: `OFFICE_FROM_${source.toUpperCase()}`, text: SAID[source] }];
  const signed = evidence.find((other) => other.source === 'signature' && other.weight >= DATED_SIGNATURE);
  if (signed !== undefined && signed.office.kind === office.kind && signed.office.core !== office.core) {
    messages.push({
      code: 'OFFICES_DIFFER',
      text: `标题中的单位是“${office.core}”，落款是“${signed.office.core}”，按标题记。`,
    });
  }
  if (office.county === null && /街道|镇|乡/.test(office.kind)) {
    messages.push({ code: 'COUNTY_NOT_NAMED', text: `文中没有写明“${office.core}”属于哪个县（市、区）。` });
  }
  return { value: { ...office, printed: printed.length > 0 ? printed : [chosen.name] }, messages };
}

// --- internal ---

type Source = 'title' | 'letterhead' | 'signature' | 'contact' | 'metadata' | 'text' | 'file_name';

interface Evidence {
  readonly source: Source;
  readonly weight: number;
  readonly office: OfficeName;
}

const SAID: Readonly<Record<Exclude<Source, 'title'>, string>> = {
  letterhead: '标题没有写单位，单位取自文头。',
  signature: '标题没有写单位，单位取自落款。',
  contact: '标题没有写单位，单位取自联系方式。',
  metadata: '标题没有写单位，单位取自网页信息。',
  text: '标题没有写单位，单位取自正文。',
  file_name: '标题没有写单位，单位取自文件名。',
};

const DATED_SIGNATURE = 5;
const MENTION = 0.1;
/** A single mention may be of any office. */
const LEAST_WEIGHT = 2 * MENTION;
/** A people's government above a title is more often the site's or the superior's name than the office's own. */
const BANNER = 0.3;

/** Where names stand, and how much one found there counts. */
const EVIDENCE: readonly {
  readonly source: Source;
  readonly collect: (sources: OfficeSources) => { readonly text: string; readonly weight: number }[];
}[] = [
  { source: 'title', collect: ({ title }) => (title === null ? [] : [{ text: title.office, weight: 100 }]) },
  {
    source: 'letterhead',
    collect: ({ head, title }) =>
      head.map(({ text }, index) => {
        const aboveTitle = title?.line !== null && head[index + 1]?.line === title?.line;
        const firstWord = fold(text).split(/文件\s/)[0] ?? '';
        return { text: firstWord, weight: /文件(?:\s|$)/.test(fold(text)) ? 4 : aboveTitle ? 3 : 1 };
      }),
  },
  {
    source: 'signature',
    collect: ({ tail }) => signers(tail).map(({ text, dated }) => ({ text, weight: dated ? DATED_SIGNATURE : 1.5 })),
  },
  { source: 'contact', collect: ({ head, tail }) => [...head, ...tail].flatMap(({ text }) => contacts(squeeze(text))) },
  {
    source: 'metadata',
    collect: ({ meta, head }) => [
      { text: pageTitle(titlesOf(meta))?.office ?? '', weight: 5 },
      ...PUBLISHERS.map((name) => ({ text: meta[name] ?? '', weight: 2 })),
      ...head.map(({ text }) => ({ text: PUBLISHER_LINE.exec(fold(text))?.[1] ?? '', weight: 2 })),
    ],
  },
  {
    source: 'text',
    collect: ({ head }) => titlesInText(head).map(({ office }) => ({ text: office, weight: 4 })),
  },
  {
    source: 'text',
    collect: ({ text }) => (speaksAsTown(text) ? mentions(squeeze(text)) : []),
  },
  {
    source: 'file_name',
    collect: ({ file }) => [{ text: readTitle(file.replace(/\.\w+$/, ''))?.office ?? '', weight: 1 }],
  },
];

const PUBLISHERS = ['contentsource', 'author', 'publisher', 'source', 'dc.publisher'];
const PUBLISHER_LINE =
  /(?:发布机构|发布单位|发文机关|公开机构|公开主体|责任单位|信息来源|来源|作者)\s*[：:]\s*(\p{Script=Han}{3,30})/u;

/** Titles the metadata of a page gives. */
export function titlesOf(meta: Readonly<Record<string, string>>): string[] {
  return ['articletitle', 'title', 'og:title', 'dc.title'].flatMap((name) => meta[name] ?? []);
}

function contacts(text: string): { text: string; weight: number }[] {
  return CONTACTS.flatMap(({ pattern, weight }) =>
    [...text.matchAll(pattern)].map((match) => ({
      text: OWN_PART.exec(match[1] ?? '')?.[0] ?? match[1] ?? '',
      weight,
    })),
  );
}

const CONTACTS: readonly { readonly pattern: RegExp; readonly weight: number }[] = [
  { pattern: /[与向和](\p{Script=Han}{3,30}?)(?:联系|咨询|反映|[（(](?:联系)?(?:地址|电话))/gu, weight: 3 },
  { pattern: /(?:联系|咨询)(?:单位|部门|机构)?[：:]?(\p{Script=Han}{3,30}?)(?=[（(，,。；：:]|$)/gu, weight: 3 },
  { pattern: /地址[：:](\p{Script=Han}{3,24}?(?:街道|镇|乡))(?![镇乡街])/gu, weight: 1.5 },
];
/** The office in the name of one of its rooms: 某局办公室, 某镇人民政府政务服务科. */
const OWN_PART = /^.+?(?:办事处|街道办|[镇乡](?:人民)?政府|街道|局|委员会)(?=.)/u;

/**
 * Names in running text: with their full suffix, or opening a clause. Where they begin is uncertain: only what follows
 * the region is kept.
 */
function mentions(text: string): { text: string; weight: number }[] {
  const full = text.match(/\p{Script=Han}{2,20}?(?:街道办事处|镇人民政府|乡人民政府)/gu) ?? [];
  const short =
    text.match(/(?<=[，,。；;])\p{Script=Han}{2,5}?(?:街道|(?<![城乡村])镇|乡)(?!办事处|镇|村|人民政府)/gu) ?? [];
  const cut = (name: string) => parseOffice(name.split(/[与和及由请在向对为是到的于经按将]/).at(-1) ?? '')?.core ?? '';
  return [
    ...full.map((name) => ({ text: cut(name), weight: MENTION })),
    ...short.map((name) => ({ text: cut(name), weight: 0.7 * MENTION })),
  ];
}

/** Departments mention towns too; only who says 我镇, 我乡 or 我街道 is one. */
function speaksAsTown(text: string): boolean {
  return /[我本全](?:镇|乡|街)/.test(squeeze(text));
}

function weigh(weight: number, source: Source, office: OfficeName): number {
  return office.kind === '人民政府' && source !== 'title' ? weight * BANNER : weight;
}

/** The first piece of evidence of the office with the most weight in all. */
function heaviest(evidence: readonly Evidence[]): Evidence | null {
  const sums = new Map<string, number>();
  for (const { office, weight } of evidence) sums.set(office.core, (sums.get(office.core) ?? 0) + weight);
  const [core, sum] = [...sums].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if (sum < LEAST_WEIGHT) return null;
  const own = evidence.filter(({ office }) => office.core === core).sort((a, b) => b.weight - a.weight);
  return own[0] ?? null;
}

/** An office of a kind nobody listed, as the title prints it. */
function namedByTitle(title: Title | null): OfficeName | null {
  const name = title?.office ?? '';
  if (!/^[\p{Script=Han}（）]{3,25}$/u.test(name) || /^(?:我|本|全|各|该|关于|首页)/.test(name)) return null;
  return { name, core: name, kind: '其他', province: null, city: null, county: null };
}

function completed(office: OfficeName, county: string | null, province: string | null): OfficeName {
  const own = county === null || county === office.core ? office : withRegion(office, { county });
  return { ...own, province: own.province ?? province };
}
