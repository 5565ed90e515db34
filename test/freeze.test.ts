import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONNECTORS } from '../connectors/index.ts';
import { expectationAt } from '../src/freeze.ts';
import { rowDelivery } from '../src/inbox/deliver-rows.ts';
import { type Line, workOff } from '../src/pipeline.ts';
import { loadRules } from '../src/rules/load-rules.ts';
import { readRuleFiles } from '../src/rules/rule-files.ts';
import { settleDue } from '../src/settle.ts';
import { simulateTickets } from '../src/simulator/simulate-desk.ts';
import type { NewDelivery } from '../src/store/delivery.ts';
import { openStore } from '../src/store/open-store.ts';

/** Two people from Monday, 5 January, into September. */
const PLAN = { seed: 5, agents: 2, weeks: 36, start: Date.UTC(2026, 0, 5) };
const ABOUT = { source: 'desk', origin: 'simulated', receivedAt: Date.UTC(2027, 0, 1), about: 'ticket' } as const;
const monday = (month: number, day: number): number => Date.UTC(2026, month - 1, day);

let rules: Line['rules'];
let log: readonly NewDelivery[];
let desk: Line;
beforeAll(async () => {
  rules = loadRules(await readRuleFiles(join(import.meta.dirname, '../rules')));
  log = [...simulateTickets(PLAN)].map((row, i) => rowDelivery(ABOUT, i + 1, null, row));
  desk = await lineWith(log);
});
afterAll(() => desk.store.close());

async function lineWith(deliveries: readonly NewDelivery[]): Promise<Line> {
  const line: Line = { store: await openStore(':memory:'), connectors: CONNECTORS, rules };
  await line.store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
  await deliver(line, deliveries);
  return line;
}

async function deliver(line: Line, deliveries: readonly NewDelivery[]): Promise<void> {
  await line.store.addDeliveries(deliveries);
  await workOff(line);
}

const at = async (asOf: number) => (await expectationAt(desk, asOf))?.expectation;
/** How many rows the self-check of quality saw: of how late it is. */
const checkedRows = async (asOf: number) => (await at(asOf))?.checks[0]?.rows;

describe('what figures are set against', () => {
  it('is learned anew at every evaluation of the first four weeks', async () => {
    expect((await at(monday(1, 12)))?.frozenAt).toBe(monday(1, 12));
    expect((await at(monday(1, 26)))?.frozenAt).toBe(monday(1, 26));
  });

  it('is frozen from then on at the first evaluation of each month', async () => {
    const [march, later, april] = [await at(monday(3, 2)), await at(monday(3, 30)), await at(monday(4, 6))];
    expect(march?.frozenAt).toBe(monday(3, 2));
    expect(later).toEqual(march);
    expect(april?.frozenAt).toBe(monday(4, 6));
    expect(april?.version).not.toBe(march?.version);
  });

  it('is checked with it for half a year, and then once a quarter', async () => {
    expect(await checkedRows(monday(6, 1))).toBeGreaterThan((await checkedRows(monday(5, 4))) ?? Infinity);
    const [july, august, september] = [monday(7, 6), monday(8, 3), monday(9, 7)];
    expect((await at(august))?.frozenAt).toBe(august);
    expect(await checkedRows(july)).toBeGreaterThan((await checkedRows(monday(6, 1))) ?? Infinity);
    expect(await checkedRows(august)).toBe(await checkedRows(july));
    expect(await checkedRows(september)).toBe(await checkedRows(july));
  });

  it('is the one used last where that is of the same month, and carries its checks where it is of the same quarter', async () => {
    const august = await at(monday(8, 3));
    const again = await expectationAt(desk, monday(8, 31), august);
    expect(again?.expectation).toBe(august);
    expect(again?.isNew).toBe(false);
    const september = await expectationAt(desk, monday(9, 7), august);
    expect(september?.expectation).toEqual(await at(monday(9, 7)));
  });

  it('does not know what became known later', async () => {
    const early = await lineWith(log.filter((one) => knownAt(one) <= monday(3, 2)));
    expect((await expectationAt(early, monday(3, 2)))?.expectation).toEqual(await at(monday(3, 2)));
    await early.store.close();
  });

  it('is nothing while nothing was ever known', async () => {
    const empty = await lineWith([]);
    expect(await expectationAt(empty, monday(3, 2))).toBeNull();
    await empty.store.close();
  });
});

describe('an expectation that is kept', () => {
  const END = monday(3, 16);
  const upTo = () => log.filter((one) => knownAt(one) <= END);

  it('is read from the store, not learned again, until a fact known before it comes', async () => {
    const late = upTo().find((one) => one.body.includes('"resolved"') && knownAt(one) > monday(2, 17));
    const line = await lineWith(upTo().filter((one) => one !== late));
    await settleDue(line, END);
    const kept = async (asOf: number) => (await expectationAt(line, asOf))?.isNew === false;
    expect(await kept(monday(2, 9))).toBe(true);
    expect(await kept(monday(3, 9))).toBe(true);
    if (late !== undefined) await deliver(line, [late]);
    expect(await kept(monday(2, 9))).toBe(true);
    expect(await kept(monday(3, 9))).toBe(false);

    await settleDue(line, END);
    const fresh = await lineWith(upTo());
    await settleDue(fresh, END);
    expect(await kept(monday(3, 9))).toBe(true);
    expect((await expectationAt(line, END))?.expectation).toEqual((await expectationAt(fresh, END))?.expectation);
    expect(await line.store.digest()).toEqual(await fresh.store.digest());
    for (const { store } of [line, fresh]) await store.close();
  });
});

function knownAt({ body }: NewDelivery): number {
  return Date.parse((JSON.parse(body) as { at: string }).at);
}
