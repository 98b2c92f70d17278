import type { Office } from '../../knowledge/types.js';
import { BAILU, LINJIANG, YUNXI } from './fixtures.js';
import { BUREAU } from './library.js';

/** A question about the library, and the passage that has to come first. */
export interface Question {
  readonly text: string;
  readonly offices?: readonly Office[];
  readonly years?: readonly number[];
  /** Whose passage comes first, and what stands in it. */
  readonly first: string;
  readonly holds: string;
}

const L = LINJIANG.name;
const B = BAILU.name;
const Y = YUNXI.name;
const E = BUREAU.name;

/** With office and year, with either alone, with none. */
export const QUESTIONS: readonly Question[] = [
  { text: '临江街道2023年存在什么问题', offices: [LINJIANG], years: [2023], first: L, holds: '政策解读形式单一' },
  { text: '临江打算怎么改进', offices: [LINJIANG], years: [2023], first: L, holds: '制作短视频解读' },
  { text: '2022年的不足有哪些', offices: [LINJIANG], years: [2022], first: L, holds: '信息更新不够及时' },
  { text: '公众号有多少人关注', offices: [LINJIANG], years: [2023], first: L, holds: '粉丝11873人' },
  { text: '公众号有多少人关注', offices: [LINJIANG], years: [2022], first: L, holds: '粉丝9120人' },
  { text: '电话是多少', offices: [LINJIANG], years: [2023], first: L, holds: '0599-6605678' },
  { text: '查阅点设在哪里', offices: [LINJIANG], first: L, holds: '二楼设立信息查阅点' },
  { text: '领导什么时候接听市长专线', offices: [LINJIANG], first: L, holds: '9月12日轮值' },
  { text: '绩效考核权重', offices: [LINJIANG], first: L, holds: '权重4%' },
  { text: '12345办件', offices: [LINJIANG], first: L, holds: '421件' },
  { text: '白鹭镇的邮箱', offices: [BAILU], first: B, holds: 'bailu@example.org' },
  { text: '宅基地申请有几件', offices: [BAILU], first: B, holds: '宅基地审批材料8件' },
  { text: '文件谁来审核签发', offices: [BAILU], first: B, holds: '镇长签发' },
  { text: '白鹭镇的短板', offices: [BAILU], first: B, holds: '公开栏内容陈旧' },
  { text: '收费情况', offices: [BAILU], first: B, holds: '信息处理费0元' },
  { text: '云溪乡有没有公众号', offices: [YUNXI], first: Y, holds: '没有开设公众号' },
  { text: '困难是什么', offices: [YUNXI], first: Y, holds: '网络覆盖差' },
  { text: '邮政编码', offices: [YUNXI], first: Y, holds: '355402' },
  { text: '教育局被复议了吗', offices: [BUREAU], first: E, holds: '行政复议1件' },
  { text: '满意度', offices: [BUREAU, BAILU], first: E, holds: '满意度93%' },
  { text: '哪里提到台风防汛', years: [2023], first: Y, holds: '台风“海燕”' },
  { text: '流动公开点和茶叶补贴', years: [2023], first: Y, holds: '赶集日' },
  { text: '哪个单位设了查阅点', years: [2022], first: L, holds: '二楼设立信息查阅点' },
  { text: '大字版办事指南', first: L, holds: '老年人' },
  { text: '高标准农田宣讲', first: B, holds: '高标准农田' },
  { text: '政务公开监督员是谁', first: Y, holds: '退休教师' },
  { text: '法律顾问审核答复文书', first: E, holds: '法律顾问逐件审核' },
  { text: '阳光招生专栏访问量', first: E, holds: '38万人次' },
  { text: '看临江发了多少篇', years: [2022], first: L, holds: '812篇' },
  { text: '0599-6712345是谁的电话', first: B, holds: '0599-6712345' },
];
