/** Sounds of Chinese words, without tones. The dictionary is large and loads when a name has to be heard. */

/** One syllable for each character, read in its context: 重阳 as chong yang. */
export type Reader = (text: string) => readonly string[];

/** Loads the dictionary. */
export async function loadReader(): Promise<Reader> {
  const { pinyin } = await import('pinyin-pro');
  return (text) => pinyin(text, { toneType: 'none', type: 'array', v: true, toneSandhi: false });
}

/** What is not told apart in much of the country and by voice input: z/zh, c/ch, s/sh, l/n, f/h, n/ng. */
export function confused(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/^f/, 'h')
    .replace(/(?<=[aeiouv])ng$/, 'n');
}
