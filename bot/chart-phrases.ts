/** Every sentence that stands in a chart, or says where charts are. Numbers come in as arguments, never as literals. */
export const CHART = {
  trendTitle: (office: string, years: string, name: string): string => `${office}${years}年${name}`,
  trendsTitle: (place: string, years: string, name: string): string => `${place}${years}年${name}`,
  rankingTitle: (year: number, place: string, name: string): string => `${year}年${place}各单位${name}`,
  partsTitle: (office: string, year: number, name: string): string => `${office}${year}年${name}`,
  /** Rows of several headings, under what they add up to. */
  partsOf: (whole: string): string => `${whole}（分项）`,
  ofApplicant: (name: string, applicant: string): string => `${name}（${applicant}）`,
  year: (year: number): string => `${year}年`,
  unit: (unit: string): string => `单位：${unit}`,
  approximate: (number: string): string => `约${number}`,
  /** What stands in place of a number that is none. */
  states: { blank: '空白', slash: '填“/”', unreadable: '未识别' },
  noNumber: '无数字',

  figures: '年报数字',
  otherFigures: '同一年报另一处数字',
  conflict: (names: readonly string[]): string => `${names.join('、')}的年报前后不一致，各处数字都画出。`,
  someApproximate: '带“约”的是约数。',
  gaps: (names: readonly string[]): string => `${names.join('、')}没有可画的数字，留空，不等于零。`,
  someWithout: '没有可比数字的单位没有画出，见文字说明。',
  doubts: '有的数字有核对疑点，见文字说明。',
  firstOf: (shown: string, all: string): string => `前${shown}个，共${all}个。`,
  firstOnly: (shown: string): string => `只画出前${shown}个。`,
  zeros: (count: string): string => `另有${count}项为零，没有画出。`,
  wholes: (wholes: readonly string[]): string => `没有画出的合计：${wholes.join('；')}。`,
  noGlyph: '字体里没有的字用“□”代替。',
  source: (reports: string): string => `来源：${reports}政府信息公开年报`,
  sourceOf: (office: string, years: readonly number[]): string =>
    `${office}${years.map((year) => `${year}`).join('、')}年`,
  sourceOffices: (year: string, offices: readonly string[], more: boolean): string =>
    `${offices.join('、')}${more ? '等' : ''}${year}年`,
  point: (category: string, series: string, label: string): string =>
    `${category}${series === '' ? '' : `（${series}）`}${label}`,

  onWebPage: '图表可在网页上查看，这里只列文字。',
  notDrawn: '这些数字不适合画图：要有同一项目的三个以上可比的数字，下面只用文字回答。',
  whatToDraw: '可以把趋势、排名或明细画成图，请先说明单位、年份和要画的数字，比如：',
  askTrend: (office: string, name: string): string => `${office}历年${name}趋势`,
  askRanking: (year: number, name: string): string => `${year}年${name}排名`,
  askParts: (office: string, year: number): string => `${office}${year}年申请办理结果明细`,
} as const;
