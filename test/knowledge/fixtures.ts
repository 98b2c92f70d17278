import { fold } from '../../knowledge/text.js';
import type { Fact, Figure, Finding, Office, Passage, Report, SectionKey } from '../../knowledge/types.js';

/** One statutory section of an invented report: its path as cited, and its paragraphs. */
export interface SectionOf {
  readonly key: SectionKey;
  readonly path: string;
  readonly paragraphs: readonly string[];
}

export interface ReportOf {
  readonly office: Office;
  readonly year: number;
  readonly sections: readonly SectionOf[];
  /** `quote` defaults to a line of its own made of key and number. */
  readonly figures?: readonly (Partial<Figure> & Pick<Figure, 'metric'>)[];
  readonly facts?: readonly Pick<Fact, 'key' | 'text'>[];
  readonly file?: string;
  readonly county?: string | null;
}

/** A report as the reader would hand it over: every quote stands in its lines. */
export function buildReport({ office, year, sections, figures = [], facts = [], file }: ReportOf): Report {
  const title = `${office.name}${year}年政府信息公开工作年度报告`;
  const lines: string[] = [title, ''];
  const passages: Passage[] = [];
  for (const { key, path, paragraphs } of sections) {
    lines.push(path);
    for (const paragraph of paragraphs) {
      lines.push(paragraph, '');
      const text = fold(paragraph);
      passages.push({ sectionKey: key, section: path, text, quote: text, line: lines.length - 1 });
    }
  }
  const stated: Figure[] = figures.map((figure) => {
    const printed = String(figure.stated ?? 0);
    const quote = figure.quote ?? `${figure.metric}：${printed}`;
    if (!fold(lines.join('\n')).includes(quote)) lines.push(quote);
    return {
      ...{ applicant: null, part: null, stated: 0, approximate: false, unit: '件', source: 'table', printed },
      ...{ section: '三、收到和处理政府信息公开申请情况', line: lines.length },
      ...figure,
      quote,
    };
  });
  const said: Fact[] = facts.map((fact) => {
    lines.push(`${fact.key}：${fact.text}`);
    return { ...fact, section: '引言', quote: `${fact.key}：${fact.text}`, line: lines.length };
  });
  return {
    file: file ?? `${office.core}-${year}.txt`,
    ...{ office, year, title, titleLine: 1, format: year >= 2021 ? '2021' : '2019', hybrid: false, period: null },
    ...{ documentNumber: null, issuedOn: `${year + 1}-01-20`, headings: [], furniture: [], notes: [] },
    ...{ figures: stated, facts: said, passages, lines },
  };
}

/** An invented office; nothing of the kind exists. */
export function buildOffice(core: string, kind: Office['kind'], region: Partial<Office> = {}): Office {
  const suffix = {
    街道办事处: '办事处',
    镇人民政府: '人民政府',
    乡人民政府: '人民政府',
    人民政府: '人民政府',
    部门: '',
    其他: '',
  };
  const office = { province: '安澜省', city: '澄湖市', county: '青禾市', ...region };
  const name = `${office.county ?? ''}${core}${suffix[kind]}`;
  return { core, kind, ...office, name: region.name ?? name, printed: region.printed ?? [name, core] };
}

export function buildFinding(rule: string, more: Partial<Finding> = {}): Finding {
  return {
    ...{ rule, at: '', severity: 'error', outcome: 'broken', message: `${rule}：6与0不一致`, places: [], metrics: [] },
    ...more,
  };
}

export const NO_CHECKS = (): readonly Finding[] => [];

export const LINJIANG = buildOffice('临江街道', '街道办事处');
export const BAILU = buildOffice('白鹭镇', '镇人民政府');
export const YUNXI = buildOffice('云溪乡', '乡人民政府', { county: '松岭县' });
