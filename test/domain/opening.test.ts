import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingOf } from '../../src/domain/opening.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { anyStory, HOUR, hour, OPEN, RESOLVED, type Step, story, WHO } from './story.ts';

const heard = (hours: number) => ({ knownAt: hour(hours) });

describe('what other tickets know of one', () => {
  it.each<[string, Step[], object | null]>([
    ['nothing before both requester and work type are known', [[0, { requester: 'eve', team: 'first' }]], null],
    [
      'both, since the later of them is known',
      [
        [0, { requester: 'eve' }],
        [2, { workType: 'mail' }],
      ],
      { requester: 'eve', workType: 'mail', openedAt: hour(0), knownAt: hour(2) },
    ],
    [
      'what was said first, whatever it is recoded to',
      [
        [0, { requester: 'eve', workType: 'mail' }],
        [2, { workType: 'network', requester: 'bob' }],
      ],
      { requester: 'eve', workType: 'mail', knownAt: hour(0) },
    ],
    [
      'what was heard first, though it happened later',
      [
        [0, { workType: 'network' }, heard(5)],
        [2, { requester: 'eve', workType: 'mail' }],
      ],
      { workType: 'mail', openedAt: hour(2), knownAt: hour(2) },
    ],
    [
      'the opening its source named by then, not one named later',
      [
        [1, { type: 'changed', set: { requester: 'eve', workType: 'mail' }, openedAt: hour(0) }],
        [2, { type: 'changed', set: {}, openedAt: hour(-1) }],
      ],
      { openedAt: hour(0) },
    ],
    [
      'which ticket it follows, though nobody says for whom',
      [
        [0, {}],
        [1, { type: 'linked', relation: 'follow-up', other: 'T0' }],
      ],
      { requester: null, workType: null, knownAt: null, follows: 'desk:T0', followsKnownAt: hour(1) },
    ],
    ['no other link', [[1, { type: 'linked', relation: 'problem', other: 'T0' }]], null],
  ])('%s', (_what, steps, expected) => {
    const opening = openingOf(story(...steps));
    if (expected === null) expect(opening).toBeNull();
    else expect(opening).toMatchObject(expected);
  });

  it('is the same for any order of its events', () => {
    fc.assert(
      fc.property(anyStory.chain(anyOrder), ([events, other]) => {
        expect(openingOf(withRequester(other))).toEqual(openingOf(withRequester(events)));
      }),
    );
  });

  it('names every instant at which it was ever known to come to rest', () => {
    const late = anyStory.chain((events) =>
      fc
        .array(fc.nat(9), { minLength: events.length, maxLength: events.length })
        .map((delays) => events.map((one, i) => ({ ...one, knownAt: one.occurredAt + (delays[i] ?? 0) * HOUR }))),
    );
    fc.assert(
      fc.property(fc.oneof(anyStory, late), (events) => {
        const rests = openingOf(withRequester(events))?.restedAt;
        for (const { knownAt: asOf } of events) {
          const { resolutions } = foldTimeline(
            events.filter(({ knownAt }) => knownAt <= asOf),
            WHO,
          );
          for (const { at } of resolutions) expect(rests).toContain(at);
        }
      }),
    );
  });

  it('names no second instant where rest is only said again', () => {
    const events = story(
      [0, { requester: 'eve', workType: 'mail' }],
      [1, RESOLVED],
      [2, { status: 'closed' }],
      [3, OPEN],
      [4, RESOLVED],
    );
    expect(openingOf(events)?.restedAt).toEqual([hour(1), hour(4)]);
  });
});

const anyOrder = (events: TicketEvent[]) =>
  fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }));

const withRequester = (events: readonly TicketEvent[]): TicketEvent[] => [
  ...story([0, { requester: 'eve', workType: 'mail' }, { seq: -1 }]).map((event) => ({
    ...event,
    id: 'first' as typeof event.id,
  })),
  ...events,
];
