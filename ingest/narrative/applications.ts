import { applicantOf } from './applicants.js';
import { CHANNEL, CHANNEL_RULE, CHANNEL_SIDE_RULES } from './channels.js';
import { RESULT_RULES } from './results.js';
import { ANSWERED, type CountRule, ofApplications, TAIL } from './rules.js';
import type { Spot } from './spots.js';

const CASES = `${ANSWERED}|次|-`;
const RECEIVE = '(?:收到|受理|接收到|接收|接到|新收到|新收|共收|收悉)';
const REQUEST =
  '(?:(?:政府)?信息公开的?申请|公开(?:政府)?信息(?:的)?申请|依申请公开(?:政府信息|信息)?(?:的)?申请|依申请公开(?:政府)?信息|依申请公开|依申请信息|申请公开(?:政府)?信息|申请公开|公开申请)(?:办理事项|件|书|表|事项|案件|信息)?';
const HANDLE = '(?:办理|处理|办结|答复|回复|完成)(?:完成|完毕|办结|答复)?';
/** What the report says of applications: received, carried, handled, with which result, from whom, by which channel. */
export const APPLICATION_RULES: readonly CountRule[] = [
  {
    name: '历年累计受理数量为2次',
    key: 'applications_cumulative',
    units: CASES,
    before: new RegExp(`(?:历年来?|以来|开通至今)[^，。；]{0,6}，?[^，。；]{0,10}${RECEIVE}[^，。；]{0,16}$`),
    where: (spot) => ofApplications(spot),
    anyYear: true,
  },
  {
    name: '上年结转申请1件',
    key: 'applications_carried_in',
    units: CASES,
    before: new RegExp(
      `(?:上一?年度?|去年|\\d{4}年度?)(?:结转|转入)(?:的|来|至?本年度?|政府|信息|公开|申请|办理|处理|继续|事项|案件)*${TAIL}$`,
    ),
    where: (spot, year) => ofApplications(spot) && carriedFrom(spot, year - 1),
    anyYear: true,
  },
  {
    name: '转到次年2件',
    key: 'applications_carried_out',
    units: CASES,
    before: new RegExp(
      `(?:结转|转)(?:到|至|入)?(?:下一?年度?|次年|明年|\\d{4}年度?)(?:继续)?(?:办理|处理|答复)?(?:的|申请)*${TAIL}$`,
    ),
    where: (spot, year) => ofApplications(spot) && carriedTo(spot.before, year + 1),
    anyYear: true,
  },
  {
    name: '2件结转下年度',
    key: 'applications_carried_out',
    units: ANSWERED,
    after: /^(?:申请)?(?:结转|转)(?:到|至|入)?(?:下一?年度?|次年|明年|\d{4}年)/,
    where: (spot, year) => ofApplications(spot) && carriedTo(spot.after.slice(0, 14), year + 1),
  },
  {
    name: '撤回申请1件',
    key: 'withdrawn_count',
    units: ANSWERED,
    before: /(?:撤回|撤销)(?:的|了)?(?:政府信息公开|信息公开|公开)?(?:申请)?(?:共|共计|为|：)*$/,
    where: ofApplications,
    rank: 1,
  },
  {
    name: '1件申请人主动撤回',
    key: 'withdrawn_count',
    units: ANSWERED,
    after: /^(?:由|经|因|为)?(?:申请人|申请者)?(?:自愿|主动|自行)?(?:撤回|撤销)/,
    where: ofApplications,
  },
  ...RESULT_RULES,
  {
    name: '收到政府信息公开申请6件',
    key: 'applications_received',
    units: CASES,
    before: new RegExp(`${RECEIVE}(?:了|的|过)?[^，。；：\\d]{0,30}?${REQUEST}${TAIL}$`),
    where: (spot) => received(spot) && !/累计/.test(spot.near),
    rank: 3,
  },
  {
    name: '2023年累计收到政府信息公开申请6件',
    key: 'applications_received',
    units: CASES,
    before: new RegExp(
      `(?:\\d{4}年度?|全年|本年度?|今年)[^。；]{0,12}累计${RECEIVE}(?:了|的)?[^，。；：\\d]{0,30}?${REQUEST}${TAIL}$`,
    ),
    where: (spot) => received(spot) && !/截[至止]|以来/.test(spot.before),
    rank: 2,
  },
  {
    name: '收到4条政府信息公开申请',
    key: 'applications_received',
    units: ANSWERED,
    before: new RegExp(`(?<!累计)${RECEIVE}(?:了|到)?$`),
    after: new RegExp(`^[^，。；：、\\d]{0,16}?${REQUEST}`),
    where: received,
    rank: 3,
  },
  {
    name: '申请共收到6件',
    key: 'applications_received',
    units: CASES,
    before: new RegExp(
      `申请(?:数量|总数|数)?，?(?:全年|本年度?|我[镇乡街局委]道?)?(?:共|共计|总共|总计|合计)?${RECEIVE}${TAIL}$`,
    ),
    where: received,
    rank: 2,
  },
  {
    name: '受理申请3件',
    key: 'applications_received',
    units: CASES,
    before: new RegExp(`(?<!累计)${RECEIVE}(?:了|的)?(?:书面|各类|公民|群众|有效|当面)*申请(?:书|表|事项|件)?${TAIL}$`),
    where: received,
    rank: 1,
  },
  {
    name: '受理3件申请',
    key: 'applications_received',
    units: ANSWERED,
    before: new RegExp(`(?<!累计)${RECEIVE}(?:了|到)?$`),
    after: /^(?:书面|群众|公民|有效)?申请(?![\u4e00-\u9fff]{0,4}复议)/,
    where: received,
    rank: 1,
  },
  {
    name: '政府信息公开申请书55份',
    key: 'applications_received',
    units: CASES,
    before: new RegExp(`${REQUEST}${TAIL}$`),
    where: (spot) =>
      received(spot) && !NOT_RECEIVED.test(spot.near) && (spot.count.value === 0 || /申请[^公]{0,6}$/.test(spot.near)),
    rank: 0,
  },
  {
    name: '自然人申请5件',
    key: 'applications_received',
    units: ANSWERED,
    where: (spot, _year, previous) =>
      previous === 'applications_received' && ofApplications(spot) && applicantOf(spot) !== 'total',
  },
  {
    name: '通过信函收到3件、网络2件，合计5件',
    key: 'applications_received',
    units: ANSWERED,
    before: /，(?:合计|共计|总计|共)$/,
    where: (spot, _year, previous) => previous === 'applications_channel' && ofApplications(spot),
    rank: 2,
  },
  {
    name: '处理政府信息公开申请6件',
    key: 'applications_handled',
    units: CASES,
    before: new RegExp(`${HANDLE}(?:了|的)?[^，。；：、\\d]{0,12}?(?:${REQUEST}|(?<=理|结|复|的)申请)${TAIL}$`),
    unless: /延期|当场|口头|电话|书面答复|网上答复/,
    where: (spot) => ofApplications(spot) && !/累计/.test(spot.near),
    rank: 2,
  },
  {
    name: '办结5件',
    key: 'applications_handled',
    units: ANSWERED,
    before: new RegExp(
      `(?:已|共|共计|全部|均|按期|按时|依法|本年度?|年度|全年|其中|现)+(?:办理完成|办理完毕|办结|办理|处理|答复)${TAIL}$|^办结${TAIL}$|[，；]办结${TAIL}$`,
    ),
    unless: /延期|当场|口头|电话|书面|网上|未办结|正在/,
    where: ofApplications,
    rank: 3,
  },
  {
    name: '收到110件，办理108件',
    key: 'applications_handled',
    units: ANSWERED,
    before: /[，；、](?:已|共|均|现)*(?:办理|处理|办结|答复)(?:了|完成|完毕)?$/,
    unless: /延期|当场|口头|电话|书面|网上|正在/,
    where: (spot, _year, previous) => previous !== null && INTAKE.has(previous) && ofApplications(spot),
    rank: 2,
  },
  CHANNEL_RULE,
  {
    name: '4条均按期办结',
    key: 'applications_handled',
    units: ANSWERED,
    before: /(?:^|[，；])(?:以上|上述|对|该|这|所有|收到的)?(?:政府信息公开)?(?:申请)?$/,
    after: /^(?:申请)?(?:均|全部|都|已)+[^，。；\d]{0,14}(?:办结|办理完毕|答复)/,
    unless: /延期|逾期/,
    where: ofApplications,
    rank: 2,
  },
];

