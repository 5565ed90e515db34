import { inBatches } from './batches.ts';
import type { ConfiguredSource, Connector } from './connector/connector.ts';
import { type Agent, type Identities, identities } from './domain/agent.ts';
import type { ContributionPages } from './domain/contribution.ts';
import { type AccountId, accountId } from './domain/ids.ts';
import { knownContributions } from './domain/known-contributions.ts';
import { firstDues } from './domain/sla/due.ts';
import { foldTimeline } from './domain/timeline.ts';
import { expectationAt } from './freeze.ts';
import { configured, understand } from './inbox/understand.ts';
import type { Expectation } from './metrics/expectation/expectation.ts';
import { type Measurement, type MeasureOptions, type MetricUse, measure } from './metrics/measure.ts';
import { NOTE_WEEKS, NoteTaker } from './metrics/notes/note-taker.ts';
import { viewOf } from './metrics/view.ts';
import { sameMail } from './people/same-mail.ts';
import { judging } from './progression/judge.ts';
import { type Carried, carriedOf, carries, type Judgement, judgementKey } from './progression/judgement.ts';
import { awayOf, recordsSo } from './progression/records.ts';
import { type DeskRules, metricUses } from './rules/load-rules.ts';
import type { MetricWindows } from './rules/metrics-file.ts';
import type { Begun, Fold, People, ReadDelivery, SourceConfig, Store, StoredFigure } from './store/store.ts';

/** What the line runs on. */
export interface Line {
  readonly store: Store;
  readonly connectors: readonly Connector[];
  readonly rules: DeskRules;
}

/** Called between batches: a chance to draw a progress bar, and to stop by throwing. */
export type OnProgress = (stage: 'reading' | 'folding' | 'evaluating', done: number) => void;

const DELIVERIES_AT_ONCE = 2_000;
const TICKETS_AT_ONCE = 500;
const WEEK_MS = 7 * 86_400_000;

/** The first half of the line: pending deliveries become events, and tickets they touch become contributions. */
export async function workOff(line: Line, onProgress: OnProgress = () => {}): Promise<void> {
  await readDeliveries(line, onProgress);
  await foldTickets(line, onProgress);
}

async function readDeliveries({ store, connectors }: Line, onProgress: OnProgress): Promise<void> {
  const sourcesOf = remembered((configs: readonly SourceConfig[]) => configured(configs, connectors));
  const read: ReadDelivery = (delivery, sources) => understand(sourcesOf(sources), delivery);
  const settle = (limit: number) => store.settlePending(limit, read);
  await inBatches(store, settle, DELIVERIES_AT_ONCE, (done) => onProgress('reading', done));
}

/** Of the last thing asked, and of one that reads the same. */
function remembered<A extends object, B>(make: (of: A) => B): (of: A) => B {
  let last: { of: A; text: string; made: B } | undefined;
  return (of) => {
    if (last?.of === of) return last.made;
    const text = JSON.stringify(of);
    last = { of, text, made: last?.text === text ? last.made : make(of) };
    return last.made;
  };
}

async function foldTickets({ store, connectors, rules }: Line, onProgress: OnProgress): Promise<void> {
  const whoOf = remembered((people: People) => whoAmong(people, connectors));
  const fold: Fold = (events, people, neighbours) => ({
    contributions: knownContributions(events, whoOf(people), rules.levels, neighbours),
    due: firstDues(foldTimeline(events, whoOf(people)), rules.levels),
  });
  const foldSome = (limit: number) => store.foldStale(limit, fold);
  await inBatches(store, foldSome, TICKETS_AT_ONCE, (done) => onProgress('folding', done));
}

/**
 * The second half: figures and verdicts as of an instant, from what was known by then, and the flags that follow. Returns
 * what the next evaluation goes on from.
 */
