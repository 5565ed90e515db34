import type { Instant } from '../domain/interval.ts';
import type { Subject } from '../metrics/metric.ts';
import type { Decision } from './decision.ts';
import { isAct, linesInForce } from './decision-log.ts';
import type { RoleRule } from './rule.ts';

export type FlagState =
  | 'open'
  | 'acknowledged'
  | 'nominated'
  | 'in-support'
  | 'on-probation'
  | 'step-back-recommended'
  | 'challenged'
  | 'declined'
  | 'decided'
  | 'closed'
  | 'withdrawn'
  | 'expired';

/** What the evaluations say of a flag as of an instant. */
export interface Flag {
  readonly id: string;
  readonly kind: RoleRule['kind'];
  readonly ruleId: string;
  readonly subject: Subject;
  readonly raisedAt: Instant;
  /** withdrawn: its rule held no longer. expired: its rule is no longer in force. Null: it is up. */
  readonly gone: { readonly how: 'withdrawn' | 'expired'; readonly at: Instant; readonly reason: string } | null;
}

/** Where a flag stands: what the evaluations and what people made of it. */
export interface FlagLife {
  readonly state: FlagState;
  readonly since: Instant;
  /** The end that was planned, where there is one; null: none. */
  readonly until: Instant | null;
  /** Who brought it there; null: an evaluation. */
  readonly by: string | null;
  readonly reason: string | null;
  /** How the last support period ended; null: there was none that ended. */
  readonly support: 'kept' | 'not-kept' | null;
}

/** What people have begun goes on though the evidence goes: it was promised to somebody, and people end it. */
const GOES_ON: readonly FlagState[] = [
  'nominated',
  'in-support',
  'on-probation',
  'step-back-recommended',
  'challenged',
  'decided',
  'closed',
];

/** Folded from the lines about this flag that are in force, and from whether it is still up. */
export function flagLife(log: readonly Decision[], flag: Flag, asOf: Instant): FlagLife {
  const raised: FlagLife = { state: 'open', since: flag.raisedAt, until: null, by: null, reason: null, support: null };
  const about = linesInForce(log, asOf).filter(({ shown }) => shown?.flag === flag.id);
  let [life, challenged] = [raised, raised];
  for (const line of about) {
    if (isAct(line, 'challenge') && life.state !== 'challenged') challenged = life;
    life = after(line, life, { flag, challenged });
  }
  const { gone } = flag;
  if (gone === null || gone.at > asOf || GOES_ON.includes(life.state)) return life;
  return { ...life, state: gone.how, since: gone.at, until: null, by: null, reason: gone.reason };
}

interface Before {
  readonly flag: Flag;
  /** Where it stood when it was challenged. */
  readonly challenged: FlagLife;
}

function after(line: Decision, life: FlagLife, { flag, challenged }: Before): FlagLife {
  const { act, at, by, reason } = line;
  const now = (state: FlagState, until: Instant | null = null, support = life.support): FlagLife => ({
    state,
    since: at,
    until,
    by,
    reason,
    support,
  });
  switch (act.act) {
    case 'acknowledge':
      return now('acknowledged');
    case 'nominate':
      return now('nominated');
    case 'decline':
      return now('declined');
    case 'challenge':
      return now('challenged');
    // Who was right about a risk has nothing more to fear of this flag; about readiness, it is looked at anew.
    case 'answer':
      return act.upheld ? now(flag.kind === 'risk' ? 'closed' : 'acknowledged') : challenged;
    case 'start-support':
      return now('in-support', act.until);
    case 'end-support':
      return now('acknowledged', null, act.kept ? 'kept' : 'not-kept');
    case 'start-probation':
      return now('on-probation', act.until);
    case 'recommend-step-back':
      return now('step-back-recommended');
    case 'appoint':
    case 'step-back':
      return now('decided');
    case 'close':
      return now('closed');
    default:
      return life;
  }
}
