/** Words that mean something to the desk itself, before any question is understood. */

/** True for 更多 and its like: the rest of an answer that was cut. */
export function asksForMore(text: string): boolean {
  return MORE.test(plain(text));
}

/** What a message that only praises or blames thinks of the last answer; null for any other message. */
export function praise(text: string): boolean | null {
  const said = plain(text);
  if (LIKED.test(said)) return true;
  return DISLIKED.test(said) ? false : null;
}

/** The code of an invitation that a message hands in, or null. */
export function invitationIn(text: string): string | null {
  return INVITATION.exec(text.normalize('NFKC').toUpperCase())?.[1] ?? null;
}

// --- internal ---

const MORE = /^(?:更多|更多内容|还有吗|继续|接着说|下一页|下一条|后面呢|more|next)$/i;
const LIKED = /^(?:👍+|\[强\]|点赞|赞|有用|有帮助|回答得?(?:很|真)?好)$/u;
const DISLIKED = /^(?:👎+|\[弱\]|踩|没用|没有?帮助|不对|答错了|回答(?:错了|不对)|答非所问)$/u;
const INVITATION = /^(?:邀请码|注册|登记)?[:：\s]*([A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4})$/;

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '')
    .replace(/[\s。.!！?？~～,，]+/g, '');
}
