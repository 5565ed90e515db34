import type { RuleHistory } from '../backtest/flag-history.ts';
import type { Cover } from './coverage.ts';
import type { DeskNow, Person } from './desk-now.ts';
import type { CoverChange, Leave } from './leave.ts';
import type { Move } from './move.ts';
import { flipSays, type RuleWords } from './rule-says.ts';
import type { RuleWhatIf } from './rule-what-if.ts';
import type { Train } from './train.ts';

/** What `--json` prints: instants as text, people by id and name. */
export function ruleJson({ asOf, from, to, rule, before, after, flips, groups }: RuleWhatIf, words: RuleWords) {
  return {
    asOf: iso(asOf),
    from: iso(from),
    to: iso(to),
    rule: { id: rule.id, title: rule.title, version: rule.version },
    before: before === null ? null : historyJson(before),
    after: historyJson(after),
    flips: flips.map((flip) => ({
      subject: { ...flip.subject, name: words.nameOf(flip.subject) },
      up: flip.up,
      says: flipSays(flip, { before, from }, words),
      evidence: { before: flip.before?.evidence ?? null, after: flip.after.evidence },
    })),
    groups,
  };
}

function historyJson({ raised, withdrawn, upWeeks, judgedWeeks, flipsPerYear, weeks }: RuleHistory) {
  return { weeks: weeks.length, up: weeks.at(-1)?.up ?? 0, raised, withdrawn, upWeeks, judgedWeeks, flipsPerYear };
}

export function leaveJson({ person, work, open, onlyTheirs }: Leave, now: DeskNow) {
  const covered = work.map(({ covers, ...one }) => ({ ...one, covers: covers.map(changeJson) }));
  return { ...about(person, now), work: covered, open, onlyTheirs };
}

export function moveJson({ person, to, left, joined }: Move, now: DeskNow) {
  const works = (all: Move['left']) =>
    all.map((one) => ({
      workType: one.workType,
      teamWeekly: one.teamWeekly,
      ownWeekly: one.ownWeekly,
      ...changeJson(one),
    }));
  return { ...about(person, now), from: person.team, to, left: works(left), joined: works(joined) };
}

export function trainJson({ person, own, covers, mentors, ...rest }: Train, now: DeskNow) {
  return {
    ...about(person, now),
    ...rest,
    missing: own?.mastery?.missing ?? null,
    mastery: own?.mastery ?? null,
    covers: covers.map(changeJson),
    mentors: mentors.map((one) => ({ ...named(one.person), shares: one.shares })),
  };
}

const about = (person: Person, { asOf, weeks, heldBack }: DeskNow) => ({
  asOf: iso(asOf),
  weeks,
  heldBack,
  agent: { ...named(person), team: person.team, shift: person.shift, region: person.region },
});

const changeJson = ({ by, name, before, after }: CoverChange) => ({
  by,
  name,
  before: coverJson(before),
  after: coverJson(after),
});

const coverJson = ({ masters, others, nobody }: Cover) => ({
  masters: masters.map(named),
  others: others.map(named),
  nobody,
});

const named = ({ id, name }: Person) => ({ id, name });
const iso = (at: number): string => new Date(at).toISOString();
