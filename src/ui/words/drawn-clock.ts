import type { ClockView } from '../../api/ticket-clocks-schema.ts';
import { percentAlong } from './axis.ts';
import { heldKey, openText } from './clocks.ts';
import { timeText } from './dates.ts';
import { holderText } from './spells.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Left end and width in percent of the picture. */
interface Stretch {
  readonly left: number;
  readonly width: number;
}

export interface Block extends Stretch {
  /** held: in somebody's hands while closed, which no clock counts. over: running beyond the target. */
  readonly kind: 'held' | 'running' | 'over' | 'paused';
}

interface DrawnLane {
  readonly key: string;
  readonly name: string;
  readonly used: string;
  readonly spells: readonly { readonly key: string; readonly says: string; readonly blocks: readonly Block[] }[];
}

interface DrawnMark {
  readonly left: number;
  readonly label: string;
  readonly says: string;
}

export interface DrawnClock extends Span {
  /** Null: open throughout, or not known; nothing is shaded then. */
  readonly open: readonly Stretch[] | null;
  readonly lanes: readonly DrawnLane[];
  readonly warnings: readonly DrawnMark[];
  /** Due or breach; beyond: it lies to the right of the picture. */
  readonly limit: (DrawnMark & { readonly breached: boolean; readonly beyond: boolean }) | null;
  readonly end: DrawnMark;
}

/** How much of the picture may be still to come: the past is what it is about. */
const MOST_AHEAD = 4;
/** The same once it has stopped: what was left of the target is worth less room. */
const MOST_LEFT = 2.5;
/** Room to the right of what happened last. */
const TAIL = 0.04;
/** Width of "50 %" and of "50–75 %" with the half of its neighbour, on a phone, in percent. */
const LABEL = 8;
const LABEL_OF_SEVERAL = 16;
const LEAST_SPAN_MS = 60_000;

/** A clock along one line of time; `timeZone` is the one its times are told in. */
export function drawnClock(clock: ClockView, timeZone: string): DrawnClock {
  const span = spanOf(clock);
  const hours = clock.openHours?.map(({ start, end }) => ({ from: Date.parse(start), to: Date.parse(end) })) ?? null;
  return {
    ...span,
    open: openOf(clock, span, hours),
    lanes: lanesOf(clock, span, hours, timeZone),
    warnings: warningsOf(clock, span, timeZone),
    limit: limitOf(clock, span, timeZone),
    end: endOf(clock, span, timeZone),
  };
}

const lastOf = ({ spells, startedAt }: ClockView): string => spells.at(-1)?.end ?? startedAt;

/** To the end, or on to the due time where that is not too far ahead. */
function spanOf(clock: ClockView): Span {
  const from = Date.parse(clock.startedAt);
  const last = Math.max(from + LEAST_SPAN_MS, Date.parse(lastOf(clock)));
  const due = clock.dueAt === null ? last : Date.parse(clock.dueAt);
  const ahead = clock.stoppedAt === null ? MOST_AHEAD : MOST_LEFT;
  const shown = due - from <= (last - from) * ahead ? Math.max(last, due) : last;
  return { from, to: shown + (shown - from) * TAIL };
}

function openOf(clock: ClockView, span: Span, hours: readonly Span[] | null): DrawnClock['open'] {
  const counted = { from: Date.parse(clock.startedAt), to: Date.parse(lastOf(clock)) };
  const throughout = hours?.some(({ from, to }) => from <= counted.from && to >= counted.to);
  if (hours === null || throughout) return null;
  return hours.filter(({ from }) => from < span.to).map((hour) => stretch(span, hour));
}

function stretch(span: Span, { from, to }: Span): Stretch {
  const left = percentAlong(span, from);
  return { left, width: percentAlong(span, to) - left };
}

