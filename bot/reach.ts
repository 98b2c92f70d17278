/** Whether the bot can speak first, and what there is where it cannot. */

/** `recent`: only to people who wrote to it in the last days, as platforms have it. */
export type Reach = 'always' | 'recent' | 'never';

/** A chat that the bot can write to without being asked. */
export interface ChatAddress {
  readonly channel: string;
  /** As `Adapter.send` takes it. */
  readonly to: string;
  /** True where others read along. */
  readonly group: boolean;
  readonly reach: Exclude<Reach, 'never'>;
}

/** Other ways to hear of a deadline. */
export interface Offers {
  /** Where calendars are served, without a slash at the end; null where they are not. */
  readonly calendars: string | null;
  /** Channels in use that can speak first. */
  readonly channels: readonly string[];
}

export const NO_OFFERS: Offers = { calendars: null, channels: [] };

/** The address of a calendar of an office or place. */
export function calendarAddress(calendars: string, name: string): string {
  return `${calendars}/calendar/${encodeURIComponent(name)}.ics`;
}
