import type { CountRule } from './rules.js';
import type { Spot } from './spots.js';

const POSTS = '条|篇|期|则|件|篇次|条次';
const READS = '人次|次|人|-';
const FOLLOWING =
  /(?:粉丝|(?:关注|订阅)总?(?:人数|用户|者|数|量|人员|群众))(?:关注|人数|用户|总数|总量|数量|数|量)*(?:[从由][^，。；]*)?(?:已经|已|现|突破|稳定在|增加到|增加至|增长到|增长至|增至|提升到|提升至|上升到|上升至|达到|达|为|有|共计|共|累计|总计|：)*$/;
const READING =
  /(?:阅读|浏览|点击)(?:总)?(?:量|数|次数|人次|率)?(?:累计|总计|共计|合计|共|已)?(?:达到|达|为|有|超|：)*$/;
const PUBLISHING =
  /(?:发布|推送|推出|刊发|刊登|编发|发文|公开|更新|转发|转载|推文|发表|推广|编辑|原创)(?:[^，。；：]{0,24})$|推文[^，。；]{0,6}$/;

/** 公众号、微博、短视频、网站 as the report counts them. */
export const NEW_MEDIA_RULES: readonly CountRule[] = [
  {
    name: '关注人数从2019年的1964人增加到',
    key: 'wechat_followers_previous',
    units: '人|名|个|位|-',
    before: /(?:关注|粉丝|订阅)[^，。；]{0,16}(?:从|由)?(?:上一?年度?|去年|\d{4}年)(?:末|底|初|年底|年末)?(?:的)?$/,
    after: /^[^，。；]{0,4}(?:增|升|提|上|到|达|发展|扩)/,
    where: (spot, year) => onWechat(spot) && ofYearBefore(spot, year),
    anyYear: true,
  },
  {
    name: '粉丝23506人',
    key: 'wechat_followers',
    units: '人|名|个|位|-',
    before: FOLLOWING,
    unless: /每|活动|视频|群众关注|新增|增加关注/,
    where: (spot) => onWechat(spot) && !/其中|新增|净增/.test(spot.near),
    label: accountBefore,
  },
  {
    name: '吸引23506人关注',
    key: 'wechat_followers',
    units: '人|名',
    before: /(?:有|达|吸引(?:了)?)$/,
    after: /^(?:关注|订阅)(?!度)/,
    where: (spot) => onWechat(spot),
    label: accountBefore,
  },
  {
    name: '公众号阅读量约4万人次',
    key: 'wechat_reads',
    units: READS,
    before: READING,
    where: (spot) => (spot.medium.near ?? spot.medium.sentence) === 'wechat' && !/单|篇均|最高/.test(spot.near),
    part: subset,
    label: accountBefore,
  },
  {
    name: '网站访问量1489691人次',
    key: 'site_visits',
    units: READS,
    before: /(?:访问|浏览|点击)(?:总)?(?:量|数|次数|人次|率)?(?:累计|总计|共计|合计|共|已)?(?:达到|达|为|有|超|：)*$/,
    where: (spot) => (spot.medium.near ?? spot.medium.sentence) === 'website' && !/其中|单|最高/.test(spot.near),
  },
  {
    name: '微博168条',
    key: 'weibo_post_count',
    units: POSTS,
    before: /微博(?![^，。；]*(?:粉丝|关注|阅读|评论|点赞))[^，。；]{0,20}$/,
    where: (spot) => spot.medium.near === 'weibo' && !/其中/.test(spot.near),
  },
  {
    name: '短视频8条',
    key: 'video_count',
    units: '条|个|部|期|件|篇|则',
    before: /(?:短视频|视频号|抖音|快手)(?![^，。；]*(?:粉丝|关注|阅读|播放|点赞))[^，。；]{0,16}$/,
    where: (spot) => spot.medium.near === 'video' && !/其中|账?号$/.test(spot.near),
  },
  {
    name: '发布8条短视频',
    key: 'video_count',
    units: '条|个|部|期',
    before: /(?:发布|制作|推送|拍摄|推出)(?:了|各类|宣传)*$/,
    after: /^[^，。；\d]{0,8}短视频/,
  },
  {
    name: '公众号发布文章1164篇',
    key: 'wechat_post_count',
    units: POSTS,
    before: PUBLISHING,
    unless: /采用|报送|点赞|阅读|留言|评论|粉丝|关注人数/,
    where: posts,
    part: subset,
    label: accountBefore,
  },
  {
    name: '“某某”公众号1014条',
    key: 'wechat_post_count',
    units: '条|篇|期',
    before: /(?:公众号|公众平台|政务微信|官方微信|微信平台)(?:信息|文章|推文|消息)*(?:共|共计|累计|总计|：|（)*$/,
    where: posts,
    part: subset,
    label: accountBefore,
  },
];

/** The account named last before the count. */
export function accountBefore(spot: Spot): string | null {
  const names = [...spot.before.matchAll(/[“"‘「『]([^“”"‘’「」『』，。；]{2,20})[”"’」』]/g)];
  return names.at(-1)?.[1] ?? null;
}

// --- internal ---

function onWechat(spot: Spot): boolean {
  return (spot.medium.near ?? spot.medium.sentence ?? spot.medium.paragraph) === 'wechat';
}

function ofYearBefore(spot: Spot, year: number): boolean {
  const named = /(\d{4})年(?:末|底|年底|年末)?的?$/.exec(spot.before);
  return named ? Number(named[1]) === year - 1 : /(?:上一?年度?|去年)(?:末|底)?的?$/.test(spot.before);
}

function posts(spot: Spot): boolean {
  const { near, sentence } = spot.medium;
  if (near !== null) return near === 'wechat';
  // 公众号运行良好，主动公开信息126条 says nothing of the account's posts.
  return sentence === 'wechat' && !/主动公开|网上|线上|线下/.test(spot.near);
}

/** What a subset counts: 转发防抗疫情信息 in 其中转发防抗疫情信息476条, and in what follows it in the sentence. */
function subset(spot: Spot): string | null {
  const from = spot.before.lastIndexOf('其中');
  // 其中网站50条，公众号76条 is a subset of something else.
  if (from < 0 || /；|公众|微信/.test(spot.before.slice(from))) return null;
  const named = /^其中[，：]?([^，；：\d]+?)(?:的)?(?:共计|共|为|有|达|约)*(?=[，；：\d]|$)/.exec(
    spot.before.slice(from).replace(/[〇零一二两三四五六七八九十百千万余]+$/, ''),
  );
  return named?.[1] ?? /^(?:为|是|属于)?([^，。；]{2,20})/.exec(spot.next)?.[1] ?? '其中';
}
