import { describe, expect, it } from 'vitest';
import { checkReport, evaluateReport, RULES } from '../../knowledge/checks.js';
import { METRICS } from '../../knowledge/metrics.js';
import type { Report } from '../../knowledge/types.js';
import { CASES, type Sample } from './checks-cases.js';
import { HEADINGS, reportWith, withCell } from './report-builder.js';

describe('each rule', () => {
  it('has a case', () => {
    expect(CASES.map((c) => c.rule).sort()).toEqual([...new Set(RULES.map((r) => r.id))].sort());
  });

  it.each(CASES)('$rule holds where it should', ({ rule, at, holds }) => {
    const instances = evaluateReport(holds.report, holds.previous ?? null).filter((e) => e.rule === rule);
    expect(instances.length).toBeGreaterThan(0);
    const own = instances.filter((e) => e.at === (at ?? ''));
    for (const e of own.length > 0 ? own : instances) expect(e.outcome).toBe('holds');
  });

  it.each(CASES)('$rule is broken where it should be and says so', ({ rule, at = '', broken, says, severity }) => {
    const finding = instance(broken, rule, at);
    expect(finding).toMatchObject({ outcome: 'broken', severity });
    for (const part of says) expect(finding?.message).toContain(part);
  });

  it.each(CASES.filter((c) => c.cannotTell))(
    '$rule is undecided where something is missing',
    ({ rule, at, cannotTell }) => {
      const { report, previous = null } = cannotTell as Sample;
      const findings = checkReport(report, previous).filter(
        (f) => f.rule === rule && (f.at === (at ?? '') || f.at === ''),
      );
      expect(findings.map((f) => f.outcome)).toEqual(['cannot_tell']);
      expect(findings[0]?.severity).not.toBe('error');
    },
  );

  it.each(CASES.filter((c) => !c.cannotTell))(
    '$rule is never undecided: $because',
    ({ holds, broken, rule, because }) => {
      expect(because).toBeTruthy();
      const all = [holds, broken].flatMap(({ report, previous = null }) => evaluateReport(report, previous));
      expect(all.filter((e) => e.rule === rule && e.outcome === 'cannot_tell')).toEqual([]);
    },
  );

  it('names every instance once, keys of the catalogue, and places that are places', () => {
    for (const { holds, broken } of CASES) {
      for (const { report, previous = null } of [holds, broken]) {
        const all = evaluateReport(report, previous);
        const names = all.map((e) => `${e.rule} ${e.at}`);
        expect(names).toEqual([...new Set(names)]);
        for (const e of all) {
          for (const key of e.metrics) expect(METRICS.has(key), `${e.rule}: ${key}`).toBe(true);
          for (const place of e.places) {
            const keys = Object.keys(place).filter((name) => name !== 'previousYear');
            expect(keys).toEqual(['section', 'quote', 'line']);
          }
          expect(e.message).not.toMatch(/[{}]|undefined|null|NaN/);
        }
      }
    }
  });
});

describe('a report with nothing to doubt', () => {
  it.each([
    ['of the form of 2021', reportWith()],
    ['of the form of 2019', reportWith({ year: 2020 })],
    ['of a town', reportWith({ kind: '镇人民政府', officeName: '某市青禾镇人民政府' })],
    ['of a department, issued on the last day', reportWith({ kind: '部门', issuedOn: '2024-01-31' })],
    ['of a government, issued on 31 March', reportWith({ kind: '人民政府', issuedOn: '2024-03-31' })],
  ])('%s has no finding', (_, report) => {
    expect(checkReport(report, null)).toEqual([]);
  });

  it('of 2018, without statutory tables, is not measured by the forms', () => {
    const report = reportWith({ year: 2018, format: 'narrative', headings: [], issuedOn: '2019-03-30', narrative: [] });
    expect(checkReport(report, null)).toEqual([]);
  });
});

