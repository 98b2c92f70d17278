/** What grew over a stretch of equally spaced measurements. */
export interface Growth {
  /** Of the straight line of least squares, from its first point to its last, as a share of the mean. */
  readonly share: number;
  /** The error of that share: twice the standard error of the slope. */
  readonly doubt: number;
}

/** @param values three at least */
export function growthOf(values: readonly number[]): Growth {
  const count = values.length;
  const middle = (count - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const spread = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
  const left = values.reduce((sum, value, at) => sum + (value - mean - slope * (at - middle)) ** 2, 0);
  const error = Math.sqrt(left / (count - 2) / spread);
  return { share: (slope * (count - 1)) / mean, doubt: (2 * error * (count - 1)) / mean };
}

/** Flat: what it grew is no more than 2 %, or cannot be told from no growth and is no more than 5 %. */
export function isFlat({ share, doubt }: Growth): boolean {
  return share <= 0.02 || (share <= doubt && share <= 0.05);
}
