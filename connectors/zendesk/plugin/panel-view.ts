// Shown beside a ticket at the vendor's, in Zendesk and in Jira: the build turns it into JavaScript for both.
import type { RulesView } from '../../../src/api/schemas.ts';
import type { ClockView, TicketClocks } from '../../../src/api/ticket-clocks-schema.ts';
import type { TicketView } from '../../../src/api/ticket-schema.ts';

/** What the panel says, in words. Everybody who sees the ticket sees it, so no figure of a person is in it. */
export interface PanelView {
  readonly warning: { readonly tone: 'late' | 'soon'; readonly text: string } | null;
  readonly clocks: readonly ClockLine[];
  readonly held: readonly HeldLine[];
  /** How many more had held it before those. */
  readonly heldBefore: number;
  readonly workType: string | null;
  readonly counts: readonly { readonly title: string; readonly why: string }[];
  readonly asOf: string;
}

type Tone = 'running' | 'soon' | 'late' | 'paused' | 'met' | 'plain';

interface ClockLine {
  readonly title: string;
  readonly state: string;
  readonly tone: Tone;
  /** Of the target, 0 to 1; null: nothing was promised. */
  readonly used: number | null;
  readonly text: string;
  readonly due: string | null;
}

interface HeldLine {
  readonly who: string;
  readonly since: string;
  readonly now: boolean;
}

/** A clock with less of its target left warns. */
const SOON = 0.25;
const MOST_HELD = 4;
const MINUTE = 60_000;
const ORDER: readonly Tone[] = ['late', 'soon', 'running', 'paused', 'plain', 'met'];
/** Figures into which each resolution goes, the one that says most about the kind of work first. */
const COUNTING = ['breadth', 'standardised-quality', 'sla-attainment'];

export function panelView(ticket: TicketView, { clocks, asOf, timezone }: TicketClocks, rules: RulesView): PanelView {
  const lines = shownOf(clocks)
    .map((clock) => ({ ...clockLine(clock, timezone), title: titleOf(clock, clocks) }))
    .sort((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));
  const held = heldLines(ticket, timezone);
  return {
    warning: warningOf(lines),
    clocks: lines,
    held: held.slice(0, MOST_HELD),
    heldBefore: Math.max(0, held.length - MOST_HELD),
    workType: ticket.workType,
    counts: countsFor(rules),
    asOf: `As of ${when(asOf, timezone)}, ${timezone.replaceAll('_', ' ')}`,
  };
}

/** The latest of each kind, and every one that was missed. */
function shownOf(clocks: readonly ClockView[]): ClockView[] {
  const counted = clocks.filter(({ state }) => state !== 'superseded' && state !== 'cancelled');
  const latest = new Map(counted.map((clock) => [clock.title, clock]));
  return counted.filter((clock) => clock.state === 'breached' || latest.get(clock.title) === clock);
}

/** Numbered only where there were several. */
const titleOf = ({ title, cycle }: ClockView, clocks: readonly ClockView[]): string =>
  clocks.filter((one) => one.title === title).length > 1 ? `${title} ${cycle}` : title;

function clockLine(clock: ClockView, timezone: string): ClockLine {
  const { title, targetMs, elapsedMs, dueAt } = clock;
  const tone = toneOf(clock);
  const due = dueAt !== null && clock.stoppedAt === null ? `Due ${when(dueAt, timezone)}` : null;
  if (targetMs === null) return { title, state: STATES[tone], tone, used: null, text: `${span(elapsedMs)} used`, due };
  const left = targetMs - elapsedMs;
  const stopped = clock.stoppedAt !== null;
  const text =
    left < 0
      ? `${span(-left)} over the target of ${span(targetMs)}`
      : `${span(left)} ${stopped ? 'to spare' : 'left'} of ${span(targetMs)}`;
  const used = targetMs === 0 ? 1 : Math.min(1, elapsedMs / targetMs);
  return {
    title,
    state: stopped && tone === 'late' ? 'Missed' : STATES[tone],
    tone,
    used,
    text,
    due: tone === 'late' ? null : due,
  };
}

const STATES: Readonly<Record<Tone, string>> = {
  running: 'Running',
  soon: 'Due soon',
  late: 'Over',
  paused: 'Paused',
  met: 'Met',
  plain: 'No target',
};

function toneOf({ state, targetMs, elapsedMs }: ClockView): Tone {
  if (state === 'breached') return 'late';
  if (state === 'met') return 'met';
  if (state === 'paused') return 'paused';
  if (targetMs === null || state !== 'running') return 'plain';
  return targetMs - elapsedMs < targetMs * SOON ? 'soon' : 'running';
}

/** Of clocks that still run: what is over cannot be saved, and is not warned of again once it has stopped. */
function warningOf(lines: readonly ClockLine[]): PanelView['warning'] {
  const line = lines.find(({ tone, state }) => tone === 'soon' || (tone === 'late' && state !== 'Missed'));
  if (line === undefined) return null;
  const tone = line.tone === 'late' ? 'late' : 'soon';
  return { tone, text: [`${line.title}: ${line.text}.`, ...(line.due === null ? [] : [`${line.due}.`])].join(' ') };
}

/** Newest first; neighbours with the same holder and team are one. */
function heldLines({ assignments }: TicketView, timezone: string): HeldLine[] {
  const lines: HeldLine[] = [];
  for (const { start, end, holder, team } of assignments) {
    const who =
      holder === null ? `Nobody${team === null ? '' : `, in ${team}`}` : [holder, team].filter(Boolean).join(', ');
    const since = lines.at(-1)?.who === who ? lines.pop()?.since : undefined;
    lines.push({ who, since: since ?? `since ${when(start, timezone)}`, now: end === null });
  }
  return lines.reverse();
}

/** One reason of each path, as the desk wrote it. */
function countsFor({ rules }: RulesView): PanelView['counts'] {
  return rules
    .filter(({ kind, subject }) => kind === 'readiness' && subject === 'agent')
    .flatMap(({ title, requirements }) => {
      const [first] = COUNTING.flatMap((metric) => requirements.filter((one) => one.metric === metric));
      return first === undefined ? [] : [{ title, why: first.reason }];
    });
}

function span(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 || hours === 0 ? [`${rest} min`] : [])].join(' ');
}

const when = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
