import type { AgentId } from '../../domain/ids.ts';
import { type Cause, type FallPart, fallOf } from '../../metrics/fall.ts';
import { METRICS } from '../../metrics/index.ts';
import { viewOf } from '../../metrics/view.ts';
import { awayOf } from '../../progression/records.ts';
import type { RoleRule } from '../../progression/rule.ts';
import type { StoredJudgement } from '../../store/store.ts';
import type { Desk } from '../desk.ts';
import type { FallView } from '../fall-schema.ts';

/** A year: as far back as quality is read. */
const WEEKS = 52;

/** Null: the flag is no risk to one person's quality, or too little is known to say. */
export async function fallView(
  { store, rules }: Desk,
  { asOf, subject, evidence }: StoredJudgement,
  rule: RoleRule | undefined,
): Promise<FallView | null> {
  const readsQuality = evidence.some(({ metric }) => METRICS.find(({ id }) => id === metric)?.restsOn === 'quality');
  if (rule?.kind !== 'risk' || subject.kind !== 'agent' || !readsQuality) return null;
  const model = (await store.latestExpectation(asOf))?.outcome ?? null;
  if (model === null) return null;
  const view = viewOf(WEEKS, { asOf, maturityDays: rules.windows.maturityDays });
  const contributions = await store.contributionsOf(subject.id as AgentId, asOf);
  const away = awayOf(await store.decisions({ agent: subject.id, until: asOf }), asOf).get(subject.id) ?? [];
  const offDays = await store.offDays(asOf);
  const fall = fallOf(contributions, { view, model, away, offDays });
  if (fall === null) return null;
  const parts = fall.parts.filter(({ resolutions, cause }) => resolutions > 0 || cause === 'rest');
  return {
    ...fall,
    parts: parts.map((part) => ({ ...part, sentence: `${wordsOf(part)}.` })),
    sentence: summaryOf(fall.recent - fall.before, parts),
  };
}

const points = (share: number): string => {
  const rounded = Math.round(Math.abs(100 * share));
  return `${rounded} point${rounded === 1 ? '' : 's'}`;
};

const OF: Readonly<Record<Exclude<Cause, 'mix'>, string>> = {
  'off-day': 'of work that came in on days on which their whole team or desk was off',
  absence: 'in the fortnight after an absence',
  'new-work': 'of kinds of work they had done fewer than 20 times',
  load: 'in weeks in which far more than usual came to them',
  rest: 'to which none of these applies',
};

function wordsOf({ cause, change, give, resolutions }: FallPart): string {
  const way = change < 0 ? 'worse' : 'better';
  if (cause === 'mix')
    return `The work was ${change < 0 ? 'harder' : 'easier'} than before, which alone makes ${points(change)} ${way}`;
  const n = `${resolutions} resolution${resolutions === 1 ? '' : 's'} ${OF[cause]}`;
  return `${n}: ${points(change)} ${way} (chance alone: up to ${points(give)} either way)`;
}

const TALK: Readonly<Record<Cause, string>> = {
  mix: 'Most of it goes with harder work, which is no fault of theirs.',
  'off-day': 'Most of it goes with days on which the whole team was off: look at what happened then, not at them.',
  absence: 'Most of it goes with coming back after an absence: give it time.',
  'new-work': 'Most of it goes with work that is new to them: that is the dip of learning, and progress.',
  load: 'Most of it goes with weeks that were too full: look at the load first.',
  rest: 'No circumstance that tickets show explains most of it. Ask the person first.',
};

function summaryOf(change: number, parts: readonly FallPart[]): string {
  if (change >= 0) return 'Their last eight weeks are no worse than their earlier level.';
  const most = [...parts].sort((a, b) => a.change - b.change)[0];
  const explains = most !== undefined && most.change < change / 2 && -most.change > most.give;
  return explains ? TALK[most.cause] : 'It goes with no one circumstance, or with chance. Ask the person first.';
}
