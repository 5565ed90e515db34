import type { Unmapped } from '../connector/connector.ts';
import { CLOCKS } from '../domain/sla/policy.ts';
import type { SlaComparisonCounts, SlaCounts, StoreCounts } from '../store/store.ts';
import { type Evaluated, type Row, summed } from './evaluated.ts';
import { SOURCE_INSTRUMENTS, type SourceReading } from './source-instruments.ts';

/** What waits for people, as counts: nobody can be told from them. */
export interface Waiting {
  readonly readyAndWaiting: number;
  readonly overlooked: number;
  readonly challengesOpen: number;
  readonly promisesOverdue: number;
}

/** All that one scrape shows. */
export interface Reading {
  readonly counts: StoreCounts;
  readonly unmapped: readonly (Unmapped & { readonly source: string; readonly count: number })[];
  /** Milliseconds; null: nothing has been evaluated yet. */
  readonly lastEvaluation: number | null;
  readonly staleEvaluations: number;
  readonly evaluated: Evaluated | null;
  /** Null: nobody counts it. */
  readonly waiting: Waiting | null;
  readonly sla: SlaCounts;
  readonly slaCompared: SlaComparisonCounts['counts'];
  readonly sources: readonly SourceReading[];
  /** Whether what lies in the rules folder is in force. */
  readonly rulesValid: boolean;
}

/** One Prometheus name. Rows that are the same array as before have not changed. */
export interface Instrument {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Counted in the store, and only ever counted up but for a rebuilding from the start. */
  readonly counter?: true;
  rows(reading: Reading): readonly Row[];
}

const one = (value: number): readonly Row[] => [{ labels: {}, value }];
/** A source may call its targets what it likes: all that no clock is named after are one. */
const targetLabel = (target: string): string => (CLOCKS.some((clock) => clock === target) ? target : 'other');
const FIGURE_LABELS = ['metric', 'team', 'weeks', 'unit'];

