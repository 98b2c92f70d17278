/** Every sentence a person reads. Numbers in them come in as arguments, never as literals. */

const list = (names: readonly string[]): string => names.join('、');
const numbered = (names: readonly string[]): string => names.map((name, index) => `\n${index + 1}. ${name}`).join('');
const yearList = (years: readonly number[]): string => list(years.map((year) => `${year}年`));
/** 2008年至2019年 where the years are many in a row. */
const yearSpan = (years: readonly number[]): string => {
  const [first = 0] = years;
  const inRow = years.length > 3 && years.every((year, index) => year === first + index);
  return inRow ? `${first}年至${first + years.length - 1}年` : yearList(years);
};

const VERDICTS = { confirmed: '属实', dismissed: '不成立' } as const;

export const PHRASES = {
  nothingStored: '知识库里还没有年报。请先导入年报文件，再来提问。',
  started: (address: string): string => `网页已启动：${address}\n可以试着问：`,
  error: '抱歉，处理这个问题时出了错，请稍后再试。',
  databaseAway: '数据库暂时用不了，这条没有办成，也没有记下来。请稍后再试。',
  guarded: '这个回答没有通过数字核对，所以不给出。请换个问法，或查看年报原件。',

  whichOffice: (names: readonly string[], more: boolean): string =>
    `请问您想问哪个单位？已收录的有：${list(names)}${more ? '等' : ''}。`,
  severalOffices: (words: string, names: readonly string[]): string =>
    `叫“${words}”的单位不止一个，请选择：${numbered(names)}`,
  didYouMean: (words: string, names: readonly string[]): string => {
    const [only] = names;
    const asked = names.length === 1 ? `您是否想问${only}？` : `您是否想问：${numbered(names)}`;
    return `没有收录名为“${words}”的单位。${asked}`;
  },
  assumedOffice: (names: readonly string[]): string => `按${names.map((name) => `“${name}”`).join('、')}理解。`,
  unplaced: (place: string, count: string, names: readonly string[], more: boolean): string =>
    `另有${count}个单位的年报没有写明是否属于“${place}”，没有计入：${list(names)}${more ? '等' : ''}。`,
  unknownOffice: (words: string, names: readonly string[]): string =>
    `没有收录“${words}”的年报，不能回答。已收录的单位有：${list(names)}。`,
  whichYear: (office: string, years: readonly number[]): string =>
    `${office}收录了不止一年的年报，请问您想问哪一年？可以选：${yearList(years)}。`,
  noReport: (said: {
    office: string;
    years: readonly number[];
    /** Words such as 去年, and how they were read. */
    assumed: readonly { text: string; years: readonly number[]; published: boolean }[];
    available: readonly number[];
  }): string => {
    const read = said.assumed.map(({ text, years, published }) =>
      published ? `${text}是${yearSpan(years)}度的年报` : `“${text}”按${yearSpan(years)}度理解`,
    );
    const assumed = read.length > 0 ? `（${read.join('；')}）` : '';
    const has = said.available.length > 0 ? `已收录的年份：${yearList(said.available)}。` : '';
    return `没有收录${said.office}${yearSpan(said.years)}的年报${assumed}，没有数据可以回答。${has}`;
  },

  noneOfKind: (kinds: readonly string[]): string => `收录的年报里没有${list(kinds)}的年报，不能回答。`,

  yearsAbsent: (years: readonly number[]): string => `没有收录${yearSpan(years)}的年报。`,

  metricNotInForm: (report: string, name: string): string =>
    `${report}没有“${name}”这个数：这一年使用的统一格式里没有这一项。`,
  metricBeforeForms: (report: string, name: string): string =>
    `${report}没有“${name}”这个数：那时的年报不用现在的统一表格。`,
  metricNotRead: (report: string, name: string): string =>
    `${report}没有识别到统一格式的表格，“${name}”不能回答，请查看原件。`,
  metricNotStated: (report: string, name: string): string =>
    `${report}没有写“${name}”，不能回答。年报没写不等于没有发生。`,
  value: (report: string, name: string, stated: string, where: string): string =>
    `${report}：${name}${stated}（${where}）。`,
  bothAgree: (where: string): string => `，${where}所写一致`,
  conflict: (report: string, name: string): string => `${report}关于“${name}”的说法前后不一致，两处都列出来：`,
  conflictLine: (where: string, stated: string): string => `· ${where}：${stated}`,
  conflictEnd: '哪一处正确，年报本身不能确定，请以单位更正为准。',
  findingOf: (office: string, year: number, message: string): string => `${office}${year}年年报：${message}`,
  doubts: '请注意：以上数字有核对疑点，见下方核对结果。',
  tableHead: (report: string, name: string): string => `${report}${name}：`,
  tableLine: (name: string, stated: string): string => `· ${name}：${stated}`,
  formula: (name: string, formula: string): string => `${name}的算法：${formula}。`,
  doubtfulOf: (places: readonly string[]): string => `计算${list(places)}的比率所用的数字有核对疑点，结果仅供参考。`,
  doubtful: '计算所用的数字有核对疑点，结果仅供参考。',
  notApplicable: (report: string, name: string): string =>
    `${report}：${name}不适用（分母为零，例如当年没有办结的申请），不能写成零或百分之百。`,
  sumCannot: (report: string, name: string): string => `${report}：“${name}”有的分项没有数字，不能计算。各项如下：`,
  versions: (versions: readonly string[]): string => `${versions.join('，')}（两处不一致）`,
  severalFiles: (reports: readonly string[]): string => `有不止一份文件的：${list(reports)}。`,
  someConflict: '有的年报前后不一致，各处数字都已列出，先后按有佐证的一处排，请以单位更正为准。',
  someApproximate: '其中有约数，只供参考。',
  differentUnits: (units: readonly string[]): string => `各年报所用单位不同（${list(units)}），比较时请注意。`,
  unitApart: (places: readonly string[]): string =>
    `单位不明或不同，不能和其他单位比较，没有计入：${places.join('；')}。`,
  lackNotStated: (name: string, places: readonly string[], more: boolean): string =>
    `没有写“${name}”的：${list(places)}${more ? '等' : ''}（没写不等于没有）。`,
  lackNotInForm: (name: string, places: readonly string[], more: boolean): string =>
    `当年的统一格式没有“${name}”这一项的：${list(places)}${more ? '等' : ''}（两种格式口径不同）。`,
  lackBeforeForms: (name: string, places: readonly string[], more: boolean): string =>
    `那时的年报不用现在的统一表格、没有“${name}”的：${list(places)}${more ? '等' : ''}。`,
  lackNotRead: (name: string, places: readonly string[], more: boolean): string =>
    `没有识别到表格、不知道“${name}”的：${list(places)}${more ? '等' : ''}（请查看原件）。`,
  lackNoNumber: (name: string, places: readonly string[], more: boolean): string =>
    `“${name}”所在单元格空白或没有可靠数字的：${list(places)}${more ? '等' : ''}（空白不等于零）。`,
  lackParts: (name: string, places: readonly string[], more: boolean): string =>
    `“${name}”只有分项、没有总数的：${list(places)}${more ? '等' : ''}。`,
  lackZero: (name: string, places: readonly string[], more: boolean): string =>
    `“${name}”不适用（分母为零）的：${list(places)}${more ? '等' : ''}。`,
  lackOtherwise: (name: string, places: readonly string[], more: boolean): string =>
    `“${name}”按统一格式出现以前的口径统计、不能放在一起比较的，没有计入：${list(places)}${more ? '等' : ''}（可以单独问）。`,
  olderAndLater: '其中有统一格式出现以前的数字，按当时的口径统计，与以后各年的口径不完全相同，只能大致比较。',
  rankHead: (name: string, direction: 'most' | 'least'): string =>
    `${name}排名（${direction === 'most' ? '从多到少' : '从少到多'}）：`,
  rankLine: (ordinal: string, place: string, text: string): string => `第${ordinal}名 ${place}：${text}`,
  rankTop: (name: string, direction: 'most' | 'least', places: readonly string[], text: string): string =>
    `${name}最${direction === 'most' ? '多（高）' : '少（低）'}的是${list(places)}：${text}。`,
  rankOf: (place: string, ordinal: string, of: string): string => `${place}排第${ordinal}名（共${of}个单位有数字）。`,
  rankShort: (count: string): string => `有数字的单位只有${count}个，排不到那一名。`,
  rankMore: (count: string, all: string): string => `只列出前${count}名，共${all}个单位有数字。`,
  rankOther: (name: string, place: string, text: string): string =>
    `如果按另一处数字排，${name}第一名是${place}：${text}。`,
  assumedQuantity: (name: string): string => `没有说是哪个数，按“${name}”回答。`,
  compareHead: (name: string): string => `${name}：`,
  compareLine: (place: string, text: string): string => `· ${place}：${text}`,
  compareMost: (place: string, direction: 'most' | 'least'): string =>
    `${place}${direction === 'most' ? '较多（高）' : '较少（低）'}。`,
  compareEqual: '两者相同。',
  compareAlone: '能比较的数字不足两个，不能比较。',
  formsDiffer: '两种统一格式统计口径不同，不宜直接比较，下面分别列出。',
  noSeries: (places: readonly string[]): string =>
    `看趋势至少要有同一单位两年的数字，现有的年报是：${list(places)}，不足以看出变化。`,
  yearLine: (year: number, text: string, count: string): string => `· ${year}年：${text}（${count}个单位）`,
  differentOffices: '各年收录的单位不同，只是相加，不能看作趋势。',
  otherOfficesEachYear: '各年不是同一个单位的年报，不能看作趋势。',
  changeOver: (from: string, to: string, change: string): string => `从${from}到${to}：${change}。`,
  change: (direction: -1 | 0 | 1, amount: string, percent: string | 'base zero' | null): string => {
    if (direction === 0) return `没有变化（相差${amount}）`;
    const word = direction > 0 ? '增加' : '减少';
    if (percent === null) return `${word}${amount}`;
    if (percent === 'base zero') return `${word}${amount}（上年为零，无法计算增幅）`;
    return `${word}${amount}（${direction > 0 ? '＋' : '－'}${percent}）`;
  },
  points: (value: number): string => `${value}个百分点`,
  growth: (
    office: string,
    name: string,
    from: string,
    to: string,
    change: string,
    [first, last]: readonly [number, number],
  ): string => `${office}${name}：${first}年${from}，${last}年${to}，${change}。`,
  previousStated: (report: string): string => `上年的数字是${report}里写的。`,
  noPair: (office: string, years: readonly number[]): string =>
    `没有收录${office}${yearList(years)}的年报，不能计算变化。`,
  noPairStated: (name: string): string => `两年的年报没有都写明“${name}”，不能计算变化。`,
  sum: (name: string, total: string, terms: readonly string[], count: string, basis: string): string =>
    `${name}合计${total}${basis === '' ? '' : `（其中前后不一致的按${basis}）`}：${terms.join('＋')}（共${count}个数相加）。`,
  average: (name: string, fraction: string, average: string, terms: readonly string[], basis: string): string =>
    `${name}平均：${fraction}＝${average}${basis === '' ? '' : `（其中前后不一致的按${basis}）`}。相加的是：${list(terms)}。`,
  /** 一共多少 after several offices, with whose it is said. */
  everyOnes: (question: string): string => `各家${question}`,
  andOthers: '其余略',
  nothingToAdd: (name: string): string => `没有可以相加的“${name}”。`,
  difference: (name: string, more: string, less: string, amount: string, equal: boolean): string =>
    equal ? `${name}：${more}与${less}相差${amount}。` : `${name}：${more}比${less}多${amount}。`,
  times: (name: string, first: string, second: string, value: string): string =>
    `${name}：${first}是${second}的${value}倍。`,
  cannotSubtract: (name: string): string => `“${name}”能比较的数字不是两个，不能算差。`,
  shareName: (name: string): string => `${name}占比`,
  share: (report: string, part: string, whole: string, text: string, some: string, all: string): string =>
    `${report}：${part}占${whole}的比例为${text}（${some}÷${all}）。`,
  shareUnknown: (report: string, part: string, whole: string): string =>
    `${report}没有同时写明“${part}”和“${whole}”，不能计算占比。`,
  per: (report: string, name: string, unit: string, fraction: string, value: string): string =>
    `${report}：${name}平均每${unit}${value}（${fraction}＝${value}）。`,
  unitUnknown: (report: string, name: string): string => `${report}的“${name}”没有写单位，不能计算。`,
  condition: {
    zero: () => '为零',
    some: () => '不为零',
    above: (limit: string) => `超过（或达到）${limit}`,
    below: (limit: string) => `少于（或不超过）${limit}`,
    equal: (limit: string) => `等于${limit}`,
  } as const,
  conditions: (said: readonly string[]): string => said.join('，且'),
  listHead: (condition: string, count: string, of: string): string =>
    `${condition}的有${count}个（有数字的共${of}个）：`,
  listNone: (condition: string, of: string): string => `有数字的${of}个单位里，没有${condition}的。`,
  listMore: (count: string): string => `只列出前${count}个。`,
  listDoubtful: '以下年报前后不一致，按不同的数字结论不同：',
  partsSum: (report: string, name: string, total: string, terms: readonly string[], whole: string | null): string =>
    `${report}：${name}相加为${total}（${terms.join('＋')}）。${whole === null ? '' : `年报写的总数：${whole}。`}`,
  noParts: (places: readonly string[], zeros: boolean): string =>
    zeros ? `${list(places)}的各项都是零，没有最多的一项。` : `${list(places)}没有写明分项数字，不能回答。`,
  timelinessHead: (order: 'earliest' | 'latest'): string =>
    `按落款日期距报告年度年末的天数，从${order === 'earliest' ? '早到晚' : '晚到早'}：`,
  signedOn: (date: string): string => `落款“${date}”`,
  noDate: (places: readonly string[]): string => `文中没有落款日期的：${list(places)}。`,
  partName: (name: string, words: readonly string[]): string => name + words.map((word) => `“${word}”`).join(''),
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
  mentionNoneIn: (report: string, subject: string): string => `${report}里没有提到“${subject}”。`,
  noSource: '前面还没有给出过数字或原文，请先提问，再问出处。',
  sectionNone: (report: string, section: string): string => `${report}没有识别到“${section}”部分的文字。`,

  coverageOffice: (office: string, years: readonly number[]): string => `${office}收录的年报：${yearList(years)}。`,
  cardParts: (titles: readonly string[]): string => `年报的各部分：${titles.join('；')}。`,
  coverageLatest: (report: string, issued: string | null): string =>
    `最新的是${report}${issued ? `（落款日期“${issued}”）` : '（文中没有落款日期）'}。`,
  coverageCount: (reports: string, offices: string): string => `共收录${reports}份年报，来自${offices}个单位。`,
  coverageAll: (lines: readonly string[]): string => `已收录的年报：\n${lines.join('\n')}`,

  checkClean: (report: string): string => `${report}没有发现问题：各项勾稽关系成立，没有空白单元格。`,
  checkCleanOf: (report: string, what: string): string => `${report}：${what}没有发现问题。`,
  checkUndecided: (report: string, what: string): string => `${report}：${what}所需的数字没有写全，无法核对。`,
  checkNone: (report: string, what: string): string =>
    `${report}：没有发现${what}方面的问题，也没有专门针对它的核对项目，不另作判断。`,
  checkWithErrors: ({ shown, more }: { shown: readonly string[]; more: boolean }): string =>
    `有错误的年报：${list(shown)}${more ? '等' : ''}。`,
  checkWithDoubts: ({ shown, more }: { shown: readonly string[]; more: boolean }): string =>
    `只有提醒或提示的年报：${list(shown)}${more ? '等' : ''}。`,
  checkWithout: ({ shown, more }: { shown: readonly string[]; more: boolean }): string =>
    `没有发现问题的年报：${list(shown)}${more ? '等' : ''}。`,
  checkMinor: (report: string): string => `${report}另有提醒或提示，可以单独核对这份年报查看。`,
  checkPartly: '另有一些核对因单元格空白或缺少数据而无法进行，不作判断。',
  checkHead: (report: string): string => `${report}的核对结果：`,
  checkFound: (message: string): string => `· ${message}`,
  noDoubts: (report: string, names: readonly string[]): string =>
    `${report}${names.length > 0 ? `关于${names.map((name) => `“${name}”`).join('、')}` : ''}的数字，核对时没有发现前后不一致。`,
  checkGroup: { error: '错误', warning: '提醒', info: '提示' } as const,
  checkNoPrevious: (report: string): string => `${report}的上年或下年年报没有收录，跨年核对无法进行。`,

  checkSettled: (report: string, what: string): string =>
    `${report}${what === '' ? '' : `的${what}`}没有待处理的疑点：核对中提出过的，工作人员已核实，认定不成立。`,
  verdictName: VERDICTS,
  verdict: (verdict: 'confirmed' | 'dismissed', signature: string, reason: string, outdated: boolean): string =>
    `${VERDICTS[verdict]}${signature}：“${reason}”${outdated ? '（当时的数字与现在不同，请重新核对）' : ''}`,
  under: (line: string): string => `  ${line}`,
  verdictHow: '认定时写编号、是否属实和理由，例如在编号后面写“属实，已核对原件”或“不成立，表格填的是对的”。',
  verdictStaffOnly: (contact: string): string =>
    `疑点由登记的工作人员认定，这里不能记录。如果您发现数字有误，可以告诉编制单位，或联系${contact}。`,
  verdictNobody: (contact: string): string =>
    `认定要记下是谁作出的，现在不知道您是谁，没有记录。请先联系${contact}登记姓名。`,
  verdictReason: (verdict: 'confirmed' | 'dismissed'): string =>
    `还没有记录。请连同编号写明理由，例如在编号后面写“${VERDICTS[verdict]}，已核对原件”。`,
  verdictUnclear: '没有看出是认定属实还是不成立，没有记录。',
  verdictOneByOne: '一条消息里有几个疑点的不同说法，没有记录。请一条一条地写。',
  verdictSaved: (report: string, id: string, verdict: 'confirmed' | 'dismissed'): string =>
    `已记录：${report}的疑点 ${id} ${VERDICTS[verdict]}。`,
  verdictWas: (verdict: 'confirmed' | 'dismissed'): string => `此前认定为${VERDICTS[verdict]}，已改为这一次的认定。`,
  withCode: (message: string, code: string): string => `${message}（${code}）`,

  fileStaffOnly: (contact: string): string =>
    `这里只为登记的工作人员核对年报草稿，这个文件没有读取，也没有保存。如果您是工作人员，请联系${contact}登记；已收录的年报可以直接用文字提问。`,
  fileNotConfigured: (contact: string): string =>
    `这里没有开通文件核对，这个文件没有读取。可以用 disclosure-bot check <文件> 核对，或联系${contact}。`,
  fileTooLarge: (most: number): string =>
    `文件太大，没有读取（上限 ${most} MB）。请删去其中的图片，或拆成单份年报后再发来。`,
  fileTooLong: (most: number): string => `文件的文字太多，没有核对（上限 ${most} 字）。请拆成单份年报后再发来。`,
  fileSeveral: '压缩包里不止一份文件，没有核对。请一份一份地发来。',
  fileBusy: '正在核对别的文件，排队的已经满了，这个文件没有读取。请过几分钟再发来。',
  fileUnread: (name: string, message: string): string => `文件“${name}”没有核对，也没有保存。${message}`,
  fileQuestion: (name: string): string => `核对文件“${name}”`,
  fileRead: (name: string, report: string, form: string): string =>
    `文件“${name}”读作${report}（${form}）。如果单位或年份不对，请检查标题和落款。草稿没有入库。`,
  fileForm: {
    narrative: '没有识别到统一格式的表格',
    2019: '表格为较早一版统一格式',
    2021: '表格为现行统一格式',
    hybrid: '表格里新旧两版统一格式都有',
  } as const,
  fileCompared: (year: number | null): string =>
    year === null ? '没有收录上年年报，跨年的核对没有进行。' : `已与收录的${year}年年报比较。`,
  fileClean: '没有发现错误、提醒或提示。',
  fileQuote: (quote: string, before: number | null): string =>
    `${before === null ? '原文' : `收录的${before}年年报`}：“${quote}”`,
  fileNotRead: '读取时没有把握、没能核对的：',
  fileMoreNotes: '读取时还有别的提示，可以用 disclosure-bot check <文件> 查看。',

  definition: (text: string, basis: string): string => `${text}（依据：${basis}）`,
  contactUnknown: (office: string): string => `没有收录“${office}”的年报，它的联系方式请查该单位的政府信息公开指南。`,

  feeStandard: { 件: '按件计收（同一申请人一个自然月内）', 页: '按量计收（一件申请）' } as const,
  fee: (standard: string, amount: string, formula: string, total: string): string =>
    formula === ''
      ? `${standard}：${amount}在免收范围内，${total}。`
      : `${standard}：${amount}，${formula}＝${total}。`,
  feeOneStandard: '两种算法都列出供参考，不会相加。',
  feeByMonth: '按件计收只看同一申请人一个自然月内的件数，跨月的要逐月分别计算。请说明每个月各申请多少件，比如：',

  lastCounted: '最后一个工作日',
  lastWorkingDay: (day: string, last: string, certain: boolean): string =>
    `· 截至${day}（含当日）的最后一个工作日：${last}${certain ? '' : '（当年的放假调休安排尚未公布或者没有收录，暂按周末推算）'}。`,
  limitNeedsDay: '告诉我起算的日期，我可以算出最后一天。',
  limitCount: (count: number, unit: 'working days' | 'days' | 'months'): string =>
    `${count}${{ 'working days': '个工作日', days: '日', months: '个月' }[unit]}`,
  limitDue: (said: {
    due: string;
    day: string;
    certain: boolean;
    from: string;
    event: string;
    counted: string;
  }): string =>
    `· ${said.due}：${said.day}${said.certain ? '' : '（暂按周末推算，不能作准）'}，从${said.from}${said.event}起算${said.counted}，当日不计入。`,
  correctedReceived: '收到补正后的申请',
  stepsOutOfOrder: '这几个日期的先后对不上，没有计算。请核对收到申请、补正、征求意见和收到意见的日期。',
  stepsFrom: (day: string, event: string): string => `· 从${day}${event}起算，当日不计入。`,
  stepsAsked: (day: string, used: string, left: string): string =>
    `· 到${day}征求意见已用${used}，还剩${left}（假定征求意见书当日发出，从次日起到收到意见当日不计入期限）。`,
  stepsOpinion: (day: string): string => `· ${day}收到意见，从次日起接着计算。`,
  opinionOpen: (day: string): string =>
    `· 收到意见后才能算出最迟答复日；假定对方当日收到征求意见书，最迟在${day}提出意见。`,
  stepsTook: (days: string): string => `· 征求意见用去的${days}不计入期限。`,
  askedTooLate: (day: string): string => `· 征求意见时答复期限已经届满（最迟应在${day}答复），除非此前依法延长。`,
  stepsDue: (name: string, day: string, certain: boolean): string =>
    `· ${name}：${day}${certain ? '' : '（暂按周末推算，不能作准）'}`,
  provisionalDay: '其中有的年份，国务院的放假调休安排尚未公布或者没有收录，只能暂按周末推算，以正式安排为准。',
  noSuchDay: (text: string): string => `日历上没有“${text}”这一天，请核对日期。`,
  workingOrNot: (day: string, working: boolean, known: boolean): string =>
    known
      ? `${day}${working ? '是工作日，计算在内' : '不是工作日，不计算在内'}。`
      : `${day}所在年份的放假调休安排尚未公布或者没有收录，还不能确定是不是工作日。`,

  dueKind: {
    部门: '县级以上人民政府部门',
    人民政府: '县级以上地方人民政府',
    街道办事处: '街道办事处',
    镇人民政府: '乡镇人民政府',
    乡人民政府: '乡镇人民政府',
    其他: '乡镇、街道等其他单位',
  } as const,
  dueAction: (kind: string): string => (kind === '部门' ? '向主管部门报送并公布' : '公布'),
  dueLine: (who: string, action: string, year: string, day: string, basis: string, passed: boolean): string =>
    `· ${who}的${year}年报：${day}前（含当日）${action}${passed ? '，这个日期已经过了' : ''}（依据：${basis}）。`,
  finishBy: (due: string, day: string, certain: boolean): string =>
    due === day
      ? `${due}是否上班要看当年的放假调休安排，该安排尚未公布或者没有收录，建议提前完成。`
      : `${due}不是工作日，条例没有顺延的规定，建议最迟在${day}完成${certain ? '' : '（当年的放假调休安排尚未公布或者没有收录，暂按周末推算）'}。`,
  localNotice: '本地通知要求更早的，以通知为准。',
  daysLeft: (said: { today: string; due: string; days: number; passed: boolean }): string =>
    said.passed
      ? `今天是${said.today}，截止日${said.due}已经过了${said.days}天。`
      : `今天是${said.today}，距离${said.due}还有${said.days}天。`,
  notOutYet: (year: number): string =>
    `${year}年度的年报在次年编制，一般在次年1月至3月公布，现在还没有到公布的时间（按统计年度理解“${year}年”；${year}年当年公布的是${year - 1}年度的年报）。`,
  refuseWhoIsLate: '各单位有没有按时报送年报，只向工作人员提供。可以问某个单位收录了哪几年的年报。',
  notRegistered: (name: string): string => `名册里没有“${name}”，没有收录它的年报，不能判断。`,
  whichOwing: '请写明是哪个单位的年报，比如：',
  registerEmpty: (places: readonly string[]): string =>
    places.length === 0
      ? '名册里还没有这类单位。可以用 disclosure-bot register import 导入名册。'
      : `名册里没有${list(places)}的这类单位。可以用 disclosure-bot register import 导入名册。`,
  registerCounts: (year: string, [due = 0, published = 0, late = 0, missing = 0]: readonly number[]): string =>
    `${year}年报：名册里应公布的有${due}个单位，有公布依据的${published}个（其中晚于期限的${late}个），没有公布依据的${missing}个。`,
  missingHead: '没有收录年报、也没有登记公布日期的：',
  missingLine: (names: readonly string[], due: string, standing: string): string =>
    `· ${list(names)}（期限${due}，${standing}）`,
  lateLine: (name: string, due: string, published: string, late: string): string =>
    `· ${name}：期限${due}，${published}，${late}`,
  publishedLine: (name: string, published: string, late: string): string => `· ${name}：${published}，${late}`,
  standing: (days: number, passed: boolean): string => (passed ? `已经过了${days}天` : `还有${days}天`),
  lateness: (days: number | null): string =>
    days === null ? '公布日期不明，不能判断是否按时' : days === 0 ? '在期限以内' : `晚${days}天`,
  onRecord: (on: string | null, evidence: string): string =>
    on === null ? `已公布（依据：${evidence}）` : `${on}公布（依据：${evidence}）`,
  besideStatutory: (due: string, statutory: string): string =>
    `${due}（本地通知；《条例》规定或者通行的期限是${statutory}）`,
  registerMore: '其余略，可以用 disclosure-bot register owing 列出全部。',
  dueBases: (bases: readonly string[]): string => `期限的依据：${bases.join('；')}。`,
  onlyRegister:
    '只判断名册里的单位，名册以外的不掌握；年报按落款日期计算，可能与实际公布的日期不同。没有收录不等于没有交。',
  storedFor: (name: string, year: string, date: string | null): string =>
    `收录了${name}${year}的年报${date === null ? '，文中没有落款日期' : `，${date}`}。`,
  notStoredOf: (name: string, year: string): string => `没有收录${name}${year}的年报。`,
  noEvidence: (name: string, year: string, standing: string): string =>
    `${name}${year}的年报没有收录，也没有登记公布日期，期限${standing}。`,
  publishedOf: (name: string, year: string, published: string, late: string): string =>
    `${name}${year}的年报${published}，${late}。`,
  dueOfOne: (due: string, basis: string): string => `期限是${due}（依据：${basis}）。`,
  notStoredNotMissing: '没有收录不等于没有交；年报按落款日期计算，可能与实际公布的日期不同。',
  noticeLine: (whose: string, year: string, day: string, basis: string): string =>
    `· 本地通知：${whose}的${year}年报${day}前公布（依据：${basis}）。`,
  everyKind: '各单位',
  dueStatutory: (day: string, basis: string): string => `  本地通知以外的期限是${day}（依据：${basis}）。`,

  help: '我是政府信息公开工作年度报告查询助手（自动程序），只按已收录的年报回答，并注明出处。\n可以问：某单位某年收到多少件申请、主动公开多少条、公众号粉丝数、存在的问题、联系电话、年报有没有勾稽错误等。',
  greeting: '您好！我是政府信息公开年度报告查询助手，可以直接提问，比如：',
  startedOver: '好的，重新开始。可以直接提问，比如：',
  thanks: '不客气。还有年报方面的问题随时问我。',
  goodbye: '好的，再见。',
  whoIAm:
    '我是政府信息公开工作年度报告查询助手，是自动程序，不是真人，只按已收录的年报回答，并注明出处。可以直接提问，比如：',
  unclear: '没有听懂这个问题。我只能回答政府信息公开工作年度报告里的内容，比如：',
  beyond: '这个问题要的比较或计算没有可靠的算法或数字，不能回答。可以换成年报里有的数字来问，比如：',

  refusePersonal: '年报不含个人信息，我也不提供个人信息。年报只有汇总数字和单位公开的联系方式。',
  refuseInstruction: '这类要求不能照办。我只按已收录的年报回答问题。',
  refuseChange: '我不能更改或编造数据，只能原样引用年报。发现错误请联系编制单位更正。',
  refuseOutOfScope: '这超出了政府信息公开工作年度报告的范围，年报里没有这方面的内容，我不能回答。',
  refuseOpinion: '我只引用年报内容，不作评价和判断。可以查年报的数字、存在的问题，或核对年报的数据。',
  refuseTooLong: '问题太长了，请用一两句话说明单位、年份和想查的内容。',
  handOff: (contact: string): string => `如需人工帮助，请联系${contact}。`,
  calm: '抱歉没能帮到您，可以换个说法再问。',
} as const;