function lanesOf(clock: ClockView, span: Span, hours: readonly Span[] | null, timeZone: string): DrawnLane[] {
  const drawn = clock.split.filter(({ holderId, team }) =>
    clock.spells.some((spell) => spell.holderId === holderId && spell.team === team),
  );
  return drawn.map((share) => {
    const namesake = drawn.some((other) => other !== share && holderText(other) === holderText(share));
    const percent = clock.elapsedMs === 0 ? '' : `, ${Math.round(share.percent)}\u00a0%`;
    return {
      key: heldKey(share),
      name: namesake && share.holder !== null ? `${share.holder}, ${share.team ?? 'no team'}` : holderText(share),
      used: `${openText(share.elapsedMs)}${percent}${share.pausedMs > 0 ? `, ${openText(share.pausedMs)} paused` : ''}`,
      spells: clock.spells
        .filter((spell) => heldKey(spell) === heldKey(share))
        .map((spell) => ({
          key: spell.start,
          says: `${holderText(spell)}, ${spell.status}: ${timeText(spell.start, timeZone)} to ${timeText(spell.end, timeZone)}, ${openText(spell.openMs)} ${spell.running ? 'on the clock' : 'paused'}`,
          blocks: blocksOf(spell, span, hours, clock.breachedAt),
        })),
    };
  });
}

function blocksOf(
  spell: ClockView['spells'][number],
  span: Span,
  hours: readonly Span[] | null,
  breachedAt: string | null,
): Block[] {
  const whole = { from: Date.parse(spell.start), to: Date.parse(spell.end) };
  const open = hours === null ? [whole] : hours.map((hour) => within(hour, whole)).filter(({ from, to }) => from < to);
  const breach = breachedAt === null ? Number.POSITIVE_INFINITY : Date.parse(breachedAt);
  const counted = open.flatMap((piece): Block[] => {
    if (!spell.running) return [{ kind: 'paused', ...stretch(span, piece) }];
    const before = { from: piece.from, to: Math.min(piece.to, breach) };
    const after = { from: Math.max(piece.from, breach), to: piece.to };
    const kept: Block[] = before.from < before.to ? [{ kind: 'running', ...stretch(span, before) }] : [];
    return after.from < after.to ? [...kept, { kind: 'over', ...stretch(span, after) }] : kept;
  });
  return [{ kind: 'held', ...stretch(span, whole) }, ...counted];
}

const within = (a: Span, b: Span): Span => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) });

/** The breach itself has its own line. Of those whose labels would collide the first carries the label of all. */
function warningsOf({ warnings }: ClockView, span: Span, timeZone: string): DrawnMark[] {
  const marks = warnings
    .filter(({ percent }) => percent < 100)
    .map((one) => ({ ...one, left: percentAlong(span, Date.parse(one.at)) }));
  const groups: (typeof marks)[] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const first = group?.[0];
    const label = (group?.length ?? 0) > 1 ? LABEL_OF_SEVERAL : LABEL;
    if (first !== undefined && mark.left - first.left < label) group?.push(mark);
    else groups.push([mark]);
  }
  return groups.flatMap((group) =>
    group.map(({ percent, left, ...one }, i) => {
      const last = group.at(-1)?.percent ?? percent;
      const label = group.length === 1 ? `${percent}\u00a0%` : `${percent}–${last}\u00a0%`;
      const says = `${percent} % used ${timeText(one.at, timeZone)}, held by ${holderText(one)}`;
      return { left, label: i === 0 ? label : '', says };
    }),
  );
}

function limitOf({ dueAt, breachedAt, stoppedAt }: ClockView, span: Span, timeZone: string): DrawnClock['limit'] {
  if (dueAt === null) return null;
  const breached = breachedAt !== null;
  const beyond = Date.parse(dueAt) > span.to;
  if (beyond && stoppedAt !== null) return null; // it no longer matters, and the facts below say it
  const label = `${breached ? 'Breached' : 'Due'} ${timeText(dueAt, timeZone)}`;
  return { left: percentAlong(span, Date.parse(dueAt)), label, says: label, breached, beyond };
}

function endOf(clock: ClockView, span: Span, timeZone: string): DrawnMark {
  const at = lastOf(clock);
  const word = clock.stoppedAt === null ? 'As of' : sentenceCase(clock.stoppedBy ?? 'stopped');
  const label = `${word} ${timeText(at, timeZone)}`;
  return { left: percentAlong(span, Date.parse(at)), label, says: label };
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
