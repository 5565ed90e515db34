import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventLog } from '../../../connectors/event-log/index.ts';
import { Rejected } from '../../../src/connector/rejected.ts';
import { identities } from '../../../src/domain/agent.ts';
import { ALWAYS_OPEN } from '../../../src/domain/calendar.ts';
import { contribute } from '../../../src/domain/contribute.ts';
import { idSpace } from '../../../src/domain/ids.ts';
import type { TicketEvent } from '../../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../../src/domain/timeline.ts';

const SOURCE = 'servicenow-incident-log';
const mapping = readFileSync(
  new URL('../../../connectors/event-log/mappings/servicenow-incident-log.yaml', import.meta.url),
  'utf8',
);
const source = eventLog.configure(SOURCE, mapping);
const levels = { policies: [], calendar: ALWAYS_OPEN, pauses: [] };
const bots = new Set(source.bots.map((bot) => `${SOURCE}:${bot}` as never));
const WHO = identities(new Map(), bots);

/** A row of the log as an incident that is over left it: what came last stands in every row. */
const LAST = {
  number: 'INC0000042',
  incident_state: 'New',
  sys_mod_count: '0',
  sys_updated_at: '2/3/2016 08:00',
  sys_updated_by: 'Updated by 5',
  opened_at: '2/3/2016 07:58',
  assigned_to: '?',
  assignment_group: 'Group 70',
  priority: '3 - Moderate',
  category: 'Category 26',
  contact_type: 'Phone',
  caller_id: 'Caller 9',
  resolved_by: 'Resolved by 81',
  resolved_at: '2/3/2016 12:00',
  made_sla: 'false',
};
type Row = Partial<Record<keyof typeof LAST, string>>;

const normalised = (row: Row, key = 'k') =>
  source.normalise({ about: 'ticket', receivedAt: 0, key, fields: { ...LAST, ...row } });
const eventsOf = (...rows: Row[]): TicketEvent[] => rows.flatMap((row, i) => normalised(row, `${i}`).events);
const fold = (...rows: Row[]) => foldTimeline(eventsOf(...rows), WHO);
const changeOf = (row: Row) => {
  const [event] = normalised(row).events;
  return event?.fact.type === 'changed' ? event.fact : undefined;
};
const rejection = (row: Row) => {
  try {
    normalised(row);
  } catch (error) {
    if (error instanceof Rejected) return error.message;
  }
  return undefined;
};

const ASSIGNED: Row = {
  incident_state: 'Active',
  sys_mod_count: '1',
  sys_updated_at: '2/3/2016 09:00',
  assigned_to: 'Resolver 89',
};
const DONE: Row = { ...ASSIGNED, incident_state: 'Resolved', sys_mod_count: '3', sys_updated_at: '2/3/2016 12:00' };
const CLOSED: Row = {
  ...DONE,
  incident_state: 'Closed',
  sys_mod_count: '4',
  sys_updated_at: '7/3/2016 12:07',
  sys_updated_by: 'Updated by 908',
};

