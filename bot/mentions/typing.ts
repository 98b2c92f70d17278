/** Slips of typing and of the ear in the words of the law, which a person reads over. */

/** A question about the law, its common slips corrected and its punctuation taken out; spaces stand between Latin words only. */
export function plainWords(text: string): string {
  return SLIPS.reduce((left, [slip, meant]) => left.replace(slip, meant), text.replace(PUNCTUATION, ''));
}

// --- internal ---

const PUNCTUATION = /[^\p{L}\p{N} 〇.\-/]|\.(?!\d)|(?<![\d\p{L}])[-/]|[-/](?![\d\p{L}])/gu;

const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/申[清情晴青]|伸请/g, '申请'],
  [/公[幵并]|工开(?=申请|信息)|信息公(?=申请)/g, '公开'],
  [/信[西息]公开/g, '信息公开'],
  [/[正证]府信息/g, '政府信息'],
  [/答[付覆府]|[达打回]复(?<!回复)|大复/g, '答复'],
  [/[复覆]仪|覆议|复意|付议/g, '复议'],
  [/起素|起述|启诉/g, '起诉'],
  [/[补捕]政|捕正|补整/g, '补正'],
  [/年[抱暴]|年度抱告/g, '年报'],
  [/截[至直]日期|[结节载]止/g, '截止'],
  [/公作日|工做日/g, '工作日'],
  [/处里费/g, '处理费'],
  [/收废|手费/g, '收费'],
  [/身分证/g, '身份证'],
  [/征球|争求/g, '征求'],
  [/提行(?=我)|提腥/g, '提醒'],
  [/勾机关系|够稽|勾积|勾籍/g, '勾稽'],
  [/啥子|么子|神马|什麽/g, '什么'],
  [/肿么|咋么|怎麽|杂(?=申请|整|办)/g, '怎么'],
];
