import { describe, expect, it } from 'vitest';
import type { ClockName, SlaOptions } from '../../../src/domain/sla/policy.ts';
import { account, OPEN, queue, RESOLVED, type Step, took } from '../story.ts';
import { asked, CANCELLED, CLOSED, cyclesOf, NEW, noted, ON_HOLD, P1, PENDING, replied, told, within } from './told.ts';

type Row = [what: string, steps: Step[], cycles: string[], asOf?: number, options?: Partial<SlaOptions>];

/** Each clock with 4 hours for a P2 ticket, around the clock, standing while pending. */
function tell(clock: ClockName, rows: Row[]): void {
  describe(clock, () => {
    it.each(rows)('%s', (_what, steps, cycles, asOf, options) => {
      expect(cyclesOf(clock, within(clock, 4, options), [NEW, ...steps], asOf).map(told)).toEqual(cycles);
    });
  });
}

tell('own', [
  ['runs from the opening until a person holds it', [[3, took('ann')]], ['0-3 met 3 of 4']],
  [
    'is not stopped by a team, nor by an automation',
    [
      [1, queue('second')],
      [2, took('robo')],
    ],
    ['0-... running 2 of 4'],
  ],
  [
    'runs while the requester is waited for',
    [
      [1, PENDING],
      [5, took('ann')],
    ],
    ['0-5 breached 5 of 4'],
  ],
  [
    'is not run again by a hand-back or a reopening',
    [
      [1, took('ann')],
      [2, RESOLVED],
      [3, queue()],
      [4, OPEN],
    ],
    ['0-1 met 1 of 4'],
  ],
  [
    'is cancelled where the ticket comes to rest in nobody’s hands',
    [
      [2, RESOLVED],
      [3, took('ann')],
    ],
    ['0-2 cancelled 2 of 4'],
  ],
  ['is met where the ticket is taken and resolved at once', [[2, { ...RESOLVED, ...took('ann') }]], ['0-2 met 2 of 4']],
  ['has no length where somebody opens a ticket for themselves', [[0, took('ann')]], ['0-0 met 0 of 4']],
]);

tell('first-response', [
  [
    'is cancelled where the ticket is opened at rest',
    [
      [0, RESOLVED],
      [3, CLOSED],
    ],
    ['0-0 cancelled 0 of 4'],
  ],
  ['runs from the opening to the first public reply', [replied(3), replied(5)], ['0-3 met 3 of 4']],
  ['breaches while nobody replies', [], ['0-... breached 6 of 4'], 6],
  ['is not answered by a note', [noted(1), replied(2)], ['0-2 met 2 of 4']],
  ['is not answered by an automation', [replied(1, 'robo'), replied(5)], ['0-5 breached 5 of 4']],
  ['is not answered by the message that opened the ticket', [replied(0), replied(2)], ['0-2 met 2 of 4']],
  ['runs while pending and on hold', [[1, PENDING], [2, ON_HOLD], replied(5)], ['0-5 breached 5 of 4']],
  [
    'stands while pending where responses pause',
    [[1, PENDING], [3, OPEN], replied(5)],
    ['0-5 met 3 paused 2 of 4'],
    9,
    { responsesPause: true },
  ],
  ['is not moved by further messages of the customer', [asked(1), asked(2), replied(3)], ['0-3 met 3 of 4']],
  ['is answered by whoever replies, holder or not', [[1, took('ann')], replied(2, 'bob')], ['0-2 met 2 of 4']],
  ['is answered by a reply at the instant of the resolution', [[2, RESOLVED], replied(2)], ['0-2 met 2 of 4']],
  ['is cancelled by a resolution without a reply', [[2, RESOLVED], replied(3)], ['0-2 cancelled 2 of 4']],
  ['stays breached when resolved too late without one', [[5, RESOLVED]], ['0-5 breached 5 of 4']],
  [
    'is met by a resolution where that counts as a reply',
    [[2, RESOLVED]],
    ['0-2 met 2 of 4'],
    9,
    { solveCountsAsReply: true },
  ],
  [
    'is cancelled with the ticket, whatever counts as a reply',
    [[2, CANCELLED]],
    ['0-2 cancelled 2 of 4'],
    9,
    { solveCountsAsReply: true },
  ],
  [
    'runs once, however often the ticket is reopened',
    [replied(1), [2, RESOLVED], [3, OPEN], replied(4)],
    ['0-1 met 1 of 4'],
  ],
]);

