import type { FlagDecision, FlagLifeView } from '../../api/decisions-schema.ts';
import { dateText } from './dates.ts';

export type FlagState = FlagLifeView['state'];
export type FlagActName = FlagLifeView['acts'][number];

export const STATE_WORDS: Readonly<Record<FlagState, string>> = {
  open: 'Open',
  acknowledged: 'Looked at',
  nominated: 'Nominated',
  'in-support': 'In support',
  'on-probation': 'On probation',
  'step-back-recommended': 'Step back recommended',
  challenged: 'Challenged',
  declined: 'Nothing follows',
  decided: 'Decided',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
  expired: 'Rule no longer in force',
};

interface ActWords {
  readonly button: string;
  /** What it means, for whoever is about to do it. */
  readonly hint: string;
}

export const ACT_WORDS: Readonly<Record<FlagActName, ActWords>> = {
  acknowledge: {
    button: 'I have looked at it',
    hint: 'Says that somebody has seen it. Nothing follows from that yet.',
  },
  nominate: {
    button: 'Nominate',
    hint: 'Proposes them for the role. Talk with them first: nobody is nominated against their wish.',
  },
  appoint: { button: 'Appoint', hint: 'Puts them at a stage of a path, from today on.' },
  'start-support': {
    button: 'Start support',
    hint: 'A time with help and without pressure, agreed with them. At its end you say whether the quality is back.',
  },
  'end-support': { button: 'End support', hint: 'Says how the support ended.' },
  'start-probation': {
    button: 'Start a probation',
    hint: 'A time in which the role is tried, again or on conditions; agreed with them, with a day on which it is talked about.',
  },
  'recommend-step-back': {
    button: 'Recommend a step back',
    hint: 'Only after support that did not help. Somebody decides on it afterwards, with the person.',
  },
  'step-back': {
    button: 'Decide the step back',
    hint: 'Puts them at an earlier stage. There is a way back: a probation.',
  },
  decline: { button: 'Nothing follows', hint: 'Says why this flag leads to nothing. The person can read the reason.' },
  challenge: {
    button: 'Challenge',
    hint: 'Says that the flag is wrong, or what it leaves out. Until somebody answers, nothing else may follow.',
  },
  answer: { button: 'Answer the challenge', hint: 'They read your answer. The flag goes on from there.' },
  close: { button: 'Close', hint: 'Nothing more is to be done about it.' },
};

/** Acts with a yes-or-no of their own. */
export const QUESTIONS = {
  answer: { field: 'upheld', yes: 'The challenge is right', no: 'The flag stands' },
  'end-support': { field: 'kept', yes: 'The quality is back', no: 'The quality is not back yet' },
} as const;

export const needsEnd = (act: FlagActName): act is 'start-support' | 'start-probation' =>
  act === 'start-support' || act === 'start-probation';
export const needsStage = (act: FlagActName): act is 'appoint' | 'step-back' =>
  act === 'appoint' || act === 'step-back';

/** What an act needs besides who and why; a stage as `path/stage`. */
export interface Filled {
  readonly until: string;
  readonly stage: string;
  readonly answer: '' | 'yes' | 'no';
}

interface Signed {
  readonly by: string;
  readonly reason: string;
  /** The last line that was seen. */
  readonly after: string | null;
}

/** What is to be sent; a text: what is still missing. */
export function toSend(
  act: FlagActName,
  { until, stage: chosen, answer }: Filled,
  signed: Signed,
): FlagDecision | string {
  if (needsEnd(act)) return until === '' ? 'Give the day on which it ends.' : { ...signed, act, until };
  if (needsStage(act)) {
    const [path, stage] = chosen.split('/');
    return path === undefined || stage === undefined ? 'Choose the stage.' : { ...signed, act, path, stage };
  }
  if (act === 'answer' || act === 'end-support') {
    if (answer === '') return 'Choose one of the two.';
    const yes = answer === 'yes';
    return act === 'answer' ? { ...signed, act, upheld: yes } : { ...signed, act, kept: yes };
  }
  return { ...signed, act };
}

/** "In support since 3 May 2026, until 1 Jun 2026, by Zoë" */
export function standsText({ state, since, until, by }: FlagLifeView): string {
  const end = until === null ? '' : `, until ${dateText(until)}`;
  return `${STATE_WORDS[state]} since ${dateText(since)}${end}${by === null ? '' : `, by ${by}`}`;
}

/** The end that was planned has passed and nobody has said how it went. */
export const isOverdue = ({ until }: Pick<FlagLifeView, 'until'>, now: number): boolean =>
  until !== null && Date.parse(until) < now;