describe('blank cells', () => {
  const blank = reportWith({ table3: { granted: ['blank', 0, 0, 0, 0, 0, 0] } });

  it('are never taken as 0, and it is said whether 0 would do', () => {
    const sums = checkReport(blank, null).filter((f) => f.outcome === 'cannot_tell');
    expect(sums.map((f) => `${f.rule} ${f.at} ${f.severity}`)).toEqual([
      'T3-SUM natural_person info',
      'T3-TOT granted info',
    ]);
    for (const f of sums) expect(f.message).toMatch(/（一）予以公开\/自然人”为空白。空白如按0计则成立。$/);
  });

  it('are not offered as 0 where 0 would not do', () => {
    const short = withCell(blank, 'granted', 'total', 2);
    const row = checkReport(short, null).find((f) => f.rule === 'T3-TOT');
    expect(row).toMatchObject({ outcome: 'cannot_tell', severity: 'info' });
    expect(row?.message).toContain('空白如按0计则不成立');
  });

  it('beside an illegible cell leave a warning, and nothing is offered', () => {
    const report = withCell(blank, 'granted', 'research_institution', 'unreadable');
    const row = checkReport(report, null).find((f) => f.rule === 'T3-TOT');
    expect(row).toMatchObject({ outcome: 'cannot_tell', severity: 'warning' });
    expect(row?.message).not.toContain('如按0计');
  });

  it('give one finding of the whole table with a place for each', () => {
    const report = withCell(blank, 'denied_state_secret', 'total', 'slash');
    const found = checkReport(report, null).filter((f) => f.rule === 'T3-BLANK');
    expect(found).toHaveLength(1);
    expect(found[0]?.places).toHaveLength(2);
    expect(found[0]?.metrics).toEqual(['granted', 'denied_state_secret']);
  });
});

describe('tables', () => {
  it('that contradict themselves in one cell make it illegible', () => {
    const report = reportWith({ table3: { granted: 1, results_total: 1, applications_new: 1 } });
    const [first] = report.figures.filter((f) => f.metric === 'granted' && f.applicant === 'total');
    const twice = { ...report, figures: [...report.figures, ...(first ? [{ ...first, stated: 5 }] : [])] };
    expect(instance({ report: twice }, 'T3-TOT', 'granted')?.outcome).toBe('cannot_tell');
  });

  it('that are missing leave the sums over them undecided, once a rule', () => {
    const found = checkReport(reportWith({ without: [3] }), null).filter((f) => f.rule.startsWith('T3'));
    expect(found.map((f) => `${f.rule} ${f.outcome} ${f.severity}`)).toEqual([
      'T3-BAL cannot_tell info',
      'T3-SUM cannot_tell info',
      'T3-TOT cannot_tell info',
    ]);
  });

  it('of a hybrid are summed by the rows they have', () => {
    const rows = { other_miscellaneous: 2, results_total: 2, applications_new: 2 };
    const report = reportWith({ year: 2021, format: '2019', hybrid: true, missing: ['other_handling'], table3: rows });
    const added = reportWith({ year: 2021, table3: rows });
    const figures = [...report.figures, ...added.figures.filter((f) => f.metric.startsWith('other_'))];
    const found = checkReport(
      { ...report, figures: [...new Map(figures.map((f) => [`${f.metric} ${f.applicant} ${f.source}`, f])).values()] },
      null,
    );
    expect(found.map((f) => `${f.rule} ${f.severity}`)).toEqual(['STR-FMT-YEAR info']);
  });

  it.each([
    ['某市人民政府', '人民政府', false],
    ['某县人民政府', '人民政府', true],
    ['某市某区人民政府', '人民政府', true],
    ['某省自治区人民政府', '人民政府', false],
    ['某市审计局', '部门', true],
    ['某市某乡人民政府', '乡人民政府', true],
  ] as const)('of %s may state rules only where it can make them', (officeName, kind, doubted) => {
    const report = reportWith({ officeName, kind, table2: { 't2.rules.issued': 1, 't2.rules.in_force': 1 } });
    expect(checkReport(report, null).some((f) => f.rule === 'T2-RULES')).toBe(doubted);
  });
});

