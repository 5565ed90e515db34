import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AgentDecisions } from '../../api/decisions-schema.ts';
import { DecisionLog } from './decision-log.tsx';
import './life-panel.css';
import './person-decisions.css';
import { PersonForm } from './person-form.tsx';
import { StagesPanel } from './stages-panel.tsx';

/** Of one person, for whoever leads them: stages, wishes, records, and the log these follow from. */
export function PersonDecisions({ id, decisions }: { id: string; decisions: AgentDecisions }) {
  const [open, setOpen] = useState(false);
  const wishes = decisions.interests.filter(({ wants }) => wants !== null);
  return (
    <div className="person-decisions">
      <StagesPanel standing={decisions} />
      <section className="panel life-panel">
        <h2>What was decided and said</h2>
        {wishes.length > 0 && (
          <ul>
            {wishes.map(({ rule, title, wants }) => (
              <li key={rule}>{`${wants === true ? 'Wants' : 'Does not want'}: ${title}`}</li>
            ))}
          </ul>
        )}
        <DecisionLog log={decisions.log} none="Nothing has been written down yet." />
        {open ? (
          <PersonForm id={id} decisions={decisions} done={() => setOpen(false)} />
        ) : (
          <div className="life-acts">
            <Button size="xs" variant="default" onClick={() => setOpen(true)}>
              Write something down
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}