tell('next-response', [
  ['does not run before the first response to a ticket an agent opened', [replied(0), asked(1), replied(2)], []],
  ['does not run before the first response, whose the messages before it are', [asked(1), asked(2), replied(3)], []],
  ['runs from a customer’s message to the next reply', [replied(1), asked(2), replied(5)], ['2-5 met 3 of 4']],
  [
    'counts from the oldest message nobody has answered',
    [replied(1), asked(2), asked(5), replied(7)],
    ['2-7 breached 5 of 4'],
  ],
  [
    'runs anew for each exchange',
    [replied(1), asked(2), replied(3), asked(4), replied(9)],
    ['2-3 met 1 of 4', '4-9 breached 5 of 4'],
  ],
  [
    'is not answered by a note or an automation',
    [replied(1), asked(2), noted(3), replied(4, 'robo')],
    ['2-... running 3 of 4'],
    5,
  ],
  [
    'does not run from a note or a message of an automation',
    [replied(1), noted(2), replied(3, 'robo'), noted(4, 'robo')],
    [],
  ],
  [
    'does not run from a message that was there at the first response',
    [asked(1), replied(1), asked(2), replied(3)],
    ['2-3 met 1 of 4'],
  ],
  [
    'is left unanswered once, however many messages came before the resolution',
    [replied(1), asked(2), asked(3), [5, RESOLVED]],
    ['2-5 cancelled 3 of 4'],
  ],
  ['is answered once by several replies', [replied(1), asked(2), replied(3), replied(4)], ['2-3 met 1 of 4']],
  ['runs while pending', [replied(1), [1, PENDING], asked(2), [3, OPEN]], ['2-... breached 5 of 4'], 7],
  [
    'runs from the first message where an agent opened the ticket and replied since',
    [replied(0), replied(1), asked(2)],
    ['2-... running 1 of 4'],
    3,
  ],
  ['is cancelled by a resolution without a reply', [replied(1), asked(2), [3, RESOLVED]], ['2-3 cancelled 1 of 4']],
  [
    'is met by a resolution where that counts as a reply',
    [replied(1), asked(2), [3, RESOLVED]],
    ['2-3 met 1 of 4'],
    3,
    { solveCountsAsReply: true },
  ],
  [
    'is cancelled with the ticket, whatever counts as a reply',
    [replied(1), asked(2), [3, CANCELLED]],
    ['2-3 cancelled 1 of 4'],
    3,
    { solveCountsAsReply: true },
  ],
  [
    'stands while the ticket rests, until the message reopens it',
    [replied(1), [2, RESOLVED], asked(5), [6, OPEN], replied(8)],
    ['5-8 met 2 paused 1 of 4'],
  ],
  [
    'runs anew for who comes back after a resolution that left a message unanswered',
    [replied(1), asked(2), [3, RESOLVED], asked(5), [5, OPEN], replied(9)],
    ['2-3 cancelled 1 of 4', '5-9 met 4 of 4'],
  ],
  [
    'runs for who comes back after a resolution without any reply, not from the messages before it',
    [asked(1), [2, RESOLVED], asked(5), [5, OPEN], replied(7)],
    ['5-7 met 2 of 4'],
  ],
]);

tell('update', [
  ['does not run before the first reply', [asked(1)], []],
  [
    'runs from one reply to the next, whatever the customer writes',
    [replied(1), asked(2), replied(4)],
    ['1-4 met 3 of 4', '4-... running 3 of 4'],
    7,
  ],
  ['runs through every status', [replied(1), [2, PENDING], [4, ON_HOLD]], ['1-... breached 5 of 4'], 6],
  ['is owed from the message on with which an agent opened the ticket', [replied(0)], ['0-... running 3 of 4'], 3],
  ['is not given by a note or an automation', [replied(1), noted(2), replied(3, 'robo')], ['1-... breached 5 of 4'], 6],
  [
    'is not owed at rest, also where a solve counts as a reply',
    [replied(1), [3, RESOLVED], [9, CLOSED]],
    ['1-3 cancelled 2 of 4'],
    9,
    { solveCountsAsReply: true },
  ],
]);

tell('pausable-update', [
  [
    'stands while pending',
    [replied(1), [2, PENDING], [6, OPEN], replied(8)],
    ['1-8 met 3 paused 4 of 4', '8-... running 0 of 4'],
  ],
  ['runs on hold where the policy does not pause there', [replied(1), [2, ON_HOLD]], ['1-... breached 5 of 4'], 6],
  ['is paused now', [replied(1), [2, PENDING]], ['1-... paused 1 paused 7 of 4'], 9],
]);

