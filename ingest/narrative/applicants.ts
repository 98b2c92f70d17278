import { APPLICANT_LABELS } from '../../knowledge/metrics.js';
import type { Applicant } from '../../knowledge/types.js';
import type { Spot } from './spots.js';

/** The applicant a count of applications is limited to; `total` where none is named. */
export function applicantOf(spot: Spot): Applicant {
  return APPLICANTS_NAMED.find(({ pattern }) => pattern.test(spot.gap))?.key ?? 'total';
}

/** 全部为自然人: the applicant all of the applications just counted come from, or null. */
export function onlyApplicantOf(spot: Spot): Applicant | null {
  const said = /^[^。；\d]{0,16}，(?:申请人)?(?:全部|均|都)(?:为|是|系|来自|由)?([^，。；\d]{2,8})/.exec(
    spot.after,
  )?.[1];
  return said === undefined ? null : (APPLICANTS_NAMED.find(({ words }) => words.test(said))?.key ?? null);
}

// --- internal ---

const APPLICANTS_NAMED = Object.entries(APPLICANT_LABELS)
  .filter(([key]) => key !== 'total' && key !== 'other_organization')
  .map(([key, { label, words }]) => ({
    key: key as Applicant,
    words: new RegExp(
      `^(?:${[label, ...words.split('|')].filter((word) => /^[\u4e00-\u9fff]+$/.test(word)).join('|')})`,
    ),
    pattern: new RegExp(`(?<!法人、)(?:${label})(?:提出|提交|申请|的|政府信息公开)*(?:共|：|为|有)*$`),
  }));
