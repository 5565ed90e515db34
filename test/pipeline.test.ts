import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONNECTORS } from '../connectors/index.ts';
import type { AccountId, AgentId } from '../src/domain/ids.ts';
import { rowDelivery } from '../src/inbox/deliver-rows.ts';
import { configured, understand } from '../src/inbox/understand.ts';
import { type Line, workOff } from '../src/pipeline.ts';
import { replay, verify } from '../src/replay.ts';
import { type DeskRules, loadRules } from '../src/rules/load-rules.ts';
import { type RuleFiles, readRuleFiles } from '../src/rules/rule-files.ts';
import { Unusable } from '../src/settings/unusable.ts';
import { settleDue } from '../src/settle.ts';
import { type DeskPlan, endOf } from '../src/simulator/desk-plan.ts';
import { seededRandom } from '../src/simulator/random.ts';
import { simulateAgents, simulateTickets } from '../src/simulator/simulate-desk.ts';
import type { NewDelivery } from '../src/store/delivery.ts';
import { openStore } from '../src/store/open-store.ts';
import type { Digest } from '../src/store/store.ts';
import { propertyRuns } from './domain/property-runs.ts';

const PLAN: DeskPlan = { seed: 3, agents: 12, weeks: 8, start: Date.UTC(2026, 0, 5) };
const END = endOf(PLAN);
const WEEK = 7 * 86_400_000;
const DAY = 86_400_000;
const ABOUT = { source: 'desk', origin: 'simulated', receivedAt: END };

let files: RuleFiles;
let rules: DeskRules;
let log: readonly NewDelivery[];
/** Of the log delivered at once, in its own order, and settled to its end. */
let expected: Digest;

beforeAll(async () => {
  files = await readRuleFiles(join(import.meta.dirname, '../rules/three-month-log'));
  rules = loadRules(files);
  log = simulatedLog();
  const line = await newLine();
  await deliver(line, log);
  await settleDue(line, END);
  expected = await line.store.digest();
  await expectFull(line);
  await line.store.close();
});

/** Everything an evaluation keeps is among what the digest is of; of the expectation it is the version that figures name. */
async function expectFull({ store }: Line): Promise<void> {
  expect((await store.judgements({})).length).toBeGreaterThan(100);
  const settled = (await store.evaluations()).map(({ asOf }) => asOf);
  const ofAll = async <T>(read: (asOf: number) => Promise<T[]>) => (await Promise.all(settled.map(read))).flat();
  const versions = (await ofAll((asOf) => store.figures(asOf, 'agent'))).map(({ expectation }) => expectation);
  expect(new Set(versions).size).toBeGreaterThan(4);
  expect((await store.latestExpectation(END))?.outcome).not.toBeNull();
  expect((await ofAll((asOf) => store.masteries(asOf))).length).toBeGreaterThan(100);
  expect((await ofAll((asOf) => store.qualityNotes(asOf))).length).toBeGreaterThan(0);
}

/** Agents and tickets of the simulated desk; every tenth fact becomes known up to ten days after it happened. */
function simulatedLog(): NewDelivery[] {
  const { chance, uniform } = seededRandom(7);
  const tickets = [...simulateTickets(PLAN)].map((row) => {
    const late = chance(0.1) ? uniform() * 10 * DAY : 0;
    return late === 0 ? row : { ...row, known_at: new Date(Date.parse(row.at) + late).toISOString() };
  });
  return [
    ...simulateAgents(PLAN).map((row, i) => rowDelivery({ ...ABOUT, about: 'agent' }, i + 1, null, row)),
    ...tickets.map((row, i) => rowDelivery({ ...ABOUT, about: 'ticket' }, i + 1, null, row)),
  ];
}

async function newLine(): Promise<Line> {
  const store = await openStore(':memory:');
  await store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
  return { store, connectors: CONNECTORS, rules };
}

async function deliver(line: Line, deliveries: readonly NewDelivery[]): Promise<void> {
  await line.store.addDeliveries(deliveries);
  await workOff(line);
}

/** A desk to which everything was delivered and settled. */
async function settledLine(): Promise<Line> {
  const line = await newLine();
  await deliver(line, log);
  await settleDue(line, END);
  return line;
}

