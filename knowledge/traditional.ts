/** Traditional characters are read as simplified ones. The tables are large and load when a text holds any. */

/**
 * The text in simplified characters. A text that is written in simplified characters comes back as it is: 里, 后, 台, 著
 * are used in both, so nothing is converted unless a character stands there that simplified text does not use.
 */
export async function simplified(text: string): Promise<string> {
  const strange = [...text].filter((char) => HAN.test(char) && !simplifiedCharacters().has(char));
  if (strange.length === 0) return text;
  const { Converter } = await import('opencc-js/t2cn');
  // Not the converter with words: it makes 規範性文件 a 文档.
  const convert = converter ?? Converter({ from: 'tw', to: 'cn' });
  converter = convert;
  if (strange.every((char) => convert(char) === char)) return text;
  return WORDS.reduce((words, [theirs, ours]) => words.replaceAll(theirs, ours), convert(text));
}

// --- internal ---

const HAN = /[\u3400-\u9fff]/;

/** Words that differ, as they come out of the characters' conversion. */
const WORDS: readonly (readonly [theirs: string, ours: string])[] = [['资讯公开', '信息公开']];

let converter: ((text: string) => string) | undefined;
let characters: ReadonlySet<string> | undefined;

/** GB 2312, the set simplified text is written in: rows 16 to 87. */
function simplifiedCharacters(): ReadonlySet<string> {
  if (characters) return characters;
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
  characters = new Set(new TextDecoder('gb18030').decode(new Uint8Array(bytes)));
  return characters;
}
