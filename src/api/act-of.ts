import type { Instant } from '../domain/interval.ts';
import type { Act, FlagAct, PersonAct, Reversal, StageAct } from '../progression/decision.ts';
import { RECORD_KINDS, type RecordKind } from '../progression/record-kinds.ts';
import type { DeskRules } from '../rules/load-rules.ts';
import { didYouMean } from '../rules/nearest-word.ts';
import { instantOf } from './as-of.ts';
import type { FlagDecision, PersonDecision } from './decisions-schema.ts';
import { type Desk, Refused } from './desk.ts';

/** Further ahead than this, an end is a slip of the pen. */
const FARTHEST_MS = 2 * 366 * 86_400_000;

/** What was asked for, with every name in it known to the rules. Throws Refused. */
export function actOf(asked: FlagDecision, desk: Desk, now: Instant): FlagAct | StageAct | Reversal;
export function actOf(asked: PersonDecision, desk: Desk, now: Instant): PersonAct | Reversal;
export function actOf(asked: FlagDecision | PersonDecision, { rules }: Desk, now: Instant): Act {
  const at = (text: string) => instantOf(text, rules.desk.timezone) ?? Number.NaN;
  switch (asked.act) {
    case 'answer':
      return { act: asked.act, upheld: asked.upheld };
    case 'end-support':
      return { act: asked.act, kept: asked.kept };
    case 'start-support':
    case 'start-probation':
      return { act: asked.act, until: ahead(at(asked.until), now) };
    case 'leave':
    case 'onboarding':
      return { act: asked.act, ...spell(at(asked.from), at(asked.until)) };
    case 'appoint':
    case 'step-back':
      return { act: asked.act, ...knownStage(asked, rules) };
    case 'interest':
      return { act: asked.act, rule: knownRole(asked.rule, rules), wants: asked.wants };
    case 'record':
      return { act: asked.act, kind: knownKind(asked.kind) };
    case 'reverse':
      return { act: asked.act, decision: asked.decision };
    default:
      return { act: asked.act };
  }
}

const unfit = (field: string, message: string) => new Refused(`${field} ${message}`, [{ field, message }]);

function ahead(until: Instant, now: Instant): Instant {
  if (!(until > now)) throw unfit('until', 'has to lie in the future: the day by which it is talked about again.');
  if (until > now + FARTHEST_MS)
    throw unfit('until', 'is more than two years away. Give an end that people live to see.');
  return until;
}

function spell(from: Instant, until: Instant): { from: Instant; until: Instant } {
  if (!(from < until)) throw unfit('until', 'has to come after from.');
  return { from, until };
}

function knownStage({ path, stage }: { path: string; stage: string }, { paths }: DeskRules) {
  const known = paths.find(({ id }) => id === path);
  if (known === undefined)
    throw unfit(
      'path',
      among(
        path,
        paths.map(({ id }) => id),
      ),
    );
  const stages = known.stages.map(({ id }) => id);
  if (!stages.includes(stage)) throw unfit('stage', among(stage, stages));
  return { path, stage };
}

function knownRole(rule: string, { rules }: DeskRules): string {
  const roles = [...new Set(rules.filter(({ kind }) => kind === 'readiness').map(({ id }) => id))];
  if (!roles.includes(rule)) throw unfit('rule', among(rule, roles));
  return rule;
}

function knownKind(kind: string): RecordKind {
  if (!Object.hasOwn(RECORD_KINDS, kind)) throw unfit('kind', among(kind, Object.keys(RECORD_KINDS)));
  return kind as RecordKind;
}

const among = (word: string, known: readonly string[]): string =>
  `"${word}" is not known here. ${didYouMean(word, known)}There are ${known.join(', ') || 'none'}.`;
