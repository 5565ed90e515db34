import type { Act } from '../../progression/decision.ts';
import { RECORD_KINDS } from '../../progression/record-kinds.ts';
import type { DeskRules } from '../../rules/load-rules.ts';

type Titles = Pick<DeskRules, 'rules' | 'paths' | 'desk'>;

/** What was decided or said, for the person concerned to read. */
export function actSentence(act: Act, titles: Titles): string {
  const day = (at: number) => dayText(at, titles);
  switch (act.act) {
    case 'acknowledge':
      return 'Looked at it';
    case 'nominate':
      return 'Nominated';
    case 'decline':
      return 'Decided that nothing follows from it';
    case 'challenge':
      return 'Challenged it';
    case 'answer':
      return act.upheld ? 'Answered the challenge: it was right' : 'Answered the challenge: the flag stands';
    case 'start-support':
      return `Started support until ${day(act.until)}`;
    case 'end-support':
      return act.kept ? 'Ended support: the quality is back' : 'Ended support: the quality is not back yet';
    case 'start-probation':
      return `Started a probation until ${day(act.until)}`;
    case 'recommend-step-back':
      return 'Recommended a step back';
    case 'close':
      return 'Closed it';
    case 'appoint':
      return `Appointed: ${stageTitle(act, titles)}`;
    case 'step-back':
      return `Decided a step back: ${stageTitle(act, titles)}`;
    case 'interest':
      return `${act.wants ? 'Wants' : 'Does not want'} this: ${ruleTitle(act.rule, titles)}`;
    case 'leave':
      return `On leave from ${day(act.from)} to ${day(act.until)}`;
    case 'onboarding':
      return `Settling in from ${day(act.from)} to ${day(act.until)}`;
    case 'record':
      return `Put on record: ${RECORD_KINDS[act.kind] ?? act.kind}`;
    case 'reverse':
      return 'Took back an earlier line';
  }
}

/** As the desk's zone has it: "3 Aug 2026". */
export function dayText(at: number, { desk: { timezone } }: Pick<DeskRules, 'desk'>): string {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...day, timeZone: timezone }).format(at).replace('Sept', 'Sep');
}

export const ruleTitle = (id: string, { rules }: Pick<DeskRules, 'rules'>): string =>
  rules.findLast((rule) => rule.id === id)?.title ?? id;

export function stageTitle(
  { path, stage }: { readonly path: string; readonly stage: string },
  { paths }: Pick<DeskRules, 'paths'>,
): string {
  const found = paths.find(({ id }) => id === path);
  const title = found?.stages.find(({ id }) => id === stage)?.title ?? stage;
  return `${title} (${found?.title ?? path})`;
}