describe('columns filled in backwards', () => {
  it('hide who resolved it until the row in which it is resolved', () => {
    const named = [{}, ASSIGNED, DONE, CLOSED].map((row) => changeOf(row)?.resolver);
    const resolver = `${SOURCE}:resolved-by/Resolved by 81`;
    expect(named).toEqual([undefined, undefined, resolver, resolver]);
  });

  it('hide them on an earlier resolution, when the one they belong to came later', () => {
    const early = { ...DONE, sys_mod_count: '2', sys_updated_at: '2/3/2016 10:00' };
    expect(changeOf(early)?.resolver).toBeUndefined();
    const reopened = { ...ASSIGNED, sys_mod_count: '3', sys_updated_at: '2/3/2016 11:00' };
    const { resolutions } = fold({}, ASSIGNED, early, reopened, { ...DONE, sys_mod_count: '4' });
    expect(resolutions.map(({ resolver }) => resolver)).toEqual([
      `${SOURCE}:assigned-to/Resolver 89`,
      `${SOURCE}:resolved-by/Resolved by 81`,
    ]);
  });

  it('hide them until the closing, where nothing says since when they hold', () => {
    const unsaid = { resolved_at: '?' };
    expect(changeOf({ ...DONE, ...unsaid })?.resolver).toBeUndefined();
    expect(changeOf({ ...CLOSED, ...unsaid })?.resolver).toBeDefined();
  });

  it('hide whether the SLA was made until the closing: before, every row says it was', () => {
    const told = (row: Row) => eventsOf(row).flatMap(({ fact }) => (fact.type === 'sla-reported' ? [fact] : []));
    expect([{}, ASSIGNED, DONE].flatMap((row) => told({ ...row, made_sla: 'true' }))).toEqual([]);
    expect(told(CLOSED)).toEqual([{ type: 'sla-reported', target: 'resolution', met: false }]);
    const rows = contribute(fold({}, ASSIGNED, DONE, CLOSED), levels);
    expect(rows.flatMap(({ resolutions }) => resolutions.map((part) => part.sourceSlaMet))).toEqual([false]);
  });
});

describe('the three id spaces', () => {
  it('never make one person of the same number', () => {
    const event = eventsOf({ ...DONE, assigned_to: '89', resolved_by: '89', sys_updated_by: '89' })[0];
    const fact = event?.fact.type === 'changed' ? event.fact : undefined;
    const accounts = [fact?.set.holder, fact?.resolver, event?.actor];
    expect(accounts).toEqual([`${SOURCE}:assigned-to/89`, `${SOURCE}:resolved-by/89`, `${SOURCE}:updated-by/89`]);
    expect(new Set(accounts.map((one) => one && idSpace(one))).size).toBe(3);
  });

  it('let holder and resolver pass for one owner, as nobody has said who is whom', () => {
    const credited = contribute(fold({}, ASSIGNED, DONE), levels).filter(({ resolutions }) => resolutions.length > 0);
    expect(credited).toMatchObject([
      { agentId: `${SOURCE}:resolved-by/Resolved by 81`, resolutions: [{ oneOwner: true }] },
    ]);
  });
});

describe('rows of one minute', () => {
  it('are told in the order of sys_mod_count, not of the file', () => {
    const at = { sys_updated_at: '2/3/2016 12:00' };
    const rows = [
      { ...DONE, ...at, sys_mod_count: '11' },
      { ...ASSIGNED, ...at, sys_mod_count: '9' },
      { ...ASSIGNED, ...at, sys_mod_count: '10', assigned_to: 'Resolver 7' },
    ];
    const { resolutions, state } = fold(...rows);
    expect(resolutions).toHaveLength(1);
    expect(state).toMatchObject({ status: 'resolved', holder: `${SOURCE}:assigned-to/Resolver 89` });
    expect(fold(...rows.toReversed())).toMatchObject({ resolutions, state });
  });
});

describe('a state that means nothing known', () => {
  const odd = { ...DONE, incident_state: '-100' };

  it('is kept as unknown beside its word, and counted', () => {
    const { events, unmapped } = normalised(odd);
    expect(events).toMatchObject([{ fact: { set: { status: 'unknown', sourceStatus: '-100' } } }]);
    expect(unmapped).toEqual([{ what: 'status', word: '-100' }]);
  });

  it('neither resolves nor reopens', () => {
    const later = { ...odd, sys_mod_count: '4', sys_updated_at: '3/3/2016 12:00' };
    expect(fold({}, ASSIGNED, DONE, later, CLOSED).resolutions).toMatchObject([{ reopenedAt: null }]);
  });

  it('is not counted where it is known', () => {
    expect(normalised(DONE).unmapped).toEqual([]);
  });
});

