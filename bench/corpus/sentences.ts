import { placeName } from './names.js';
import { oneOf } from './seeded.js';

/** Sentences of made-up reports: each tells of a topic, done somehow at a place of a village, and states no figure. */

export interface Told {
  readonly topic: string;
  readonly village: string;
  readonly place: string;
  readonly how: string;
}

export function tell(random: (below: number) => number): Told {
  return {
    topic: oneOf(TOPICS, random),
    village: placeName(random),
    place: oneOf(PLACES, random),
    how: oneOf(WAYS, random),
  };
}

/** The sentence a report prints of it; other words for the same are a matter of chance. */
export function sentenceOf({ topic, village, place, how }: Told, random: (below: number) => number): string {
  const [who, when, came] = [oneOf(WHO, random), oneOf(WHEN, random), oneOf(OUTCOMES, random)];
  const forms = [
    `围绕${topic}，${who}${when}在${village}村${place}${how}，${came}。`,
    `${when}${who}到${village}村${place}${how}，把${topic}讲清楚，${came}。`,
    `针对${topic}中群众反映集中的事项，${who}在${village}村${place}${how}，${came}。`,
    `${village}村${place}${when}${how}，由${who}负责${topic}，${came}。`,
  ];
  return oneOf(forms, random);
}

/** What a problems section complains of, and what is to be done. */
export function complaintOf({ topic, village, place, how }: Told, random: (below: number) => number): string {
  return `${topic}方面还有差距，${village}村${place}的内容更新不够及时，${oneOf(LACKS, random)}。打算由${oneOf(WHO, random)}牵头${how}，${oneOf(OUTCOMES, random)}。`;
}

/** The same done, in the words of somebody who has not read the report. */
export function saidOtherwise(how: string): string {
  return OTHERWISE[WAYS.indexOf(how)] ?? how;
}

// --- internal ---

const TOPICS =
  '高标准农田建设 宅基地审批 惠农补贴发放 茶产业扶持 森林防火巡护 防汛避险转移 老旧小区改造 垃圾分类收运 农村饮水安全 义务教育招生 校园食品安全 残疾人康复 养老助餐 医保参保缴费 低保动态核查 临时救助 住房保障 危房排查 河道清淤 黑臭水体治理 秸秆禁烧 畜禽养殖治理 农药减量 土壤修复 道路养护 公交线路调整 路灯改造 停车秩序 电动车充电 燃气安全 消防通道整治 烟花爆竹管控 反诈宣讲 禁毒帮教 矛盾调解 法律援助 社区矫正 征兵动员 退役军人服务 文物保护 非遗传承 古树名木保护 全民健身 图书借阅 乡村旅游 民宿登记 农产品直播 电商培训 合作社规范 土地流转 林权登记 水库移民 渔船管理 海域使用 台风预警 地质灾害监测 抗旱保供 动物防疫 蔬菜保供 粮食收购 化肥储备 农机补贴 招工用工 技能竞赛 创业担保贷款 工资支付保障 工伤认定 营商环境 减税降费 个体户帮扶 食品小作坊 药品监管 计量检定 广告牌匾 工地扬尘 餐饮油烟 噪声扰民 违建拆除 征地补偿 拆迁安置 集体资产 村级财务 三资管理 工程招标 政府采购 预算绩效 审计整改 档案数字化 地名普查 人口普查 经济普查 婚姻登记 殡葬改革 志愿服务 家庭医生 疫苗接种 托育服务 妇女维权 未成年人保护 心理健康'.split(
    ' ',
  );
const PLACES =
  '文化礼堂 便民服务站 戏台广场 老人活动室 农家书屋 村口凉亭 卫生所 小学礼堂 祠堂前坪 合作社仓库 集市路口 渡口码头 茶厂院内 议事长廊 党群驿站 晒谷场 水利站 护林点 码头客栈 电商小屋 邮政网点 供销社 体育馆 幸福院'.split(
    ' ',
  );
const WAYS =
  '张贴明白纸 播放方言广播 召开屋场会 举办夜间恳谈 设置流动展板 制作漫画图解 开设咨询窗口 组织入户走访 录制短片讲解 公布办事流程图 摆出政策大字版 邀请乡贤评议 搭建意见角 试行扫码问答 开展旁听活动 请律师坐诊 印发口袋手册 更新触摸屏内容 对照清单逐项晾晒 安排干部驻点 开放现场观摩 汇编典型案例 回访办结事项 公示发放名册 编排快板节目 悬挂双语标牌 建立邻里微群 推送语音提醒 换装太阳能公示栏 比对台账纠错'.split(
    ' ',
  );
const OTHERWISE =
  '贴通知 用土话广播 把各家叫到一起说 晚上坐下来谈 摆几块板子 画成小人书 设个问询台 挨家挨户走 拍小视频 写清楚先办什么后办什么 印大号字 让老乡亲打分 放个提意见的地方 扫一扫就能问 让外人坐着听 免费问律师 发小本子 换掉机器里的旧内容 一项一项摆出来 派人常住 带人到工地看 编成例子集 打电话问办完的人 贴出领到的人是谁 编成顺口溜 挂两种话的牌子 拉邻居群 发语音 换上太阳能的牌子 把账对一遍'.split(
    ' ',
  );
const WHO =
  '党政办 农业服务中心 社会事务办 自然资源所 司法所 综治中心 便民服务中心 财政所 规划建设办 水利站 文化站 应急管理站 卫生院 中心小学 派出所 市场监管所 挂村干部 信息员 网格长 村务监督委员会'.split(
    ' ',
  );
const WHEN = '开春时 入夏前 汛期里 秋收后 年底前 春节前后 赶集日 周末 农闲时 台风过后 开学前 旺季到来之前'.split(' ');
const OUTCOMES =
  '来问的人明显少了 大家当场把疑问说开了 过去常见的误会不再出现 不识字的老人也听得懂 外出务工的人在手机上能看到 意见都记在簿上逐条答复 邻村也照着做 纪检干部随后复核 漏登的名字补了上去 旧的内容同时撤下 村民代表在场见证 办事的人少跑了路 争议留到下次会上再议 负责人对说法前后一致 错字和过期的联系方式一并改正 孩子把材料带回家念给长辈听 外来租户也收到提醒 材料归入长期保存的案卷'.split(
    ' ',
  );
const LACKS =
  '懂业务的人手不足 图文形式偏少 老年人不会用手机 各站所之间衔接不顺 说明文字过于生硬 意见收集后反馈慢 专栏分类不够清楚 新来的信息员不熟悉流程'.split(
    ' ',
  );
