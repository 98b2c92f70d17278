import type { Report, SectionKey } from '../../knowledge/types.js';
import { BAILU, buildOffice, buildReport, LINJIANG, type SectionOf, YUNXI } from './fixtures.js';

/** Invented reports with enough text to look something up in: four offices, two of them with two years. */

const OVERVIEW = '一、总体情况';
const PATHS = {
  disclosed: `${OVERVIEW}（一）主动公开情况`,
  applications: `${OVERVIEW}（二）依申请公开情况`,
  management: `${OVERVIEW}（三）政府信息管理情况`,
  platform: `${OVERVIEW}（四）平台建设情况`,
  supervision: `${OVERVIEW}（五）监督保障情况`,
  problems: '五、存在的主要问题及改进情况（一）存在的主要问题',
  improvements: '五、存在的主要问题及改进情况（二）改进情况',
  other: '六、其他需要报告的事项',
} as const;

type Topic = keyof typeof PATHS;

const KEYS: Readonly<Record<Topic, SectionKey>> = {
  disclosed: 'overview',
  applications: 'overview',
  management: 'overview',
  platform: 'overview',
  supervision: 'overview',
  problems: 'problems_and_improvements',
  improvements: 'problems_and_improvements',
  other: 'other_matters',
};

function sections(preamble: string, topics: Readonly<Record<Topic, readonly string[]>>): readonly SectionOf[] {
  return [
    { key: 'preamble', path: '引言', paragraphs: [preamble] },
    ...Object.entries(topics).map(([topic, paragraphs]) => {
      const found = (Object.keys(PATHS) as Topic[]).find((key) => key === topic) ?? 'other';
      return { key: KEYS[found], path: PATHS[found], paragraphs };
    }),
  ];
}

const linjiang2022 = sections(
  '如对本报告有疑问，请与临江街道党政综合办公室联系（地址：青禾市滨江路18号，邮编：355100，电话：0599-6601234）。',
  {
    disclosed: [
      '2022年，街道通过青禾市政府门户网站主动公开政府信息88条，其中民生保障类41条，城市管理类27条，其他20条。',
      '“看临江”微信公众号全年推送图文信息812篇，粉丝9120人。',
    ],
    applications: ['2022年街道没有收到政府信息公开申请，也没有上年结转的申请。'],
    management: ['信息发布前由各科室填写保密审查表，经分管领导签字后交党政综合办公室统一上网。'],
    platform: ['在街道便民服务中心二楼设立信息查阅点，配备电脑和打印机各一台，方便群众查阅。'],
    supervision: ['全年组织业务培训2次，各社区信息员共35人参加。', '全年未发生因信息公开引起的投诉举报。'],
    problems: ['一是信息更新不够及时，个别栏目三个月没有新内容；二是信息员队伍变动频繁，业务不熟。'],
    improvements: ['下一步将建立每周巡查制度，对超期未更新的栏目发出提醒；并对新任信息员一对一辅导。'],
    other: ['本街道未收取信息处理费。'],
  },
);

const linjiang2023 = sections(
  '如对本报告有疑问，请与临江街道党政综合办公室联系（地址：青禾市滨江路18号，邮编：355100，电话：0599-6605678）。',
  {
    disclosed: [
      '2023年，街道主动公开政府信息104条，其中民生保障类52条，城市管理类33条，其他19条。',
      '“看临江”微信公众号全年推送图文信息956篇，粉丝11873人，同比增长三成。',
      '街道主任于2023年9月12日轮值接听市长专线，现场答复住房、停车等问题14个。',
      '全年办理12345热线工单421件，办结率99.5%。',
    ],
    applications: [
      '2023年共收到政府信息公开申请3件，均为自然人通过网络提交，内容涉及征地补偿；3件均在法定期限内答复。',
    ],
    management: ['对2018年以来的规范性文件开展清理，宣布失效1件，继续有效4件，目录在网站公布。'],
    platform: [
      '升级街道政务公开专区，新增自助查询机，并为老年人提供大字版办事指南。',
      '户外电子显示屏和社区公告栏同步公开低保、救助名单。',
    ],
    supervision: ['将政务公开纳入年度绩效考核，权重4%，由纪工委每季度督查一次。'],
    problems: ['主要短板是政策解读形式单一，以文字为主，视频和图解较少；公众参与度不高。'],
    improvements: ['今后将制作短视频解读，邀请居民代表列席公开例会，扩大公众参与。'],
    other: ['无其他需要报告的事项。'],
  },
);

