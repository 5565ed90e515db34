import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketLog } from '../../connectors/ticket-log/index.ts';
import { agentRows, type TicketLogRow, ticketRows } from '../../connectors/ticket-log/write.ts';
import { type Agent, type Identities, identities } from '../../src/domain/agent.ts';
import { type AccountId, type AgentId, accountId, eventId, ticketId } from '../../src/domain/ids.ts';
import { knownContributions } from '../../src/domain/known-contributions.ts';
import { TICKET_STATUSES, type TicketChange } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { PROMISE, promising } from '../domain/levels.ts';
import { account, HOUR, hour, START, story, took, WHO } from '../domain/story.ts';

const LEVELS = promising(PROMISE);
const TICKET = ticketId('desk', 'INC:1, "odd"\nid');

/** Reads rows back as a desk of another name would, each keyed by its content. */
function readBack(rows: readonly TicketLogRow[]): TicketEvent[] {
  const { normalise } = ticketLog.configure('another-desk', null);
  return rows.flatMap((fields) => {
    const fact = { about: 'ticket', receivedAt: 0, key: JSON.stringify(fields), fields } as const;
    return normalise(fact).events;
  });
}

const spoken = fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }).filter((text) => text.trim() === text);
const someone = fc.constantFrom<AccountId>(
  account('ann'),
  account('space/bob'),
  account('robo'),
  accountId('chat', 'ann@home'),
  accountId('chat', 'a:b'),
);
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const word = perhaps(fc.oneof(fc.constantFrom('first', 'second', 'P1', 'P2', 'resolved', 'new'), spoken));
const change: fc.Arbitrary<TicketChange> = fc.record(
  {
    status: fc.constantFrom(...TICKET_STATUSES),
    sourceStatus: word,
    holder: perhaps(someone),
    team: word,
    priority: word,
    kind: word,
    workType: word,
    channel: word,
    shift: word,
    region: word,
    requester: word,
  },
  { requiredKeys: [] },
);
const changed = fc
  .record(
    { set: change, openedAt: fc.integer({ min: -5, max: 40 }).map(hour), resolver: someone },
    { requiredKeys: ['set'] },
  )
  .map((fact): TicketFact => ({ type: 'changed', ...fact }));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const otherFact: fc.Arbitrary<TicketFact> = fc.oneof(
  fc.constantFrom<TicketFact>({ type: 'replied' }, { type: 'noted' }, { type: 'customer-replied' }),
  fc.record({ type: fc.constant('rated'), score: share, about: perhaps(someone) }),
  fc.record({ type: fc.constant('reviewed'), score: share, critical: fc.boolean(), about: perhaps(someone) }),
  fc.record({ type: fc.constant('sla-reported'), target: fc.constantFrom('resolution', 'a:b'), met: fc.boolean() }),
  fc.record({ type: fc.constant('linked'), relation: fc.constant('follow-up'), other: spoken }),
);
const fact: fc.Arbitrary<TicketFact> = fc.oneof({ weight: 3, arbitrary: changed }, { weight: 1, arbitrary: otherFact });

/** Any events of one ticket, not even plausible ones; `delay`: hours until they were known. */
const anyEvents = (delay: fc.Arbitrary<number>): fc.Arbitrary<TicketEvent[]> =>
  fc
    .array(fc.record({ hours: fc.nat(20), seq: fc.nat(2), actor: perhaps(someone), fact, delay }), {
      minLength: 1,
      maxLength: 10,
    })
    .map((told) =>
      told.map(({ hours, delay: late, ...rest }, i) => {
        const occurredAt = hour(hours);
        return {
          id: eventId(TICKET, `${i}`),
          ticketId: TICKET,
          occurredAt,
          knownAt: occurredAt + late * HOUR,
          ...rest,
        };
      }),
    );

const AT_ONCE = fc.constant(0);
const ANY_TIME_LATER = fc.oneof(fc.constant(0), fc.nat(12));

/** Two accounts of one person, in two sources, and an automation. */
const JOINED: Identities = identities(
  new Map([[accountId('chat', 'ann@home'), account('ann') as string as AgentId]]),
  new Set([account('robo')]),
);

function expectSameTimeline(events: readonly TicketEvent[], asOf: number): void {
  const known = (all: readonly TicketEvent[]) => all.filter(({ knownAt }) => knownAt <= asOf);
  const original = known(events);
  if (original.length === 0) return;
  expect(foldTimeline(known(readBack(ticketRows(events, WHO))), WHO)).toEqual(foldTimeline(original, WHO));
}

