import type { Levels } from '../../statistics/crossed-logistic.ts';
import type { CheckRow } from './check-row.ts';

/** Prior variances, squared logits: of a factor, and of a person and of their way with some kind of work. */
const MAIN = 1;
const PERSON = 0.1;

const WORK = {
  priority: ({ work }: CheckRow) => work.priority,
  type: ({ work }: CheckRow) => work.workType,
  team: ({ work }: CheckRow) => work.team ?? '',
  shift: ({ work }: CheckRow) => work.shift,
  channel: ({ work }: CheckRow) => work.channel,
  before: ({ before }: CheckRow) => before,
};
type Word = keyof typeof WORK;

const WORK_TOGETHER: readonly (readonly [Word, Word])[] = [
  ['priority', 'type'],
  ['priority', 'team'],
  ['type', 'team'],
  ['priority', 'shift'],
  ['type', 'shift'],
];
const BEFORE_TOGETHER: readonly (readonly [Word, Word])[] = [
  ['before', 'priority'],
  ['before', 'type'],
  ['before', 'team'],
];

/** What is known of a ticket when it is foretold. */
export interface Mix {
  /** Prior variances, squared logits, by factor; `together` is that of two words together. */
  variances(together: number): Readonly<Record<string, number>>;
  levelsOf(row: CheckRow): Levels;
}

/** The mixes a desk's words allow: a word that is the same on every ticket tells nothing and is left out. */
export function mixesOf(rows: readonly CheckRow[]): { cells: Mix; work: Mix; workAndBefore: Mix | null } {
  const words = (Object.keys(WORK) as Word[]).filter((word) => new Set(rows.map(WORK[word])).size > 1);
  const work = words.filter((word) => word !== 'before');
  const usable = (pairs: typeof WORK_TOGETHER) => pairs.filter((pair) => pair.every((word) => words.includes(word)));
  return {
    cells: mixOf(work, []),
    work: mixOf(work, usable(WORK_TOGETHER)),
    workAndBefore: words.includes('before') ? mixOf(words, usable([...WORK_TOGETHER, ...BEFORE_TOGETHER])) : null,
  };
}

function mixOf(words: readonly Word[], pairs: typeof WORK_TOGETHER): Mix {
  const named = pairs.map(([one, other]) => ({ name: `${one} ${other}`, one: WORK[one], other: WORK[other] }));
  return {
    variances: (together) =>
      Object.fromEntries([
        ...words.map((word) => [word, MAIN] as const),
        ...named.map(({ name }) => [name, together] as const),
      ]),
    levelsOf(row) {
      const levels: Record<string, string> = {};
      for (const word of words) levels[word] = WORK[word](row);
      for (const { name, one, other } of named) levels[name] = `${one(row)}|${other(row)}`;
      return levels;
    },
  };
}

/** A person, and their way with a priority and with a type of work, from coarse to fine. */
export const peopleOf = ({ agent, work: { priority, workType } }: CheckRow) => ({
  agent,
  'agent priority': `${agent}|${priority}`,
  'agent type': `${agent}|${workType}`,
});

export function withPeople({ variances, levelsOf }: Mix): Mix {
  return {
    variances: (together) => ({
      ...variances(together),
      agent: PERSON,
      'agent priority': PERSON,
      'agent type': PERSON,
    }),
    levelsOf: (row) => ({ ...levelsOf(row), ...peopleOf(row) }),
  };
}