const bailu2023 = sections(
  '本报告由白鹭镇人民政府编制，电子版可在青禾市政府网站下载，联系电话：0599-6712345，电子邮箱：bailu@example.org。',
  {
    disclosed: [
      '2023年，白鹭镇主动公开各类信息163条，其中乡村振兴类70条、惠农补贴类45条、财政预决算类12条、其他36条。',
      '“白鹭洲头”公众号发布信息640条，关注人数5308人。',
      '围绕高标准农田建设召开宣讲会10多场，发放明白纸两千余份。',
    ],
    applications: ['全年收到申请11件，其中要求公开宅基地审批材料8件、水库移民资金3件；因不属于本机关掌握告知6件。'],
    management: ['镇政府文件拟制时同步明确公开属性，由党政办核稿、镇长签发；涉及个人隐私的作去标识化处理。'],
    platform: ['在镇为民服务大厅和12个村的村务公开栏公布惠农补贴发放明细。'],
    supervision: ['成立以镇长为组长的政务公开领导小组，配备专职人员1名、兼职人员12名。'],
    problems: ['一些村的公开栏内容陈旧，宅基地审批等群众关心的信息公开不够主动；镇村两级衔接不畅。'],
    improvements: ['将制定村级公开清单，明确公开时限；把公开栏更新纳入村干部考核。'],
    other: ['2023年收取信息处理费0元。'],
  },
);

const yunxi2023 = sections(
  '云溪乡人民政府根据有关要求编制本报告，联系单位：云溪乡党政办，地址：松岭县云溪乡竹林路3号，邮编355402。',
  {
    disclosed: [
      '2023年主动公开信息57条，其中森林防火类15条、茶产业扶持类22条、其他20条。',
      '本乡没有开设公众号，信息通过松岭县人民政府网站云溪乡专栏发布。',
      '台风“海燕”影响期间，滚动发布防汛避险信息26条，转移群众的安置点全部对外公布。',
    ],
    applications: ['本年度未收到依申请公开的申请。'],
    management: ['档案室对历年公文逐份补录，完成2010年至2015年公文数字化1200份。'],
    platform: ['利用赶集日设置流动公开点，向村民发放茶叶种植补贴政策口袋书。'],
    supervision: ['聘请5名退休教师担任政务公开监督员，提出意见9条，全部采纳。'],
    problems: ['山区网络覆盖差，群众网上获取信息困难；工作人员一人多岗，力量薄弱。'],
    improvements: ['协调通信企业新建基站2座；与县档案馆合办培训班，提升业务能力。'],
    other: ['没有其他需要报告的事项。'],
  },
);

const bureau2023 = sections('青禾市教育局办公室负责本报告的解释，电话：0599-6620000，传真：0599-6620001。', {
  disclosed: [
    '2023年，局机关主动公开信息310条，重点公开义务教育招生划片、教师招聘、校园食品安全检查结果。',
    '制发行政规范性文件2件，均附政策解读材料。',
  ],
  applications: ['收到申请27件，以家长咨询学位分配依据为主；其中予以公开19件，部分公开2件，不予处理信访类申请6件。'],
  management: ['建立政策文件库，收录现行有效文件66件，实行动态更新。'],
  platform: ['局门户网站改版，开设“阳光招生”专栏，访问量38万人次。'],
  supervision: ['被提起行政复议1件，结果维持；开展社会评议，满意度93%。'],
  problems: ['对申请人的答复文书不够规范，说理不充分；部门之间信息共享不及时。'],
  improvements: ['编印答复文书范本，请法律顾问逐件审核；建立跨科室会商机制。'],
  other: ['无。'],
});

export const BUREAU = buildOffice('教育局', '部门');

/** Every report, with the metrics and names a look-up needs. */
export const LIBRARY: readonly Report[] = [
  buildReport({
    office: LINJIANG,
    year: 2022,
    sections: linjiang2022,
    facts: [{ key: 'account_name', text: '看临江' }],
  }),
  buildReport({
    office: LINJIANG,
    year: 2023,
    sections: linjiang2023,
    facts: [{ key: 'account_name', text: '看临江' }],
  }),
  buildReport({ office: BAILU, year: 2023, sections: bailu2023, facts: [{ key: 'account_name', text: '白鹭洲头' }] }),
  buildReport({ office: YUNXI, year: 2023, sections: yunxi2023 }),
  buildReport({ office: BUREAU, year: 2023, sections: bureau2023 }),
];
