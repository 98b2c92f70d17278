import { createLatin } from './office-latin.js';
import type { NamedOffice } from './office-names.js';
import { createNear } from './office-near.js';
import { createSounds, type Heard } from './office-sounds.js';
import type { Stretch } from './office-stretches.js';
import { loadReader } from './pinyin.js';

/** Everything that hears misspelt names, over one dictionary of sounds. */
export interface OfficeEar {
  /** Offices the stretches sound like. */
  readonly hear: (text: string, stretches: readonly Stretch[]) => Heard[];
  /** Offices in Latin letters; `alone`: no other office is named, so that a name may lack its suffix. */
  readonly spell: (text: string, alone: boolean) => Heard[];
  /** Offices whose name is near a name that is none of ours, best first; empty when none is near. */
  readonly near: (name: string) => readonly NamedOffice[];
}

/** Loads the dictionary and reads every office's name. */
export async function createEar(offices: readonly NamedOffice[]): Promise<OfficeEar> {
  const read = await loadReader();
  const sounds = createSounds(offices, read);
  const latin = createLatin(offices, sounds.spoken, read);
  return { hear: sounds.hear, spell: latin.spell, near: await createNear(sounds.spoken, read) };
}
