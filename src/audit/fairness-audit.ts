import { connectivity } from '../statistics/connectivity.ts';
import type { CrossOver, Findings, GroupingAudit, GroupWork } from './findings.ts';
import { type Grouping, inOrder } from './grouping.ts';
import { likeForLike } from './like-for-like.ts';
import { type Choice, ratesOf, withQ } from './rates.ts';
import { sentencesOf } from './sentences.ts';
import { type AuditSubject, ticketsOf } from './subject.ts';
import { suppress } from './suppress.ts';

/** Two-sided, of all limits. */
export const AUDIT_LEVEL = 0.95;

/** Readiness rules whose flags are audited. */
export interface AuditedRule {
  readonly id: string;
  readonly title: string;
}

/**
 * Whether groups of people come out differently, by each grouping: how often their score lies above the median of all, how often each
 * readiness rule has its flag up, and whether they do as well on the same work. Small groups are hidden; nobody is named. Pure.
 * Source: statistics.md 2.3, 8.1.
 */
export function auditFairness(
  people: readonly AuditSubject[],
  { by, rules }: { readonly by: readonly Grouping[]; readonly rules: readonly AuditedRule[] },
): GroupingAudit[] {
  const subjects = [...people].sort((a, b) => (a.agent < b.agent ? -1 : 1));
  const choices = [aboveMedian(subjects), ...rules.map(flagUp)];
  const grouped = by.map((grouping) => ({ grouping, groups: groupsOf(subjects, grouping) }));
  const rates = withQ(grouped.flatMap(({ groups }) => choices.map((choice) => ratesOf(choice, groups, AUDIT_LEVEL))));
  return grouped.map(({ grouping, groups }, i) => {
    const work = workOf(groups);
    const isShown = work.some(({ hidden }) => hidden === null);
    const found: Findings = {
      by: grouping,
      groups: work,
      crossOver: isShown && (grouping === 'shift' || grouping === 'team') ? crossOverOf(subjects, grouping) : null,
      rates: rates.slice(i * choices.length, (i + 1) * choices.length),
    };
    return { ...found, says: sentencesOf(found) };
  });
}

/** Scoring rate of NYC 6 RCNY 5-300: the share of a group above the median of all. */
function aboveMedian(subjects: readonly AuditSubject[]): Choice {
  const scores = subjects.flatMap(({ score }) => score ?? []).sort((a, b) => a - b);
  const half = scores.length / 2;
  const median = ((scores[Math.ceil(half) - 1] ?? 0) + (scores[Math.floor(half)] ?? 0)) / 2;
  return {
    rule: null,
    title: 'Standardised quality above the median of all',
    selects: ({ score }) => (score === null ? null : score > median),
  };
}

function flagUp({ id, title }: AuditedRule): Choice {
  return { rule: id, title: `Flag up: ${title}`, selects: ({ selected }) => selected.get(id) ?? null };
}

function groupsOf(subjects: readonly AuditSubject[], by: Grouping): Map<string, AuditSubject[]> {
  const found = Map.groupBy(subjects, ({ groups }) => groups[by]);
  return new Map(inOrder(found.keys()).map((group) => [group, found.get(group) ?? []]));
}

function workOf(groups: ReadonlyMap<string, readonly AuditSubject[]>): GroupWork[] {
  const sizes = [...groups].map(([group, people]) => ({
    group,
    people: people.length,
    tickets: people.reduce((sum, person) => sum + ticketsOf(person), 0),
  }));
  const hidden = suppress(sizes);
  const shown = sizes.filter((_, i) => hidden[i] === null).map(({ group }) => group);
  const workIn = (group: string) => (groups.get(group) ?? []).map(({ work }) => work);
  return sizes.map(({ group, people, tickets }, i) => {
    const why = hidden[i] ?? null;
    if (why !== null) return { group, hidden: why, people, tickets: null, likeForLike: null };
    const others = shown.filter((other) => other !== group).flatMap(workIn);
    return { group, hidden: null, people, tickets, likeForLike: likeForLike(workIn(group), others, AUDIT_LEVEL) };
  });
}

function crossOverOf(subjects: readonly AuditSubject[], by: 'shift' | 'team'): CrossOver | null {
  const work = subjects.flatMap(({ agent, ticketsBy }) =>
    [...ticketsBy[by]].map(([group, n]) => ({ agent, group, n })),
  );
  if (new Set(work.map(({ group }) => group)).size < 2) return null;
  const { components, crossOver, comparable } = connectivity(work);
  return { crossOver, comparable, parts: components.length };
}
