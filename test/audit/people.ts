import type { Grouping } from '../../src/audit/grouping.ts';
import type { AuditSubject, WorkCount } from '../../src/audit/subject.ts';
import type { AgentId } from '../../src/domain/ids.ts';

interface Told {
  readonly groups?: Partial<Record<Grouping, string>>;
  readonly score?: number | null;
  /** Whether the flag of the rule `ready` is up; absent: it did not judge them. */
  readonly ready?: boolean;
  readonly work?: Readonly<Record<string, WorkCount>>;
  readonly shifts?: Readonly<Record<string, number>>;
}

let made = 0;

/** One person by what matters to the test. */
export function person({
  groups,
  score = null,
  ready,
  work = { 'mail P2': { good: 9, n: 10 } },
  shifts,
}: Told): AuditSubject {
  made += 1;
  return {
    agent: `desk:person-${made}` as AgentId,
    groups: { region: 'all', shift: 'all', team: 'all', tenure: 'all', ...groups },
    score,
    selected: new Map(ready === undefined ? [] : [['ready', ready]]),
    work: new Map(Object.entries(work)),
    ticketsBy: { shift: new Map(Object.entries(shifts ?? {})), team: new Map() },
  };
}

/** So many of a shift, of whom so many have the flag up. */
export const shiftOf = (shift: string, of: number, selected: number, more: Told = {}): AuditSubject[] =>
  Array.from({ length: of }, (_, i) => person({ ...more, groups: { shift }, ready: i < selected }));
