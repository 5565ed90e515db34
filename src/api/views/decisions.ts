import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { actsThatFollow } from '../../progression/acts-that-follow.ts';
import type { Decision } from '../../progression/decision.ts';
import { takenBack, writtenBy } from '../../progression/decision-log.ts';
import { type Flag, flagLife } from '../../progression/flag-life.ts';
import { recordsSo } from '../../progression/records.ts';
import type { DecisionList, DecisionView, FlagLifeView } from '../decisions-schema.ts';
import { type Desk, type People, peopleOf } from '../desk.ts';
import { actSentence, stageTitle } from './decision-words.ts';
import { iso, isoOrNull } from './words.ts';

/** What was decided at or after an instant, oldest first. */
export async function decisionsView(desk: Desk, since: Instant | undefined): Promise<DecisionList> {
  const people = await peopleOf(desk);
  const views = decisionViews(await desk.store.decisions({}), desk, people);
  return { decisions: views.filter(({ at }) => since === undefined || Date.parse(at) >= since) };
}

export function decisionViews(written: readonly Decision[], desk: Desk, people: People): DecisionView[] {
  const gone = takenBack(written);
  return written.map(({ id, at, by, agent, reason, act, shown }) => {
    const { act: name, ...details } = act;
    return {
      id,
      at: iso(at),
      by,
      agent: agent === null ? null : { id: agent, name: people.nameOf(agent as AgentId) },
      act: name,
      sentence: actSentence(act, desk.rules),
      reason,
      flag: shown?.flag ?? null,
      shown:
        shown === null
          ? null
          : {
              rule: shown.ruleId,
              ruleVersion: shown.ruleVersion,
              expectation: shown.expectation,
              raisedAt: iso(shown.raisedAt),
              asOf: iso(shown.asOf),
              verdict: shown.verdict,
            },
      details: { ...details },
      takenBackBy: gone.get(id)?.id ?? null,
    };
  });
}

/** `log`: of the person, or of the flag where it is about nobody. */
export function flagLifeView(
  flag: Flag,
  log: readonly Decision[],
  { desk, people, at, lookingBack }: { desk: Desk; people: People; at: Instant; lookingBack: boolean },
): FlagLifeView {
  const life = flagLife(log, flag, at);
  const about = writtenBy(log, at).filter(({ shown }) => shown?.flag === flag.id);
  const acts = actsThatFollow({ flag, life, records: recordsSo(log, at) });
  return {
    state: life.state,
    since: iso(life.since),
    until: isoOrNull(life.until),
    by: life.by,
    reason: life.reason,
    log: decisionViews(about, desk, people),
    acts: lookingBack ? [] : acts,
    stages: acts.some((act) => act === 'appoint' || act === 'step-back') ? stageOptions(desk, flag.ruleId) : [],
  };
}

/** Stages of all paths, those that this rule opens first. */
export function stageOptions({ rules }: Desk, ruleId: string | null): FlagLifeView['stages'] {
  const all = rules.paths.flatMap(({ id: path, stages }) =>
    stages.map(({ id: stage, role }) => ({
      path,
      stage,
      title: stageTitle({ path, stage }, rules),
      opened: role !== null && role === ruleId,
    })),
  );
  return all.sort((a, b) => Number(b.opened) - Number(a.opened));
}
