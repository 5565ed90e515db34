import type { Contribution } from '../domain/contribution.ts';
import { actsIn } from './families/acts.ts';
import { againstUsual } from './families/against-usual.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';
import type { Observation, View } from './sample.ts';

export const loadAgainstUsual: Metric = {
  id: 'load-against-usual',
  title: 'Load against own usual',
  family: 'load',
  definition:
    "The last three weeks over the person's own usual week before them, in three respects: tickets in hand at the week's end (of those that came in the two weeks before), acts in hours unusual for the person, and interruptions. The figure is that of the three which is most surely above; its interval allows for three having been looked at. Weeks without an act are no usual weeks; fewer than five of those, and there is no figure.",
  counted: 'acts',
  unit: 'ratio',
  direction: 'lower',
  attribution: 'whom it came to; it says something about the desk, and is held against nobody',
  source: 'S000-4, S000-16; roles.md (overload)',
  gaming:
    'Holding tickets outside of the queue, or working off the record: ask. Nobody is set beside anybody else, so a load that was always too high is not seen.',
  minimumSample: 100,
  subjects: ['agent'],
  personalGate: true,
  observe: (contribution, view) => [...actsIn(contribution, view), ...spellsIn(contribution, view)],
  collect: againstUsual,
};

/** Tickets that came in the window, each held until it was resolved or handed on, or still; how others ended is not known. */
function spellsIn({ agentId, taken, resolutions, handoffs, holdingSince }: Contribution, view: View): Observation[] {
  if (agentId === null) return [];
  const ends = [...resolutions, ...handoffs].map(({ at }) => at);
  return partsIn(taken, view).flatMap((part) => {
    const until = Math.min(...ends.filter((at) => at >= part.at));
    const isHeld = holdingSince !== null && holdingSince <= part.at;
    if (!(isHeld || Number.isFinite(until))) return [];
    return [observed(part, false, { amount: isHeld ? Number.MAX_SAFE_INTEGER : until })];
  });
}
