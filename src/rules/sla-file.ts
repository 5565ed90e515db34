import { z } from 'zod';
import type { BusinessCalendar } from '../domain/calendar.ts';
import type { Instant } from '../domain/interval.ts';
import { CLOCKS, type ClockName, type SlaMatch, type SlaOptions, type SlaPolicy } from '../domain/sla/policy.ts';
import { duration, keys, nameOfFile, oneOf, pauses, text, write } from './forms.ts';
import type { Problems } from './problems.ts';
import type { NamedFile } from './sort-files.ts';
import { type Version, versionKeys, versionsOf } from './versions.ts';

const words = z
  .array(text('a word as the tickets have it'), write('a list of words, such as [incident]'))
  .min(1, write('at least one word; leave the key out to match all'))
  .optional();

/** Priority -> milliseconds. */
const byPriority = z
  .record(z.string(), duration(), write('priorities, each with its duration, such as { P1: 4h }'))
  .default({})
  .superRefine((targets, { addIssue }) => {
    for (const key of Object.keys(targets)) {
      const meant = `P${key.replace(/\D/g, '')}`;
      if (/^(p|prio|priority)?[ _-]?\d$/i.test(key) && key !== meant) {
        addIssue({ code: 'custom', path: [key], message: `no ticket has the priority "${key}". Write ${meant}.` });
      }
    }
  });

const choice = <const C extends readonly [string, ...string[]]>(...choices: C) =>
  z.enum(choices, write(choices.join(' or '))).default(choices[0] as C[0]);

const options = keys({
  boundary: choice('closing', 'next-opening'),
  hold_unit: choice('business', 'wall'),
  on_change: choice('retroactive', 'from-change', 'cancel-and-attach'),
  solve_counts_as_reply: z.boolean(write('true or false')).default(false),
  responses_pause: z.boolean(write('true or false')).default(false),
  rests_count: z.boolean(write('true or false')).default(false),
});

const targets = keys(
  Object.fromEntries(CLOCKS.map((clock) => [clock, byPriority])) as Record<ClockName, typeof byPriority>,
);

const form = (name: string, calendars: readonly string[]) =>
  keys({
    id: nameOfFile(name),
    ...versionKeys('policy'),
    kind: choice('sla', 'ola'),
    title: text('a title for pages'),
    order: z.number(write('a number: of the policies that match a ticket, the one with the lowest counts')),
    match: keys({
      source: words,
      kind: words,
      team: words,
      work_type: words,
      priority: words,
      requester_group: words,
    }).default({}),
    calendar: oneOf('calendar', calendars),
    pauses: pauses(),
    options: options.default(options.parse({})),
    targets: targets.refine(
      (all) => Object.values(all).some((byPriority) => Object.keys(byPriority).length > 0),
      'no target. Write at least one, such as resolution: { P1: 4h }, or remove the policy.',
    ),
  }).superRefine(({ kind, targets: promised }, { addIssue }) => {
    for (const clock of CLOCKS) {
      const wanted = clock === 'group-ownership' ? 'ola' : 'sla';
      if (Object.keys(promised[clock]).length === 0 || kind === wanted) continue;
      const message = `${clock} is a promise ${BETWEEN[wanted]}. Write it in a policy of kind: ${wanted}.`;
      addIssue({ code: 'custom', path: ['targets', clock], message });
    }
  });

const BETWEEN = { sla: 'to customers', ola: 'between teams' } as const;

type Written = z.output<ReturnType<typeof form>>;

type Read = Version<Written>;

/** Versions of policies, in the order in which policies are asked. `startOf`: midnight of a day in the desk's zone. */
export function readPolicies(
  files: readonly NamedFile[],
  calendars: ReadonlyMap<string, BusinessCalendar>,
  calendarIds: readonly string[],
  startOf: (date: string) => Instant,
  problems: Problems,
): SlaPolicy[] {
  const placed = files.flatMap(({ path, name, text }) => problems.read(path, text, form(name, calendarIds)) ?? []);
  const read = versionsOf('policy', placed, startOf, problems);
  read.sort((a, b) => a.written.order - b.written.order || a.from - b.from);
  checkOrder(read, problems);
  return read.flatMap(({ written, id, from, until }): SlaPolicy[] => {
    const { kind, title, match, calendar, pauses, targets, options } = written;
    const compiled = calendars.get(calendar);
    if (compiled === undefined) return [];
    return [
      {
        id,
        kind,
        title,
        from,
        until,
        match: matchOf(match),
        calendar: compiled,
        pauses,
        targets,
        options: optionsOf(options),
      },
    ];
  });
}

function checkOrder(read: readonly Read[], problems: Problems): void {
  read.forEach(({ placed, written, id }, i) => {
    const before = read.slice(0, i).filter((other) => other.id !== id && other.written.kind === written.kind);
    const same = before.find((other) => other.written.order === written.order);
    const catchAll = before.find((other) => isCatchAll(matchOf(other.written.match)));
    if (same !== undefined) {
      problems.add(placed.problem(['order'], `policy "${same.written.id}" has the same order. Give each its own.`));
    } else if (catchAll !== undefined) {
      const remedy = `Give it an order below ${catchAll.written.order}.`;
      const message = `never reached: "${catchAll.written.id}" comes before and matches all. ${remedy}`;
      problems.add(placed.problem(['order'], message));
    }
  });
}

function optionsOf(written: Written['options']): SlaOptions {
  return {
    boundary: written.boundary,
    holdUnit: written.hold_unit,
    onChange: written.on_change,
    solveCountsAsReply: written.solve_counts_as_reply,
    responsesPause: written.responses_pause,
    restsCount: written.rests_count,
  };
}

function matchOf(match: Written['match']): SlaMatch {
  const { source, kind, team, work_type: workType, priority, requester_group: requesterGroup } = match;
  return { source, kind, team, workType, priority, requesterGroup };
}

function isCatchAll(match: SlaMatch): boolean {
  return Object.values(match).every((allowed) => allowed === undefined);
}
