import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AgentDecisions } from '../../api/decisions-schema.ts';
import { useDecideOnPerson } from '../queries.ts';
import { PERSON_ACTS, type PersonActName, type PersonFilled, personToSend } from '../words/person-acts.ts';
import { SignedForm } from './signed-form.tsx';

interface Props {
  id: string;
  decisions: AgentDecisions;
  /** It was written, or given up. */
  done: () => void;
}

export function PersonForm({ id, decisions, done }: Props) {
  const [act, setAct] = useState<PersonActName>('record');
  const [filled, setFilled] = useState<PersonFilled>({ one: '', wants: 'yes', from: '', until: '' });
  const [missing, setMissing] = useState<string | null>(null);
  const decide = useDecideOnPerson(id);
  const change = (part: Partial<PersonFilled>) => setFilled({ ...filled, ...part });
  const send = (by: string, reason: string) => {
    const body = personToSend(act, filled, { by, reason });
    setMissing(typeof body === 'string' ? body : null);
    if (typeof body !== 'string') decide.mutate(body, { onSuccess: done });
  };
  return (
    <SignedForm
      label="Write it down"
      hint={PERSON_ACTS[act].hint}
      pending={decide.isPending}
      refused={missing ?? decide.error?.message ?? null}
      send={send}
      giveUp={done}
    >
      <NativeSelect
        label="What"
        value={act}
        onChange={(event) => {
          setAct(event.currentTarget.value as PersonActName);
          change({ one: '' });
        }}
        data={Object.entries(PERSON_ACTS).map(([value, { title }]) => ({ value, label: title }))}
      />
      <OwnFields act={act} decisions={decisions} filled={filled} change={change} />
    </SignedForm>
  );
}

type OwnProps = Pick<Props, 'decisions'> & {
  act: PersonActName;
  filled: PersonFilled;
  change: (part: Partial<PersonFilled>) => void;
};

function OwnFields({ act, decisions, filled, change }: OwnProps) {
  if (act === 'leave' || act === 'onboarding') {
    return (['from', 'until'] as const).map((field) => (
      <TextInput
        key={field}
        type="date"
        label={field === 'from' ? 'From' : 'Until'}
        required
        value={filled[field]}
        onChange={(event) => change({ [field]: event.currentTarget.value })}
      />
    ));
  }
  return (
    <>
      <NativeSelect
        label={PERSON_ACTS[act].which}
        required
        value={filled.one}
        onChange={(event) => change({ one: event.currentTarget.value })}
        data={[{ value: '', label: 'Choose' }, ...choices(act, decisions)]}
      />
      {act === 'interest' && (
        <NativeSelect
          label="They"
          value={filled.wants}
          onChange={(event) => change({ wants: event.currentTarget.value })}
          data={[
            { value: 'yes', label: 'want it' },
            { value: 'no', label: 'do not want it' },
          ]}
        />
      )}
    </>
  );
}

function choices(act: PersonActName, { log, stageOptions, recordKinds, interests }: AgentDecisions) {
  if (act === 'record') return recordKinds.map(({ kind, title }) => ({ value: kind, label: title }));
  if (act === 'interest') return interests.map(({ rule, title }) => ({ value: rule, label: title }));
  if (act === 'reverse') {
    const there = log.filter(({ takenBackBy }) => takenBackBy === null);
    return there.toReversed().map(({ id, by, sentence }) => ({ value: id, label: `${by}: ${sentence}` }));
  }
  return stageOptions.map(({ path, stage, title }) => ({ value: `${path}/${stage}`, label: title }));
}
