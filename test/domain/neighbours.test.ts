import { describe, expect, it } from 'vitest';
import { ticketId } from '../../src/domain/ids.ts';
import { knownContributions } from '../../src/domain/known-contributions.ts';
import type { Neighbour } from '../../src/domain/neighbours.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { NO_PROMISE } from './levels.ts';
import { agent, hour, OPEN, RESOLVED, type Step, story, took, WHO } from './story.ts';

const id = (name: string) => ticketId('desk', name);
/** Opened at this hour by the same requester, in the same work type, and known at once. */
const other = (name: string, hours: number, more: Partial<Neighbour> = {}): Neighbour => ({
  ticketId: id(name),
  openedAt: hour(hours),
  workType: 'mail',
  knownAt: hour(hours),
  followsKnownAt: null,
  ...more,
});
const DAY = 24;
const OPENED: Step = [0, { status: 'new', team: 'first', requester: 'eve', workType: 'mail' }];
/** Ticket T1, opened at 0, resolved at 2. */
const SOLVED = story(OPENED, [1, took('ann')], [2, RESOLVED]);

const spells = (neighbours: readonly Neighbour[], events: readonly TicketEvent[] = SOLVED) =>
  knownContributions(events, WHO, NO_PROMISE, neighbours).filter(
    ({ contribution }) => contribution.agentId === agent('ann'),
  );
const lastOf = (neighbours: readonly Neighbour[], events = SOLVED) =>
  spells(neighbours, events).find(({ knownUntil }) => knownUntil === null)?.contribution.resolutions ?? [];
const repeated = (neighbours: readonly Neighbour[], events = SOLVED) =>
  lastOf(neighbours, events).map(({ repeatedAt }) => (repeatedAt === null ? null : (repeatedAt - hour(0)) / 3_600_000));
const many = (count: number, from = 3) =>
  Array.from({ length: count }, (_, i) => other(`N${i}`, from + i, { workType: i === 0 ? 'mail' : 'network' }));

describe('a linked repeat', () => {
  it.each<[string, Neighbour[], number | null]>([
    ['is a ticket like it within fourteen days', [other('T2', 50)], 50],
    ['is the first of several', [other('T3', 60), other('T2', 50)], 50],
    ['may come just fourteen days after', [other('T2', 2 + 14 * DAY)], 2 + 14 * DAY],
    ['does not come later', [other('T2', 2 + 14 * DAY + 1)], null],
    ['does not come before the resolution, or with it', [other('T2', 1), other('T3', 2)], null],
    ['is of the same kind of work', [other('T2', 50, { workType: 'network' })], null],
    [
      'is whatever its source says follows',
      [other('T2', 50, { workType: null, knownAt: null, followsKnownAt: hour(51) })],
      50,
    ],
    ['is not one of a machine', many(21), null],
    ['may be one of twenty', many(20), 3],
    ['does not count what a machine opens after the fortnight', [...many(20), other('Z', 2 + 14 * DAY + 1)], 3],
  ])('%s', (_what, neighbours, expected) => {
    expect(repeated(neighbours)).toEqual([expected]);
  });

  it('belongs to each resolution that it follows', () => {
    const events = story(OPENED, [1, took('ann')], [2, RESOLVED], [4, OPEN], [30 * DAY, RESOLVED]);
    expect(repeated([other('T2', 5), other('T3', 31 * DAY)], events)).toEqual([5, 31 * DAY]);
  });

  it('needs to know for whom the resolved ticket was', () => {
    const nobody = story([0, { status: 'new', workType: 'mail' }], [1, took('ann')], [2, RESOLVED]);
    expect(repeated([other('T2', 50)], nobody)).toEqual([null]);
  });

  it('goes by the kind of work first said, not by a recoding after it', () => {
    const recoded = story(OPENED, [1, { ...took('ann'), workType: 'network' }], [2, RESOLVED]);
    expect(repeated([other('T2', 50)], recoded)).toEqual([50]);
  });

  it('is seen from when it was known on, and by no figure as of earlier', () => {
    const known = spells([other('T2', 50, { knownAt: hour(70) })]).map(({ knownFrom, knownUntil, contribution }) => [
      knownFrom,
      knownUntil,
      contribution.resolutions[0]?.repeatedAt,
    ]);
    expect(known).toEqual([
      [hour(1), hour(2), undefined],
      [hour(2), hour(70), null],
      [hour(70), null, hour(50)],
    ]);
  });

  it('is none any more when its requester turns out to be a machine', () => {
    const known = spells(many(21)).map(({ knownFrom, contribution }) => [
      knownFrom,
      contribution.resolutions[0]?.repeatedAt,
    ]);
    expect(known.slice(1)).toEqual([
      [hour(2), null],
      [hour(3), hour(3)],
      [hour(23), null],
    ]);
  });

  it('makes no spell of what changes nothing', () => {
    expect(spells([other('T2', 50, { workType: 'network' }), other('T3', -3)])).toEqual(spells([]));
  });
});

describe('an episode', () => {
  const episode = (...neighbours: Neighbour[]) => lastOf(neighbours).map(({ episodeOf }) => episodeOf);

  it.each<[string, Neighbour[], string | null]>([
    ['is what the same requester opened within the hour', [other('T0', -1)], 'T0'],
    ['not before', [other('T0', -1.01)], null],
    ['counts under the earliest', [other('T8', -0.5), other('T9', -0.7)], 'T9'],
    ['does not count under a later one', [other('T0', 0.5)], null],
    ['counts, of two opened at once, under the first by id', [other('T0', 0)], 'T0'],
    ['and not under the second', [other('T2', 0)], null],
    ['is of the same kind of work', [other('T0', -0.5, { workType: 'network' })], null],
    ['is also what a machine opens', Array.from({ length: 40 }, (_, i) => other(`T0${i + 10}`, -0.9)), 'T010'],
  ])('%s', (_what, neighbours, expected) => {
    expect(episode(...neighbours)).toEqual([expected === null ? null : id(expected)]);
  });

  it('is what its source says, before what its time says', () => {
    const events = story(
      OPENED,
      [0, { type: 'linked', relation: 'parent', other: 'P' }],
      [1, took('ann')],
      [2, RESOLVED],
    );
    expect(lastOf([other('T0', -0.5)], events).map(({ episodeOf }) => episodeOf)).toEqual([id('P')]);
  });

  it('is seen from when the earlier ticket was known on', () => {
    const known = spells([other('T0', -0.5, { knownAt: hour(9) }), other('T9', -0.2)]).slice(1);
    expect(known.map(({ knownFrom, contribution }) => [knownFrom, contribution.resolutions[0]?.episodeOf])).toEqual([
      [hour(2), id('T9')],
      [hour(9), id('T0')],
    ]);
  });
});
