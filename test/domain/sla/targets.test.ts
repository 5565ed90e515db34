import { describe, expect, it } from 'vitest';
import { ALWAYS_OPEN } from '../../../src/domain/calendar.ts';
import type { ServiceLevels, SlaMatch, SlaPolicy } from '../../../src/domain/sla/policy.ts';
import type { TicketChange } from '../../../src/domain/ticket.ts';
import { EVERY_SECOND_HOUR, NO_PROMISE, PROMISE, promising } from '../levels.ts';
import { HOUR, hour, OPEN, queue, RESOLVED, type Step, took } from '../story.ts';
import { cyclesOf, h, hOrNull, NEW, OFFICE, P1, PENDING, replied, told, under, within } from './told.ts';

const resolution = (policy: SlaPolicy | ServiceLevels, ...steps: Step[]) =>
  cyclesOf('resolution', policy, [NEW, ...steps]).map(told);
const policies = (levels: ServiceLevels, ...steps: Step[]) =>
  cyclesOf('resolution', levels, [NEW, ...steps]).map(({ policy }) => policy?.id ?? null);

describe('the policy of a ticket', () => {
  const work: TicketChange = { kind: 'incident', workType: 'network', requesterGroup: 'sales' };

  it.each<[string, SlaMatch, boolean]>([
    ['nothing asked', {}, true],
    ['its source', { source: ['desk'] }, true],
    ['another source', { source: ['hr'] }, false],
    ['one of its kinds', { kind: ['request', 'incident'] }, true],
    ['another kind', { kind: ['request'] }, false],
    ['its team and its type of work', { team: ['first'], workType: ['network'] }, true],
    ['its team, but another type of work', { team: ['first'], workType: ['mail'] }, false],
    ['its type of work, but another team', { team: ['second'], workType: ['network'] }, false],
    ['its priority', { priority: ['P1', 'P2'] }, true],
    ['another priority', { priority: ['P1'] }, false],
    ["its requester's group", { requesterGroup: ['sales'] }, true],
    ['another group', { requesterGroup: ['legal'] }, false],
  ])('is one that matches it: %s', (_what, match, matches) => {
    const found = policies(promising({ ...PROMISE, match }), [0, work], [2, RESOLVED]);
    expect(found).toEqual([matches ? 'standard' : null]);
  });

  it('is not one that asks for what the source has not said', () => {
    expect(policies(promising({ ...PROMISE, match: { kind: ['incident'] } }), [2, RESOLVED])).toEqual([null]);
  });

  it('is the first of several that match', () => {
    const other = { ...PROMISE, id: 'other' };
    const elsewhere = { ...PROMISE, id: 'elsewhere', match: { team: ['second'] } };
    expect(policies(promising(elsewhere, other, PROMISE), [2, RESOLVED])).toEqual(['other']);
  });

  it('is a promise between teams for group ownership alone', () => {
    const targets = { resolution: { P2: HOUR }, 'group-ownership': { P2: HOUR } };
    const [sla, ola] = [under({}, { targets }), under({}, { kind: 'ola', id: 'between', targets })];
    const id = (clock: 'resolution' | 'group-ownership', policy: SlaPolicy) =>
      cyclesOf(clock, policy, [NEW, [1, RESOLVED]])[0]?.policy?.id;
    expect([id('resolution', sla), id('resolution', ola)]).toEqual(['standard', undefined]);
    expect([id('group-ownership', sla), id('group-ownership', ola)]).toEqual([undefined, 'between']);
  });

  it('may differ by team, each timed by its own', () => {
    const one = { ...within('group-ownership', 4), match: { team: ['first'] } };
    const two = { ...within('group-ownership', 1), id: 'second', match: { team: ['second'] } };
    const steps: Step[] = [NEW, [3, queue('second')], [5, queue('third')], [6, RESOLVED]];
    expect(cyclesOf('group-ownership', promising(one, two), steps).map(told)).toEqual([
      'first 0-3 met 3 of 4',
      'second 3-5 breached 2 of 1',
      'third 5-6 unpromised 1',
    ]);
  });

  it('is the version in force when the clock started', () => {
    const old = { ...PROMISE, until: hour(2) };
    const later = { ...PROMISE, from: hour(2), targets: { resolution: { P1: HOUR, P2: HOUR } } };
    const levels = promising(old, later);
    expect(resolution(levels, [2.5, P1], [3, RESOLVED], [4, OPEN], [6, RESOLVED])).toEqual([
      '0-3 met 3 of 4',
      '4-6 breached 2 of 1',
    ]);
  });

  it('is none for a clock that started before any version was in force', () => {
    expect(policies(promising({ ...PROMISE, from: hour(1) }), [2, RESOLVED], [3, OPEN])).toEqual([null, 'standard']);
  });

  it('is of two versions the later one at its very first instant', () => {
    const later = { ...PROMISE, id: 'later', from: hour(0) };
    expect(policies(promising({ ...PROMISE, until: hour(0) }, later), [2, RESOLVED])).toEqual(['later']);
  });

  it('stays that of its resolution when the ticket moves on after a reopening', () => {
    const first = { ...PROMISE, match: { team: ['first'] } };
    const second = { ...PROMISE, id: 'second', match: { team: ['second'] } };
    const steps: Step[] = [
      [2, RESOLVED],
      [3, OPEN],
      [4, took('bob', 'second')],
      [5, RESOLVED],
    ];
    expect(policies(promising(first, second), ...steps)).toEqual(['standard', 'second']);
  });
});

