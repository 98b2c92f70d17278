import type { Verdict } from '../../knowledge/stored.js';

/** What a message says about doubts that it names by their ids. */
export interface VerdictSaid {
  /** As `check` shows them. */
  readonly ids: readonly string[];
  /** Null where it is not plainly said: a question, a condition, what somebody else thinks. */
  readonly decided: Verdict['verdict'] | null;
  /** In the words of the message; null where it gives none. */
  readonly reason: string | null;
  /** Ids stand apart, so that each may be spoken of differently. */
  readonly apart: boolean;
}

/** Reads a message that names doubts; null where it names none. Nothing is decided that is not said beside the ids. */
export function readVerdict(message: string): VerdictSaid | null {
  const found = [...message.matchAll(ID)];
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return null;
  const ids = [...new Set(found.map(([id]) => id.normalize('NFKC').toLowerCase()))];
  const between = found.slice(1).map(({ index }, at) => {
    const before = found[at] as RegExpExecArray;
    return message.slice(before.index + before[0].length, index);
  });
  if (between.some((text) => !BETWEEN.test(text))) return { ids, decided: null, reason: null, apart: true };
  const { decided, reason } = readAround(message.slice(0, first.index), message.slice(last.index + last[0].length));
  // An id of another length is one only where something is decided about it.
  if (decided === null && !ids.some((id) => id.length === ID_LENGTH)) return null;
  return { ids, decided, reason, apart: false };
}

// --- internal ---

const ID_LENGTH = 11;

/** f and hexadecimal digits, full width as well; a word of letters alone is none. */
const ID = /(?<![\w.@-])[fFｆＦ](?=[\da-fA-F０-９ａ-ｆＡ-Ｆ]*[\d０-９])[\da-fA-F０-９ａ-ｆＡ-Ｆ]{6,15}(?![\w@]|\.\w)/g;
const BETWEEN = /^[\s、，,和与及跟;；[\]【】“”"]+$/;

/** Says nothing of whether the doubt holds. Bounded: the patterns below try every way to part a run of it. */
const FILLER =
  '(?:[\\s：:，,、#“”"（()）【】[\\]]|请|麻烦|帮我|帮忙|我们?|把|将|给|对于?|关于|疑点|编号|第|号|条|个|这|那|都|经?(?:核实|核对|核查|复核|查)(?:过|了|后)*|你好|您好|好的?|是|为){0,24}';

const DISMISSED =
  '不属实|不屬實|不成立|不能成立|不是(?:真的|真正的)?(?:问题|错误|疑点|错)|不算(?:问题|错误|错|疑点)|没有?(?:任何)?问题|无问题|误报|误判|[驳駁]回|否定|排除|不予?采纳|dismiss(?:ed)?|reject(?:ed)?';
const CONFIRMED = '属实|屬實|成立|有(?:问题|错误|误)|[确確][认認]|confirm(?:ed)?';
const ADVERB = '(?:确实|的确|确|已经?|均|全部|应当?|认定|判定|标[记注]|记录|处理|改|为|是|成){0,6}';

const BESIDE = new RegExp(`^${FILLER}${ADVERB}(?:(${DISMISSED})|(${CONFIRMED}))?(?:一下|了|下)?${FILLER}$`, 'i');
/** What was done to find out, said between the id and the decision: it is part of the reason. */
const LOOKED_INTO =
  '((?:我们?|已经?|经过?|都)*(?:核对|核实|核查|复核|比对|查看?|看|问|联系|去电)[^，,。;；？?不没未非]{0,16})[，,。;；\\s]+';
const BEHIND = new RegExp(
  `^${FILLER}?(?:${LOOKED_INTO})?${FILLER}(?:[确確][认認])?${ADVERB}(?:(${DISMISSED})|(${CONFIRMED}))(?:一下|的|了)*(?=$|[\\s，,。；;：:、！!（(.—-]|理由|原因|因为|由于|已|经)`,
  'i',
);
const NOT_SAID =
  /[?？]|[吗么嘛呢吧](?:$|[\s，,。！!])|是不是|是否|能不能|能否|可不可以|要不要|还是|如果|要是|假如|倘若|不要|^别|先不|暂不|怎么|如何|为什么|为啥|谁/;

function readAround(head: string, tail: string): Pick<VerdictSaid, 'decided' | 'reason'> {
  const cut = head.search(/[^，,。;；！!\n]*$/);
  const lead = head.slice(0, cut);
  const beside = BESIDE.exec(head.slice(cut));
  if (!beside || NOT_SAID.test(head) || /[?？]|[吗么嘛呢吧][\s。！!]*$/.test(tail)) return NOTHING_SAID;
  const behind = BEHIND.exec(tail);
  const before = decisionOf(beside[1], beside[2]);
  const after = behind && decisionOf(behind[2], behind[3]);
  // 确认 f… 不成立 confirms that it does not hold; 驳回 f… 属实 says both.
  if (before && after && before !== after && !/[确確][认認]|confirm/i.test(beside[0])) return NOTHING_SAID;
  const decided = after ?? before;
  if (!decided) return NOTHING_SAID;
  // 确认 f… 没写错: what is confirmed is not plain.
  const rest = behind ? tail.slice(behind[0].length) : tail;
  if (!after && before === 'confirmed' && /^\s*(?:不|没|无|未)/.test(rest)) return NOTHING_SAID;
  return { decided, reason: reasonOf(lead, behind?.[1] ?? '', rest) };
}

const NOTHING_SAID = { decided: null, reason: null } as const;

function decisionOf(dismissed: string | undefined, confirmed: string | undefined): Verdict['verdict'] | null {
  if (dismissed) return 'dismissed';
  return confirmed ? 'confirmed' : null;
}

const EDGES = /^[\s\p{P}]*|[\s，,;；：:、]*$/gu;
const NAMED_REASON = /^(?:理由|原因)(?:是|为)?[\s：:，,]*|^(?:是?因为|由于)/;

/** What was said before and behind, without the word that says it is the reason. */
function reasonOf(...said: readonly string[]): string | null {
  const parts = said.map((part) => trimmed(trimmed(part).replace(NAMED_REASON, ''))).filter((part) => part !== '');
  const reason = parts.filter((part) => !COURTESY.test(part)).join('，');
  return (reason.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 2 ? reason : null;
}

const COURTESY = /^(?:你好|您好|好的?|谢谢|多谢|感谢|辛苦了?|请|麻烦了?)[\s\p{P}]*$/u;

function trimmed(text: string): string {
  const inner = text.replace(EDGES, '');
  return inner.trim();
}