export async function evaluate(line: Line, begun: Begun, previous: readonly Carried[]): Promise<Carried[]> {
  const { store, rules } = line;
  const { asOf } = begun;
  const uses = metricUses(rules);
  const longest = Math.max(...uses.map(({ weeks }) => weeks));
  const contributions = store.contributions(asOf, asOf - longest * WEEK_MS);
  const people = new Map((await store.agents()).map((agent) => [agent.id as string, agent]));
  const frozen = await expectationAt(line, asOf);
  const expectation = frozen?.expectation ?? null;
  const { maturityDays, masteryTarget: target } = rules.windows;
  const log = await store.decisions({ until: asOf });
  const options = { asOf, maturityDays, expectation, people, target, away: awayOf(log, asOf) };
  const { measurements, masteries, offDays, notes } = await readOff(contributions, uses, options);
  const before = new Map(previous.map((judgement) => [judgementKey(judgement.ruleId, judgement.subject), judgement]));
  const judgements = judging(rules.rules, measurements, { asOf, previous: before, records: recordsSo(log, asOf) });
  // Gone through before they are saved: the answers they rest on are kept, and others wait while an evaluation is saved.
  const carried = carriedAmong(judgements);
  // One at a time, as each is saved: ten thousand people have half a million of them.
  const figures = {
    *[Symbol.iterator]() {
      for (const measured of measurements) yield figureOf(measured, rules.windows, expectation);
    },
  };
  const learned = frozen?.isNew === true ? frozen.expectation : undefined;
  const about = { asOf, rulesVersion: rules.version, begun, learned, notes, offDays };
  await store.saveEvaluation(about, figures, judgements, masteries);
  return carried;
}

/** Its own step, so that what notes are taken from is let go before anything is judged. */
async function readOff(contributions: ContributionPages, uses: readonly MetricUse[], options: MeasureOptions) {
  const longest = Math.max(...uses.map(({ weeks }) => weeks));
  const view = viewOf(Math.min(NOTE_WEEKS, longest), options);
  const taker = new NoteTaker({ view, model: options.expectation?.outcome ?? null });
  return { ...(await measure(uses, contributions, options, [taker])), notes: taker.notes() };
}

function carriedAmong(judgements: Iterable<Judgement>): Carried[] {
  const carried: Carried[] = [];
  for (const judgement of judgements) if (carries(judgement)) carried.push(carriedOf(judgement));
  return carried;
}

function figureOf(
  { metric, weeks, subject, sample, heldBack }: Measurement,
  windows: MetricWindows,
  expectation: Expectation | null,
): StoredFigure {
  const target = windows.targetOf(metric.id);
  return {
    metric: metric.id,
    weeks,
    subject,
    estimate: sample.estimate(0.95),
    atTarget: target === null ? null : (sample.atTarget?.(target) ?? null),
    heldBack,
    expectation: expectation?.version ?? null,
  };
}

/** Which account is which person, and which are automations: from people's confirmations, agents' lists and mappings. */
export async function whoIsWho({ store, connectors }: Pick<Line, 'store' | 'connectors'>): Promise<Identities> {
  const people = { aliases: await store.aliases(), agents: await store.agents(), sources: await store.sources() };
  return whoAmong(people, connectors);
}

function whoAmong({ aliases, agents, sources }: People, connectors: readonly Connector[]): Identities {
  const confirmed = new Map(aliases.map(({ account, agent }) => [account, agent]));
  // What a person has decided comes before what their mail says, for whoever stands for them too.
  const byMail = [...sameMail(agents).same].map(([account, agent]) => {
    const stands = confirmed.get(agent as string as AccountId) ?? agent;
    return [account, stands] as const;
  });
  const same = new Map([...byMail, ...confirmed]);
  return identities(same, new Set(botsAmong(agents, configured(sources, connectors))));
}

export async function botsOf({ store, connectors }: Pick<Line, 'store' | 'connectors'>): Promise<AccountId[]> {
  return botsAmong(await store.agents(), configured(await store.sources(), connectors));
}

function botsAmong(agents: readonly Agent[], sources: ReadonlyMap<string, ConfiguredSource>): AccountId[] {
  const listed = agents.filter(({ bot }) => bot).map(({ id }) => id as string as AccountId);
  const mapped = [...sources].flatMap(([source, { bots }]) => bots.map((name) => accountId(source, name)));
  return [...listed, ...mapped];
}
