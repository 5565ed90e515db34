import { describe, expect, it } from 'vitest';
import { outcome, type Row, reader } from './desk.ts';

const read = reader();
const RECORD: Row = {
  sys_id: 'r1',
  state: '2',
  opened_at: '2026-03-02 08:00:00',
  sys_updated_on: '2026-03-02 09:00:00',
};
const incident = (data: Row, beside: Row = {}): Row => ({
  resource: 'incident',
  data: { ...RECORD, ...data },
  ...beside,
});
const last = (data: Row, beside: Row = {}) => read(incident(data, beside)).events.at(-1);
const setOf = (data: Row) => {
  const fact = last(data)?.fact;
  return fact?.type === 'changed' ? fact.set : undefined;
};

describe('a value', () => {
  it.each<[string, unknown]>([
    ['plain', '2'],
    ['a number', 2],
    ['with its label', { value: '2', display_value: 'In Progress' }],
    ['with a link', { value: '2', link: 'https://example.service-now.com/2' }],
    ['in blanks', ' 2 '],
  ])('%s is the same', (_what, state) => {
    expect(setOf({ state })).toMatchObject({ status: 'open', sourceStatus: 'In Progress' });
  });

  it('that is missing says nothing, one that is empty says so', () => {
    expect(setOf({})).not.toHaveProperty('holder');
    for (const assigned_to of ['', null, { value: '', display_value: '' }, { value: null }]) {
      expect(setOf({ assigned_to })).toMatchObject({ holder: null });
    }
  });

  it.each<[string, unknown]>([
    ['a list', ['2']],
    ['an object', { display_value: 'In Progress' }],
    ['one within another', { value: { value: '2' } }],
  ])('that is %s sets the row aside', (_what, state) => {
    expect(outcome(incident({ state }))).toMatch(/^no raw value: state has none\. Read with sysparm_display_value/);
  });

  it.each(['toString', '__proto__', 'constructor', 'hasOwnProperty'])('called %s is a word like any other', (word) => {
    expect(setOf({ priority: word, category: word, contact_type: word, assignment_group: word })).toMatchObject({
      priority: word,
      workType: word,
      channel: word,
      team: word,
    });
    expect(outcome({ resource: word, data: {} })).toMatch(/^unknown resource/);
    const named = `work_type: { field: ${word} }`;
    expect(outcome(incident({}), named)).toMatchObject({ events: [{}, { fact: { set: { status: 'open' } } }] });
    expect(outcome(JSON.parse(`{"resource":"incident","data":{"${word}":{"value":[]},"sys_id":"r1"}}`))).toMatch(
      /^missing/,
    );
  });
});

describe('a time', () => {
  it('is UTC, whatever its label says', () => {
    const sys_updated_on = { value: '2026-03-02 09:30:00', display_value: '2026-03-02 01:30:00' };
    expect(last({ sys_updated_on })?.occurredAt).toBe(Date.UTC(2026, 2, 2, 9, 30));
  });

  it.each(['02.03.2026 09:30:00', '2026-02-30 09:30:00', '0000-00-00 00:00:00', 'yesterday'])(
    'like %s is refused',
    (time) => {
      expect(outcome(incident({ sys_updated_on: time }))).toMatch(
        /^unreadable time: sys_updated_on is ".*" *\. It has/,
      );
    },
  );
});

describe('a ticket', () => {
  const openingOf = (data: Row) => {
    const [first] = read(incident({ sys_created_on: '2026-03-02 08:30:00', ...data })).events;
    return [first?.occurredAt, first?.knownAt];
  };

  it('was opened when it says, if that was before it was written down, and was not known before that', () => {
    const created = Date.UTC(2026, 2, 2, 8, 30);
    expect(openingOf({ opened_at: '2026-03-02 08:00:00' })).toEqual([Date.UTC(2026, 2, 2, 8), created]);
    expect(openingOf({ opened_at: '2026-03-02 08:45:00' })).toEqual([created, created]);
    expect(openingOf({ opened_at: '' })).toEqual([created, created]);
  });
});

