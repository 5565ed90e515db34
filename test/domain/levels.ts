import { ALWAYS_OPEN, type BusinessCalendar } from '../../src/domain/calendar.ts';
import { DEFAULT_OPTIONS, type ServiceLevels, type SlaPolicy } from '../../src/domain/sla/policy.ts';
import { HOUR } from './story.ts';

/** No promises; the clock runs day and night and stands still while the requester is waited for. */
export const NO_PROMISE: ServiceLevels = { policies: [], calendar: ALWAYS_OPEN, pauses: ['pending'] };

/** Open every second hour only, from the first of a story on, so that a mistake in what is counted shows in the sum. */
export const EVERY_SECOND_HOUR: BusinessCalendar = {
  id: 'every-second-hour',
  elapsed: (from, to) => Math.max(0, openUntil(to) - openUntil(from)),
  due: (start, ms) => (ms === 0 ? start : reach(openUntil(start) + ms)),
  back: () => 0,
  addWorkingDays: () => 0,
  nextOpen: (at) => (at % (2 * HOUR) < HOUR ? at : Math.ceil(at / (2 * HOUR)) * 2 * HOUR),
};

const openUntil = (at: number): number => Math.floor(at / (2 * HOUR)) * HOUR + Math.min(at % (2 * HOUR), HOUR);
const reach = (open: number): number => open + (Math.ceil(open / HOUR) - 1) * HOUR;

/** A promise for all tickets: own within 1 h, resolve within 8 h; P1 within half an hour and 4 h. */
export const PROMISE: SlaPolicy = {
  id: 'standard',
  kind: 'sla',
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
  options: DEFAULT_OPTIONS,
  title: 'Standard',
  match: {},
  calendar: ALWAYS_OPEN,
  pauses: ['pending'],
  targets: { own: { P1: HOUR / 2, P2: HOUR }, resolution: { P1: 4 * HOUR, P2: 8 * HOUR } },
};

export const promising = (...policies: SlaPolicy[]): ServiceLevels => ({ ...NO_PROMISE, policies });
