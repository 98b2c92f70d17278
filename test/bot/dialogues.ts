/** Conversations as people hold them, with what each answer must hold. */
export interface Turn {
  readonly say: string;
  readonly kind: string | readonly string[];
  /** The leading value. */
  readonly value?: number;
  /** All values, whatever their order; others may stand beside them. */
  readonly values?: readonly number[];
  readonly text?: RegExp;
  readonly notText?: RegExp;
}

export interface Dialogue {
  readonly name: string;
  readonly turns: readonly Turn[];
}

const turn = (say: string, kind: Turn['kind'], rest: Omit<Turn, 'say' | 'kind'> = {}): Turn => ({ say, kind, ...rest });

export const DIALOGUES: readonly Dialogue[] = [
  {
    name: 'results of one block, named by the part alone',
    turns: [
      turn('白河县政府2023年复议多少件', 'value', { value: 64 }),
      turn('维持的呢', 'value', { value: 37 }),
      turn('纠正了几件', 'value', { value: 9 }),
      turn('其他结果的', 'value', { value: 12 }),
      turn('纠正率多少', 'computed', { value: 15.52 }),
    ],
  },
  {
    name: 'rows of a table, one after the other, and another office',
    turns: [
      turn('兴隆镇行政许可多少件', 'value', { value: 318 }),
      turn('处罚呢', ['value', 'table'], { value: 15 }),
      turn('强制', ['value', 'table'], { value: 0 }),
      turn('那教育局呢', ['value', 'table'], { value: 0, text: /教育局/ }),
    ],
  },
  {
    name: 'money for each project, not for each office',
    turns: [
      turn('灵源2020采购几个项目', 'value', { value: 13 }),
      turn('谢谢', 'help'),
      turn('金额呢', 'value', { value: 6.5 }),
      turn('平均一个多少钱', 'computed', { value: 0.5 }),
      turn('振兴呢', 'computed', { value: 1.31 }),
      turn('差多少', 'computed', { value: 5.186 }),
      turn('是几倍', 'computed', { value: 4.95 }),
    ],
  },
  {
    name: 'places of a ranking within a county',
    turns: [
      turn('永安县各单位申请排名', 'table', { value: 7 }),
      turn('第二名是谁', 'table', { value: 5, text: /城北/ }),
      turn('倒数第一呢', 'table', { value: 1, text: /丰乐/ }),
      turn('一共多少', 'computed', { value: 15, notText: /西园/ }),
      turn('平均呢', 'computed', { value: 3.75 }),
    ],
  },
  {
    name: 'places of a ranking of a year, and of another',
    turns: [
      turn('2022年主动公开谁第一', 'table', { value: 97, text: /水利局/ }),
      turn('第二呢', 'table', { value: 63, text: /审计局/ }),
      turn('最后一名是', 'table', { value: 41, text: /丰乐/ }),
      turn('2020年呢', 'table', { text: /2020年/, notText: /2022年/ }),
      turn('前三呢', 'table', { value: 1204 }),
    ],
  },
  {
    name: 'a place that two offices share',
    turns: [
      turn('东湖区四个街道按主动公开条数排个名', 'table', { value: 143 }),
      turn('那申请呢', 'table', { value: 12, notText: /云岭/ }),
      turn('第三呢', 'table', { values: [3, 3], text: /第二名.*红桥|第二名.*南湖/ }),
      turn('合计呢', 'computed', { value: 18 }),
    ],
  },
  {
    name: 'one more beside those compared, then all of them',
    turns: [
      turn('红桥和南湖申请数', 'table', { values: [3, 3] }),
      turn('加上青石镇', 'table', { values: [3, 3, 7] }),
      turn('三家一共多少', 'computed', { value: 13 }),
      turn('平均呢', 'computed', { value: 4.33 }),
      turn('谁最多', 'table', { value: 7, text: /青石/ }),
      turn('那主动公开呢', 'table', { value: 1204, notText: /白河/ }),
    ],
  },
  {
    name: 'corrections',
    turns: [
      turn('柳林街道公开了几条', 'value', { value: 88 }),
      turn('不对，我问的是申请', 'value', { value: 12 }),
      turn('说错了，是城北街道', 'value', { value: 5 }),
      turn('不是，我要问主动公开', 'value', { value: 65, text: /城北/ }),
      turn('打错了是柳林街道公开几条', 'value', { value: 88 }),
      turn('不对，2020年的', 'missing', { text: /2020/ }),
    ],
  },
  {
    name: 'the law, without any office',
    turns: [
      turn('政府不肯公开怎么办', 'passage', { text: /复议/ }),
      turn('多少天之内', ['passage', 'deadline'], { text: /60/ }),
      turn('依据是哪条', ['passage', 'deadline'], { text: /条例|复议法/ }),
      turn('能直接打官司么', 'passage', { text: /复议/ }),
      turn('柳林街道收到几件申请', 'value', { value: 12 }),
      turn('公开率', 'computed', { value: 58.33 }),
      turn('什么是公开率', 'passage', { text: /计算/ }),
    ],
  },
  {
    name: 'a day that is reckoned from',
    turns: [
      turn('11月9日收到一件申请，啥时候前答复', 'deadline', { text: /2026-12-07/ }),
      turn('补正通知呢', 'deadline', { text: /2026-11-18/ }),
    ],
  },
  {
    name: 'two numbers that differ',
    turns: [
      turn('公安局2024年收到几件申请', 'value', { values: [46, 10] }),
      turn('为什么两个数不一样', 'check', { text: /46件.*10件/ }),
      turn('以哪个为准', 'check', { text: /更正/ }),
    ],
  },
  {
    name: 'parts, their share and where it stands',
    turns: [
      turn('西园主动公开多少', 'value', { value: 126 }),
      turn('其中哪类最多', 'table', { value: 78 }),
      turn('占比', 'computed', { value: 61.9 }),
      turn('第二多的是哪类', 'table', { value: 12 }),
      turn('出处在哪', 'passage', { text: /西园/ }),
    ],
  },
  {
    name: 'one after the other, then together',
    turns: [
      turn('东石粉丝多少', 'value', { value: 6649 }),
      turn('灵源呢', 'value', { value: 2698 }),
      turn('西园呢', 'value', { value: 23506 }),
      turn('合计', 'computed', { value: 32853 }),
      turn('谁最多', 'table', { value: 23506, notText: /柳林/ }),
      turn('前两个差多少', 'computed', { value: 16857 }),
    ],
  },
  {
    name: 'in English',
    turns: [
      turn('Hongqiao Subdistrict applications 2020', 'value', { value: 3 }),
      turn('and Nanhu?', 'value', { value: 3, text: /南湖/ }),
      turn('how big is the difference between them', 'computed', { value: 0 }),
      turn('how about Qingshi', 'value', { value: 7 }),
      turn('total of the three', 'computed', { value: 13 }),
    ],
  },
  {
    name: 'beside another, alone again, and anew',
    turns: [
      turn('青石镇主动公开多少', 'value', { value: 1204 }),
      turn('和红桥比差几条', 'computed', { value: 1061 }),
      turn('红桥呢', 'value', { value: 143 }),
      turn('清空，重新来', 'help'),
      turn('申请几件', 'clarify'),
    ],
  },
  {
    name: 'years of one office and another',
    turns: [
      turn('梅林镇2025主动公开几条', 'value', { value: 34 }),
      turn('上一年呢', 'missing', { text: /2024/ }),
      turn('后一年呢', 'value', { value: 34 }),
      turn('换成松山乡', 'value', { value: 200, text: /近200/ }),
      turn('那绿水镇2021年的', 'value', { value: 75 }),
      turn('和松山比谁多，多几条', 'computed', { value: 125, text: /约数/ }),
    ],
  },
  {
    name: 'a list, of something else, of another year',
    turns: [
      turn('2023年哪几家有行政复议', 'table', { values: [64, 1] }),
      turn('那诉讼呢', 'table', { values: [2, 29, 1] }),
      turn('2020年呢', 'table', { values: [1], text: /红桥/ }),
    ],
  },
  {
    name: 'nothing to divide by',
    turns: [
      turn('梅林镇2025年公开率', 'missing', { text: /不适用/ }),
      turn('振兴街道呢', 'missing', { text: /不适用/ }),
      turn('办结率', 'missing', { text: /不适用/ }),
    ],
  },
];