const knownAt = ({ body }: NewDelivery): number => {
  const row = JSON.parse(body) as { at?: string; known_at?: string };
  return Date.parse(row.known_at || row.at || '');
};
const isTicket = ({ about }: NewDelivery) => about === 'ticket';

/** The line, and the instants of the evaluations it settles from now on. */
function watched(line: Line): { line: Line; settled: number[] } {
  const settled: number[] = [];
  const store: Line['store'] = {
    ...line.store,
    saveEvaluation(evaluation, ...rest) {
      settled.push(evaluation.asOf);
      return line.store.saveEvaluation(evaluation, ...rest);
    },
  };
  return { line: { ...line, store }, settled };
}

const staleness = async ({ store }: Line) => (await store.evaluations()).map(({ stale }) => stale);

describe('a desk ends the same', () => {
  it('when its log comes in any order, in batches of any size, doubled, and judged in between', {
    timeout: 180_000,
  }, async () => {
    const run = async (seed: number) => {
      const { shuffled, chance, between } = seededRandom(seed);
      const doubled = shuffled([...log, ...log.filter(() => chance(0.3))]);
      const line = await newLine();
      for (let at = 0, size = 0; at < doubled.length; at += size) {
        size = Math.ceil(between(0, 1_000));
        await deliver(line, doubled.slice(at, at + size));
        if (chance(0.3)) await settleDue(line, between(PLAN.start, END));
      }
      await settleDue(line, END);
      expect(await line.store.digest()).toEqual(expected);
      await line.store.close();
    };
    const runs = { numRuns: propertyRuns(2), endOnFailure: true };
    await fc.assert(fc.asyncProperty(fc.nat(), run), runs);
  });

  it('when each row comes on its own', async () => {
    const line = await newLine();
    const { shuffled } = seededRandom(3);
    const alone = shuffled(log).slice(0, 1_000);
    for (const one of alone) await deliver(line, [one]);
    await deliver(line, log);
    await settleDue(line, END);
    expect(await line.store.digest()).toEqual(expected);
  });

  it('when it lives through its weeks: each row when it became known, each evaluation when it is due', async () => {
    const line = await newLine();
    await deliver(
      line,
      log.filter((one) => !isTicket(one)),
    );
    const inTime = log.filter(isTicket).sort((a, b) => knownAt(a) - knownAt(b));
    for (let week = PLAN.start; week < END; week += WEEK) {
      await deliver(
        line,
        inTime.filter((one) => knownAt(one) > week && knownAt(one) <= week + WEEK),
      );
      await settleDue(line, week + WEEK);
      expect(await staleness(line)).not.toContain(true);
    }
    await deliver(line, inTime); // what became known after the end
    await settleDue(line, END);
    expect(await line.store.digest()).toEqual(expected);
  });

  it('when work was broken off after any step', async () => {
    const line = await newLine();
    await line.store.addDeliveries(log);
    const sources = configured(await line.store.sources(), CONNECTORS);
    await line.store.settlePending(1_000, (delivery) => understand(sources, delivery));
    await settleDue(line, END); // must not judge by the thousand rows that were read
    expect(await line.store.digest()).toEqual(expected);
  });

  it('when it is rebuilt, in place or beside it', async () => {
    const line = await settledLine();
    await replay(line);
    expect(await line.store.digest()).toEqual(expected);
    const scratch = await openStore(':memory:');
    expect(await verify(line, scratch)).toEqual({ same: true, kept: expected, rebuilt: expected });
  });
});

describe('a rebuilding beside the desk', () => {
  it('finds out that a table was changed by other means', async () => {
    const line = await settledLine();
    await line.store.saveEvaluation({ asOf: PLAN.start + 4 * WEEK, rulesVersion: rules.version }, [], []);
    const { same, kept, rebuilt } = await verify(line, await openStore(':memory:'));
    expect([same, rebuilt]).toEqual([false, expected]);
    expect(kept).toEqual({ ...expected, evaluations: kept.evaluations });
  });
});