/** Everything we show besides the process itself. No label may name a person, or take values without limit. */
export const INSTRUMENTS: readonly Instrument[] = [
  {
    name: 'stepladder_deliveries',
    help: 'Deliveries kept, by what became of them: pending, done, or set aside because they cannot be read.',
    labels: ['state'],
    rows: ({ counts: { deliveries } }) => [
      { labels: { state: 'pending' }, value: deliveries.pending },
      { labels: { state: 'done' }, value: deliveries.done },
      { labels: { state: 'set_aside' }, value: deliveries.setAside },
    ],
  },
  {
    name: 'stepladder_oldest_pending_delivery_timestamp_seconds',
    help: 'When the oldest delivery that waits was received, in seconds since 1970; absent where none waits.',
    labels: [],
    rows: ({ counts: { oldestPending } }) => (oldestPending === null ? [] : one(oldestPending / 1000)),
  },
  {
    name: 'stepladder_tickets',
    help: 'Tickets of which anything is known.',
    labels: [],
    rows: ({ counts }) => one(counts.tickets),
  },
  {
    name: 'stepladder_ticket_events',
    help: 'Events of all tickets.',
    labels: [],
    rows: ({ counts }) => one(counts.events),
  },
  {
    name: 'stepladder_contributions',
    help: 'What people did on tickets, a row per ticket, person and period for which it was known so.',
    labels: [],
    rows: ({ counts }) => one(counts.contributions),
  },
  {
    name: 'stepladder_unmapped_words',
    help: 'Times a source used a word (what: of a status, a column ...) for which its settings have no mapping.',
    labels: ['source', 'what'],
    rows: ({ unmapped }) =>
      summed(unmapped.map(({ source, what, count }) => ({ labels: { source, what }, value: count }))),
  },
  ...SOURCE_INSTRUMENTS,
  {
    name: 'stepladder_rules_valid',
    help: '1 while the rules in the folder are in force; 0 while mistakes keep the last good ones in force.',
    labels: [],
    rows: ({ rulesValid }) => one(rulesValid ? 1 : 0),
  },
  {
    name: 'stepladder_last_evaluation_timestamp_seconds',
    help: 'The instant as of which the latest evaluation was made; absent before the first one.',
    labels: [],
    rows: ({ lastEvaluation }) => (lastEvaluation === null ? [] : one(lastEvaluation / 1_000)),
  },
  {
    name: 'stepladder_stale_evaluations',
    help: 'Evaluations to settle again, because facts known before them have arrived since.',
    labels: [],
    rows: ({ staleEvaluations }) => one(staleEvaluations),
  },
  {
    name: 'stepladder_flags_open',
    help: 'Flags up after the latest evaluation, by the team they concern (- for none, other for teams too small to be shown apart).',
    labels: ['kind', 'rule', 'team'],
    rows: ({ evaluated }) => evaluated?.flags ?? [],
  },
  {
    name: 'stepladder_waiting_for_people',
    help: 'What waits for people: ready for 13 weeks and not decided, ready for 4 and overlooked, challenged, support past its end.',
    labels: ['what'],
    rows: ({ waiting }) =>
      waiting === null
        ? []
        : [
            { labels: { what: 'ready_and_waiting' }, value: waiting.readyAndWaiting },
            { labels: { what: 'overlooked' }, value: waiting.overlooked },
            { labels: { what: 'challenged' }, value: waiting.challengesOpen },
            { labels: { what: 'support_overdue' }, value: waiting.promisesOverdue },
          ],
  },
  {
    name: 'stepladder_verdicts',
    help: 'People, teams or work types a rule judged met, not-met or not-enough-data in the latest evaluation.',
    labels: ['rule', 'verdict'],
    rows: ({ evaluated }) => evaluated?.verdicts ?? [],
  },
  {
    name: 'stepladder_team_figure',
    help: 'Figure of a team in the latest evaluation, over that many weeks. Unit share: 0 to 1.',
    labels: FIGURE_LABELS,
    rows: ({ evaluated }) => evaluated?.figures.value ?? [],
  },
  {
    name: 'stepladder_team_figure_lower',
    help: 'Lower end of the 95 % interval of stepladder_team_figure.',
    labels: FIGURE_LABELS,
    rows: ({ evaluated }) => evaluated?.figures.lower ?? [],
  },
  {
    name: 'stepladder_team_figure_upper',
    help: 'Upper end of the 95 % interval of stepladder_team_figure; +Inf where the data set no limit.',
    labels: FIGURE_LABELS,
    rows: ({ evaluated }) => evaluated?.figures.upper ?? [],
  },
  {
    name: 'stepladder_team_figure_sample_size',
    help: 'Observations behind stepladder_team_figure.',
    labels: FIGURE_LABELS,
    rows: ({ evaluated }) => evaluated?.figures.sampleSize ?? [],
  },
  {
    name: 'stepladder_figures_withheld',
    help: 'Figures of teams left out: too few observations for the metric, or too few people in the team.',
    labels: ['metric'],
    rows: ({ evaluated }) => evaluated?.withheld ?? [],
  },
  {
    name: 'stepladder_teams_folded',
    help: 'Teams of fewer than five people, or past the limit of labels: flags are counted under the team other, figures left out.',
    labels: [],
    rows: ({ evaluated }) => evaluated?.teamsFolded ?? one(0),
  },
  {
    name: 'stepladder_sla_due',
    help: 'Running SLA clocks of open tickets whose next warning or breach is awaited.',
    labels: [],
    rows: ({ sla }) => one(sla.due),
  },
  {
    name: 'stepladder_sla_notices_total',
    help: 'SLA warnings (50, 75, 90 percent of the target used) and breaches (100) raised on running clocks.',
    labels: ['clock', 'percent'],
    counter: true,
    rows: ({ sla }) =>
      sla.notices.map(({ clock, percent, count }) => ({ labels: { clock, percent: String(percent) }, value: count })),
  },
  {
    name: 'stepladder_sla_agreements',
    help: 'Tickets on which a source gives the same result of a target as our clock, as of the latest evaluation.',
    labels: ['target'],
    rows: ({ slaCompared }) =>
      summed(
        slaCompared
          .filter(({ reason }) => reason === null)
          .map(({ target, tickets }) => ({ labels: { target: targetLabel(target) }, value: tickets })),
      ),
  },
  {
    name: 'stepladder_sla_differences',
    help: 'Tickets on which a source gives another result of a target than our clock, by the most likely reason.',
    labels: ['target', 'reason'],
    rows: ({ slaCompared }) =>
      summed(
        slaCompared.flatMap(({ target, reason, tickets }) =>
          reason === null ? [] : [{ labels: { target: targetLabel(target), reason }, value: tickets }],
        ),
      ),
  },
];

export const INSTRUMENT_NAMES: readonly string[] = INSTRUMENTS.map(({ name }) => name);
