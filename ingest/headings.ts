import { compact, fold } from '../knowledge/text.js';
import type { SectionKey } from '../knowledge/types.js';

/** Recognising headings by their title; the number is optional (domain 2.2, appendix A). */

export interface StatutoryTitle {
  readonly key: SectionKey;
  readonly number: string | null;
  readonly title: string;
}

export interface SubTitle {
  readonly number: string;
  readonly title: string;
  /** True where the paragraph goes on behind the heading on the same line. */
  readonly runsIn: boolean;
}

const MAX_LENGTH = 40;
const TRAILING = /[。、：:；;．.]+$/;

const TITLES: readonly { readonly key: SectionKey; readonly pattern: RegExp }[] = [
  {
    key: 'overview',
    pattern:
      /^(?:\d{4}年(?:度)?)?(?:政务公开|政府信息公开)?(?:工作)?(?:的)?(?:总体|基本)(?:工作)?情况(?:概述)?$|^(?:总体)?概述$|^工作概况$/,
  },
  { key: 'proactive_disclosure', pattern: /^(?:行政机关)?主动公开政府信息(?:的)?情况$/ },
  { key: 'applications', pattern: /^(?:行政机关)?收到和(?:处理|办理)政府信息公开申请(?:的)?情况$/ },
  { key: 'review_and_litigation', pattern: /^.{0,16}行政复议.{0,3}(?:提起)?行政诉讼(?:的)?情况$/ },
  {
    key: 'problems_and_improvements',
    pattern:
      /^.{0,14}存在的?(?:主要)?(?:问题|困难|不足).{0,3}改进(?:情况|措施|的?情况|方向)$|^主要问题.{0,2}改进(?:情况|措施)$/,
  },
  { key: 'other_matters', pattern: /^(?:其他|其它)(?:需要)?(?:报告|说明)(?:的)?事项$/ },
];

/** The statutory section a line opens, or null. Only short lines open sections: the preamble repeats all six titles. */
export function statutoryTitle(text: string): StatutoryTitle | null {
  const plain = compact(text).replace(TRAILING, '');
  if (plain.length === 0 || plain.length >= MAX_LENGTH) return null;
  const [, number = null, title = ''] = /^(?:([一二三四五六七八九十]{1,3})[、.．，])?(.+)$/.exec(plain) ?? [];
  const found = TITLES.find(({ pattern }) => pattern.test(title));
  return found ? { key: found.key, number, title } : null;
}

/** The sub-heading a paragraph begins with (（一）…), alone on its line or running into the text; null where none. */
export function subTitle(text: string): SubTitle | null {
  const [, number, rest] = /^([（(]\s?[一二三四五六七八九十]{1,3}\s?[）)])\s?(.+)$/.exec(fold(text)) ?? [];
  if (!number || !rest) return null;
  const printed = number.replace(/ /g, '');
  if (rest.length < MAX_LENGTH && !/[。；].+/.test(rest) && !isStatement(rest)) {
    return { number: printed, title: rest.replace(TRAILING, ''), runsIn: false };
  }
  const head = rest.split('。')[0] ?? '';
  const isHeading = head.length > 0 && head.length <= 20 && !/[，,；;：:]/.test(head) && !isStatement(`${head}。`);
  return isHeading ? { number: printed, title: head.trim(), runsIn: true } : null;
}

// --- internal ---

/** A short sentence behind a number (（二）收到申请两件。) states something; a heading names it (（二）依申请公开情况。). */
function isStatement(text: string): boolean {
  if (/\d\s?(?:余|多)?(?:万|亿)?(?:[件条篇个次人份场期项宗元%])/.test(text)) return true;
  return (
    /。$/.test(text) &&
    !/(?:情况|方面|工作|建设|管理|保障|公开|成效|问题|困难|措施|事项|机制|平台|监督|教育|培训)。$/.test(text)
  );
}
