import { UserError } from '../knowledge/types.js';

/**
 * The address of a page, allowed to be fetched.
 * @param allowedHosts names, `*.` before a name for everything below it
 * @throws UserError BAD_URL (not http or https, a password in it), HOST_NOT_ALLOWED
 */
export function pageAddress(address: string, allowedHosts: readonly string[]): URL {
  const url = parsed(address);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new UserError('BAD_URL', `这个网址看不懂，应以 http:// 或 https:// 开头：${address.slice(0, 200)}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError('BAD_URL', '网址里不能带用户名和密码，请去掉后再试。');
  }
  if (!isAllowedHost(url.hostname, allowedHosts)) {
    throw new UserError(
      'HOST_NOT_ALLOWED',
      `不能从 ${url.hostname} 导入：只允许 ${allowedHosts.join('、')}。请先把网页另存为文件再导入，或请管理员调整允许的网站。`,
    );
  }
  url.hash = '';
  return url;
}

/** True where a host is one of those named. `*.gov.cn` means every name below gov.cn, at any depth. */
export function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  const name = plain(host);
  return allowed
    .map(plain)
    .some((rule) =>
      rule.startsWith('*.') ? name.endsWith(rule.slice(1)) && name.length >= rule.length : name === rule,
    );
}

// --- internal ---

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function plain(host: string): string {
  return host.trim().toLowerCase().replace(/\.$/, '');
}
