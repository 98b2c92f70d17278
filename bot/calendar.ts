/** The date in Asia/Shanghai, where every deadline and 去年 counts. */
export function shanghaiDate(now: Date): string {
  return FORMAT.format(now);
}

// --- internal ---

/** Made once: making one costs more than a whole answer. */
const FORMAT = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
