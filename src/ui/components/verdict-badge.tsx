import type { Flag, FlagDetail } from '../../api/schemas.ts';
import { type FlagState, STATE_WORDS } from '../words/decisions.ts';
import { KIND_WORDS, toneOf, VERDICT_WORDS } from '../words/verdicts.ts';
import './verdict-badge.css';
import { Icon, type IconName } from './icon.tsx';

type Verdict = FlagDetail['verdict'];

const ICONS: Record<Verdict, IconName> = { met: 'check', 'not-met': 'cross', 'not-enough-data': 'untold' };

/** Told by word, sign and outline; colour only helps. */
export function VerdictBadge({ verdict, kind }: { verdict: Verdict; kind: Flag['kind'] }) {
  return (
    <span className={`badge tone-${toneOf(verdict, kind)}`}>
      <Icon name={ICONS[verdict]} size={14} />
      {VERDICT_WORDS[verdict]}
    </span>
  );
}

export function KindBadge({ kind }: { kind: Flag['kind'] }) {
  return (
    <span className={`badge badge-plain kind-${kind}`}>
      <Icon name={kind === 'risk' ? 'risk' : 'steps'} size={14} />
      {KIND_WORDS[kind]}
    </span>
  );
}

export function StateBadge({ state }: { state: FlagState }) {
  return <span className={`badge state-${state}`}>{STATE_WORDS[state]}</span>;
}

/** Readiness that is shown more surely than the rule asks for. */
export function StrongBadge() {
  return (
    <span className="badge tone-met">
      <Icon name="check" size={14} />
      Strong readiness
    </span>
  );
}
