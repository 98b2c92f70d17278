import { UserError } from '../knowledge/types.js';

/** Why a file is not read, in words that say what to do; the same for every carrier. */

/** A file that needs a password. */
export function encryptedFile(cause?: unknown): UserError {
  return new UserError('ENCRYPTED_FILE', '文件加了密码，读不了。请去掉密码保护后再导入。', { cause });
}

/** A file that is broken off or changed, or does not keep to its format. */
export function damagedFile(cause?: unknown): UserError {
  return new UserError('DAMAGED_FILE', '文件已损坏或不完整，读不了。请重新下载，或打开后另存一份再导入。', { cause });
}

/** @param most what is read at most, e.g. `100 MB`. */
export function fileTooLarge(most: string): UserError {
  return new UserError('FILE_TOO_LARGE', `文件太大，没有读（上限：${most}）。请确认这是一份年度报告，或拆开后再导入。`);
}

/** A file without any text; `what` it seems to hold instead. */
export function noText(what = ''): UserError {
  return new UserError('EMPTY_FILE', `文件里没有可读的文字${what}。`);
}

/** What is read now, for messages that refuse something else. */
export const READABLE =
  '.docx、.doc、.xlsx、.csv、.pdf、.html（.htm）、.md、.txt 文件，扫描图片（.png、.jpg、.tif），以及装有这些文件的 .zip';

/** A format that is not read, by its extension, or by a name for it. */
export function unsupportedFormat(format: string, options?: ErrorOptions): UserError {
  const name = /^[a-z0-9]+$/.test(format) ? ` .${format} ` : format;
  return new UserError(
    'UNSUPPORTED_FORMAT',
    `不能直接读${name}文件。能读的是 ${READABLE}，请另存为其中一种后再导入。`,
    options,
  );
}
