import type { Contribution } from '../../domain/contribution.ts';
import type { Bounds } from '../../statistics/bounds.ts';
import type { OutcomeModel } from '../expectation/outcome-model.ts';
import type { View } from '../sample.ts';

/** Whom a note is about: a person, or the desk as a whole. */
interface NoteSubject {
  readonly kind: 'agent' | 'desk';
  /** Of the person; empty for the desk. */
  readonly id: string;
}

/** What was seen of one subject, unusual or not. */
export interface Finding {
  readonly subject: NoteSubject;
  /** Observations it rests on. */
  readonly n: number;
  /** Chance, 0 .. 1, of something as unusual or more if the subject were like everybody else. */
  readonly p: number;
  /** Each signal says in which unit. */
  readonly observed: number;
  readonly expected: number;
  readonly figure: Bounds & { readonly value: number };
}

/** Reads every contribution once; memory grows with subjects and kinds of work, or by a few numbers with each ticket. */
export interface SignalCollector {
  add(contribution: Contribution): void;
  findings(): Iterable<Finding>;
}

/** What a signal may know beside the contributions. */
export interface SignalGround {
  readonly view: View;
  /** Null: the desk has not shown yet which work is hard. */
  readonly model: OutcomeModel | null;
}

/**
 * A sign in the data that figures may not mean what they seem to mean (statistics.md 9). It starts a conversation or a
 * repair of data; it is no score, adds to none, and no rule can name it.
 */
export interface Signal {
  readonly id: string;
  readonly title: string;
  /** What may lie behind it, the innocent reasons first. */
  readonly mayMean: string;
  /** The question to people. */
  readonly asks: string;
  readonly source: string;
  /** What one observation is, in the plural: `n` counts these. */
  readonly counted: string;
  /**
   * ratio: observed over expected, 1 is like colleagues. logits: difference, 0 is like colleagues. index: population
   * stability; its limits are what is still usual. Limits of the others hold the truth 95 times in 100.
   */
  readonly unit: 'ratio' | 'logits' | 'index';
  collect(ground: SignalGround): SignalCollector;
  /** In plain words, without a judgement. */
  sentence(finding: Finding): string;
}

/** Something to ask people about before figures are trusted. Notes are never added up, ordered by size, or judged. */
export interface Note {
  readonly signal: string;
  readonly subject: NoteSubject;
  readonly n: number;
  readonly unit: Signal['unit'];
  readonly value: number;
  readonly lower: number;
  /** Null: no upper end. */
  readonly upper: number | null;
  /** Expected share, 0 .. 1, of mistaken notes among those of the signal that are as unusual or more. */
  readonly q: number;
  readonly sentence: string;
  readonly ask: string;
}

/** Two-sided, of all limits. */
export const NOTE_LEVEL = 0.95;
