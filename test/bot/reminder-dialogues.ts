/** Conversations of staff about their reminders, on 2026-11-21 at noon; the offices are those of the samples. */

interface Turn {
  readonly say: string;
  readonly kind: string | readonly string[];
  readonly text?: RegExp | readonly RegExp[];
  readonly notText?: RegExp;
}

const turn = (say: string, kind: Turn['kind'], text?: Turn['text'], notText?: RegExp): Turn => ({
  say,
  kind,
  ...(text ? { text } : {}),
  ...(notText ? { notText } : {}),
});

export const REMINDER_DIALOGUES: readonly { readonly name: string; readonly turns: readonly Turn[] }[] = [
  {
    name: 'set by default, look, cancel, look again',
    turns: [
      turn('提醒西园街道交年报', 'deadline', [
        /已设置提醒：晋江市西园街道办事处的年报/,
        /2026年度年报截止日：2027-01-31（星期日）/,
        /没有点名乡镇、街道/,
        /建议最迟在2027-01-29（星期五）/,
        /提前15天、7天、1天，截止日当天，09:00/,
        /没有说哪一天.*没有说几点/,
        /接下来的日期：2027-01-16（星期六）、2027-01-24（星期日）、2027-01-30（星期六）/,
        /取消第1个提醒/,
      ]),
      turn('我的提醒', 'deadline', /第1个：晋江市西园街道办事处.*下一次2027-01-16（星期六）/),
      turn('取消提醒', 'deadline', /已取消.*西园/),
      turn('我的提醒', 'deadline', /还没有设置提醒/),
      turn('取消提醒', 'deadline', /还没有设置提醒/),
    ],
  },
  {
    name: 'days of each year',
    turns: [
      turn('每年1月10日、20日、28日提醒我西园街道交年报', 'deadline', [
        /每年1月10日、1月20日、1月28日，09:00/,
        /2027-01-10（星期日）、2027-01-20（星期三）、2027-01-28（星期四）/,
      ]),
      turn('改到每年1月15日', 'deadline', [/已改好/, /每年1月15日，09:00/, /2027-01-15（星期五）/]),
      turn('改到上午10点', 'deadline', /每年1月15日，10:00/),
      turn('我的提醒', 'deadline', /1月15日，10:00；下一次2027-01-15/, /1月10日/),
      turn('别提醒了', 'deadline', /已取消/),
    ],
  },
  {
    name: 'one day is for once, and says so',
    turns: [
      turn('1月20号上午10点提醒我灵源街道交年报', 'deadline', [
        /2027-01-20，10:00/,
        /只提醒这一次；想每年都提醒，请回复“每年1月20日，10:00，提醒我晋江市灵源街道交年报”/,
      ]),
      turn('提醒我下周交年报', 'deadline', [/灵源街道.*2026-11-23（星期一）/, /只提醒这一次，/]),
    ],
  },
  {
    name: 'several: which of them',
    turns: [
      turn('提前3天提醒西园街道交年报', 'deadline', /已设置/),
      turn('提前5天提醒灵源街道交年报', 'deadline', /已设置/),
      turn('取消提醒', 'clarify', [/要取消哪一个/, /第1个.*西园/, /第2个.*灵源/]),
      turn('取消第9个', 'clarify', /没有找到第9个.*什么都没有取消/),
      turn('取消第1个和第9个', 'clarify', /什么都没有取消/),
      turn('改成提前7天', 'clarify', /要改哪一个/),
      turn('第2个提醒改成提前7天', 'deadline', /灵源.*提前7天/),
      turn('取消西园街道的提醒', 'deadline', /已取消.*西园/, /灵源/),
      turn('取消东石镇的提醒', 'clarify', /要取消哪一个/),
      turn('取消1月20日的提醒', 'clarify', /要取消哪一个/),
      turn('取消全部提醒', 'deadline', /已取消.*灵源.*提前7天/),
    ],
  },
  {
    name: 'a place is one digest',
    turns: [
      turn('提前7天提醒晋江市没交年报的单位', 'deadline', [
        /已设置提醒：.*晋江市的年报/,
        /每次只发一条汇总.*现有三个单位/,
      ]),
      turn('我的提醒', 'deadline', /晋江市，提前7天/),
    ],
  },
  {
    name: 'quiet hours',
    turns: [
      turn('每年1月10日晚上10点提醒西园街道交年报', 'deadline', /22:00在不打扰时段（21:00至次日08:00），改在20:00/),
      turn('每年1月11日早上6点提醒西园街道交年报', 'deadline', /06:00在不打扰时段.*改在08:00/),
      turn('每年1月12日20:59提醒西园街道交年报', 'deadline', /1月12日，20:59/, /不打扰/),
    ],
  },
  {
    name: 'nothing is taken by halves',
    turns: [
      turn('提醒我吃药', 'clarify', /什么都没有设置.*比如|什么都没有设置/),
      turn('每年2月30日提醒西园街道交年报', 'clarify', /没有“2月30日”这一天/),
      turn('2026年11月1日提醒西园街道交年报', 'clarify', /已经过了/),
      turn('今天上午9点提醒西园街道交年报', 'clarify', /没有要提醒的日期/),
      turn('提醒西园街道交2023年年报', 'clarify', /2023年度的年报截止日已经过了/),
      turn('每月10号提醒西园街道交年报', 'clarify', /没有完全听懂/),
      turn('提醒某某街道交年报', 'clarify', /没有完全听懂/),
      turn('提醒磁灶镇交年报', ['clarify', 'missing'], /没有登记“磁灶镇”，没有设置提醒/),
      turn('我的提醒', 'deadline', /还没有设置提醒/),
    ],
  },
  {
    name: "once set, one's own office is known",
    turns: [
      turn('提醒我交年报', 'clarify', /哪个单位/),
      turn('提前7天提醒省新镇交年报', 'deadline', /省新镇/),
      turn('逾期3天也提醒我', 'deadline', [/省新镇/, /逾期3天/]),
      turn('2月29日每年提醒我', 'deadline', [/2月29日/, /提前一天/, /2027-02-28/]),
    ],
  },
];