tell('requester-wait', [
  [
    'runs in new, open and on hold until solved',
    [
      [1, OPEN],
      [2, ON_HOLD],
      [3, RESOLVED],
    ],
    ['0-3 met 3 of 4'],
  ],
  [
    'stands while pending',
    [
      [1, OPEN],
      [2, PENDING],
      [7, OPEN],
      [8, RESOLVED],
    ],
    ['0-8 met 3 paused 5 of 4'],
  ],
  [
    'goes on where it stood after a reopening',
    [
      [3, RESOLVED],
      [10, OPEN],
      [12, RESOLVED],
    ],
    ['0-12 breached 5 paused 7 of 4'],
  ],
  [
    'stands at rest also where the full resolution does not',
    [
      [3, RESOLVED],
      [10, OPEN],
      [12, RESOLVED],
    ],
    ['0-12 breached 5 paused 7 of 4'],
    20,
    { restsCount: true },
  ],
  ['is cancelled with the ticket', [[1, CANCELLED]], ['0-1 cancelled 1 of 4']],
]);

tell('agent-work', [
  [
    'runs in new and open only',
    [
      [1, OPEN],
      [2, ON_HOLD],
      [5, OPEN],
      [6, PENDING],
      [8, OPEN],
      [9, RESOLVED],
    ],
    ['0-9 met 4 paused 5 of 4'],
  ],
  ['is paused on hold', [[1, ON_HOLD]], ['0-... paused 1 paused 4 of 4'], 5],
]);

tell('resolution', [
  [
    'runs from the opening to the resolution',
    [
      [1, OPEN],
      [3, RESOLVED],
      [5, CLOSED],
    ],
    ['0-3 met 3 of 4'],
  ],
  [
    'stands while pending, runs on hold',
    [
      [1, PENDING],
      [4, ON_HOLD],
      [6, RESOLVED],
    ],
    ['0-6 met 3 paused 3 of 4'],
  ],
  [
    'runs anew from a reopening, the earlier result stays',
    [
      [5, RESOLVED],
      [9, OPEN],
      [12, RESOLVED],
    ],
    ['0-5 breached 5 of 4', '9-12 met 3 of 4'],
  ],
  [
    'runs after a reopening',
    [
      [1, RESOLVED],
      [9, OPEN],
    ],
    ['0-1 met 1 of 4', '9-... running 2 of 4'],
    11,
  ],
  ['stops at closing where the ticket was never resolved', [[3, CLOSED]], ['0-3 met 3 of 4']],
  [
    'is cancelled with the ticket',
    [
      [3, CANCELLED],
      [5, CLOSED],
    ],
    ['0-3 cancelled 3 of 4'],
  ],
  ['stays breached when the ticket is cancelled too late', [[5, CANCELLED]], ['0-5 breached 5 of 4']],
  [
    'is not stopped by a status nobody knows, nor started by one',
    [
      [1, { status: 'unknown' }],
      [3, RESOLVED],
      [4, { status: 'unknown' }],
    ],
    ['0-3 met 3 of 4'],
  ],
  ['is paused now', [[1, PENDING]], ['0-... paused 1 paused 8 of 4'], 9],
  ['has no length where the ticket was opened resolved', [[0, RESOLVED]], ['0-0 met 0 of 4'], 9],
]);

tell('full-resolution', [
  [
    'runs to the last resolution and stands at rest between',
    [
      [2, RESOLVED],
      [9, OPEN],
      [12, RESOLVED],
    ],
    ['0-12 breached 5 paused 7 of 4'],
  ],
  [
    'stands there also through a status nobody knows',
    [
      [2, RESOLVED],
      [4, { status: 'unknown' }],
      [9, OPEN],
      [12, RESOLVED],
    ],
    ['0-12 breached 5 paused 7 of 4'],
  ],
  [
    'runs through rests where they count, though not after the last',
    [
      [2, RESOLVED],
      [9, OPEN],
      [12, RESOLVED],
    ],
    ['0-12 breached 12 of 4'],
    20,
    { restsCount: true },
  ],
  [
    'goes on after a reopening',
    [
      [2, RESOLVED],
      [9, OPEN],
    ],
    ['0-... running 3 paused 7 of 4'],
    10,
  ],
  [
    'stands while pending',
    [
      [1, PENDING],
      [4, OPEN],
      [6, RESOLVED],
    ],
    ['0-6 met 3 paused 3 of 4'],
  ],
  [
    'is cancelled where the ticket is in the end',
    [
      [2, RESOLVED],
      [3, OPEN],
      [4, CANCELLED],
    ],
    ['0-4 cancelled 3 paused 1 of 4'],
  ],
]);

