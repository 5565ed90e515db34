import type { Standing } from './flag-dues.ts';
import type { FlagState } from './flag-life.ts';
import type { CareerPath, StageRef } from './path.ts';
import type { StageHeld } from './stages.ts';

/** Nobody has made anything of it yet: what was begun with somebody stays in sight. */
const UNTOUCHED: readonly FlagState[] = ['open', 'acknowledged'];
/** The further step is off the table: the earlier one counts by itself again. */
const OFF: readonly FlagState[] = ['declined', 'closed', 'withdrawn', 'expired'];

/** A step that takes earlier ones in, and the flag that says so; null: the person is there already. */
export interface FurtherStep extends StageRef {
  readonly flag: string | null;
}

/**
 * Flags of readiness for a step that another one on the same path takes in, which the same person holds or which a flag
 * says they are ready for: whoever is ready for the third is ready for the second. By flag, with the furthest of those.
 */
export function earlierSteps(
  paths: readonly CareerPath[],
  flags: readonly Standing[],
  held: ReadonlyMap<string, ReadonlyMap<string, StageHeld>>,
): ReadonlyMap<string, FurtherStep> {
  const steps = paths.flatMap(({ id: path, stages }) =>
    stages.map(({ id: stage, role }, place) => ({ path, stage, role, place })),
  );
  const ofPeople = flags.filter(({ flag }) => flag.kind === 'readiness' && flag.subject.kind === 'agent');
  const standing = Map.groupBy(
    ofPeople.filter(({ life }) => !OFF.includes(life.state)),
    ({ flag }) => flag.subject.id,
  );
  return new Map(
    ofPeople.flatMap(({ flag, life }) => {
      if (!UNTOUCHED.includes(life.state)) return [];
      const agent = flag.subject.id;
      const theirs = steps.filter(({ role }) => role === flag.ruleId);
      const further = steps
        .filter(({ path, place }) => theirs.some((own) => own.path === path && own.place <= place))
        .sort((a, b) => b.place - a.place)
        .flatMap(({ path, stage, role }): FurtherStep[] => {
          if (held.get(agent)?.get(path)?.stage === stage) return [{ path, stage, flag: null }];
          const other = standing.get(agent)?.find(({ flag: { ruleId } }) => ruleId === role);
          return other === undefined || role === flag.ruleId ? [] : [{ path, stage, flag: other.flag.id }];
        });
      return further[0] === undefined ? [] : [[flag.id, further[0]] as const];
    }),
  );
}
