import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { FlagList } from '../../api/schemas.ts';
import { countText } from '../words/numbers.ts';
import { type Standing, standings, subjectWord, untoldText } from '../words/verdicts.ts';
import './untold-panel.css';
import { Icon } from './icon.tsx';

const SHOWN = 6;

interface Props {
  refused: FlagList['refused'];
  rule: string;
  choose: (rule: string) => void;
}

/** What each rule could not say. "Not enough data" is a verdict, and a list of flags alone would hide it. */
export function UntoldPanel({ refused, rule, choose }: Props) {
  const [all, setAll] = useState(false);
  const lines = standings(refused);
  if (lines.length === 0) return null;
  return (
    <section className="panel untold-panel" aria-labelledby="untold-heading">
      <h2 id="untold-heading">
        <Icon name="untold" size={18} /> Not enough data
      </h2>
      <p className="soft">
        No flag for somebody is not a “no”. Of these, the tickets so far cannot tell either way, and the program does
        not guess.
      </p>
      <ul className="standings">
        {lines.slice(0, all ? lines.length : SHOWN).map((line) => (
          <li key={line.rule}>
            <UnstyledButton
              className="standing"
              aria-pressed={rule === line.rule}
              onClick={() => choose(rule === line.rule ? '' : line.rule)}
            >
              <span className="standing-title">{line.title}</span>
              <strong>{untoldText(line)}</strong>
              <StandingBar {...line} />
              <span className="standing-rest soft small">{restText(line)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && (
        <UnstyledButton className="link" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show fewer rules' : `Show all ${lines.length} rules`}
        </UnstyledButton>
      )}
    </section>
  );
}

/** Its text says the same, so it is not read out. */
function StandingBar({ counts, judged }: Standing) {
  const told = judged - counts['not-enough-data'];
  return (
    <svg className="standing-bar" width="100%" height="8" aria-hidden="true">
      <rect className="told" width={`${(told * 100) / judged}%`} height="8" />
      <rect className="not-told" x={`${(told * 100) / judged}%`} width="100%" height="8" />
    </svg>
  );
}

function restText({ counts, subject }: Standing): string {
  const met = countText(counts.met, subjectWord(subject), subjectWord(subject, 2));
  return `${met} met it, ${counts['not-met']} did not`;
}
