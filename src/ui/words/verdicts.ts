import type { Flag, FlagDetail, FlagList, SubjectView } from '../../api/schemas.ts';
import { dateText } from './dates.ts';

type Verdict = FlagDetail['verdict'];
/** What a verdict calls for: a risk that is met is no good news. */
export type Tone = 'met' | 'not-met' | 'untold' | 'risk' | 'ruled-out';

export const VERDICT_WORDS: Record<Verdict, string> = {
  met: 'Met',
  'not-met': 'Not met',
  'not-enough-data': 'Not enough data',
};

export const KIND_WORDS: Record<Flag['kind'], string> = { readiness: 'Readiness', risk: 'Risk' };

export function toneOf(verdict: Verdict, kind: Flag['kind']): Tone {
  if (verdict === 'not-enough-data') return 'untold';
  if (kind === 'readiness') return verdict;
  return verdict === 'met' ? 'risk' : 'ruled-out';
}

const SUBJECT_WORDS: Record<SubjectView['kind'], readonly [one: string, many: string]> = {
  agent: ['person', 'people'],
  team: ['team', 'teams'],
  'work-type': ['work type', 'work types'],
  region: ['region', 'regions'],
  shift: ['shift', 'shifts'],
};

export const subjectWord = (kind: SubjectView['kind'], n = 1): string => SUBJECT_WORDS[kind][n === 1 ? 0 : 1];

/** What one rule could say of all it judged. */
export interface Standing {
  readonly rule: string;
  readonly title: string;
  readonly subject: SubjectView['kind'];
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly judged: number;
}

/** One line a rule, in the order of its title: what is not known yet is told as plainly as what is. */
export function standings(refused: FlagList['refused']): Standing[] {
  const byRule = new Map<string, Standing>();
  for (const { rule, title, subject, verdict, subjects } of refused) {
    const known = byRule.get(rule);
    const before = known?.counts ?? { met: 0, 'not-met': 0, 'not-enough-data': 0 };
    const counts = { ...before, [verdict]: before[verdict] + subjects };
    byRule.set(rule, { rule, title, subject, counts, judged: (known?.judged ?? 0) + subjects });
  }
  return [...byRule.values()].sort((a, b) => a.title.localeCompare(b.title));
}

/** "31 of 37 people cannot be told yet" */
export function untoldText({ subject, counts, judged }: Standing): string {
  const untold = counts['not-enough-data'];
  if (untold === 0) return `All ${judged} ${subjectWord(subject, judged)} could be told`;
  if (untold === judged) return `${untold} ${subjectWord(subject, untold)} cannot be told yet`;
  return `${untold} of ${judged} ${subjectWord(subject, judged)} cannot be told yet`;
}

/** Why a flag is up though its rule does not hold just now; empty where there is nothing to explain. */
export function stayText({ state, verdict, leaveAfter }: Pick<FlagDetail, 'state' | 'verdict' | 'leaveAfter'>): string {
  if (state === 'withdrawn' || verdict === 'met') return '';
  const times = leaveAfter === 1 ? 'at one evaluation' : `at ${leaveAfter} evaluations in a row`;
  return `The rule does not hold this week. A raised flag stays up until it would not hold, by its lower limits and confidence too, ${times}.`;
}

/** What strong readiness asks beyond the flag, and how far it is; empty where the rule does not know it. */
export function strongText({ strong }: Pick<FlagDetail, 'strong'>): string {
  if (strong === null) return '';
  const { confidence, minimumSample, holdFor, heldFor, since } = strong;
  const sure = `${Number((confidence * 100).toFixed(1))}\u00a0% confidence by ${minimumSample} or more`;
  const stands = since === null ? `${Math.min(heldFor, holdFor)} so far` : `so since ${dateText(since)}`;
  return `${sure}, ${holdFor === 1 ? '1 evaluation' : `${holdFor} evaluations in a row`}: ${stands}`;
}

/** Weeks of a history with each verdict, and those in which the flag was up. */
export function weekCounts(history: FlagDetail['history']): Readonly<Record<Verdict | 'up', number>> {
  const count = (verdict: Verdict) => history.filter((week) => week.verdict === verdict).length;
  return {
    met: count('met'),
    'not-met': count('not-met'),
    'not-enough-data': count('not-enough-data'),
    up: history.filter((week) => week.up).length,
  };
}
