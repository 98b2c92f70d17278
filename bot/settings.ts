/** Every setting: name in the environment, default, meaning. The README's table is checked against this. */
export const SETTINGS = {
  databaseUrl: {
    name: 'DISCLOSURE_DATABASE_URL',
    default: 'sqlite:data/disclosure.db',
    meaning: '知识库地址：sqlite:<路径> 或 postgres://<用户>:<密码>@<主机>:<端口>/<库名>',
  },
  replicaUrl: {
    name: 'DISCLOSURE_REPLICA_URL',
    default: '',
    meaning: 'PostgreSQL 备库（流复制）的地址：问题从这里读，写入仍到主库',
  },
  databaseParts: {
    name: 'DISCLOSURE_DATABASE_PARTS',
    default: '1',
    meaning: 'PostgreSQL 上新建知识库时，各单位的数据表分成几个分区',
  },
  contact: {
    name: 'DISCLOSURE_CONTACT',
    default: '当地政府信息公开工作机构，或拨打政务服务便民热线',
    meaning: '转人工时给出的联系方式',
  },
  allowedHosts: {
    name: 'DISCLOSURE_ALLOWED_HOSTS',
    default: '*.gov.cn',
    meaning: '可以按网址导入的网站，逗号分隔；*. 表示其下所有网站',
  },
  host: { name: 'DISCLOSURE_HOST', default: '127.0.0.1', meaning: '网页与各平台回调的监听地址' },
  port: { name: 'DISCLOSURE_PORT', default: '8787', meaning: '监听端口；0 表示任意空闲端口' },
  publicUrl: { name: 'DISCLOSURE_PUBLIC_URL', default: '', meaning: '外网看到的网页地址，用于回答里的链接' },
  proxied: {
    name: 'DISCLOSURE_PROXIED',
    default: 'off',
    meaning: 'on：前面有反向代理，访客地址取自 X-Forwarded-For 的最后一项',
  },
  web: { name: 'DISCLOSURE_WEB', default: 'on', meaning: '网页渠道：on 或 off' },
  ratePerson: { name: 'DISCLOSURE_RATE_PERSON', default: '20', meaning: '每人每分钟最多提问次数' },
  rateChannel: { name: 'DISCLOSURE_RATE_CHANNEL', default: '1200', meaning: '每个渠道每分钟最多提问次数' },
  journalDays: {
    name: 'DISCLOSURE_JOURNAL_DAYS',
    default: '180',
    meaning: '问题原文保留的天数，过后只留下统计；0 表示不保留',
  },
  logLevel: {
    name: 'DISCLOSURE_LOG_LEVEL',
    default: 'info',
    meaning: '日志详细程度：debug、info、warn、error、silent',
  },
  metricsToken: {
    name: 'DISCLOSURE_METRICS_TOKEN',
    default: '',
    meaning: '读取 /metrics 的口令（Bearer）；不设则只有本机能读',
    secret: true,
  },
  officialAccountToken: {
    name: 'DISCLOSURE_OFFICIAL_ACCOUNT_TOKEN',
    default: '',
    meaning: '公众号：服务器配置里的令牌（Token）；设了才启用',
    secret: true,
  },
  officialAccountAppId: { name: 'DISCLOSURE_OFFICIAL_ACCOUNT_APP_ID', default: '', meaning: '公众号：AppID' },
  officialAccountAesKey: {
    name: 'DISCLOSURE_OFFICIAL_ACCOUNT_AES_KEY',
    default: '',
    meaning: '公众号：消息加解密密钥（43 位）；设了就只收安全模式的消息',
    secret: true,
  },
  officialAccountSecret: {
    name: 'DISCLOSURE_OFFICIAL_ACCOUNT_SECRET',
    default: '',
    meaning: '公众号：AppSecret；账号有客服接口权限时才需要',
    secret: true,
  },
  officialAccountApiRoot: {
    name: 'DISCLOSURE_OFFICIAL_ACCOUNT_API_ROOT',
    default: 'https://api.weixin.qq.com',
    meaning: '公众号：接口地址',
  },
  telegramToken: {
    name: 'DISCLOSURE_TELEGRAM_TOKEN',
    default: '',
    meaning: 'Telegram：机器人的令牌；设了才启用',
    secret: true,
  },
  telegramApiRoot: {
    name: 'DISCLOSURE_TELEGRAM_API_ROOT',
    default: 'https://api.telegram.org',
    meaning: 'Telegram：接口地址，可指向反向代理',
  },
  telegramWebhook: {
    name: 'DISCLOSURE_TELEGRAM_WEBHOOK',
    default: 'off',
    meaning: 'Telegram：on 用回调接收（需 DISCLOSURE_PUBLIC_URL），off 用长轮询',
  },
  telegramWebhookSecret: {
    name: 'DISCLOSURE_TELEGRAM_WEBHOOK_SECRET',
    default: '',
    meaning: 'Telegram：回调的口令，1 到 256 个字母、数字、_ 或 -',
    secret: true,
  },
  wechatPuppet: {
    name: 'DISCLOSURE_WECHAT_PUPPET',
    default: '',
    meaning: '微信群：wechaty 的 puppet 包名；设了才启用',
  },
  wechatPuppetToken: {
    name: 'DISCLOSURE_WECHAT_PUPPET_TOKEN',
    default: '',
    meaning: '微信群：puppet 服务的令牌',
    secret: true,
  },
  wechatSilenceHours: {
    name: 'DISCLOSURE_WECHAT_SILENCE_HOURS',
    default: '24',
    meaning: '微信群：多少小时一条消息都没收到就报警；0 表示不报',
  },
} as const;
