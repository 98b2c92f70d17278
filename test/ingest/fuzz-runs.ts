/** How many mutations each fuzz of the readers makes: `npm run fuzz:readers` makes `READER_FUZZ_RUNS` overall. */

const ALL = Number(process.env.READER_FUZZ_RUNS ?? 500);

/** A file that takes longer to read hangs. */
export const LONGEST_MS = 10_000;

/** Shares of one test each: four of carriers of text, four of Word and Excel files, two of PDF, three of files that are converted. */
const SHARES = { text: 0.18, container: 0.045, archive: 0.045, doc: 0.036, pdf: 0.01, converted: 0.0005 } as const;

export function runsOf(kind: keyof typeof SHARES): number {
  return Math.max(1, Math.ceil(ALL * SHARES[kind]));
}
