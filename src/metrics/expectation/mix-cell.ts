import type { Cell, ResolutionPart } from '../../domain/contribution.ts';
import type { Levels } from '../../statistics/crossed-logistic.ts';

/** What kind of work a resolution was, with what had happened to the ticket before it came to the resolver. */
export interface MixCell extends Cell {
  /** Hand-overs between people before: '0' .. '3', '4+'. */
  readonly before: string;
}

const MOST_BEFORE = 4;

export function mixCellOf({ cell, before }: Pick<ResolutionPart, 'cell' | 'before'>): MixCell {
  return { ...cell, before: before >= MOST_BEFORE ? `${MOST_BEFORE}+` : String(before) };
}

/** Prior variance, squared logits, of each factor of the expectation: main effects 2, where two meet .08 (statistics.md 2.3b). */
export const WORK_FACTORS = {
  type: 2,
  priority: 2,
  channel: 2,
  shift: 2,
  typePriority: 0.08,
  typeShift: 0.08,
  priorityShift: 0.08,
} as const;

export const HAND_OVER_FACTORS = { before: 2, beforePriority: 0.08, beforeType: 0.08 } as const;

/** The levels of the factors. `handOvers`: with what came before the resolver, where that tells something on this desk. */
export function levelsOf({ workType, priority, channel, shift, before }: MixCell, handOvers: boolean): Levels {
  const work = {
    type: workType,
    priority,
    channel,
    shift,
    typePriority: `${workType}|${priority}`,
    typeShift: `${workType}|${shift}`,
    priorityShift: `${priority}|${shift}`,
  };
  if (!handOvers) return work;
  return { ...work, before, beforePriority: `${before}|${priority}`, beforeType: `${before}|${workType}` };
}

/** By one word after the other. */
type Branch = Map<string, Branch | number>;

/** Numbers the kinds of work that occur, so that a million resolutions need not each carry four words. */
export class MixCells {
  readonly #numbers: Branch = new Map();
  readonly #cells: MixCell[] = [];

  /** Word by word: one text of all five took twice as long to make and look up. */
  numberOf(cell: MixCell): number {
    const { workType, priority, channel, shift, before } = cell;
    const branch = below(below(below(below(this.#numbers, workType), priority), channel), shift);
    const known = branch.get(before);
    if (typeof known === 'number') return known;
    branch.set(before, this.#cells.length);
    return this.#cells.push(cell) - 1;
  }

  get all(): readonly MixCell[] {
    return this.#cells;
  }
}

function below(branch: Branch, word: string): Branch {
  const known = branch.get(word);
  if (known instanceof Map) return known;
  const made: Branch = new Map();
  branch.set(word, made);
  return made;
}