/** Further figures one and the same count stands for. */
export const APPLICATION_SIDE_RULES: readonly CountRule[] = [
  {
    name: '收到5件，均已按期办结',
    key: 'applications_handled',
    units: ANSWERED,
    before: new RegExp(RECEIVE),
    after: /^[^，。；\d]{0,12}，(?:均|全部|都|已)+[^，。；\d]{0,12}(?:办结|办理完毕|答复)(?:完毕)?(?:[，。；（]|$)/,
    unless: /延期|逾期|结转/,
    where: (spot) => ofApplications(spot) && !/结转|累计/.test(spot.before + spot.after),
    rank: 0,
  },
  ...CHANNEL_SIDE_RULES,
];

// --- internal ---

const INTAKE: ReadonlySet<string> = new Set(['applications_received', 'applications_carried_in']);

const NOT_RECEIVED = new RegExp(`${HANDLE}|累计|结转|完成`);

/** All that were received: not those of one channel, not those named to be a part. */
function received(spot: Spot): boolean {
  return (
    ofApplications(spot) &&
    !CHANNEL.test(spot.gap) &&
    !/(?:通过|以)(?:信函|邮寄|网络|网上|当面|传真|电子邮件)|其中/.test(spot.near)
  );
}

function carriedFrom(spot: Spot, year: number): boolean {
  const named = /(\d{4})年度?(?:结转|转入)/.exec(spot.near)?.[1];
  return named === undefined || Number(named) === year;
}

function carriedTo(text: string, year: number): boolean {
  const named = /转(?:到|至|入)?(\d{4})年/.exec(text)?.[1];
  return named === undefined || Number(named) === year;
}
