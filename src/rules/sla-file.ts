import { z } from 'zod';
import type { BusinessCalendar } from '../domain/calendar.ts';
import type { SlaMatch, SlaPolicy } from '../domain/sla.ts';
import { duration, keys, nameOfFile, oneOf, pauses, text, write } from './forms.ts';
import type { Problems } from './problems.ts';
import type { NamedFile } from './sort-files.ts';

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

const form = (name: string, calendars: readonly string[]) =>
  keys({
    id: nameOfFile(name),
    title: text('a title for pages'),
    order: z.number(write('a number: of the policies that match a ticket, the one with the lowest counts')),
    match: keys({ source: words, kind: words, team: words, work_type: words }).default({}),
    calendar: oneOf('calendar', calendars),
    pauses: pauses(),
    targets: keys({ own: byPriority, resolution: byPriority }).refine(
      ({ own, resolution }) => Object.keys(own).length + Object.keys(resolution).length > 0,
      'no target. Write at least one, such as resolution: { P1: 4h }, or remove the policy.',
    ),
  });

/** Policies in the order in which they are asked. */
export function readPolicies(
  files: readonly NamedFile[],
  calendars: ReadonlyMap<string, BusinessCalendar>,
  calendarIds: readonly string[],
  problems: Problems,
): SlaPolicy[] {
  const read = files.flatMap(({ path, name, text }) => {
    const placed = problems.read(path, text, form(name, calendarIds));
    return placed === null ? [] : [{ path, placed, policy: placed.value }];
  });
  read.sort((a, b) => a.policy.order - b.policy.order);
  read.forEach(({ placed, policy }, i) => {
    const before = read[i - 1]?.policy;
    const catchAll = read.slice(0, i).find((earlier) => isCatchAll(matchOf(earlier.policy.match)))?.policy;
    if (before?.order === policy.order) {
      problems.add(placed.problem(['order'], `policy "${before.id}" has the same order. Give each its own.`));
    } else if (catchAll !== undefined) {
      const remedy = `Give it an order below ${catchAll.order}.`;
      problems.add(
        placed.problem(['order'], `never reached: "${catchAll.id}" comes before and matches all. ${remedy}`),
      );
    }
  });
  return read.flatMap(({ policy: { id, title, match, calendar, pauses, targets } }) => {
    const compiled = calendars.get(calendar);
    return compiled === undefined ? [] : [{ id, title, match: matchOf(match), calendar: compiled, pauses, targets }];
  });
}

function matchOf({
  source,
  kind,
  team,
  work_type: workType,
}: { [K in 'source' | 'kind' | 'team' | 'work_type']?: string[] | undefined }): SlaMatch {
  return { source, kind, team, workType };
}

function isCatchAll(match: SlaMatch): boolean {
  return Object.values(match).every((allowed) => allowed === undefined);
}