describe('an evaluation that was settled', () => {
  it('is not settled again while nothing has come in', async () => {
    const { line, settled } = watched(await settledLine());
    await settleDue(line, END);
    await deliver(line, log);
    await settleDue(line, END);
    expect(settled).toEqual([]);
  });

  it('is settled again, with all after it, when a fact known before it comes in later; none before it is', async () => {
    const known = PLAN.start + 4.5 * WEEK;
    const late = log.filter(isTicket).find((one) => knownAt(one) > known)!;
    const { line, settled } = watched(await newLine());
    await deliver(
      line,
      log.filter((one) => one !== late),
    );
    await settleDue(line, END);
    const all = settled.splice(0);
    await deliver(line, [late]);
    const concerned = all.filter((asOf) => asOf >= knownAt(late));
    expect(await staleness(line)).toEqual(all.map((asOf) => concerned.includes(asOf)));
    expect(concerned.length).toBeGreaterThan(2);
    expect(concerned.length).toBeLessThan(all.length - 2);
    await settleDue(line, END);
    expect(settled).toEqual(concerned);
    expect(await line.store.digest()).toEqual(expected);
  });

  it('is settled again from the first when somebody says who is whom', async () => {
    const { line, settled } = watched(await settledLine());
    const [one, other] = (await line.store.contributors()).map(({ agent }) => agent);
    const alias = {
      account: one as string as AccountId,
      agent: other as AgentId,
      confirmedBy: 'kim',
      confirmedAt: END,
    };
    await line.store.confirmAliases([alias]);
    await settleDue(line, END);
    expect(settled).toEqual((await line.store.evaluations()).map(({ asOf }) => asOf));
    expect((await line.store.contributors()).map(({ agent }) => agent)).not.toContain(one);
    expect((await line.store.digest()).evaluations).not.toBe(expected.evaluations);
  });

  it('keeps the rules it was settled by, when it is settled again too; new ones are settled by the new rules', async () => {
    const renamed = {
      ...files,
      'roles/generalist.yaml': files['roles/generalist.yaml']!.replace('title: ', 'title: New '),
    };
    const newRules = loadRules(renamed);
    const half = PLAN.start + 4 * WEEK;
    const line = await newLine();
    await deliver(line, log);
    await settleDue(line, half);
    await settleDue({ ...line, rules: newRules }, END);
    await line.store.markAllTicketsStale();
    await settleDue({ ...line, rules: newRules }, END);
    const versions = (await line.store.evaluations()).map(({ asOf, rulesVersion }) => [asOf <= half, rulesVersion]);
    expect(new Set(versions.map(String))).toEqual(new Set([`true,${rules.version}`, `false,${newRules.version}`]));
  });
});

describe('what is poisoned', () => {
  /** The line with a connector of which one ticket's events cannot be kept. */
  function poisoning(line: Line, ticket: string): Line {
    const connectors = line.connectors.map((connector) => ({
      ...connector,
      configure: (source: string, settings: string | null) => {
        const ready = connector.configure(source, settings);
        const normalise: typeof ready.normalise = (fact) => {
          const read = ready.normalise(fact);
          if (fact.fields['ticket'] !== ticket) return read;
          return { ...read, events: read.events.map((event) => ({ ...event, occurredAt: Number.NaN })) };
        };
        return { ...ready, normalise };
      },
    }));
    return { ...line, connectors };
  }

  it('is set aside after its tries, and everything else is worked off', async () => {
    const line = await newLine();
    const rows = ['A', 'B', 'C', 'D'].map((ticket) => ({ ticket, at: '2026-01-05T10:00:00Z', event: 'created' }));
    const deliveries = rows.map((row, i) => rowDelivery({ ...ABOUT, about: 'ticket' }, i + 1, null, row));
    await deliver(poisoning(line, 'B'), deliveries);
    expect((await line.store.counts()).deliveries).toEqual({ pending: 0, done: 3, setAside: 1 });
    expect((await line.store.counts()).tickets).toBe(3);
    const [aside] = await line.store.setAsideDeliveries({}, 9);
    expect(aside?.body).toContain('"B"');
    await line.store.retrySetAside({});
    await workOff(line);
    expect((await line.store.counts()).deliveries).toEqual({ pending: 0, done: 4, setAside: 0 });
    await line.store.close();
  });

  it('lets trouble with the store itself through, and sets nothing aside for it', async () => {
    const line = await newLine();
    await line.store.addDeliveries(log.slice(0, 20));
    const down = { ...line.store, settlePending: () => Promise.reject(new Unusable('the disk is full')) };
    await expect(workOff({ ...line, store: down })).rejects.toThrow('the disk is full');
    expect((await line.store.counts()).deliveries.pending).toBe(20);
    await line.store.close();
  });
});
