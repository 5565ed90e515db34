import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { FlagDetail } from '../../api/schemas.ts';
import { ACT_WORDS, type FlagActName, isOverdue, standsText } from '../words/decisions.ts';
import { DecideForm } from './decide-form.tsx';
import { DecisionLog } from './decision-log.tsx';
import './life-panel.css';

/** Where a flag stands, what people made of it, and what they may do next. */
export function LifePanel({ flag: { id, life } }: { flag: FlagDetail }) {
  const [act, setAct] = useState<FlagActName | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const done = () => {
    setAct(null);
    heading.current?.focus({ preventScroll: true });
  };
  return (
    <section className="panel life-panel" aria-labelledby="life-heading">
      <h2 id="life-heading" ref={heading} tabIndex={-1}>
        Where it stands
      </h2>
      <p aria-live="polite">
        <strong>{standsText(life)}</strong>
      </p>
      {isOverdue(life, Date.now()) && <p className="decide-wrong">Its planned end has passed: say how it went.</p>}
      <DecisionLog log={life.log} none="Nobody has written anything about it yet." />
      {life.acts.length > 0 && <h3>What may follow</h3>}
      <div className="life-acts">
        {life.acts.map((one) => (
          <Button
            key={one}
            size="xs"
            variant={one === act ? 'filled' : 'default'}
            aria-expanded={one === act}
            onClick={() => setAct(one === act ? null : one)}
          >
            {ACT_WORDS[one].button}
          </Button>
        ))}
      </div>
      {act !== null && <DecideForm key={act} flag={id} life={life} act={act} done={done} />}
    </section>
  );
}
