import type { Contribution } from '../../domain/contribution.ts';
import { benjaminiHochberg } from '../../statistics/fairness.ts';
import type { View } from '../sample.ts';
import { isOver } from '../view.ts';
import { SIGNALS } from './index.ts';
import type { Finding, Note, Signal, SignalCollector, SignalGround } from './signal.ts';

/** Weeks that notes look back: habits show slowly, and old ones are nobody's any more. */
export const NOTE_WEEKS = 26;
/** Fewer observations say nothing about anybody. */
export const FEWEST = 20;
/** Of the notes of one signal, so many are expected to be mistaken (statistics.md 8.1). */
export const MISTAKEN = 0.1;

/** Takes notes of what people did from one pass over the contributions, whatever their order. Pure. */
export class NoteTaker {
  readonly #view: View;
  readonly #signals: (readonly [Signal, SignalCollector])[];
  #notes: Note[] | null = null;

  constructor(ground: SignalGround, signals: readonly Signal[] = SIGNALS) {
    this.#view = ground.view;
    this.#signals = signals.map((signal) => [signal, signal.collect(ground)] as const);
  }

  add(contribution: Contribution): void {
    if (contribution.agentId === null || isOver(contribution, this.#view)) return;
    for (const [, collector] of this.#signals) collector.add(contribution);
  }

  /** What they are taken from is let go, signal by signal: it is much of what an evaluation has in memory by then. */
  seen(): void {
    this.notes();
  }

  /** By signal, then subject: never by how unusual they are. */
  notes(): Note[] {
    if (this.#notes !== null) return this.#notes;
    const notes: Note[] = [];
    for (let next = this.#signals.shift(); next !== undefined; next = this.#signals.shift()) {
      const [signal, collector] = next;
      notes.push(...unusual(signal, [...collector.findings()]));
    }
    this.#notes = notes;
    return notes;
  }
}

function unusual(signal: Signal, all: readonly Finding[]): Note[] {
  const findings = all.filter(({ n }) => n >= FEWEST).sort(bySubject);
  const q = benjaminiHochberg(findings.map(({ p }) => p));
  return findings.flatMap((finding, i) => {
    const own = q[i] ?? 1;
    return own < MISTAKEN ? [noteOf(signal, finding, own)] : [];
  });
}

function noteOf(signal: Signal, finding: Finding, q: number): Note {
  const { subject, n, figure } = finding;
  const { value, lower, upper } = figure;
  const limits = { value, lower, upper: Number.isFinite(upper) ? upper : null };
  const words = { sentence: signal.sentence(finding), ask: signal.asks };
  return { signal: signal.id, subject, n, unit: signal.unit, ...limits, q, ...words };
}

const bySubject = ({ subject: a }: Finding, { subject: b }: Finding): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