describe('the state', () => {
  it('is read from incident_state where there is no other', () => {
    expect(setOf({ state: undefined, incident_state: '6' })).toMatchObject({ status: 'resolved' });
    expect(setOf({ state: '2', incident_state: '6' })).toMatchObject({ status: 'open' });
  });

  it('counts a reason to wait only while it waits', () => {
    expect(setOf({ state: '3', hold_reason: '1' })).toMatchObject({ status: 'pending' });
    expect(setOf({ state: '2', hold_reason: '1' })).toMatchObject({ status: 'open', sourceStatus: 'In Progress' });
  });
});

describe('the resolver', () => {
  const named = (data: Row) => {
    const fact = last({ resolved_by: 'ann', closed_by: 'bob', ...data })?.fact;
    return fact?.type === 'changed' ? fact.resolver : undefined;
  };

  it('is who resolved it while it is at rest, never who closed it', () => {
    expect(named({ state: '6' })).toBe('snow:ann');
    expect(named({ state: '7' })).toBe('snow:ann');
    expect(named({ state: '2' })).toBeUndefined();
    expect(named({ state: '7', resolved_by: '' })).toBeUndefined();
  });
});

describe('a history', () => {
  const audit = (sys_id: string, [oldvalue, newvalue]: [string, string], more: Row = {}): Row => ({
    sys_id,
    tablename: 'incident',
    documentkey: 'r1',
    fieldname: 'state',
    oldvalue,
    newvalue,
    user: 'ann',
    sys_created_on: '2026-03-02 09:00:00',
    ...more,
  });
  const told = (data: Row, audits: readonly Row[]) =>
    read(incident({ sys_created_on: '2026-03-02 08:00:00', ...data }, { audits })).events;

  it('keeps two updates of one second in order by the checkpoint, not as they were listed', () => {
    const audits = [
      audit('a', ['3', '6'], { record_checkpoint: '11' }),
      audit('b', ['1', '3'], { record_checkpoint: '2' }),
    ];
    expect(told({ state: '6' }, audits).map(({ id, seq }) => [id, seq])).toEqual([
      ['snow:r1#created', -1],
      ['snow:r1#audit.b', 32],
      ['snow:r1#audit.a', 176],
    ]);
  });

  it('knows the reason of a second wait where the first was never cleared', () => {
    const later = (hour: string): Row => ({ sys_created_on: `2026-03-02 ${hour}:00:00` });
    const audits = [
      audit('a', ['1', '3'], later('09')),
      audit('b', ['', '1'], { fieldname: 'hold_reason', ...later('09') }),
      audit('c', ['3', '2'], later('10')),
      audit('d', ['2', '3'], later('11')),
    ];
    const statuses = told({ state: '3', hold_reason: '1' }, audits).map(
      ({ fact }) => fact.type === 'changed' && fact.set.status,
    );
    expect(statuses).toEqual(['new', 'pending', 'open', 'pending']);
  });

  it('is believed about when it was resolved, though the row was changed by a script since', () => {
    const audits = [audit('a', ['1', '6']), audit('b', ['', 'ann'], { fieldname: 'assigned_to' })];
    const events = told(
      { state: '6', assigned_to: 'bob', resolved_at: '2026-03-02 08:50:00', sys_mod_count: '3' },
      audits,
    );
    expect(events.map(({ id }) => id.split('#')[1])).toEqual(['created', 'audit.a', 'record.3']);
  });

  it('may know of a field that the row does not show', () => {
    const audits = [audit('a', ['1', '2']), audit('b', ['', 'ann'], { fieldname: 'assigned_to' })];
    expect(told({ state: '2' }, audits).map(({ id }) => id.split('#')[1])).toEqual(['created', 'audit.a']);
  });

  it('of updates whose rows nothing is read of leaves the record as it was made', () => {
    const audits = [
      audit('a', ['', 'hello'], { fieldname: 'comments' }),
      audit('b', ['2', '1'], { fieldname: 'impact' }),
    ];
    expect(told({ state: '1' }, audits).map(({ id }) => id)).toEqual(['snow:r1#created']);
  });
});