describe('rows', () => {
  it('that are there but could not be read are not called missing', () => {
    const note = { table: 3, count: 5, section: '三、', quote: '(一) 予以公开 0 0 0 0 0', line: 302 } as const;
    const notes = [{ ...note, kind: 'wrong_cell_count', label: '(一) 予以公开' }] as const;
    const found = checkReport(reportWith({ missing: ['granted'], notes }), null);
    expect(found.filter((f) => f.outcome === 'broken').map((f) => `${f.rule} ${f.metrics}`)).toEqual([
      'STR-ROW-UNREADABLE granted',
    ]);
  });
});

describe('a number the text gives beside the table’s', () => {
  it.each([
    ['smaller: a part of it', [5, 2], []],
    ['larger: a contradiction', [5, 7], ['N-NEW ']],
    ['alone and smaller: a contradiction', [2], ['N-NEW ']],
  ])('%s', (_, stated, expected) => {
    const narrative = stated.map((n) => ({ metric: 'applications_new', stated: n }));
    const table3 = { applications_new: 5, granted: 5, results_total: 5 };
    const found = checkReport(reportWith({ narrative, table3 }), null);
    expect(found.map((f) => `${f.rule} ${f.at}`)).toEqual(expected);
  });
});

describe('headings', () => {
  it('without one number are a warning', () => {
    const headings = HEADINGS.map((h) => (h.key === 'applications' ? { ...h, number: null } : h));
    const found = checkReport(reportWith({ headings }), null);
    expect(found.map((f) => `${f.rule} ${f.at} ${f.severity}`)).toEqual(['STR-SECTION applications warning']);
    expect(found[0]?.message).toContain('漏写序号“三、”');
  });

  it('that all lost their numbers cannot be told', () => {
    const found = checkReport(reportWith({ headings: HEADINGS.map((h) => ({ ...h, number: null })) }), null);
    expect(found.map((f) => `${f.rule} ${f.outcome} ${f.severity}`)).toEqual(['STR-SECTION cannot_tell info']);
  });
});

describe('the report of another year', () => {
  it('than the one before is left aside', () => {
    const older = reportWith({ year: 2021, table3: { applications_new: 3, applications_carried_out: 3 } });
    expect(checkReport(reportWith(), older)).toEqual([]);
  });

  it('in the other form is compared only where both forms have the cells', () => {
    const old = reportWith({ year: 2020, table2: { 't2.normative_documents.total_public': 7 } });
    const rules = new Set(evaluateReport(reportWith({ year: 2021 }), old).map((e) => e.rule));
    expect([...rules].filter((r) => r.startsWith('X-'))).toEqual(['X-CARRY', 'X-PENDING']);
  });
});

describe('an amount of 0 without a unit', () => {
  it('is information at most', () => {
    const found = checkReport(reportWith({ year: 2020, amountUnit: null }), null);
    expect(found.map((f) => `${f.rule} ${f.severity}`)).toEqual(['T2-PROC-UNIT info']);
  });
});

describe('what the law names', () => {
  it.each([
    ['部门', '2024-02-01', 'error', '第四十九条第一款'],
    ['人民政府', '2024-04-01', 'error', '第四十九条第二款'],
    ['镇人民政府', '2024-02-01', 'warning', '没有点名'],
    ['街道办事处', '2024-02-01', 'warning', '没有点名'],
  ] as const)('is an error when late: %s', (kind, issuedOn, severity, basis) => {
    const late = checkReport(reportWith({ kind, issuedOn }), null).filter((f) => f.rule === 'DATE-LATE');
    expect(late).toMatchObject([{ severity, message: expect.stringContaining('逾期1天') }]);
    expect(late[0]?.message).toContain(basis);
  });
});

// --- internal ---

function instance({ report, previous }: { report: Report; previous?: Report }, rule: string, at: string) {
  return evaluateReport(report, previous ?? null).find((e) => e.rule === rule && e.at === at);
}
