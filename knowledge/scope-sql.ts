/**
 * The condition that a column is one of some whole numbers, one parameter handed in as JSON; none where there are none:
 * an empty list means all, and a condition that lets all through would keep an index from being used.
 */
export function scopeOf(column: string, wanted: readonly number[]): readonly string[] {
  return wanted.length === 0 ? [] : [`${column} in (select cast(value as integer) from json_each(?))`];
}
