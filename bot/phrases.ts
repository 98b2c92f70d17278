/** Every sentence a person reads. Numbers in them come in as arguments, never as literals. */

const list = (names: readonly string[]): string => names.join('、');
const yearList = (years: readonly number[]): string => list(years.map((year) => `${year}年`));

export const PHRASES = {
  nothingStored: '知识库里还没有年报。请先导入年报文件，再来提问。',
  started: (address: string): string => `网页已启动：${address}\n可以试着问：`,
  error: '抱歉，处理这个问题时出了错，请稍后再试。',
  guarded: '这个回答没有通过数字核对，所以不给出。请换个问法，或查看年报原件。',

  whichOffice: (names: readonly string[], more: boolean): string =>
    `请问您想问哪个单位？已收录的有：${list(names)}${more ? '等' : ''}。`,
  severalOffices: (words: string, names: readonly string[]): string =>
    `叫“${words}”的单位不止一个，请选择：${list(names)}。`,
  didYouMean: (words: string, names: readonly string[]): string =>
    `没有收录名为“${words}”的单位。您是不是想问：${list(names)}？`,
  unknownOffice: (words: string, names: readonly string[]): string =>
    `没有收录“${words}”的年报，不能回答。已收录的单位有：${list(names)}。`,
  whichYear: (office: string, years: readonly number[]): string =>
    `${office}收录了不止一年的年报，请问您想问哪一年？可以选：${yearList(years)}。`,
  noReport: (said: {
    office: string;
    years: readonly number[];
    assumed: { words: string; year: number } | null;
    available: readonly number[];
  }): string => {
    const assumed = said.assumed ? `（“${said.assumed.words}”按${said.assumed.year}年度理解）` : '';
    const has = said.available.length > 0 ? `已收录的年份：${yearList(said.available)}。` : '';
    return `没有收录${said.office}${yearList(said.years)}的年报${assumed}，没有数据可以回答。${has}`;
  },

  metricNotInForm: (report: string, name: string): string =>
    `${report}没有“${name}”这个数：这一年使用的统一格式里没有这一项。`,
  metricNotStated: (report: string, name: string): string =>
    `${report}没有写“${name}”，不能回答。年报没写不等于没有发生。`,
  value: (report: string, name: string, stated: string, where: string): string =>
    `${report}：${name}${stated}（${where}）。`,
  bothAgree: (where: string): string => `，${where}所写一致`,
  conflict: (report: string, name: string): string => `${report}关于“${name}”的说法前后不一致，两处都列出来：`,
  conflictLine: (where: string, stated: string): string => `· ${where}：${stated}`,
  conflictEnd: '哪一处正确，年报本身不能确定，请以单位更正为准。',
  doubts: '请注意：以上数字有核对疑点，见下方核对结果。',
  tableHead: (report: string, name: string): string => `${report}${name}：`,
  tableLine: (name: string, stated: string): string => `· ${name}：${stated}`,
  formula: (name: string, formula: string): string => `${name}的算法：${formula}。`,
  doubtful: '计算所用的数字有核对疑点，结果仅供参考。',
  notApplicable: (report: string, name: string): string =>
    `${report}：${name}不适用（分母为零，例如当年没有办结的申请），不能写成零或百分之百。`,
  sumCannot: (report: string, name: string): string => `${report}：“${name}”有的分项没有数字，不能计算。各项如下：`,
  versions: (versions: readonly string[]): string => `${versions.join('，')}（两处不一致）`,
  someConflict: '有的年报前后不一致，各处数字都已列出，先后按有佐证的一处排，请以单位更正为准。',
  someApproximate: '其中有约数，只供参考。',
  differentUnits: (units: readonly string[]): string => `各年报所用单位不同（${list(units)}），比较时请注意。`,
  unitApart: (places: readonly string[]): string =>
    `单位不明或不同，不能和其他单位比较，没有计入：${places.join('；')}。`,
  lackNotStated: (name: string, places: readonly string[], more: boolean): string =>
    `没有写“${name}”的：${list(places)}${more ? '等' : ''}（没写不等于没有）。`,
  lackNotInForm: (name: string, places: readonly string[], more: boolean): string =>
    `当年的统一格式没有“${name}”这一项的：${list(places)}${more ? '等' : ''}（两种格式口径不同）。`,
  lackNoNumber: (name: string, places: readonly string[], more: boolean): string =>
    `“${name}”所在单元格空白或没有可靠数字的：${list(places)}${more ? '等' : ''}（空白不等于零）。`,
  lackParts: (name: string, places: readonly string[], more: boolean): string =>
    `“${name}”只有分项、没有总数的：${list(places)}${more ? '等' : ''}。`,
  lackZero: (name: string, places: readonly string[], more: boolean): string =>
    `“${name}”不适用（分母为零）的：${list(places)}${more ? '等' : ''}。`,
  notStoredFor: (offices: readonly string[], years: readonly number[]): string =>
    `没有收录${yearList(years)}年报的单位：${list(offices)}。`,

  differentYears: '各年报的年份不同，数字只供参考，不宜直接比较。',

  factText: (report: string, name: string, text: string): string => `${report}写明的${name}：“${text}”。`,
  factMayChange: '这是年报编制时的信息，可能已经变更。',
  factMissing: (report: string, name: string): string =>
    `${report}没有写${name}。可以查该单位的信息公开指南或所在地政府网站。`,

  passageHead: (report: string, section: string): string => `${report}“${section}”写道：`,
  passageQuote: (quote: string): string => `“${quote}”`,
  passageMissing: (subject: string): string => `没有在收录的年报里找到与“${subject}”有关的内容，不能回答。`,
  passageMissingIn: (report: string, subject: string): string =>
    `${report}里没有找到与“${subject}”有关的内容，不能回答。`,
  onlyFigures: '年报只列出数字，没有写具体内容。',
  mentionHead: (subject: string, count: readonly string[]): string => `提到“${subject}”的年报有：${list(count)}。`,
  mentionNone: (subject: string): string => `收录的年报里没有提到“${subject}”。`,
  sectionNone: (report: string, section: string): string => `${report}没有识别到“${section}”部分的文字。`,

  coverageOffice: (office: string, years: readonly number[]): string => `${office}收录的年报：${yearList(years)}。`,
  coverageLatest: (report: string, issued: string | null): string =>
    `最新的是${report}${issued ? `（落款日期“${issued}”）` : '（文中没有落款日期）'}。`,
  coverageAll: (lines: readonly string[]): string => `已收录的年报：\n${lines.join('\n')}`,

  checkClean: (report: string): string => `${report}没有发现问题：各项勾稽关系成立，没有空白单元格。`,
  checkCleanOf: (report: string, what: string): string => `${report}：${what}没有发现问题。`,
  checkUndecided: (report: string, what: string): string => `${report}：${what}所需的数字没有写全，无法核对。`,
  checkPartly: '另有一些核对因单元格空白或缺少数据而无法进行，不作判断。',
  checkHead: (report: string): string => `${report}的核对结果：`,
  checkGroup: { error: '错误', warning: '提醒', info: '提示' } as const,
  checkNoPrevious: (report: string): string => `${report}的上年或下年年报没有收录，跨年核对无法进行。`,

  definition: (text: string, basis: string): string => `${text}（依据：${basis}）`,

  help: '我是政府信息公开工作年度报告查询助手（自动程序），只按已收录的年报回答，并注明出处。\n可以问：某单位某年收到多少件申请、主动公开多少条、公众号粉丝数、存在的问题、联系电话、年报有没有勾稽错误等。',
  greeting: '您好！我是政府信息公开年度报告查询助手，可以直接提问，比如：',
  thanks: '不客气。还有年报方面的问题随时问我。',
  goodbye: '好的，再见。',
  unclear: '没有听懂这个问题。我只能回答政府信息公开工作年度报告里的内容，比如：',
  notYet: '这类计算、排名或趋势的问题暂时还不能回答，可以先查单个数字。',

  refusePersonal: '年报不含个人信息，我也不提供个人信息。年报只有汇总数字和单位公开的联系方式。',
  refuseInstruction: '这类要求不能照办。我只按已收录的年报回答问题。',
  refuseChange: '我不能更改或编造数据，只能原样引用年报。发现错误请联系编制单位更正。',
  refuseOutOfScope: '这超出了政府信息公开工作年度报告的范围，年报里没有这方面的内容，我不能回答。',
  refuseOpinion: '我只引用年报内容，不作评价。',
  refuseTooLong: '问题太长了，请用一两句话说明单位、年份和想查的内容。',
  handOff: (contact: string): string => `如需人工帮助，请联系${contact}。`,
  calm: '抱歉没能帮到您。可以换个说法再问，或联系人工。',
} as const;
