/** Numbers of a spreadsheet as they are seen. */

/** A format that is named and nowhere defined: no number in it is known as it is seen. */
export const UNKNOWN_FORMAT = '[]';

/** Formats that workbooks name by number alone (ISO/IEC 29500-1, 18.8.30; those of Chinese versions among them). */
export const BUILT_IN_FORMATS: readonly (readonly [id: number, format: string])[] = [
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [5, '"¥"#,##0;"¥"-#,##0'],
  [6, '"¥"#,##0;[Red]"¥"-#,##0'],
  [7, '"¥"#,##0.00;"¥"-#,##0.00'],
  [8, '"¥"#,##0.00;[Red]"¥"-#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [14, 'yyyy/m/d'],
  [31, 'yyyy"年"m"月"d"日"'],
  [37, '#,##0;-#,##0'],
  [38, '#,##0;[Red]-#,##0'],
  [39, '#,##0.00;-#,##0.00'],
  [40, '#,##0.00;[Red]-#,##0.00'],
  [41, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '],
  [42, '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ '],
  [43, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '],
  [44, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ '],
  [49, '@'],
  [57, 'yyyy"年"m"月"'],
  [58, 'm"月"d"日"'],
];

/**
 * A number as its cell shows it: decimals, thousands separators, percent, text before and behind it, the sections for
 * negative numbers and zero, and days of the calendar. Of `General` the 15 digits a spreadsheet keeps, without exponent.
 * @returns for formats that are not known here (fractions, exponents, conditions, times) the number with a mark that
 *   keeps it from being read as one.
 */
export function formatNumber(value: number, format: string, from1904 = false): string {
  if (/^(?:general|@|G\/通用格式)$/i.test(format.trim())) return general(value);
  const sections = splitSections(format);
  const [positive = '', negative, zero] = sections;
  const section = value < 0 && negative !== undefined ? negative : value === 0 && zero !== undefined ? zero : positive;
  const sign = value < 0 && negative === undefined ? '-' : '';
  const shown = isDate(section) ? formatDate(value, section, from1904) : formatSection(Math.abs(value), section);
  if (shown === null) return `${general(value)}${UNKNOWN}`;
  return /[1-9]/.test(shown) ? `${sign}${shown}` : shown;
}

// --- internal ---

const UNKNOWN = '（格式不详）';
const MOST_DECIMALS = 15;

function general(value: number): string {
  const exact = Number(value.toPrecision(15));
  if (Number.isInteger(exact)) return BigInt(exact).toString();
  const plain = String(exact);
  return plain.includes('e') ? exact.toFixed(20).replace(/0+$/, '') : plain;
}

/** Semicolons within quotes part nothing. */
function splitSections(format: string): string[] {
  const sections = [''];
  for (const [piece] of format.matchAll(/"[^"]*"|\\.|[\s\S]/g)) {
    if (piece === ';') sections.push('');
    else sections[sections.length - 1] += piece;
  }
  return sections;
}

function isDate(section: string): boolean {
  return /[ymd]/i.test(bare(section)) && !/[0#?]/.test(bare(section));
}

/** Without text in quotes, escaped characters, and what stands in brackets. */
function bare(section: string): string {
  return section.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
}

/** Null where the section holds anything beyond digits, separators, percent and literal text. */
function formatSection(value: number, section: string): string | null {
  // Colours and locales; conditions such as [>=100] are not among them.
  const plain = section.replace(/\[(?:\$[^\]]*|[A-Za-z]+\d*|[\u4e00-\u9fff]+\d*)\]/g, '').replace(/_.|\*./g, '');
  if (/[[\]]/.test(plain.replace(/"[^"]*"|\\./g, ''))) return null;
  const tokens = plain.match(/"[^"]*"|\\.|[0#?][0#?,]*(?:\.[0#?]*)?|[\s\S]/g) ?? [];
  const isDigits = (token: string) => /^[0#?]/.test(token) && !/^["\\]/.test(token);
  const digits = tokens.filter(isDigits);
  if (digits.length > 1) return null;
  const percent = tokens.filter((token) => token === '%').length;
  const texts = tokens.map((token) => {
    if (isDigits(token)) return /^\?+$/.test(token) && value === 0 ? '' : formatDigits(value * 100 ** percent, token);
    if (/^["\\]/.test(token)) return token.startsWith('"') ? token.slice(1, -1) : token.slice(1);
    return /^[%+\-() ¥$￥€.,/:—–\u4e00-\u9fff]$/u.test(token) ? token : null;
  });
  return texts.includes(null) ? null : texts.join('').trim();
}

/** `#,##0.00`: separators of thousands, decimals that must and that may stand; a comma at the end divides by 1000. */
function formatDigits(value: number, pattern: string): string | null {
  const [whole = '', decimals = ''] = pattern.split('.');
  if (/,$/.test(whole) || decimals.includes(',')) return null;
  if (decimals.length > MOST_DECIMALS || value >= 1e15) return null;
  const fixed = roundHalfUp(value, decimals.length);
  const [integer = '0', fraction = ''] = fixed.split('.');
  const must = whole.replace(/[^0]/g, '').length;
  const padded = integer.replace(/^0+(?=\d)/, '').padStart(must, '0');
  const shownInteger = must === 0 && padded === '0' && fraction !== '' ? '' : padded;
  const grouped = whole.includes(',') ? shownInteger.replace(/\B(?=(?:\d{3})+$)/g, ',') : shownInteger;
  const needed = decimals.replace(/[^0].*$/, '').length;
  const kept = fraction.slice(0, needed) + fraction.slice(needed).replace(/0+$/, '');
  return kept === '' ? grouped : `${grouped}.${kept}`;
}

/** Decimal rounding of the 15 digits that count: 0.285 is 0.29, though its binary form lies below. */
function roundHalfUp(value: number, decimals: number): string {
  const exact = Number(value.toPrecision(15));
  const shifted = Number(`${exact}e${decimals}`);
  const rounded = Number.isFinite(shifted) ? Math.round(Number(shifted.toPrecision(15))) : Math.round(exact);
  return (Number.isFinite(shifted) ? Number(`${rounded}e-${decimals}`) : exact).toFixed(decimals);
}

/** Years, months and days; null where the format also holds times or weekdays. */
function formatDate(value: number, section: string, from1904: boolean): string | null {
  if (!Number.isInteger(value) || value < 61 || value > 2_958_465) return null;
  const date = new Date(Date.UTC(1899, 11, 30) + (value + (from1904 ? 1462 : 0)) * 86_400_000);
  const plain = section
    .replace(/\[\$[^\]]*\]/g, '')
    .replace(/_.|\*./g, '')
    .replace(/;@$/, '');
  const parts: Readonly<Record<string, string>> = {
    yyyy: String(date.getUTCFullYear()),
    yy: String(date.getUTCFullYear() % 100).padStart(2, '0'),
    mm: String(date.getUTCMonth() + 1).padStart(2, '0'),
    m: String(date.getUTCMonth() + 1),
    dd: String(date.getUTCDate()).padStart(2, '0'),
    d: String(date.getUTCDate()),
  };
  const tokens = plain.match(/"[^"]*"|\\.|[a-z]+|[\s\S]/gi) ?? [];
  const texts = tokens.map((token) => {
    if (token.startsWith('"')) return token.slice(1, -1);
    if (token.startsWith('\\')) return token.slice(1);
    return parts[token.toLowerCase()] ?? (/^[-/. 年月日]$/.test(token) ? token : null);
  });
  return texts.includes(null) ? null : texts.join('');
}
