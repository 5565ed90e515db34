import type { ClockView } from '../../api/ticket-clocks-schema.ts';
import { lastedText } from './dates.ts';
import { holderText } from './spells.ts';

type Held = Pick<ClockView['split'][number], 'holder' | 'holderId' | 'team'>;

export const heldKey = ({ holderId, team }: Held): string => JSON.stringify([holderId, team]);

/** "91 h 54 min", "45 s": a clock counts open hours, of which a day has no fixed number. */
export function openText(ms: number): string {
  if (ms < 59_500) return lastedText(ms);
  const minutes = Math.round(ms / 60_000);
  const parts = [`${Math.floor(minutes / 60)}\u00a0h`, `${minutes % 60}\u00a0min`];
  return parts.filter((part) => !part.startsWith('0')).join(' ');
}

/** "91:53:55": for columns that can be added up. */
export function stopwatchText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** "Resolution 2" where there are several of its kind. */
export function clockName({ clock, title, cycle }: ClockView, all: readonly ClockView[]): string {
  return all.filter((other) => other.clock === clock).length > 1 ? `${title} ${cycle}` : title;
}

/** How much of what was promised is used. */
export function usedText({ targetMs, elapsedMs, pausedMs, breachedAt }: ClockView): string {
  const paused = pausedMs === 0 ? '' : `, ${openText(pausedMs)} paused`;
  if (targetMs === null) return `${openText(elapsedMs)} used, without a target${paused}`;
  const rest =
    breachedAt === null ? `${openText(targetMs - elapsedMs)} left` : `${openText(elapsedMs - targetMs)} over`;
  return `${openText(elapsedMs)} of ${openText(targetMs)} used, ${rest}${paused}`;
}

/** Who used most of the time, in a few words; none where none was used. */
export function mostUsedText({ split }: ClockView): string {
  const [most, next] = split.filter(({ elapsedMs }) => elapsedMs > 0).sort((a, b) => b.elapsedMs - a.elapsedMs);
  if (most === undefined) return '';
  if (next === undefined) return `All of it: ${holderText(most)}.`;
  const share = (one: typeof most) => `${holderText(one)} ${Math.round(one.percent)}\u00a0%`;
  return `Most of it: ${share(most)}, then ${share(next)}.`;
}

/** The clock a reader most wants to see first: a breached resolution, else any breached, else the latest resolution. */
export function firstToShow(clocks: readonly ClockView[]): number {
  const find = [
    ({ clock, breachedAt }: ClockView) => clock === 'resolution' && breachedAt !== null,
    ({ breachedAt }: ClockView) => breachedAt !== null,
    ({ clock }: ClockView) => clock === 'resolution',
  ];
  return Math.max(0, find.map((wanted) => clocks.findLastIndex(wanted)).find((index) => index >= 0) ?? 0);
}
