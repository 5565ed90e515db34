import type { Connector } from './connector/connector.ts';
import { type Identities, identities } from './domain/agent.ts';
import { type AccountId, accountId } from './domain/ids.ts';
import type { Instant } from './domain/interval.ts';
import { knownContributions } from './domain/known-contributions.ts';
import { firstDues } from './domain/sla/due.ts';
import { foldTimeline } from './domain/timeline.ts';
import { configured, understand } from './inbox/understand.ts';
import { measure } from './metrics/measure.ts';
import { type Judgement, judge, judgementKey } from './progression/judge.ts';
import { type DeskRules, metricUses } from './rules/load-rules.ts';
import type { Store } from './store/store.ts';

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
  const sources = configured(await store.sources(), connectors);
  for (let done = 0; ; ) {
    const deliveries = await store.pendingDeliveries(DELIVERIES_AT_ONCE);
    if (deliveries.length === 0) return;
    await store.settleDeliveries(deliveries.map((delivery) => understand(sources, delivery)));
    done += deliveries.length;
    onProgress('reading', done);
  }
}

async function foldTickets(line: Line, onProgress: OnProgress): Promise<void> {
  const { store, rules } = line;
  const who = await whoIsWho(line);
  for (let done = 0; ; ) {
    const tickets = await store.staleTickets(TICKETS_AT_ONCE);
    if (tickets.length === 0) return;
    const events = await store.eventsOf(tickets);
    const folded = [...events.values()];
    await store.replaceFolded(tickets, {
      contributions: folded.flatMap((ofOne) => knownContributions(ofOne, who, rules.levels)),
      due: folded.flatMap((ofOne) => firstDues(foldTimeline(ofOne, who), rules.levels)),
    });
    done += tickets.length;
    onProgress('folding', done);
  }
}

/** The second half: figures and verdicts as of an instant, from what was known by then, and the flags that follow. */
export async function evaluate(
  { store, rules }: Line,
  asOf: Instant,
  previous: readonly Judgement[],
): Promise<Judgement[]> {
  const uses = metricUses(rules);
  const longest = Math.max(...uses.map(({ weeks }) => weeks));
  const contributions = store.contributions(asOf, asOf - longest * WEEK_MS);
  const measurements = await measure(uses, contributions, { asOf, maturityDays: rules.windows.maturityDays });
  const before = new Map(previous.map((judgement) => [judgementKey(judgement.ruleId, judgement.subject), judgement]));
  const judgements = judge(rules.rules, measurements, { asOf, previous: before });
  const figures = measurements.map(({ metric, weeks, subject, sample }) => ({
    metric: metric.id,
    weeks,
    subject,
    estimate: sample.estimate(0.95),
  }));
  await store.saveEvaluation({ asOf, rulesVersion: rules.version }, figures, judgements);
  return judgements;
}

/** Which account is which person, and which are automations: from people's confirmations, agents' lists and mappings. */
export async function whoIsWho(line: Pick<Line, 'store' | 'connectors'>): Promise<Identities> {
  const aliases = await line.store.aliases();
  const same = new Map(aliases.map(({ account, agent }) => [account, agent]));
  return identities(same, new Set(await botsOf(line)));
}

export async function botsOf({ store, connectors }: Pick<Line, 'store' | 'connectors'>): Promise<AccountId[]> {
  const listed = (await store.agents()).filter(({ bot }) => bot).map(({ id }) => id as string as AccountId);
  const mapped = [...configured(await store.sources(), connectors)].flatMap(([source, { bots }]) =>
    bots.map((name) => accountId(source, name)),
  );
  return [...listed, ...mapped];
}
