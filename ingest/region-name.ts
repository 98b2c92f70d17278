import type { Office } from '../knowledge/types.js';

/**
 * A province, city or county as a column of a table writes it, by its full name: 福建 is 福建省, 泉州 in a column of
 * cities 泉州市. Of a county without 县, 市, 区, 旗 nothing can be said unless one of the names known is it.
 * @param known full names it may be short for; @returns null where the full name cannot be told.
 */
export function regionName(
  level: keyof Pick<Office, 'province' | 'city' | 'county'>,
  written: string,
  known: readonly (string | null)[],
): string | null {
  const plain = written.normalize('NFKC').replace(/\s/g, '');
  const full = known.find((name) => name !== null && name.length > plain.length && name.slice(0, -1) === plain);
  if (full) return full;
  if (level === 'province') {
    const province = PROVINCES.find((name) => name === plain || shortOf(name) === plain);
    return province ?? (/.(?:省|自治区|特别行政区)$/.test(plain) ? plain : null);
  }
  if (ENDING.test(plain)) return plain;
  return level === 'city' && plain.length >= 2 ? `${plain}市` : null;
}

// --- internal ---

const ENDING = /(?:市|县|区|旗|州|盟)$/;

const PROVINCES = (
  '北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省 山东省 河南省 ' +
  '湖北省 湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 广西壮族自治区 西藏自治区 ' +
  '宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区'
).split(' ');

function shortOf(name: string): string {
  return name.replace(/(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$/, '');
}
