import type { CountRule } from './rules.js';
import type { Spot } from './spots.js';

const TICKETS = '件|条|单|起|个|宗|份|次';
const TICKET_NOUN = '(?:交办件|交办事项|转办件|派单|工单|办件|来件|诉求件|诉求|咨询件|件|事项|电话|来电|案件|热线件)';
const RECEIVED =
  '(?:全年|今年|本年度?|我[镇乡街局委]道?|街道|\\d{4}年度?|上级|累计|总计|共计|共|总共|已|及时|按时|认真|妥善|有效|通过|受理|办理|接收|接到|收到|处理|处置|承办|办结|回复|答复|转办|转来|交来|派来|移交|交办|经|由|接|和|及|与|的|了|群众|市民|各类)*';

/** Hotlines, letterboxes, consultation: never applications for disclosure (domain 1.7). */
export const HOTLINE_RULES: readonly CountRule[] = [
  {
    name: '12345平台交办件582件',
    key: 'hotline_12345_count',
    units: TICKETS,
    before: /12345[^，。；、\d]{0,24}$/,
    unless: /其中|满意|超期|逾期|退回|未办结/,
    where: (spot) => !/办结(?:了)?$|率/.test(spot.near),
    part: hotline,
    rank: 2,
  },
  {
    name: '12345平台，全年受理工单338件',
    key: 'hotline_12345_count',
    units: TICKETS,
    before: new RegExp(
      `12345[^。；\\d]{0,30}，[^，。；\\d]{0,10}(?:受理|办理|接收|收到|接到|处理|承办)[^，。；\\d]{0,8}${TICKET_NOUN}$`,
    ),
    unless: /其中|专线|信箱|留言/,
    part: hotline,
    rank: 1,
  },
  {
    name: '受理338件12345工单',
    key: 'hotline_12345_count',
    units: TICKETS,
    before: /(?:受理|办理|接收|收到|接到|处理|承办)(?:了|各类|群众)*$/,
    after: /^[^，。；\d]{0,8}12345/,
    rank: 1,
  },
  {
    name: '市长专线交办件65件',
    key: 'mayor_line_count',
    units: TICKETS,
    before: new RegExp(
      `(?:市长|县长|区长|州长|书记)专线(?:电话)?(?:的|受理|收到|办理|接听|转来|转办|交来|共)*${TICKET_NOUN}?(?:共|共计)*$`,
    ),
    unless: /其中/,
    label: (spot) => spot.near.match(/[\u4e00-\u9fff]{0,4}(?:市长|县长|区长|州长|书记)专线/)?.[0] ?? null,
  },
  {
    name: '网民留言60条',
    key: 'message_count',
    units: '条|件|封|个|份|则',
    before:
      /(?:留言|(?:领导|县长|市长|区长|镇长|书记|局长|厅长)信箱)(?:收到|受理|来信|信件|咨询|答复|办理|回复|件|诉求|的)*(?:共|共计|累计|总计|总数|数量?)*(?:达|为|：)*$/,
    unless: /其中|公众号|微博/,
    label: (spot) => /([\u4e00-\u9fff]{0,6}(?:留言|信箱))[^，。；]*$/.exec(spot.gap)?.[1] ?? null,
  },
  {
    name: '答复60条网民留言',
    key: 'message_count',
    units: '条|件|封',
    before: /(?:答复|回复|办理|处理|收到|回应)(?:了|群众|网民|网友)*$/,
    after: /^(?:网民|网友|群众|网上|公众|的)*(?:留言|(?:领导|县长|市长|区长|书记)信箱)/,
    unless: /其中/,
  },
  {
    name: '接待咨询86人次',
    key: 'consultation_count',
    units: '人次|件次|次|人|件',
    before:
      /(?:咨询|接待|来电|来访|接听)(?:群众|公众|市民|来访|来电|来信|服务|热线|电话|咨询|查阅|人员|人数|人次|政府信息公开|政务公开|各类|的|和|及|、|与|共|共计|累计|总计|达|约|为|了)*$/,
    unless: /其中|游客|培训|宣讲|法律咨询|12345|专线/,
    where: (spot) => !/其中[^；]*$/.test(spot.before),
    label: (spot) => /((?:接待|电话|现场|网上|当面|来电|来访|接听)[\u4e00-\u9fff]{0,8})$/.exec(spot.gap)?.[1] ?? null,
  },
];

// --- internal ---

const NAME = new RegExp(
  `^${RECEIVED}([\\u4e00-\\u9fff“”]*12345[\\u4e00-\\u9fff“”]*?)${RECEIVED}${TICKET_NOUN}?(?:共计|共|总数|数量|为|达)*$`,
);
/** Names that say no more than 12345. */
const ANY_HOTLINE =
  /^[“”]*(?:政务服务|便民服务|市民|服务|便民|热线|电话)*12345[“”]*(?:政务服务|便民服务|市民服务|服务|便民|市民|政府|热线|平台|工单|电话)*[“”]*$/;

/** Whose hotline: 福建省12345平台; null where the name tells none apart from another. */
function hotline(spot: Spot): string | null {
  const from = spot.before.lastIndexOf('12345');
  const start = Math.max(...['，', '；', '：', '、'].map((mark) => spot.before.lastIndexOf(mark, from))) + 1;
  const counted = spot.before.length - spot.gap.length;
  const stretch = spot.before.slice(Math.max(start, Math.min(counted, from))).split(/[，；]/)[0] ?? '';
  const name = NAME.exec(stretch)?.[1] ?? null;
  return name === null || ANY_HOTLINE.test(name) ? null : name;
}
