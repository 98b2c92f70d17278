import { ANSWERED, type CountRule, ofApplications } from './rules.js';
import type { Spot } from './spots.js';

/** A channel directly before its count. */
export const CHANNEL =
  /(?:通过)?(信函|邮寄|网络|网上|互联网|当面|现场|传真|电子邮件|邮箱|电子邮箱|在线|窗口)(?:方式|渠道|途径|平台|系统)?(?:提交|提出|收到|受理|申请|递交|的|寄送)*(?:共|：|为)*$/;

export const CHANNEL_RULE: CountRule = {
  name: '信函申请2件',
  key: 'applications_channel',
  units: ANSWERED,
  where: byChannel,
  part: channelOf,
};

/** Channels of a count that is one of applications received already. */
export const CHANNEL_SIDE_RULES: readonly CountRule[] = [
  {
    name: '全部为自然人通过信函申请',
    key: 'applications_channel',
    units: ANSWERED,
    before: /收到|受理|接收|接到|新收/,
    after:
      /^[^。；\d]{0,16}，(?:全部|均|都)(?:为|是|系)?[^，。；\d]{0,8}?(?:通过|以|采取)(?:信函|邮寄|网络|网上|当面|传真|电子邮件)/,
    where: (spot) => ofApplications(spot) && !/累计/.test(spot.near),
    part: (spot) => /(?:通过|以|采取)(信函|邮寄|网络|网上|当面|传真|电子邮件)/.exec(spot.after)?.[1] ?? null,
  },
  CHANNEL_RULE,
];

// --- internal ---

function byChannel(spot: Spot): boolean {
  return ofApplications(spot) && CHANNEL.test(spot.gap);
}

function channelOf(spot: Spot): string | null {
  return CHANNEL.exec(spot.gap)?.[1] ?? null;
}
