import type { Knowledge } from '../../knowledge/knowledge.js';
import { createOfficeFinder } from '../../knowledge/offices.js';
import type { StoredOffice } from '../../knowledge/stored.js';

/** An office that is known by name and place alone. */
export function storedOffice(
  id: number,
  core: string,
  place: Pick<StoredOffice, 'province' | 'city' | 'county'>,
): StoredOffice {
  const kind = core.endsWith('街道') ? '街道办事处' : '镇人民政府';
  const name = `${place.county}${core}${core.endsWith('街道') ? '办事处' : '人民政府'}`;
  return { id, name, core, kind, ...place, printed: [core], accounts: [], level: 'town', otherNames: [] };
}

/** A knowledge base that holds a report of 2020 of each office and not one figure. */
export function knowledgeOf(offices: readonly StoredOffice[]): Knowledge {
  const gone = () => Promise.reject(new Error('no report is stored'));
  return {
    offices: async () => offices,
    reports: async () =>
      offices.map(({ id, name }) => ({
        id,
        officeId: id,
        office: name,
        year: 2020,
        title: '',
        format: '2019',
        hybrid: false,
        documentNumber: null,
        issuedOn: null,
        file: '',
        storedAt: '',
        version: { number: 1, of: 1 },
      })),
    figures: async () => ({ figures: [], findings: [] }),
    facts: async () => [],
    findings: async () => [],
    passages: async () => [],
    sectionPassages: async () => [],
    report: gone,
    words: (ids) => (ids.length === 0 ? Promise.resolve(new Map()) : gone()),
    versions: async () => [],
    version: gone,
    doubt: gone,
    decide: gone,
    session: async () => ({ state: null, version: 0, isHeld: false }),
    saveSession: async () => 1,
    holdSession: async () => 1,
    journal: async () => 0,
    askedOften: async () => [],
    tryWriting: async () => {},
    channels: {
      hash: async (channel, id) => `${channel}/${id}`,
      staffMember: async () => null,
      invite: gone,
      accept: gone,
      take: async () => ({ state: 'new' }),
      keepTaken: async () => {},
      keepAnswer: async () => true,
      cameWith: async () => true,
      forgetReceived: async () => 0,
      off: async () => [],
      counts: { count: async () => ({ person: null, channel: null }), isFirst: async () => true },
      rate: async () => true,
      entries: async () => [],
      note: async () => {},
    },
    reminders: {
      subscriptions: async () => [],
      subscription: async () => null,
      add: async () => 0,
      claim: async () => null,
      settle: async () => false,
      giveUpLost: async () => 0,
      list: async () => [],
      countOpen: async () => [],
      knownKeys: async () => new Map(),
      plannedUntil: async () => new Map(),
      stamp: async () => '',
    },
    deadlines: {
      register: async () => ({ entries: [], finder: createOfficeFinder([]) }),
      rules: async () => [],
      obligations: async () => [],
      subscriptions: {
        subscribe: async () => ({ state: 'full', id: null }),
        active: async () => [],
        cancel: async () => 0,
        replace: async () => false,
        troubles: async () => [],
      },
    },
    close: async () => {},
  };
}
