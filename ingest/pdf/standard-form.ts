/**
 * The ordinary form of a character that a PDF names by its look: programs that print to PDF often name the radical
 * (U+2F00 and U+2E80 ff.) or a compatibility form in place of the character that has the same glyph. Null where it is no
 * character at all: private use, control, the mark for an unknown one.
 */
export function standardForm(text: string): string | null {
  let standard = '';
  for (const char of text) {
    if (UNKNOWN.test(char)) return null;
    standard += RADICALS.get(char) ?? (SAME_GLYPH.test(char) ? char.normalize('NFKC') : char);
  }
  return standard;
}

// --- internal ---

const UNKNOWN = /[\p{Co}\p{Cn}\p{Cs}\ufffd]|(?![\t\n\r])\p{Cc}/u;
const SAME_GLYPH = /[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/;

/** Radicals that Unicode does not decompose itself. */
const RADICALS: ReadonlyMap<string, string> = new Map(
  [
    ...'⼾户⺁厂⺄乙⺇几⺈刀⺋㔾⺌小⺎兀⺏尣⺒巳⺓幺⺔彑⺗心⺘手⺙攴⺛旡⺟母⺠民⺡水⺢水⺣火⺥爪⺦丬⺧牛⺨犬⺩王⺪疋⺫目⺬示⺭示⺮竹⺰纟⺱网⺲罒⺳罓⺴网⺶羊⺷羊⺸羊⺹老⺺肀⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衣⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'.matchAll(
      /(.)(.)/gu,
    ),
  ].map(([, radical = '', char = '']) => [radical, char]),
);