tell('group-ownership', [
  [
    'runs anew when the ticket comes back from no team',
    [
      [1, { team: null }],
      [3, queue()],
    ],
    ['first 0-1 met 1 of 4', 'first 3-... running 1 of 4'],
    4,
  ],
  [
    'runs for each team while it has the ticket',
    [
      [3, took('bob', 'second')],
      [8, RESOLVED],
    ],
    ['first 0-3 met 3 of 4', 'second 3-8 breached 5 of 4'],
  ],
  [
    'is one spell through several hands of a team',
    [
      [1, took('ann')],
      [2, took('bob')],
      [3, queue()],
    ],
    ['first 0-... running 3 of 4'],
  ],
  [
    'runs anew when the ticket comes back',
    [
      [1, queue('second')],
      [2, queue()],
      [5, RESOLVED],
    ],
    ['first 0-1 met 1 of 4', 'second 1-2 met 1 of 4', 'first 2-5 met 3 of 4'],
  ],
  [
    'stands while pending',
    [
      [1, PENDING],
      [6, queue('second')],
    ],
    ['first 0-6 met 1 paused 5 of 4', 'second 6-... paused 0 of 4'],
  ],
  [
    'runs anew from a reopening',
    [
      [1, RESOLVED],
      [5, OPEN],
      [6, RESOLVED],
    ],
    ['first 0-1 met 1 of 4', 'first 5-6 met 1 of 4'],
  ],
  [
    'is cancelled with the ticket for who had it then',
    [
      [1, queue('second')],
      [2, CANCELLED],
    ],
    ['first 0-1 met 1 of 4', 'second 1-2 cancelled 1 of 4'],
  ],
  [
    'is nobody’s before a team has it',
    [
      [0, { team: null }],
      [2, queue('second')],
    ],
    ['second 2-... running 0 of 4'],
  ],
]);

describe('a clock', () => {
  it('has a time also where nothing is promised', () => {
    const policy = within('own', 4);
    expect(cyclesOf('resolution', policy, [NEW, [3, RESOLVED]]).map(told)).toEqual(['0-3 unpromised 3']);
    const none = { policies: [], calendar: policy.calendar, pauses: ['pending'] } as const;
    expect(cyclesOf('resolution', none, [NEW, [1, PENDING], [3, RESOLVED]]).map(told)).toEqual([
      '0-3 unpromised 1 paused 2',
    ]);
  });

  it('says by which priority it is judged: the last before its stop', () => {
    const steps: Step[] = [NEW, [1, P1], [2, RESOLVED], [3, { ...OPEN, priority: 'P3' }], [4, { priority: null }]];
    expect(cyclesOf('resolution', within('resolution', 4), steps).map(({ priority }) => priority)).toEqual([
      'P1',
      null,
    ]);
  });

  it('tells cycles apart by their number', () => {
    const steps: Step[] = [NEW, [1, RESOLVED], [2, OPEN], [3, RESOLVED], [4, OPEN]];
    expect(cyclesOf('resolution', within('resolution', 4), steps).map(({ cycle }) => cycle)).toEqual([1, 2, 3]);
  });

  it('starts when the ticket was opened, where that is known to be earlier than its first event', () => {
    const opened: Step = [
      2,
      { type: 'changed', set: { ...took('ann'), priority: 'P2' }, openedAt: Date.UTC(2026, 2, 2, 8) },
    ];
    expect(cyclesOf('resolution', within('resolution', 4), [opened], 3).map(told)).toEqual(['0-... running 3 of 4']);
    expect(cyclesOf('own', within('own', 4), [opened], 3).map(told)).toEqual(['0-2 met 2 of 4']);
  });

  it('has no time when asked for an instant before it starts', () => {
    const [clock] = cyclesOf('resolution', within('resolution', 4), [NEW], -5);
    expect(clock && told(clock)).toBe('0-... running 0 of 4');
    expect(clock?.segments.map(({ start, end }) => end - start)).toEqual([0]);
  });

  it('runs for a ticket of which only words are known', () => {
    const said: Step[] = [replied(0), [1, { type: 'customer-replied' }, { actor: account('eve') }]];
    const cycles = cyclesOf('resolution', within('resolution', 4), said, 3);
    expect(cycles.map(told)).toEqual(['0-... unpromised 3']);
    expect(cycles[0]?.segments).toMatchObject([{ holder: null, team: null }]);
  });
});
