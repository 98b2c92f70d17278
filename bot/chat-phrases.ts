/** Every sentence a chat itself says around the answers: sources, pages, limits, feedback, staff. */
export const CHAT = {
  doubt: (message: string): string => `注意：${message}`,
  sourcesHeading: '出处：',
  sourcePlace: (title: string, section: string, line: number | null): string =>
    `${title}“${section}”${line === null ? '' : `第${line}行`}`,
  quotedSource: (place: string, quote: string): string => `· ${place}：「${quote}」`,
  moreSources: (count: number): string => `（共${count}处出处，其余可在网页上查看）`,
  chooseByNumber: '回复序号即可：',
  toBeContinued: '\n（未完，回复“更多”继续）',
  nothingMore: '已经全部显示，没有更多内容了。',

  tooMany: (seconds: number): string => `您问得太快了，请等${seconds}秒再问。`,
  busy: '现在提问的人太多，请过一会儿再问。',
  queued: '您前面的几个问题还在处理，请等答复之后再问。',
  off: (reason: string): string => `本渠道暂停服务：${reason}`,
  failed: '抱歉，处理这条消息时出了错，请稍后再试。',
  notText: '目前只能看懂文字，请把问题用文字发给我，比如“帮助”。',
  fileTooLarge: (megabytes: number): string => `文件超过${megabytes}MB，没有接收。请用命令行核对，或拆分后再发。`,

  thanksLiked: '谢谢您的评价。',
  thanksDisliked: '谢谢指出，已记下这个问题，工作人员会查看。您也可以说明哪里不对，或换个问法再问。',
  nothingToRate: '还没有可以评价的回答。',

  welcomeStaff: (name: string): string => `${name}，您好。您已登记为工作人员，可以查看疑点、核对草稿。`,
  inviteInPrivate: '邀请码请在与我的单独对话中发送，不要发在群里。',

  fileNotFetched: '文件没有取到，请再发一次。',
  buttonTooOld: '这个按钮已经过期，请把问题再发一次。',
  liked: '👍 有用',
  disliked: '👎 没用',
  /** Commands of a menu, with what each does. */
  commands: [
    { command: 'start', description: '开始' },
    { command: 'help', description: '能问什么' },
    { command: 'check', description: '核对年报：/check 单位 年份' },
    { command: 'remind', description: '我的提醒' },
    { command: 'subscribe', description: '设置提醒' },
  ],
  puppetNoPackage: (setting: string): string => `${setting} 应为一个 npm 包名，如 wechaty-puppet-service。`,
  puppetNotInstalled: (name: string): string =>
    `没有安装微信接口包 ${name}。请在程序目录执行 npm install ${name}，再启动。`,
  puppetUnusable: (name: string, token: string): string =>
    `微信接口包 ${name} 不能用：请核对包名和版本；需要令牌的，设置 ${token}。`,
  wechatScan: (url: string): string => `微信：请用机器人的微信号扫码登录 ${url}`,
  wechatLoggedIn: (name: string): string => `微信：已登录，昵称“${name}”`,
  wechatLost: '微信：账号已退出登录，群里提问得不到答复。正在重连，可能要重新扫码。',
  wechatSilent: (hours: number): string =>
    `微信：已登录，但${hours}小时没有收到任何消息。账号可能被限制，请在手机上查看。`,
  wechatOldMessages: '微信：登录前积压的消息不再答复。',
  voiceNotHeard: '没有听清这段语音，请把问题用文字发给我，比如“帮助”。',
  answerFollows: '这个问题要多查一会儿，查好后马上发给您。',
  answerKept: '这个问题要多查一会儿。答复会为您留着，随您的下一条消息一起给您。',
  answerTo: (question: string): string => `您之前问的“${question}”：`,
  answersWaiting: '（还有答复放不下，随您的下一条消息给您）',
  channelsStarted: (names: readonly string[], address: string): string =>
    `已连通的渠道：${names.length === 0 ? '暂无，正在重试' : names.join('、')}。运行状态：${address}/healthz`,
} as const;