describe('what the source left out', () => {
  it('is nothing, not a question mark', () => {
    const unsaid = {
      assigned_to: '?',
      assignment_group: '?',
      priority: '?',
      category: ' ',
      caller_id: '',
      sys_updated_by: '?',
    };
    const said = changeOf({ ...DONE, ...unsaid, resolved_by: '?' });
    expect(said?.set).toEqual({
      status: 'resolved',
      sourceStatus: 'Resolved',
      kind: 'incident',
      channel: 'phone',
      holder: null,
    });
    expect(normalised({ ...DONE, ...unsaid }).events[0]?.actor).toBeNull();
    expect(said).not.toHaveProperty('resolver');
  });

  it('leaves an attribute as it was, but lets go of the ticket', () => {
    const { state } = fold({}, ASSIGNED, { ...ASSIGNED, sys_mod_count: '2', priority: '?', assigned_to: '?' });
    expect(state).toMatchObject({ priority: 'P3', holder: null });
  });

  it('loses nothing of the row when it is only the opening', () => {
    expect(changeOf({ opened_at: '?' })).not.toHaveProperty('openedAt');
    expect(rejection({ opened_at: '?' })).toBeUndefined();
  });
});

describe('what the log says', () => {
  it('is read in our words, or kept in its own', () => {
    const [event] = eventsOf({ ...ASSIGNED, contact_type: 'Carrier pigeon' });
    expect(event).toMatchObject({
      ticketId: `${SOURCE}:INC0000042`,
      occurredAt: Date.UTC(2016, 2, 2, 9),
      knownAt: Date.UTC(2016, 2, 2, 9),
      seq: 1,
      fact: {
        openedAt: Date.UTC(2016, 2, 2, 7, 58),
        set: {
          status: 'open',
          sourceStatus: 'Active',
          kind: 'incident',
          priority: 'P3',
          workType: 'Category 26',
          channel: 'Carrier pigeon',
          team: 'Group 70',
          requester: 'Caller 9',
        },
      },
    });
    expect(changeOf(ASSIGNED)?.set.channel).toBe('phone');
  });

  it('names the automation that closes what is resolved', () => {
    expect(WHO.isBot(eventsOf(CLOSED)[0]?.actor as never)).toBe(true);
    expect(WHO.isBot(eventsOf(DONE)[0]?.actor as never)).toBe(false);
  });
});

describe('a row that cannot be understood is set aside with a remedy:', () => {
  it.each<[string, Row, string]>([
    ['no ticket', { number: '?' }, 'missing value: number is empty. Fill it in the source, or leave the row out.'],
    [
      'no state',
      { incident_state: '' },
      'missing value: incident_state is empty. Fill it in the source, or leave the row out.',
    ],
    [
      'no time',
      { sys_updated_at: '?' },
      'missing value: sys_updated_at is empty. Fill it in the source, or leave the row out.',
    ],
    [
      'a day that does not exist',
      { sys_updated_at: '31/6/2016 10:00' },
      'unreadable time: sys_updated_at is "31/6/2016 10:00". It has to be a real time in the format "d/m/yyyy HH:MM" of the mapping.',
    ],
    [
      'an American date',
      { opened_at: '3/22/2016 10:00' },
      'unreadable time: opened_at is "3/22/2016 10:00". It has to be a real time in the format "d/m/yyyy HH:MM" of the mapping.',
    ],
    [
      'no order',
      { sys_mod_count: '?' },
      'missing value: sys_mod_count is empty. Fill it in the source, or leave the row out.',
    ],
    [
      'an order that is none',
      { sys_mod_count: 'first' },
      'unreadable order: sys_mod_count is "first". It has to be a whole number, or leave `order` out of the mapping.',
    ],
    [
      'half an order',
      { sys_mod_count: '1.5' },
      'unreadable order: sys_mod_count is "1.5". It has to be a whole number, or leave `order` out of the mapping.',
    ],
    [
      'a third SLA result',
      { ...CLOSED, made_sla: 'perhaps' },
      'unreadable SLA result: made_sla is "perhaps". Name the word under sla.resolution in the mapping.',
    ],
  ])('%s', (_what, row, message) => {
    expect(rejection(row)).toBe(message);
  });
});
