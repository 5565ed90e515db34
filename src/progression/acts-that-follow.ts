import type { FlagAct, StageAct } from './decision.ts';
import type { Flag, FlagLife, FlagState } from './flag-life.ts';
import type { Records } from './records.ts';

/** What can be done about a flag, in the order in which a page offers it. */
export const FLAG_ACTS = [
  'acknowledge',
  'nominate',
  'appoint',
  'start-support',
  'end-support',
  'start-probation',
  'recommend-step-back',
  'step-back',
  'decline',
  'challenge',
  'answer',
  'close',
] as const satisfies readonly (FlagAct | StageAct)['act'][];
export type FlagActName = (typeof FLAG_ACTS)[number];

/** A flag as it stands, and what people have put on record. */
export interface Standing {
  readonly flag: Flag;
  readonly life: FlagLife;
  readonly records: Records;
}

const LOOKED_AT: readonly FlagState[] = ['open', 'acknowledged', 'declined'];

/** From where each act may follow. A challenge freezes its flag: only its answer follows. */
const FROM: Readonly<Record<FlagActName, readonly FlagState[]>> = {
  acknowledge: ['open'],
  nominate: LOOKED_AT,
  appoint: ['nominated', 'on-probation', 'decided'],
  'start-support': [...LOOKED_AT, 'on-probation', 'step-back-recommended'],
  'end-support': ['in-support'],
  'start-probation': [...LOOKED_AT, 'step-back-recommended', 'decided'],
  'recommend-step-back': ['acknowledged', 'on-probation'],
  'step-back': ['step-back-recommended'],
  decline: ['open', 'acknowledged', 'nominated', 'step-back-recommended'],
  challenge: [...LOOKED_AT, 'nominated', 'in-support', 'on-probation', 'step-back-recommended', 'decided', 'closed'],
  answer: ['challenged'],
  close: [...LOOKED_AT, 'nominated', 'on-probation', 'step-back-recommended', 'decided', 'withdrawn', 'expired'],
};

/** Those about what somebody could become, and those about what they could lose; others are about either. */
const ONLY_READINESS: readonly FlagActName[] = ['nominate'];
const ONLY_RISK: readonly FlagActName[] = [
  'start-support',
  'end-support',
  'start-probation',
  'recommend-step-back',
  'step-back',
];
const ABOUT_NOBODY: readonly FlagActName[] = ['acknowledge', 'decline', 'close'];
const AGAINST_SOMEBODY: readonly FlagActName[] = ['recommend-step-back', 'step-back'];

/** Why an act may not follow, and what to do instead; null: it may. */
export function whyNot(act: FlagActName, standing: Standing): string | null {
  const { flag, life, records } = standing;
  if (life.state === 'challenged' && act !== 'answer')
    return `${life.by} has challenged this flag. Answer the challenge first; until then nothing else may follow.`;
  const kind = ofKind(act, flag);
  if (kind !== null) return kind;
  if (!FROM[act].includes(life.state)) return notFrom(act, flag, life);
  if (flag.gone !== null && AGAINST_SOMEBODY.includes(act))
    return `The evidence of this flag has gone: ${flag.gone.reason}. Close it.`;
  if (act === 'nominate' || (act === 'appoint' && flag.kind === 'readiness')) return againstTheirWish(flag, records);
  if (act === 'recommend-step-back' && life.support !== 'not-kept')
    return 'A step back may be recommended only after a support period that ended without the quality coming back. Start support first, or end the one that runs.';
  return null;
}

export const actsThatFollow = (standing: Standing): FlagActName[] =>
  FLAG_ACTS.filter((act) => whyNot(act, standing) === null);

function ofKind(act: FlagActName, { kind, subject }: Flag): string | null {
  if (subject.kind !== 'agent' && !ABOUT_NOBODY.includes(act))
    return `This flag is about no single person. What may follow: ${ABOUT_NOBODY.join(', ')}.`;
  if (kind === 'risk' && ONLY_READINESS.includes(act))
    return 'This flag is a risk. Only flags of readiness lead to a nomination.';
  if (kind === 'readiness' && ONLY_RISK.includes(act))
    return 'This flag is one of readiness: it takes nothing from anybody. Only flags of risk lead to support or to a step back.';
  return null;
}

function againstTheirWish({ subject, ruleId }: Flag, records: Records): string | null {
  if (records.wants(subject.id, ruleId) !== false) return null;
  return 'They said that they do not want this. Talk with them; only when they say otherwise (`interest`) may it follow.';
}

function notFrom(act: FlagActName, flag: Flag, { state, since, by }: FlagLife): string {
  const where = `${words(state)} since ${new Date(since).toISOString().slice(0, 10)}${by === null ? '' : ` (${by})`}`;
  const may = FLAG_ACTS.filter((one) => FROM[one].includes(state) && ofKind(one, flag) === null);
  return `This flag is ${where}, and ${words(act)} cannot follow from there. What may: ${may.map(words).join(', ')}.`;
}

const words = (name: string): string => name.replaceAll('-', ' ');
