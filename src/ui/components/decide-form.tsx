import { NativeSelect, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FlagLifeView } from '../../api/decisions-schema.ts';
import { useDecide } from '../queries.ts';
import {
  ACT_WORDS,
  type Filled,
  type FlagActName,
  needsEnd,
  needsStage,
  QUESTIONS,
  toSend,
} from '../words/decisions.ts';
import { SignedForm } from './signed-form.tsx';

interface Props {
  flag: string;
  life: FlagLifeView;
  act: FlagActName;
  /** It was written, or given up. */
  done: () => void;
}

/** What an act about a flag needs, and no more. */
export function DecideForm({ flag, life, act, done }: Props) {
  const first = life.stages.find(({ opened }) => opened);
  const stage = first === undefined ? '' : `${first.path}/${first.stage}`;
  const [filled, setFilled] = useState<Filled>({ until: '', stage, answer: '' });
  const [missing, setMissing] = useState<string | null>(null);
  const decide = useDecide(flag);
  const send = (by: string, reason: string) => {
    const body = toSend(act, filled, { by, reason, after: life.log.at(-1)?.id ?? null });
    setMissing(typeof body === 'string' ? body : null);
    if (typeof body !== 'string') decide.mutate(body, { onSuccess: done });
  };
  return (
    <SignedForm
      label={ACT_WORDS[act].button}
      hint={ACT_WORDS[act].hint}
      pending={decide.isPending}
      refused={missing ?? decide.error?.message ?? null}
      send={send}
      giveUp={done}
    >
      <OwnFields act={act} life={life} filled={filled} change={(part) => setFilled({ ...filled, ...part })} />
    </SignedForm>
  );
}

type OwnProps = Pick<Props, 'act' | 'life'> & { filled: Filled; change: (part: Partial<Filled>) => void };

function OwnFields({ act, life, filled, change }: OwnProps) {
  if (needsEnd(act)) {
    return (
      <TextInput
        type="date"
        label="Until"
        required
        value={filled.until}
        onChange={(event) => change({ until: event.currentTarget.value })}
      />
    );
  }
  if (needsStage(act)) {
    return (
      <NativeSelect
        label="Stage"
        required
        value={filled.stage}
        onChange={(event) => change({ stage: event.currentTarget.value })}
        data={[
          { value: '', label: 'Choose a stage' },
          ...life.stages.map(({ path, stage, title }) => ({ value: `${path}/${stage}`, label: title })),
        ]}
      />
    );
  }
  if (act !== 'answer' && act !== 'end-support') return null;
  const { yes, no } = QUESTIONS[act];
  return (
    <Radio.Group
      label="What is so"
      required
      value={filled.answer}
      onChange={(answer) => change({ answer: answer === 'yes' ? 'yes' : 'no' })}
    >
      <div className="decide-answers">
        <Radio value="yes" label={yes} />
        <Radio value="no" label={no} />
      </div>
    </Radio.Group>
  );
}
