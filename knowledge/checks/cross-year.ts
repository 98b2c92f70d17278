import { metric, TABLE4_BLOCKS } from '../metrics.js';
import type { Figure } from '../types.js';
import { before, broken, cannotTell, fill, holds, less, now, type Rule, type Verdict } from './rule.js';
import { cellOperand, isNumber, nameOf, numberIn, type Sheet, whyUndecided } from './sheet.js';
import { rowsWith } from './table2.js';
import { TABLE4_KEYS } from './table4.js';

/** Domain 3.4: the same office, this year and the one before. */
export const CROSS_YEAR_RULES: readonly Rule[] = [
  {
    id: 'X-CARRY',
    severity: 'error',
    per: 'applicant',
    across: 'previous-year',
    left: [now('applications_carried_in')],
    right: [before('applications_carried_out')],
    subject: '{年}年“上年结转”与{上年}年“结转下年度”（{列}）',
    message: '{年}年报“上年结转”{列}为{左}件，{上年}年报“结转下年度”为{右}件，应当一致。',
  },
  ...rowsWith('2021', ['issued', 'repealed', 'in_force'])
    .filter(({ row }) => row === 'normative_documents')
    .map(
      ({ row, keys: [issued = '', repealed = '', inForce = ''] }): Rule => ({
        id: 'X-NORM-2021',
        severity: 'warning',
        per: null,
        at: row,
        across: 'previous-year',
        left: [now(inForce)],
        right: [before(inForce), now(issued), less(repealed)],
        subject: '{行}：现行有效的与上年衔接',
        message: '{年}年{行}现行有效{左}件，按上年{右1}＋制发{右2}－废止{右3}应为{右}件。',
      }),
    ),
  ...rowsWith('2019', ['items_previous_year', 'items_change']).map(
    ({ row, keys: [items = '', change = ''] }): Rule => ({
      id: 'X-ITEMS-2019',
      severity: 'warning',
      per: null,
      at: row,
      across: 'previous-year',
      left: [now(items)],
      right: [before(items), before(change)],
      subject: '{行}：项目数量与上年衔接',
      message: `{年}年报“{${items}}”填{左}，按{上年}年报推算应为{右}。`,
    }),
  ),
  ...rowsWith('2019', ['total_public', 'newly_disclosed']).map(
    ({ row, keys: [all = '', disclosed = ''] }): Rule => ({
      id: 'X-PUB-2019',
      severity: 'info',
      per: null,
      at: row,
      across: 'previous-year',
      left: [now(all)],
      right: [before(all), now(disclosed)],
      subject: '{行}：对外公开总数与上年衔接',
      message: `{年}年“{${all}}”{左}件，按{上年}年{右1}件＋本年新公开{右2}件应为{右}件。`,
    }),
  ),
  {
    id: 'X-CUMUL',
    severity: 'warning',
    per: null,
    across: 'previous-year',
    left: [now('proactive_cumulative_count')],
    right: [before('proactive_cumulative_count'), now('proactive_disclosed_count')],
    subject: '历年累计主动公开数与上年衔接',
    message: '历年累计主动公开{左}条，上年累计{右1}＋本年{右2}＝{右}条，相差{差}条。',
  },
  {
    id: 'X-FOLLOWERS',
    severity: 'info',
    per: null,
    across: 'previous-year',
    left: [now('wechat_followers_previous')],
    right: [before('wechat_followers')],
    subject: '公众号上年关注人数前后一致',
    message: '公众号上年关注人数前后不一致：{年}年报说上年为{左}人，{上年}年报写的是{右}人。',
  },
  {
    id: 'X-PENDING',
    severity: 'info',
    needs: ['table4', 'previous'],
    subject: '上年未结的案件本年有去向',
    test: (sheet, previous) => {
      if (!previous || previous.table(4).length === 0) return [];
      const pending = TABLE4_BLOCKS.map((b) => cellOperand(previous, `${b.key}_pending`, null));
      const open = pending.reduce((sum, o) => sum + (isNumber(o) ? o.seen : 0), 0);
      const missing = pending.filter((o) => !isNumber(o));
      const now = TABLE4_KEYS.map((key) => cellOperand(sheet, key, null));
      if (now.some((o) => isNumber(o) && o.seen > 0)) return [holds()];
      if (open === 0 && missing.length === 0) return [holds()];
      const unread = [...missing, ...now.filter((o) => !isNumber(o))];
      if (unread.length > 0) {
        return [cannotTell('', `上年未结案件的去向无法核对：${whyUndecided(unread)}。`, { severity: 'info' })];
      }
      return [
        broken('', `上年有${open}件${metric('reconsideration_pending').label}，本年表四全部为0，请核实去向。`, {
          places: [...pending.filter((o) => o.seen !== 0).map((o) => o.figure), now[0]?.figure],
          metrics: TABLE4_KEYS.filter((key) => key.endsWith('_total')),
        }),
      ];
    },
  },
  {
    id: 'N-GROW',
    severity: 'info',
    needs: ['previous'],
    subject: '正文所说的增减与上年年报相符',
    test: (sheet, previous) => (previous ? sheet.report.figures.flatMap((f) => growth(f, previous)) : []),
  },
];

