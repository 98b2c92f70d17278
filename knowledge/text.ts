/** White space, widths and brackets: the one place that says when two texts are the same. */

const SPACE = /[\s\u00a0\u3000\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/g;

/**
 * Folds every run of white space (NBSP, ideographic and zero-width included) to one plain space and trims.
 * Quotes are kept in this form; everything else in them stays verbatim.
 */
export function fold(text: string): string {
  return text.replace(SPACE, ' ').trim();
}

/**
 * The form labels are compared in: no white space, full-width letters and digits narrowed (NFKC), brackets widened to
 * （）, the comma and colon of either width made ， and ：.
 */
export function compact(text: string): string {
  return text
    .normalize('NFKC')
    .replace(SPACE, '')
    .replace(/[(（﹙]/g, '（')
    .replace(/[)）﹚]/g, '）')
    .replace(/[,，﹐]/g, '，')
    .replace(/[:：]/g, '：');
}
