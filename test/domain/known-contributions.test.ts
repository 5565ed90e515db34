import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contribute } from '../../src/domain/contribute.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import { knownContributions } from '../../src/domain/known-contributions.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { NO_PROMISE, PROMISE, promising } from './levels.ts';
import { propertyRuns } from './property-runs.ts';
import { agent, anyStory, HOUR, hour, OPEN, RESOLVED, story, took, WHO } from './story.ts';

const levels = promising(PROMISE);
const known = (events: readonly TicketEvent[]) => knownContributions(events, WHO, levels);

/** Stories of which each part becomes known at once or up to nine hours after it happened, in any order. */
const anyNews = anyStory.chain((events) =>
  fc
    .record({
      delays: fc.array(fc.oneof(fc.constant(0), fc.nat(9)), { minLength: events.length, maxLength: events.length }),
      order: fc.shuffledSubarray(
        events.map((_, i) => i),
        { minLength: events.length },
      ),
    })
    .map(({ delays, order }) =>
      order.map((i): TicketEvent => {
        const event = events[i] as TicketEvent;
        return { ...event, knownAt: event.occurredAt + (delays[i] ?? 0) * HOUR };
      }),
    ),
);

function readAt(events: readonly TicketEvent[], asOf: number): Contribution[] {
  return known(events)
    .filter(({ knownFrom, knownUntil }) => knownFrom <= asOf && (knownUntil === null || asOf < knownUntil))
    .map(({ contribution }) => contribution);
}

function foldedAt(events: readonly TicketEvent[], asOf: number): Contribution[] {
  const heard = events.filter(({ knownAt }) => knownAt <= asOf);
  return heard.length === 0 ? [] : contribute(foldTimeline(heard, WHO), levels);
}

const byAgent = (rows: Contribution[]) => new Map(rows.map((row) => [row.agentId, row]));

describe('knownContributions', () => {
  it('reads, as of any instant, as if nothing had become known since', () => {
    fc.assert(
      fc.property(anyNews, fc.integer({ min: -2, max: 60 }), (events, hours) => {
        const rows = readAt(events, hour(hours / 2));
        expect(byAgent(rows)).toEqual(byAgent(foldedAt(events, hour(hours / 2))));
        expect(new Set(rows.map(({ agentId }) => agentId)).size).toBe(rows.length);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('gives each row a spell that ends after it began, and no agent two rows at a time', () => {
    fc.assert(
      fc.property(anyNews, (events) => {
        for (const rows of Map.groupBy(known(events), ({ contribution }) => contribution.agentId).values()) {
          const spells = rows.sort((a, b) => a.knownFrom - b.knownFrom);
          for (const [i, { knownFrom, knownUntil }] of spells.entries()) {
            const end = knownUntil ?? Number.POSITIVE_INFINITY;
            expect(end).toBeGreaterThan(knownFrom);
            expect(spells[i + 1]?.knownFrom ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(end);
          }
        }
      }),
    );
  });

  it('keeps a row in one spell while news does not change it', () => {
    const steps = story([0, { status: 'new' }], [1, took('ann')], [2, { type: 'customer-replied' }], [3, RESOLVED]);
    const spells = known(steps).filter(({ contribution }) => contribution.agentId === agent('ann'));
    expect(spells.map(({ knownFrom, knownUntil }) => [knownFrom, knownUntil])).toEqual([
      [hour(1), hour(3)],
      [hour(3), null],
    ]);
  });

  it('learns of a reopening when it is known, and of when it happened', () => {
    const late = [3, OPEN, { knownAt: hour(9) }] as const;
    const events = story([0, { status: 'new' }], [1, took('ann')], [2, RESOLVED], late);
    const reopenedAt = (asOf: number) =>
      byAgent(readAt(events, hour(asOf))).get(agent('ann'))?.resolutions[0]?.reopenedAt;
    expect([reopenedAt(1), reopenedAt(8), reopenedAt(9)]).toEqual([undefined, null, hour(3)]);
  });

  it('takes a credit back when the source names another resolver later', () => {
    const named = { type: 'changed', set: {}, resolver: took('bob').holder as never } as const;
    const events = story([0, { status: 'new' }], [1, took('ann')], [2, RESOLVED], [5, named]);
    const credited = (asOf: number) =>
      readAt(events, hour(asOf))
        .filter(({ resolutions }) => resolutions.length > 0)
        .map(({ agentId }) => agentId);
    expect([credited(4), credited(5)]).toEqual([[agent('ann')], [agent('bob')]]);
  });

  it('says nothing before the first news', () => {
    const events = story([0, { status: 'new' }, { knownAt: hour(4) }]);
    expect(readAt(events, hour(3))).toEqual([]);
    expect(knownContributions([], WHO, NO_PROMISE)).toEqual([]);
  });
});