describe('no target', () => {
  it.each<[string, ServiceLevels, TicketChange]>([
    ['without a policy', NO_PROMISE, {}],
    ['for another priority', promising(PROMISE), { priority: 'P4' }],
    ['without a priority', promising(PROMISE), { priority: null }],
    ['of another clock only', promising(within('own', 1)), {}],
  ])('%s', (_what, levels, change) => {
    const [clock] = cyclesOf('resolution', levels, [NEW, [1, change], [20, RESOLVED]]);
    expect(clock).toMatchObject({ state: 'unpromised', targetMs: null, dueAt: null, breachedAt: null });
    expect(clock?.elapsedMs).toBe(20 * HOUR);
  });
});

/** Target 8 h, P1 4 h: what a change of priority on the way does. */
describe('a change of priority', () => {
  const options = ['retroactive', 'from-change', 'cancel-and-attach'] as const;
  it.each<[what: string, steps: Step[], retroactive: string[], fromChange: string[]]>([
    [
      'before anything is used up',
      [
        [1, P1],
        [3, RESOLVED],
      ],
      ['0-3 met 3 of 4'],
      ['0-1 superseded 1 of 8', '1-3 met 2 of 4'],
    ],
    [
      'when the new target is used up already',
      [
        [5, P1],
        [6, RESOLVED],
      ],
      ['0-6 breached 6 of 4'],
      ['0-5 superseded 5 of 8', '5-6 met 1 of 4'],
    ],
    [
      'when the old target is used up already',
      [
        [9, P1],
        [10, RESOLVED],
      ],
      ['0-10 breached 10 of 4'],
      ['0-9 breached 9 of 8', '9-10 met 1 of 4'],
    ],
    [
      'twice',
      [
        [1, P1],
        [2, { priority: 'P2' }],
        [7, RESOLVED],
      ],
      ['0-7 met 7 of 8'],
      ['0-1 superseded 1 of 8', '1-2 superseded 1 of 4', '2-7 met 5 of 8'],
    ],
    [
      'after a pause',
      [
        [1, PENDING],
        [4, OPEN],
        [5, P1],
        [7, RESOLVED],
      ],
      ['0-7 met 4 paused 3 of 4'],
      ['0-5 superseded 2 paused 3 of 8', '5-7 met 2 of 4'],
    ],
    [
      'in a pause',
      [
        [1, PENDING],
        [4, P1],
        [6, OPEN],
        [7, RESOLVED],
      ],
      ['0-7 met 2 paused 5 of 4'],
      ['0-4 superseded 1 paused 3 of 8', '4-7 met 1 paused 2 of 4'],
    ],
    [
      'to one without a target',
      [
        [1, { priority: 'P4' }],
        [9, RESOLVED],
      ],
      ['0-9 unpromised 9'],
      ['0-1 superseded 1 of 8', '1-9 unpromised 8'],
    ],
    [
      'to itself',
      [
        [1, { priority: 'P2' }],
        [3, RESOLVED],
      ],
      ['0-3 met 3 of 8'],
      ['0-3 met 3 of 8'],
    ],
    [
      'after the stop',
      [
        [3, RESOLVED],
        [4, P1],
      ],
      ['0-3 met 3 of 8'],
      ['0-3 met 3 of 8'],
    ],
    ['at the stop itself', [[5, { ...P1, ...RESOLVED }]], ['0-5 met 5 of 8'], ['0-5 met 5 of 8']],
    [
      'after a reopening',
      [
        [9, RESOLVED],
        [20, { ...OPEN, ...P1 }],
        [23, RESOLVED],
      ],
      ['0-9 breached 9 of 8', '20-23 met 3 of 4'],
      ['0-9 breached 9 of 8', '20-23 met 3 of 4'],
    ],
    [
      'on a ticket that still runs',
      [
        [1, P1],
        [2, took('ann')],
      ],
      ['0-... running 2 of 4'],
      ['0-1 superseded 1 of 8', '1-... running 1 of 4'],
    ],
  ])('%s', (_what, steps, retroactive, fromChange) => {
    const attached = fromChange.map((cycle) => cycle.replace('superseded', 'cancelled'));
    const found = options.map((onChange) => resolution(under({ onChange }), ...steps));
    expect(found).toEqual([retroactive, fromChange, attached]);
  });

  it.each<[what: string, steps: Step[], asOf: number, breachedAt: number | null, born: boolean]>([
    ['breaches at the change what was used up before it', [[5, P1]], 6, 5, true],
    ['breaches later what was used up just then', [[4, P1]], 6, 4, false],
    ['breaches when used up', [[1, P1]], 6, 4, false],
    [
      'breaches in a pause, too',
      [
        [5, PENDING],
        [6, P1],
      ],
      7,
      6,
      true,
    ],
    [
      'does not undo a breach of the same target before',
      [
        [9, P1],
        [10, { priority: 'P2' }],
      ],
      12,
      8,
      false,
    ],
    [
      'forgives what only the other target had not borne',
      [
        [1, P1],
        [5, { priority: 'P2' }],
      ],
      7,
      null,
      false,
    ],
    [
      'is a breach from the change on under the one that was used up',
      [
        [1, P1],
        [10, { priority: 'P2' }],
      ],
      12,
      10,
      true,
    ],
  ])('%s', (_what, steps, asOf, breachedAt, bornBreached) => {
    const [clock] = cyclesOf('resolution', PROMISE, [NEW, ...steps], asOf);
    expect([hOrNull(clock?.breachedAt ?? null), clock?.bornBreached]).toEqual([breachedAt, bornBreached]);
  });

  it('starts its pauses by the wall anew with a new clock', () => {
    const policy = under({ onChange: 'from-change', holdUnit: 'wall' }, { calendar: OFFICE });
    const steps: Step[] = [
      [1, PENDING],
      [5, OPEN],
      [6, P1],
      [11, took('ann')],
    ];
    const cycles = cyclesOf('resolution', policy, [NEW, ...steps], 24);
    expect(cycles.map(told)).toEqual(['0-6 superseded 2 paused 4 of 8', '6-... running 4 of 4']);
    expect(cycles.map(({ dueAt }) => hOrNull(dueAt))).toEqual([12, 10]);
  });
});

