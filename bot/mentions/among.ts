import type { Understanding } from '../understand.js';
import { findConditions } from './conditions.js';

/**
 * True where a question picks offices by a figure (收费最多的三家, 主动公开超过一千条的有哪些, 败诉的单位): it is about reports,
 * whatever term of the law it names.
 */
export function picksOffices({
  text,
  operations,
  metrics,
}: Pick<Understanding, 'text' | 'operations' | 'metrics'>): boolean {
  if (operations.has('how') || operations.has('meaning') || operations.has('why')) return false;
  const limited = metrics.length > 0 && findConditions(text).some(({ name }) => name === 'above' || name === 'below');
  if (limited) return true;
  return (operations.has('ranking') && OFFICES.test(text)) || PICKED.test(text);
}

// --- internal ---

const OFFICES = /单位|街道|乡镇|[哪各]个?[镇乡局]|部门|[两三四五六七八九十哪几]家|谁/;
const PICKED = /的(?:单位|街道|乡镇|镇|部门|局)(?:都?有(?:哪些|几个|谁)|是哪|$|[?？])/;
