import type { SlaClock } from '../../domain/sla/clock.ts';
import type { ClockName, SlaOptions, SlaPolicy } from '../../domain/sla/policy.ts';
import { standsIn } from '../../domain/sla/runs.ts';
import type { TicketTimeline } from '../../domain/timeline.ts';

const TITLES: Readonly<Record<ClockName, string>> = {
  own: 'Time to own',
  'first-response': 'First response',
  'next-response': 'Next response',
  update: 'Update',
  'pausable-update': 'Update, pauses out',
  'requester-wait': 'Requester wait',
  'agent-work': 'Agent work',
  resolution: 'Resolution',
  'full-resolution': 'Full resolution',
  'group-ownership': 'Ownership by a team',
};

export const titleOf = ({ clock, team }: SlaClock): string =>
  team === null ? TITLES[clock] : `${TITLES[clock]}: ${team}`;

const ON_CHANGE: Readonly<Record<SlaOptions['onChange'], string>> = {
  retroactive: 'the new target counts from the original start, earlier pauses kept',
  'from-change': 'the clock is superseded and a new one starts at zero',
  'cancel-and-attach': 'the clock is cancelled and a new one starts at zero',
};

/** Each choice of a policy that decides this clock, as a reader can contest it. Only those that touch it. */
export function optionsInWords(clock: ClockName, { options, pauses }: SlaPolicy): string[] {
  const stands = standsIn(clock, pauses, options);
  const response = clock === 'first-response' || clock === 'next-response';
  return [
    'Breached when more than the target has elapsed, not at the target itself.',
    stands.length === 0 ? 'Nothing pauses it.' : `It pauses while the ticket is ${stands.join(' or ')}.`,
    ...(stands.length === 0 ? [] : [HOLD[options.holdUnit]]),
    options.boundary === 'closing'
      ? 'A due time exactly at closing is that instant.'
      : 'A due time exactly at closing is the next opening.',
    `When priority or policy change, ${ON_CHANGE[options.onChange]}.`,
    ...(clock === 'full-resolution' ? [options.restsCount ? RESTS_COUNT : RESTS_STAND] : []),
    ...(response ? [options.solveCountsAsReply ? SOLVE_COUNTS : SOLVE_CANCELS] : []),
  ];
}

const HOLD: Readonly<Record<SlaOptions['holdUnit'], string>> = {
  business: 'A pause moves the due time by its open time.',
  wall: 'A pause moves the due time by its length on the wall clock, opening hours or not.',
};
const RESTS_COUNT = 'Time at rest before a reopening counts.';
const RESTS_STAND = 'It stands at rest before a reopening.';
const SOLVE_COUNTS = 'Resolved without a reply, the resolution counts as the reply.';
const SOLVE_CANCELS = 'Resolved without a reply, the clock is cancelled, not met.';

/** What happened on the ticket at the instant the clock stopped; null: it has not. */
export function stoppedBy({ clock, stoppedAt: at, state }: SlaClock, timeline: TicketTimeline): string | null {
  if (at === null) return null;
  if (state === 'superseded') return 'superseded';
  const taken = timeline.assignments.some(({ start, holder }) => start === at && holder !== null);
  if (clock === 'own' && taken) return 'taken';
  const answers = clock.endsWith('response') || clock.endsWith('update');
  if (answers && timeline.replies.some((reply) => reply.at === at && reply.from === 'agent' && reply.by !== null)) {
    return 'answered';
  }
  if (timeline.resolutions.some((resolution) => resolution.at === at)) return 'resolved';
  if (timeline.statuses.some(({ start, status }) => start === at && status === 'cancelled')) return 'cancelled';
  return clock === 'group-ownership' ? 'passed on' : 'stopped';
}