describe('a ticket written to the neutral log and read back', () => {
  it('has the same timeline, whatever happened to it', () => {
    fc.assert(
      fc.property(anyEvents(AT_ONCE), (events) => expectSameTimeline(events, Number.POSITIVE_INFINITY)),
      { numRuns: 500 },
    );
  });

  it('has the same timeline as of any instant, however late and in whatever order its facts became known', () => {
    fc.assert(
      fc.property(anyEvents(ANY_TIME_LATER), fc.nat(32).map(hour), (events, asOf) => expectSameTimeline(events, asOf)),
      { numRuns: 500 },
    );
  });

  it("has the same contributions through time, with a person's accounts made one", () => {
    const contributions = (events: readonly TicketEvent[]) =>
      new Set(knownContributions(events, JOINED, LEVELS).map((row) => JSON.stringify(row)));
    fc.assert(
      fc.property(anyEvents(ANY_TIME_LATER), (events) => {
        expect(contributions(readBack(ticketRows(events, JOINED)))).toEqual(contributions(events));
      }),
      { numRuns: 500 },
    );
  });

  it('was last heard of at the same instant, even if nothing was new then', () => {
    const same = { type: 'changed', set: { team: 'first' } } as const;
    const rows = ticketRows(story([0, took('ann')], [1, same], [2, same], [3, same]), WHO);
    expect(rows.map(({ event, at }) => [event, at])).toEqual([
      ['created', new Date(START).toISOString()],
      ['changed', new Date(START + 3 * HOUR).toISOString()],
    ]);
  });

  it('tells snapshots as differences, in the words of the log', () => {
    const snapshot = { team: 'first', priority: 'P3', status: 'open', sourceStatus: 'Active' } as const;
    const resolved = { ...snapshot, status: 'resolved', sourceStatus: 'Done', holder: account('bob') } as const;
    const steps = story(
      [0, snapshot],
      [1, { ...snapshot, holder: account('ann') }],
      [2, resolved],
      [3, { team: null }],
    );
    const told = ticketRows(steps, WHO).map(({ ticket, source, at, known_at, seq, ...row }) => row);
    expect(told).toEqual([
      { event: 'created', status: 'open', source_status: 'Active', team: 'first', priority: 'P3' },
      { event: 'assigned', agent: 'ann' },
      { event: 'assigned', agent: 'bob' },
      { event: 'status', value: 'resolved', source_status: 'Done' },
      { event: 'changed', cleared: 'team' },
    ]);
  });
});

describe('a list of agents written and read back', () => {
  it('says the same of each, and who is an automation', () => {
    const ann: Agent = {
      id: account('space/ann') as string as AgentId,
      name: 'Ann, "the" one',
      team: 'first',
      region: null,
      shift: 'late',
      timezone: 'Europe/Berlin',
      manager: null,
      startedAt: START,
      endedAt: null,
      bot: false,
    };
    const { normalise } = ticketLog.configure('another-desk', null);
    const agents = agentRows([ann], [account('robo')]).flatMap(
      (fields) => normalise({ about: 'agent', receivedAt: 0, key: '', fields }).agents,
    );
    expect(agents).toEqual([ann, expect.objectContaining({ id: account('robo'), bot: true })]);
  });
});

describe('a row of the neutral log', () => {
  const read = (fields: Record<string, unknown>) =>
    ticketLog.configure('desk', null).normalise({
      about: 'ticket',
      receivedAt: 0,
      key: 'k',
      fields: { ticket: 7, at: '2026-03-02T08:00:00Z', ...fields },
    });

  it('says nothing by a value that jsonl leaves null', () => {
    const [event] = read({ event: 'changed', team: null, priority: 'P1' }).events;
    expect(event).toMatchObject({ ticketId: 'desk:7', fact: { set: { priority: 'P1' } } });
    expect(event?.fact).not.toHaveProperty('set.team');
  });

  it('counts a word it does not know, also where the source says it', () => {
    expect(read({ event: 'status', value: 'Parked' }).unmapped).toEqual([{ what: 'status', word: 'Parked' }]);
    const resolvedElsewhere = read({ event: 'status', value: 'unknown', source_status: 'resolved' });
    expect(resolvedElsewhere.unmapped).toEqual([{ what: 'status', word: 'resolved' }]);
    expect(resolvedElsewhere.events[0]?.fact).toMatchObject({ set: { status: 'unknown', sourceStatus: 'resolved' } });
    expect(read({ event: 'changed', cleared: 'team mood' }).unmapped).toEqual([
      { what: 'cleared column', word: 'mood' },
    ]);
  });

  it('is refused with its remedy where it cannot be meant', () => {
    expect(() => read({ event: 'rated', value: '7' })).toThrow(/value is "7".*from 0 to 1/);
    expect(() => read({ event: 'reviewed', value: 'critical:' })).toThrow(/from 0 to 1/);
    expect(() => read({ event: 'sla', value: 'late' })).toThrow(/METRIC:met/);
    expect(() => read({ event: 'created', at: 'yesterday' })).toThrow(/ISO 8601/);
    expect(() => read({ event: 'created', ticket: null })).toThrow(/ticket is empty/);
  });
});