describe('a change of policy', () => {
  const office = { ...PROMISE, match: { team: ['first'] }, calendar: EVERY_SECOND_HOUR };
  const field = { ...PROMISE, id: 'field', match: { team: ['second'] }, calendar: ALWAYS_OPEN, pauses: [] };

  it('counts each calendar for the time in which it was the ticket’s', () => {
    const levels = promising(office, field);
    expect(resolution(levels, [4, queue('second')], [7, queue('first')], [10, RESOLVED])).toEqual(['0-10 met 6 of 8']);
  });

  it('counts each one’s pauses for its time', () => {
    const levels = promising({ ...office, calendar: ALWAYS_OPEN }, field);
    const steps: Step[] = [
      [1, PENDING],
      [3, queue('second')],
      [6, OPEN],
      [7, RESOLVED],
    ];
    expect(resolution(levels, ...steps)).toEqual(['0-7 met 5 paused 2 of 8']);
  });

  it('starts a new clock where the policy that takes over says so, though the target is the same', () => {
    const anew = { ...field, options: { ...field.options, onChange: 'from-change' } as const };
    const levels = promising({ ...office, calendar: ALWAYS_OPEN }, anew);
    expect(resolution(levels, [3, queue('second')], [7, RESOLVED])).toEqual([
      '0-3 superseded 3 of 8',
      '3-7 met 4 of 8',
    ]);
    expect(resolution(levels, [3, queue('second')], [5, queue('first')], [7, RESOLVED])).toEqual(['0-7 met 7 of 8']);
  });

  it('from none to one that starts anew leaves the time before it without a promise, each time', () => {
    const anew = { ...field, options: { ...field.options, onChange: 'from-change' } as const };
    const back: Step[] = [
      [3, queue('second')],
      [5, queue()],
      [6, queue('second')],
      [9, RESOLVED],
    ];
    expect(resolution(promising(anew), ...back)).toEqual([
      '0-3 unpromised 3',
      '3-5 superseded 2 of 8',
      '5-6 unpromised 1',
      '6-9 met 3 of 8',
    ]);
  });

  it('from none to one that counts from the start may be too late from its first instant on', () => {
    const [clock] = cyclesOf('resolution', promising(field), [NEW, [9, queue('second')]], 10);
    expect(clock && told(clock)).toBe('0-... breached 10 of 8');
    expect([clock?.dueAt ?? null, clock?.breachedAt ?? null].map(hOrNull)).toEqual([8, 9]);
    expect(clock?.bornBreached).toBe(true);
  });

  it('after the stop does not change how that came about', () => {
    const anew = {
      ...field,
      options: { ...field.options, onChange: 'from-change', solveCountsAsReply: true } as const,
    };
    const levels = promising(
      { ...office, calendar: ALWAYS_OPEN, targets: { 'first-response': { P2: 4 * HOUR } } },
      anew,
    );
    const steps: Step[] = [NEW, [2, RESOLVED], [3, { ...OPEN, ...queue('second') }]];
    expect(cyclesOf('first-response', levels, steps).map(told)).toEqual(['0-2 cancelled 2 of 4']);
  });

  it('ends with the promise where no other takes over', () => {
    expect(resolution(promising(office), [4, queue('third')], [10, RESOLVED])).toEqual(['0-10 unpromised 8']);
  });
});

describe('when it is due', () => {
  it.each<[what: string, steps: Step[], asOf: number, due: number | null]>([
    ['the target from the start', [], 1, 8],
    [
      'later by the pauses',
      [
        [1, PENDING],
        [4, OPEN],
      ],
      5,
      11,
    ],
    ['not while it stands', [[1, PENDING]], 5, null],
    ['by the new target', [[1, P1]], 2, 4],
    ['as it was, when it is over', [], 20, 8],
    ['as it was, when it stands after that', [[9, PENDING]], 20, 8],
    ['as it would have been, when it was met', [[3, RESOLVED]], 20, 8],
  ])('%s', (_what, steps, asOf, due) => {
    const [clock] = cyclesOf('resolution', PROMISE, [NEW, ...steps, replied(asOf)], asOf);
    expect(hOrNull(clock?.dueAt ?? null)).toBe(due);
  });

  it('does not move while nothing happens', () => {
    for (const asOf of [0, 1, 9.5, 10, 15, 24, 25, 30]) {
      const [clock] = cyclesOf('resolution', under({}, { calendar: OFFICE }), [[2, { priority: 'P2' }]], asOf);
      expect(h(clock?.dueAt ?? 0), `as of ${asOf}`).toBe(10);
    }
  });
});
