import type { ClockName, SlaOptions } from '../domain/sla/policy.ts';
import type { TicketStatus } from '../domain/ticket.ts';
import { CannotExpress } from './fields.ts';

/** Names by which sources call the clocks, `-time` and `time-to-` left off. */
const CLOCK_WORDS: Readonly<Record<string, ClockName>> = {
  own: 'own',
  tto: 'own',
  'first-response': 'first-response',
  'first-reply': 'first-response',
  response: 'first-response',
  reply: 'first-response',
  'next-response': 'next-response',
  'next-reply': 'next-response',
  update: 'update',
  'periodic-update': 'update',
  'pausable-update': 'pausable-update',
  'requester-wait': 'requester-wait',
  'agent-work': 'agent-work',
  resolution: 'resolution',
  'first-resolution': 'resolution',
  resolve: 'resolution',
  solution: 'resolution',
  close: 'resolution',
  ttr: 'resolution',
  'full-resolution': 'full-resolution',
  'total-resolution': 'full-resolution',
};

const DONE_WORDS: Readonly<Record<string, TicketStatus>> = {
  solved: 'resolved',
  resolved: 'resolved',
  completed: 'resolved',
  done: 'resolved',
  closed: 'closed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

/** Where a case lists no pauses, the statuses by which some clocks are defined (sla.md 4). */
const WAITING_WORDS: Readonly<Record<string, TicketStatus>> = {
  pending: 'pending',
  hold: 'on-hold',
  'on-hold': 'on-hold',
};

const word = (text: string): string => text.trim().toLowerCase().replace(/[_ ]+/g, '-');

export function clockNamed(metric: string): { readonly clock: ClockName; readonly first: boolean } {
  const name = word(metric)
    .replace(/-time$/, '')
    .replace(/^time-to-/, '');
  const clock = Object.hasOwn(CLOCK_WORDS, name) ? CLOCK_WORDS[name] : undefined;
  if (clock === undefined) throw new CannotExpress(`metric "${metric}"`);
  return { clock, first: name === 'first-resolution' };
}

/** A source's word for a status as one of ours; a listed pause is one whatever it is called. */
export function statusReader(pauses: readonly string[] | undefined): (status: string) => TicketStatus {
  const listed = new Set((pauses ?? []).map(word));
  const waiting = pauses === undefined ? WAITING_WORDS : {};
  const known = new Map(Object.entries({ ...waiting, ...DONE_WORDS }));
  return (status) => (listed.has(word(status)) ? 'pending' : (known.get(word(status)) ?? 'open'));
}

/** A choice as policies write it, whichever hyphen or line joins its words; a source says next-open for next-opening. */
export const choiceWord = (text: string): string => word(text).replace(/^next-open$/, 'next-opening');

export const BOUNDARIES = ['closing', 'next-opening'] as const satisfies readonly SlaOptions['boundary'][];
export const HOLD_UNITS = ['business', 'wall'] as const satisfies readonly SlaOptions['holdUnit'][];
export const CHANGES = [
  'retroactive',
  'from-change',
  'cancel-and-attach',
] as const satisfies readonly SlaOptions['onChange'][];
