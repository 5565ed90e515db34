import type { ClockView } from '../api/ticket-clocks-schema.ts';
import { rounded } from '../api/views/rounded.ts';

type Attribution = NonNullable<ClockView['attribution']>;
type Held = Pick<ClockView['split'][number], 'holder' | 'holderId' | 'team'>;

/** What a clock says, in words and table cells; times are those of one zone. Pure. */
export function clockTexts(timezone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const time = (instant: string) => format.format(new Date(instant)).replaceAll(',', '').replace('Sept', 'Sep');
  return {
    time,
    heading: ({ title, cycle, state, elapsedMs, targetMs }: ClockView) => {
      const of = targetMs === null ? '' : ` of ${durationText(targetMs)}`;
      return `${title}${cycle > 1 ? `, cycle ${cycle}` : ''}: ${state}, ${durationText(elapsedMs)}${of} used`;
    },
    facts: (clock: ClockView) => facts(clock, time),
    story: (clock: ClockView) => story(clock, time),
    shares,
    overrun,
  };
}

/** "25:05:09": hours, minutes, seconds, so that sums can be checked; what is below a second is cut off. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function heldText({ holder, team }: Held): string {
  if (holder !== null) return team === null ? holder : `${holder} (${team})`;
  return team === null ? 'nobody' : `nobody (${team})`;
}

function facts(clock: ClockView, time: (instant: string) => string): string[] {
  const { policy, priority, calendar, targetMs, elapsedMs, startedAt, stoppedAt, stoppedBy, dueAt, breachedAt } = clock;
  const promised =
    policy === null
      ? 'Nothing was promised.'
      : `Policy ${policy.id}, "${policy.title}" (${policy.kind}), priority ${priority ?? 'not said'}.`;
  const ended = stoppedAt === null ? 'It has not stopped.' : `Stopped ${time(stoppedAt)}: ${stoppedBy ?? 'stopped'}.`;
  const due = dueAt === null ? 'It has no due time while it stands or has no target.' : dueText(clock, time(dueAt));
  const over = durationText(elapsedMs - (targetMs ?? 0));
  const born = clock.bornBreached ? ' The target was used up before it applied.' : '';
  return [
    `${promised} Opening hours: ${calendar}.`,
    `Started ${time(startedAt)}. ${ended}`,
    breachedAt === null ? due : `Breached ${time(breachedAt)}, over by ${over}.${born}`,
    ...(clock.nextWarning === null
      ? []
      : [`Next warning, if it runs on: ${clock.nextWarning.percent} % at ${time(clock.nextWarning.at)}.`]),
  ];
}

const dueText = ({ stoppedAt }: ClockView, at: string) =>
  stoppedAt === null ? `Due ${at}.` : `It would have been due ${at}.`;

/** Spells and warnings in order of time; the total runs over the spells. */
function story({ spells, warnings, calendar }: ClockView, time: (instant: string) => string): string[][] {
  let total = 0;
  const told = spells.map((spell) => {
    if (spell.running) total += spell.openMs;
    const { start, end, status, sourceStatus, running, openMs } = spell;
    const source = sourceStatus === null || sourceStatus === status ? '' : ` ("${sourceStatus}")`;
    const hours = spell.calendar === calendar ? '' : `, by ${spell.calendar}`;
    const what = `${running ? 'runs' : 'stands'}: ${status}${source}${hours}`;
    const added = running ? `+${durationText(openMs)}` : `(${durationText(openMs)})`;
    return { at: start, cells: [time(start), time(end), heldText(spell), what, added, durationText(total)] };
  });
  const warned = warnings.map(({ percent, at, actedAt, ...held }) => {
    const acted = actedAt === null ? 'nothing done since' : `first action ${time(actedAt)}`;
    const what = `${percent} % used${percent === 100 ? ', breached' : ''}; ${acted}`;
    return { at, cells: [time(at), '', heldText(held), what] };
  });
  // The order of equals is kept: at one instant the spell comes first, then what was reached in it.
  return [...told, ...warned].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map(({ cells }) => cells);
}

/** A table of who used the time and on whom an overrun is laid; each column adds up to its last row. */
function shares({ split, attribution }: ClockView): { head: string[]; rows: string[][] } {
  const percent = [...split.map((share) => share.percent), split.some((share) => share.percent > 0) ? 100 : 0];
  const columns: [string, string[]][] = [
    ['who used the time', [...split.map(heldText), 'all']],
    ['on the clock', durations(split.map(({ elapsedMs }) => elapsedMs))],
    ['share', percent.map((value) => `${value.toFixed(1)} %`)],
    ['paused', durations(split.map(({ pausedMs }) => pausedMs))],
  ];
  if (attribution !== null) {
    columns.push(['overrun by share', laidOn(split, attribution.byShare)]);
    columns.push(['overrun by budget excess', laidOn(split, attribution.byBudgetExcess)]);
  }
  const rows = [...split, null].map((_, i) => columns.map(([, cells]) => cells[i] ?? ''));
  return { head: columns.map(([title]) => title), rows };
}

function durations(parts: readonly number[]): string[] {
  const seconds = rounded(parts, 1000);
  return [...seconds, seconds.reduce((a, b) => a + b, 0)].map(durationText);
}

function laidOn(split: ClockView['split'], laid: Attribution['byBudgetExcess']): string[] {
  if (laid === null) return [...split, null].map(() => 'not known');
  const same = (a: Held, b: Held) => a.holderId === b.holderId && a.team === b.team;
  return durations(split.map((share) => laid.find((part) => same(part, share))?.ms ?? 0));
}

function overrun({ atBreach, budget, byBudgetExcess }: Attribution): string[] {
  const usual =
    budget.medianMs === null ? budget.words : `${budget.words.slice(0, -1)}: ${durationText(budget.medianMs)}.`;
  const decided = byBudgetExcess === null ? '' : ' It is the one to decide by: nobody answers for time in other hands.';
  return [
    `At the breach: ${atBreach === null ? 'not known' : `held by ${heldText(atBreach)}`}; later hand-overs change nothing.`,
    'By share: the overrun in proportion to the time used.',
    `By budget excess: in proportion to what each used beyond what is usual. ${usual}${decided}`,
  ];
}
