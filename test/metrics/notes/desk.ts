import type { Contribution, ResolutionPart } from '../../../src/domain/contribution.ts';
import { learnExpectation } from '../../../src/metrics/expectation/learn.ts';
import type { OutcomeModel } from '../../../src/metrics/expectation/outcome-model.ts';
import { NOTE_WEEKS, NoteTaker } from '../../../src/metrics/notes/note-taker.ts';
import type { Note, Signal } from '../../../src/metrics/notes/signal.ts';
import { viewOf } from '../../../src/metrics/view.ts';
import { AS_OF, CELL, DAY, daysAgo, HOUR, handoff, resolution, row, slaResult, slaShare, warning } from '../rows.ts';

const PEOPLE = ['ann', 'bob', 'cy', 'dee', 'eve', 'fay', 'gus', 'hal'];
export const ABOUT = { asOf: AS_OF, maturityDays: 14 };

/** What one ticket of a person was like. */
type Told = Partial<Contribution> & { readonly part?: Partial<ResolutionPart>; readonly selfPicked?: boolean };

/** The i-th of a person's tickets: taken, held and resolved within the window, three a day at most. */
export function ticketOf(name: string, i: number, { part, selfPicked = false, ...told }: Told = {}): Contribution {
  const at = daysAgo(150 - (i % 130)) + (i % 7) * HOUR;
  const resolved = resolution(at, { cell: { ...CELL }, ...part });
  return row(name, {
    taken: [{ at: at - 2 * HOUR, team: 'first', handedOver: false, selfPicked, own: null }],
    resolutions: [resolved],
    slaShares: [slaShare(at, { cell: resolved.cell })],
    ...told,
  });
}

/** `n` tickets of everybody; `ann` says what hers are like, the others all alike. */
export function deskOf(n: number, ann: (i: number) => Told, others: (i: number) => Told = () => ({})): Contribution[] {
  return PEOPLE.flatMap((name) =>
    Array.from({ length: n }, (_, i) => ticketOf(name, i, name === 'ann' ? ann(i) : others(i))),
  );
}

const everyNth =
  (n: number) =>
  (i: number): boolean =>
    i % n === 0;

export const EASY = { ...CELL, workType: 'access' };
export const HARD = { ...CELL, workType: 'network' };
const FAILED = { sla: slaResult(false) } as const;

/** Of a desk whose easy work ends well 19 times in 20, and its hard work half the time. */
export const MODEL: OutcomeModel | null = (await learned()).outcome;

function learned() {
  const year = [EASY, HARD].flatMap((cell) => {
    const fails = everyNth(cell === EASY ? 20 : 2);
    const told = (i: number) => ({ part: { cell, ...(fails(i) && FAILED) } });
    return deskOf(60, told, told);
  });
  const about = { frozenAt: AS_OF, maturityDays: ABOUT.maturityDays, checks: null };
  return learnExpectation([year], about);
}

export function notesOf(signals: readonly Signal[], contributions: readonly Contribution[], model = MODEL): Note[] {
  const taker = new NoteTaker({ view: viewOf(NOTE_WEEKS, ABOUT), model }, signals);
  for (const one of contributions) taker.add(one);
  return taker.notes();
}

const pause = (at: number, usedShare: number) => ({ at, usedShare, explained: false, openMs: HOUR });
const near = (share: number) => ({ ...slaResult(share <= 1), elapsedMs: share * 8 * HOUR });
const inWindow = daysAgo(30);

/** For each signal, what ann's i-th ticket is like where it should ask, and everybody else's; desks of 120 tickets each. */
export const HABITS: Readonly<Record<string, { ann: (i: number) => Told; others: (i: number) => Told }>> = {
  'cherry-picking': {
    ann: (i) => ({ selfPicked: true, part: { cell: i % 10 === 0 ? HARD : EASY } }),
    others: (i) => ({ selfPicked: i % 3 === 0, part: { cell: i % 2 === 0 ? HARD : EASY } }),
  },
  'picked-outcome': {
    ann: (i) => ({ selfPicked: i % 2 === 0, part: { cell: EASY, ...(i % 2 === 1 && i % 3 === 0 && FAILED) } }),
    others: (i) => ({ selfPicked: i % 2 === 0, part: { cell: EASY, ...(i % 10 < 2 && FAILED) } }),
  },
  'early-close': {
    ann: (i) => ({ part: { ...(i % 6 === 0 && { repeatedAt: daysAgo(150 - (i % 130)) + 2 * DAY }) } }),
    others: (i) => ({ part: { ...(i % 60 === 0 && { repeatedAt: daysAgo(150 - (i % 130)) + 2 * DAY }) } }),
  },
  'ticket-splitting': {
    ann: (i) => ({ part: { ...(i % 5 === 0 && { episodeOf: 'desk:T0' as ResolutionPart['episodeOf'] }) } }),
    others: (i) => ({ part: { ...(i % 60 === 0 && { episodeOf: 'desk:T0' as ResolutionPart['episodeOf'] }) } }),
  },
  'late-pauses': {
    ann: (i) => ({ pauses: i % 6 === 0 ? [pause(inWindow, 0.95)] : [] }),
    others: (i) => ({ pauses: i % 60 === 0 ? [pause(inWindow, 0.95)] : [pause(inWindow, 0.5)] }),
  },
  'pauses-before-breach': {
    ann: (i) => ({ pauses: [pause(inWindow, i % 10 === 0 ? 0.85 : 0.95)] }),
    others: (i) => ({ pauses: [pause(inWindow, 0.8 + 0.3 * ((i % 10) / 10))] }),
  },
  bunching: {
    ann: (i) => ({ part: { sla: near(i % 10 === 0 ? 0.9 : 0.97) } }),
    others: (i) => ({ part: { sla: near(0.85 + 0.25 * ((i % 10) / 10)) } }),
  },
  'late-transfers': {
    ann: (i) => ({ warnings: [warning(inWindow, { percent: 90 })], handoffs: i % 3 === 0 ? [handedOn] : [] }),
    others: (i) => ({ warnings: [warning(inWindow, { percent: 90 })], handoffs: i % 40 === 0 ? [handedOn] : [] }),
  },
  recoding: {
    ann: (i) => ({ edits: i % 6 === 0 ? [{ at: inWindow, what: 'priority', easier: true }] : [] }),
    others: (i) => ({ edits: i % 60 === 0 ? [{ at: inWindow, what: 'priority', easier: true }] : [] }),
  },
  'survey-selection': {
    ann: (i) => ({ ratings: i % 30 === 0 ? [rated] : [] }),
    others: (i) => ({ ratings: i % 3 === 0 ? [rated] : [] }),
  },
};

const handedOn = handoff(inWindow + HOUR, { outcome: 'onward' });
const rated = { at: AS_OF - DAY, score: 1, critical: false };
