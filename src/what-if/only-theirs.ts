import type { DeskRead } from '../backtest/weeks-of.ts';
import type { Instant } from '../domain/interval.ts';
import { stagesHeld } from '../progression/stages.ts';

/** Flags that are up for one person and no other, and stages that only they hold, in words. */
export async function onlyTheirs({ store, rules }: DeskRead, agent: string, asOf: Instant): Promise<string[]> {
  const settled = (await store.evaluations()).findLast((evaluation) => evaluation.asOf <= asOf);
  const up = settled === undefined ? [] : await store.judgements({ asOf: settled.asOf, flag: 'up' });
  const ofPeople = up.filter(({ subject }) => subject.kind === 'agent');
  const flags = [...Map.groupBy(ofPeople, ({ ruleId }) => ruleId)]
    .filter(([, judgements]) => judgements.length === 1 && judgements[0]?.subject.id === agent)
    .map(([ruleId]) => `the flag "${rules.rules.find(({ id }) => id === ruleId)?.title ?? ruleId}"`);
  const stages = [...stagesHeld(await store.decisions({}), asOf)].flatMap(([id, held]) =>
    [...held.values()].map(({ path, stage }) => ({ id, key: `${path}/${stage}` })),
  );
  const alone = [...Map.groupBy(stages, ({ key }) => key)]
    .filter(([, holders]) => holders.length === 1 && holders[0]?.id === agent)
    .map(([key]) => `the stage ${key}`);
  return [...flags, ...alone];
}