// --- internal ---

const GROWTH =
  /^[，,；;（(]? ?(?:同比|(?:比|较|与)(?:上年度?|上一年度?|去年|20\d\d ?年)(?:同期)?(?:相比)?[，,]? ?(?:同比)?)(增加|增长|上升|减少|下降)了? ?(\d+(?:\.\d+)?) ?(%|％|个百分点|\S)/;

/** A growth that follows a figure directly: “…公开95条，比上年增加20条”. Anything further away is not taken as its own. */
function growth(figure: Figure, previous: Sheet): readonly Verdict[] {
  if (figure.source !== 'narrative' || figure.part !== null || !figure.printed) return [];
  if (typeof figure.stated !== 'number') return [];
  const start = figure.quote.indexOf(figure.printed);
  const found = start < 0 ? null : GROWTH.exec(figure.quote.slice(start + figure.printed.length));
  const [, verb = '', digits = '', unit = ''] = found ?? [];
  if (!found || unit === '个百分点') return [];
  const earlier = earlierNumber(figure, previous);
  const name = nameOf(figure.metric);
  if (!earlier) return [];
  if (earlier.approximate || figure.approximate) {
    return [
      cannotTell(figure.metric, `${name}的增减无法核对：所据的数只是约数。`, { severity: 'info', places: [figure] }),
    ];
  }
  const falls = verb === '减少' || verb === '下降';
  const difference = falls ? earlier.value - figure.stated : figure.stated - earlier.value;
  const percent = unit === '%' || unit === '％';
  if (percent && earlier.value === 0) {
    return [cannotTell(figure.metric, `${name}的增幅无法核对：上年为0。`, { severity: 'info', places: [figure] })];
  }
  const right = percent ? (100 * difference) / earlier.value : difference;
  const stated = Number(digits);
  const evidence = { places: [figure, earlier.figure], metrics: [figure.metric] };
  // Printed percentages are rounded: a tenth of a point is no contradiction (as in N-PCT, domain 3.5).
  if (Math.abs(right - stated) <= (percent ? 0.1 : 0)) return [holds(figure.metric, evidence)];
  const template = '正文说{名}比上年{增减}{左}，按上年年报{a}计算应为{增减}{右}。';
  const shown = percent ? `${right.toFixed(2)}%` : `${right}${unit}`;
  const values = { 名: name, 增减: verb, 左: `${digits}${unit}`, a: earlier.value, 右: shown };
  return [broken(figure.metric, fill(template, values), evidence)];
}

/** Last year's number: the table's cell where the figure means one, else what the narrative stated. */
function earlierNumber(
  figure: Figure,
  previous: Sheet,
): { value: number; approximate: boolean; figure: Figure } | null {
  const cell = previous.cell(figure.metric, figure.applicant);
  const value = numberIn(previous, figure.metric, figure.applicant);
  if (cell && value !== null) return { value, approximate: false, figure: cell };
  const [stated, ...others] = previous.stated(figure.metric);
  if (!stated || typeof stated.stated !== 'number' || others.some((f) => f.stated !== stated.stated)) return null;
  return { value: stated.stated, approximate: stated.approximate, figure: stated };
}
