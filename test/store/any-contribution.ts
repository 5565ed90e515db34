import fc from 'fast-check';
import type { Contribution } from '../../src/domain/contribution.ts';
import type { AgentId, TicketId } from '../../src/domain/ids.ts';

const at = fc.nat(1_800_000_000_000);
const ms = fc.nat(400_000_000);
const word = fc.string({ unit: 'grapheme', maxLength: 8 });
const flag = fc.boolean();
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const share = fc.double({ min: 0, max: 9, noNaN: true }).map((x) => x || 0); // JSON has no -0
const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 3 });
const named = word.map((name) => `desk:${name}`);
const agent = named as fc.Arbitrary<string> as fc.Arbitrary<AgentId>;
const ticket = named as fc.Arbitrary<string> as fc.Arbitrary<TicketId>;
const team = orNull(word);
const cell = fc.record({ workType: word, priority: word, channel: word, shift: word });
const result = fc.record({ policy: word, targetMs: ms, elapsedMs: ms, met: flag, unexplainedPauseMs: ms });
const score = fc.record({ at, score: share, critical: flag });

/** A contribution with whatever a ticket may have come to; its instants make no story. */
export const anyContribution: fc.Arbitrary<Contribution> = fc.record({
  ticketId: ticket,
  agentId: orNull(agent),
  team,
  kind: orNull(word),
  openedAt: at,
  lastAt: at,
  taken: some(fc.record({ at, team, handedOver: flag, selfPicked: flag, own: orNull(result) })),
  heldMs: ms,
  holdingSince: orNull(at),
  resolutions: some(
    fc.record({
      at,
      team,
      cell,
      businessMs: ms,
      holders: fc.nat(9),
      handovers: fc.nat(9),
      before: fc.nat(9),
      cycle: fc.nat(9),
      usedBefore: orNull(share),
      oneOwner: flag,
      reopenedAt: orNull(at),
      repeatedAt: orNull(at),
      episodeOf: orNull(ticket),
      sla: orNull(result),
      sourceSlaMet: orNull(flag),
    }),
  ),
  slaShares: some(fc.record({ at, team, cell, result, ownMs: ms, atBreach: flag })),
  responses: some(
    fc.record({ at, team, clock: fc.constantFrom('first-response', 'next-response'), result, ownMs: ms }),
  ),
  warnings: some(fc.record({ at, team, percent: fc.nat(90), actedAt: orNull(at), saved: orNull(flag) })),
  handoffs: some(
    fc.record({
      at,
      team,
      workType: word,
      to: orNull(agent),
      cameBackAt: orNull(at),
      outcome: fc.constantFrom('right-first', 'onward', 'bounce-back', 'open'),
    }),
  ),
  replies: fc.nat(9),
  notes: fc.nat(9),
  acts: some(at),
  edits: some(fc.record({ at, what: fc.constantFrom('priority', 'work-type'), easier: orNull(flag) })),
  pauses: some(fc.record({ at, usedShare: orNull(share), explained: flag, openMs: ms })),
  articles: some(at),
  ratings: some(score),
  reviews: some(score),
});
