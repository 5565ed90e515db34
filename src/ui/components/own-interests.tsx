import { NativeSelect, Radio } from '@mantine/core';
import { useState } from 'react';
import type { PersonStanding } from '../../api/decisions-schema.ts';
import type { Own } from '../api.ts';
import { useDecideOwn } from '../queries.ts';
import { SignedForm } from './signed-form.tsx';

const said = (wants: boolean | null): string =>
  wants === null ? '' : wants ? ' (you want it)' : ' (you do not want it)';

/** What somebody wants to become is theirs to say, and to say anew. */
export function OwnInterests({ interests, own }: { interests: PersonStanding['interests']; own: Own }) {
  const [rule, setRule] = useState('');
  const [wants, setWants] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const say = useDecideOwn(own);
  const send = (_by: string, reason: string) => {
    const wrong = rule === '' ? 'Choose the role.' : wants === '' ? 'Say whether you want it.' : null;
    setMissing(wrong);
    if (wrong === null) say.mutate({ act: 'interest', rule, wants: wants === 'yes', reason });
  };
  if (interests.length === 0) return null;
  return (
    <section className="panel">
      <h2>What you want</h2>
      <SignedForm
        label="Say so"
        hint="Nobody is nominated for a role against their wish. You can change your mind at any time."
        signed={false}
        pending={say.isPending}
        refused={missing ?? say.error?.message ?? null}
        send={send}
      >
        <NativeSelect
          label="Role"
          required
          value={rule}
          onChange={(event) => setRule(event.currentTarget.value)}
          data={[
            { value: '', label: 'Choose a role' },
            ...interests.map((one) => ({ value: one.rule, label: `${one.title}${said(one.wants)}` })),
          ]}
        />
        <Radio.Group label="Do you want it?" required value={wants} onChange={setWants}>
          <div className="decide-answers">
            <Radio value="yes" label="Yes" />
            <Radio value="no" label="No" />
          </div>
        </Radio.Group>
      </SignedForm>
    </section>
  );
}
