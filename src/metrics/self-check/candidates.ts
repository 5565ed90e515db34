import { backOffTable, foretell, logistic, type Tuning } from './foretell.ts';
import { type Mix, mixesOf, withPeople } from './mixes.ts';
import type { CheckedCandidate } from './outcome-check.ts';
import { withResiduals } from './residuals.ts';
import { type Season, seenBy } from './season.ts';

/** How a logistic is tuned: beside drift and lumps, how far two words together may mean more than each by itself (squared logits). */
interface MixTuning extends Tuning {
  readonly together: number;
}

/**
 * From a small desk that stands still and whose tickets come one by one, to one that changes and works in lumps. Few, because
 * each costs a fit: on the real log of section 15 a dozen between and beyond the last two lie within .0007 of each other.
 */
const TUNINGS: readonly MixTuning[] = [
  { drift: 0, phi: 1, together: 0.05 },
  { drift: 0.01, phi: 2, together: 0.1 },
  { drift: 0.05, phi: 6, together: 0.2 },
];

/** A way to foretell tickets without knowing who did them, and what it foretold. */
export interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly kind: CheckedCandidate['kind'];
  /** Null where there is nothing to tune. */
  readonly tuning: MixTuning | null;
  /** Probability of a good outcome of each row, from the weeks before it. */
  readonly expected: Float64Array;
  /** The same way once it also knows who did them, tuned as before: expected as above. */
  addPeople(): Float64Array;
}

export function candidatesOf(season: Season): Candidate[] {
  const { cells, work, workAndBefore } = mixesOf(season.rows);
  const words = Object.keys(cells.variances(1)).join(', ');
  return [
    plain(season, () => ({}), { kind: 'mean', title: 'the mean of all' }),
    plain(season, cells.levelsOf, { kind: 'table', title: `a table by ${words || 'nothing that varies'}` }),
    ...tuned(season, work, { kind: 'work', title: 'the kind of work' }),
    ...(workAndBefore === null
      ? []
      : tuned(season, workAndBefore, { kind: 'work-before', title: 'the kind of work and hand-overs before' })),
  ];
}

type Named = Pick<Candidate, 'kind' | 'title'>;

function plain(season: Season, levelsOf: Mix['levelsOf'], named: Named): Candidate {
  const expected = foretell(season, seenBy(season, levelsOf), backOffTable());
  return { ...named, id: named.kind, tuning: null, expected, addPeople: () => withResiduals(season, expected) };
}

function tuned(season: Season, mix: Mix, { kind, title }: Named): Candidate[] {
  const seen = seenBy(season, mix.levelsOf);
  return TUNINGS.map((tuning) => ({
    kind,
    tuning,
    id: `${kind}-${tuning.drift}-${tuning.phi}`,
    title: `${title}, learned together (drift ${tuning.drift}, lumps ${tuning.phi})`,
    expected: foretell(season, seen, logistic(mix.variances(tuning.together), tuning)),
    addPeople() {
      const people = withPeople(mix);
      return foretell(season, seenBy(season, people.levelsOf), logistic(people.variances(tuning.together), tuning));
    },
  }));
}
