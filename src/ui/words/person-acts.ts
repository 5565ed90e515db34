import type { PersonDecision } from '../../api/decisions-schema.ts';

export type PersonActName = PersonDecision['act'];

interface ActWords {
  readonly title: string;
  readonly hint: string;
  /** What has to be chosen for it; empty: nothing. */
  readonly which: string;
}

export const PERSON_ACTS: Readonly<Record<PersonActName, ActWords>> = {
  record: {
    title: 'Something for the record',
    hint: 'What tickets cannot show, and rules may ask for. Write so that they recognise it.',
    which: 'What it is',
  },
  interest: {
    title: 'What they want',
    hint: 'In their words, as they told you. They can say it themselves on their own page.',
    which: 'Role',
  },
  leave: {
    title: 'Leave',
    hint: 'A time away. Charts against their own level leave it out from the next evaluation on.',
    which: '',
  },
  onboarding: {
    title: 'Settling in',
    hint: 'A time in which work is new to them. Charts against their own level leave it out.',
    which: '',
  },
  appoint: { title: 'An appointment', hint: 'Puts them at a stage of a path, from today on.', which: 'Stage' },
  'step-back': {
    title: 'A step back',
    hint: 'Puts them at an earlier stage, decided with them. Where a flag led to it, decide it on the page of the flag.',
    which: 'Stage',
  },
  reverse: {
    title: 'Take back a line',
    hint: 'As if it had not been written. Both lines stay to be seen.',
    which: 'Line',
  },
};

/** `one`: the role, stage as `path/stage`, kind of record or line that was chosen. */
export interface PersonFilled {
  readonly one: string;
  readonly wants: string;
  readonly from: string;
  readonly until: string;
}

/** What is to be sent; a text: what is still missing. */
export function personToSend(
  act: PersonActName,
  { one, wants, from, until }: PersonFilled,
  signed: { readonly by: string; readonly reason: string },
): PersonDecision | string {
  if (act === 'leave' || act === 'onboarding') {
    return from === '' || until === '' ? 'Give both days.' : { ...signed, act, from, until };
  }
  if (one === '') return `Choose: ${PERSON_ACTS[act].which.toLowerCase()}.`;
  if (act === 'record') return { ...signed, act, kind: one };
  if (act === 'interest') return { ...signed, act, rule: one, wants: wants === 'yes' };
  if (act === 'reverse') return { ...signed, act, decision: one };
  const [path = '', stage = ''] = one.split('/');
  return { ...signed, act, path, stage };
}
