import type { Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { ticketId } from '../../src/domain/ids.ts';
import type { Judgement } from '../../src/progression/judgement.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store, StoredFigure } from '../../src/store/store.ts';
import { createInstruments, INSTRUMENT_NAMES } from '../../src/telemetry/instruments.ts';
import { AS_OF, estimate, figure, fillDesk, judgement, list, PEOPLE, peopleOf, RULES, WITHHELD } from './desk.ts';

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

async function emptyStore(): Promise<Store> {
  const store = await openStore(':memory:');
  stores.push(store);
  return store;
}

/** Its clock stands still, so that nothing read costs anything and every scrape reads anew. */
const instrumentsOf = (store: Store): Registry => createInstruments(store, { rules: RULES, now: () => 0 });

/** Series of one name, `label=value,...` -> value, labels sorted. */
async function series(registry: Registry, name: string): Promise<Record<string, number>> {
  const metric = (await registry.getMetricsAsJSON()).find((one) => one.name === name);
  const text = (labels: object) =>
    Object.entries(labels)
      .sort()
      .map(([label, value]) => `${label}=${value}`)
      .join(',');
  return Object.fromEntries(metric!.values.map(({ labels, value }) => [text(labels), value]));
}

async function evaluated(figures: readonly StoredFigure[], judgements: readonly Judgement[] = []): Promise<Registry> {
  const store = await emptyStore();
  await list(store, peopleOf(['network']));
  await store.saveEvaluation({ asOf: AS_OF, rulesVersion: 'r1' }, figures, judgements);
  return instrumentsOf(store);
}

const team = (id: string) => ({ kind: 'team', id }) as const;
const sla = (id: string, sampleSize = 60, more = {}) => figure('sla-attainment', team(id), estimate(sampleSize, more));

describe('the instruments of a desk', () => {
  it('never name a person', async () => {
    const store = await emptyStore();
    await fillDesk(store);
    const kept = JSON.stringify([await store.agents(), await store.contributors(), await store.unmapped()]);
    const text = await instrumentsOf(store).metrics();
    expect(text).toContain('stepladder_flags_open{kind="readiness"');
    for (const word of PEOPLE.slice(0, 5)) expect(kept).toContain(word);
    for (const word of PEOPLE) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  });

  it('count what waits for people where somebody tells, and never who', async () => {
    const store = await emptyStore();
    const waiting = async () => ({ readyAndWaiting: 2, overlooked: 1, challengesOpen: 4, promisesOverdue: 3 });
    const registry = createInstruments(store, { rules: RULES, now: () => 0, waiting });
    expect(await series(registry, 'stepladder_waiting_for_people')).toEqual({
      'what=ready_and_waiting': 2,
      'what=overlooked': 1,
      'what=challenged': 4,
      'what=support_overdue': 3,
    });
    expect(await series(instrumentsOf(store), 'stepladder_waiting_for_people')).toEqual({});
  });

  it('count flags up by kind, rule and the team of whom they concern, with zero for rules without one', async () => {
    const store = await emptyStore();
    await fillDesk(store);
    expect(await series(instrumentsOf(store), 'stepladder_flags_open')).toEqual({
      'kind=readiness,rule=generalist,team=-': 0,
      'kind=readiness,rule=service-level-manager,team=-': 0,
      'kind=readiness,rule=service-level-manager,team=network': 1,
      'kind=readiness,rule=service-level-manager,team=storage': 1,
      'kind=risk,rule=quality-regression,team=-': 1,
      'kind=risk,rule=quality-regression,team=network': 1,
      'kind=risk,rule=single-point-of-failure,team=-': 1,
    });
  });

  it('count verdicts of every rule, also those nobody got', async () => {
    const store = await emptyStore();
    await fillDesk(store);
    const verdicts = await series(instrumentsOf(store), 'stepladder_verdicts');
    expect(Object.keys(verdicts)).toHaveLength(RULES.length * 3);
    expect(verdicts).toMatchObject({
      'rule=service-level-manager,verdict=met': 2,
      'rule=service-level-manager,verdict=not-enough-data': 1,
      'rule=service-level-manager,verdict=not-met': 0,
      'rule=generalist,verdict=met': 0,
    });
  });

  it('show a team figure with its interval and sample size, and withhold one with too few tickets', async () => {
    const store = await emptyStore();
    await fillDesk(store);
    const registry = instrumentsOf(store);
    const labels = (of: string) => `metric=${WITHHELD.metric},team=${of},unit=share,weeks=13`;
    const shown = { '': 0.8, _lower: 0.7, _upper: 0.9, _sample_size: 60 };
    for (const [ending, value] of Object.entries(shown)) {
      const values = await series(registry, `stepladder_team_figure${ending}`);
      expect(values[labels('network')]).toBe(value);
      expect(values).not.toHaveProperty([labels(WITHHELD.team)]);
    }
    const withheld = await series(registry, 'stepladder_figures_withheld');
    expect(withheld[`metric=${WITHHELD.metric}`]).toBe(1);
    expect(withheld['metric=volume']).toBe(0);
    expect(withheld).not.toHaveProperty(['metric=resolver-concentration']);
  });

  it('ask for as many tickets as the desk does', async () => {
    const store = await emptyStore();
    await fillDesk(store);
    const strict = createInstruments(store, { rules: RULES, minimumSampleOf: () => 61 });
    expect(await series(strict, 'stepladder_team_figure')).toEqual({});
  });

  it('keep the windows of one metric apart, and a bound without limit', async () => {
    const open = { ...sla('network', 60, { upper: Number.POSITIVE_INFINITY }), weeks: 26 };
    const upper = await series(await evaluated([sla('network'), open]), 'stepladder_team_figure_upper');
    expect(Object.values(upper)).toEqual([0.9, Number.POSITIVE_INFINITY]);
  });

  it('show intake as it stands', async () => {
    const store = await emptyStore();
    await fillDesk(store);
    const registry = instrumentsOf(store);
    expect(await series(registry, 'stepladder_deliveries')).toEqual({
      'state=pending': 2,
      'state=done': 3,
      'state=set_aside': 1,
    });
    expect(await series(registry, 'stepladder_tickets')).toEqual({ '': 1 });
    expect(await series(registry, 'stepladder_ticket_events')).toEqual({ '': 2 });
    expect(await series(registry, 'stepladder_contributions')).toEqual({ '': 1 });
    expect(await series(registry, 'stepladder_unmapped_words')).toEqual({
      'source=crm,what=column': 2,
      'source=crm,what=status': 4,
    });
  });

  it('count SLA warnings and breaches raised, as counters do, and clocks awaited', async () => {
    const store = await emptyStore();
    const registry = instrumentsOf(store);
    const due = { ticketId: ticketId('crm', 'T1'), clock: 'resolution', cycle: 1, percent: 50, dueAt: 2 } as const;
    const { dueAt: _, ...warning } = { ...due, at: 1, holder: peopleOf(['network'])[0]?.id ?? null, team: 'network' };
    await fillDesk(store, AS_OF, [due, { ...due, cycle: 2, dueAt: 9 }]);
    await store.raiseDue(2, 5, () => ({ notices: [{ ...warning, knownAt: 2 }], next: [] }));
    for (const _scrape of [1, 2]) {
      expect(await series(registry, 'stepladder_sla_due')).toEqual({ '': 1 });
      expect(await series(registry, 'stepladder_sla_notices_total')).toEqual({ 'clock=resolution,percent=50': 1 });
    }
    expect(await registry.metrics()).toContain('# TYPE stepladder_sla_notices_total counter');
  });

  it("count where sources' own SLA results differ, targets of strange names as one, until they are compared anew", async () => {
    const store = await emptyStore();
    const registry = instrumentsOf(store);
    expect(await series(registry, 'stepladder_sla_differences')).toEqual({});
    const differ = (target: string, tickets: number) => ({ target, reason: 'no-target', tickets }) as const;
    const counts = [{ target: 'resolution', reason: null, tickets: 7 }, differ('Gold!', 1), differ('Silver!', 2)];
    await store.saveSlaComparison({ asOf: AS_OF, counts });
    expect(await series(registry, 'stepladder_sla_agreements')).toEqual({ 'target=resolution': 7 });
    expect(await series(registry, 'stepladder_sla_differences')).toEqual({ 'reason=no-target,target=other': 3 });
    expect(await store.slaComparison()).toEqual({ asOf: AS_OF, counts, stale: false });
    await store.saveEvaluation({ asOf: AS_OF, rulesVersion: 'r1' }, [], []);
    expect(await store.slaComparison()).toMatchObject({ stale: true });
    await store.forgetDerived();
    expect(await store.slaComparison()).toBe(null);
  });

  it('say nothing of an evaluation before there is one, and its instant in seconds then', async () => {
    const store = await emptyStore();
    const registry = instrumentsOf(store);
    expect(await series(registry, 'stepladder_last_evaluation_timestamp_seconds')).toEqual({});
    expect(await series(registry, 'stepladder_deliveries')).toEqual({
      'state=pending': 0,
      'state=done': 0,
      'state=set_aside': 0,
    });
    await fillDesk(store);
    expect(await series(registry, 'stepladder_last_evaluation_timestamp_seconds')).toEqual({ '': AS_OF / 1_000 });
    await store.markAllTicketsStale();
    expect(await series(registry, 'stepladder_stale_evaluations')).toEqual({ '': 1 });
  });

  it('follow the latest evaluation, and drop the series it no longer has', async () => {
    const store = await emptyStore();
    await fillDesk(store);
    const registry = instrumentsOf(store);
    expect(Object.keys(await series(registry, 'stepladder_team_figure')).length).toBeGreaterThan(1);
    await store.saveEvaluation({ asOf: AS_OF + 1, rulesVersion: 'r1' }, [sla('network')], []);
    expect(Object.keys(await series(registry, 'stepladder_team_figure'))).toHaveLength(1);
  });

  it('keep a flag of a rule since removed', async () => {
    const old = await evaluated([], [judgement('retired-rule', team('network'), 'met', AS_OF)]);
    expect(await series(old, 'stepladder_flags_open')).toMatchObject({
      'kind=unknown,rule=retired-rule,team=network': 1,
    });
  });

  it('fold teams past the limit: flags under other, figures left out, both told', async () => {
    const store = await emptyStore();
    const names = Array.from({ length: 205 }, (_, i) => `team ${String(i).padStart(3, '0')}`);
    await list(store, peopleOf(names));
    const flags = names.map((name) => judgement('generalist', team(name), 'met', AS_OF));
    const figures = names.map((name) => sla(name));
    await store.saveEvaluation({ asOf: AS_OF, rulesVersion: 'r1' }, figures, flags);
    const registry = instrumentsOf(store);
    const open = await series(registry, 'stepladder_flags_open');
    expect(open['kind=readiness,rule=generalist,team=other']).toBe(5);
    expect(open['kind=readiness,rule=generalist,team=team 199']).toBe(1);
    expect(Object.keys(await series(registry, 'stepladder_team_figure'))).toHaveLength(200);
    expect(await series(registry, 'stepladder_teams_folded')).toEqual({ '': 5 });
  });
});

describe('a scrape', () => {
  it('reads the store once, however many instruments and however often, while nothing is new', async () => {
    const store = await emptyStore();
    await fillDesk(store);
    const calls: string[] = [];
    const watched = new Proxy(store, {
      get: (target, name: keyof Store) => {
        if (typeof target[name] === 'function') calls.push(name);
        return target[name];
      },
    });
    let clock = 0;
    const registry = createInstruments(watched, { rules: RULES, now: () => clock++ });
    const first = await registry.metrics();
    expect(calls.filter((name) => name === 'figures')).toHaveLength(1);
    expect(calls.filter((name) => name === 'counts')).toHaveLength(1);
    calls.length = 0;
    const own = (text: string) => text.split('\n').filter((line) => !/_(process|nodejs)_/.test(line));
    expect(own(await registry.metrics())).toEqual(own(first));
    expect([...new Set(calls)].sort()).toEqual(['evaluations', 'unmapped']);
  });

  it('fails when the store does, and works again after', async () => {
    const store = await emptyStore();
    let broken = true;
    const flaky = { ...store, counts: () => (broken ? Promise.reject(new Error('disk full')) : store.counts()) };
    const registry = instrumentsOf(flaky);
    await expect(registry.metrics()).rejects.toThrow('disk full');
    broken = false;
    expect(await registry.metrics()).toContain('stepladder_tickets 0');
  });

  it('shares nothing with another registry', async () => {
    const [one, two] = [await emptyStore(), await emptyStore()];
    await fillDesk(one);
    const registries = [instrumentsOf(one), instrumentsOf(two)];
    const tickets = await Promise.all(registries.map((registry) => series(registry, 'stepladder_tickets')));
    expect(tickets).toEqual([{ '': 1 }, { '': 0 }]);
  });
});

describe('sources that are read', () => {
  it('show what waits, what fails, and what was missed, and nothing of what is not known', async () => {
    const counts = {
      wanted: { live: 3, backfill: 40 },
      oldestWanted: 5_000,
      failing: { tickets: 2, example: 'It is down.' },
      tickets: 9,
      gone: 0,
      lastWebhook: null,
    };
    const sources = async () => [
      { source: 'zd', counts, reconciled: { at: 7_000, drifted: 4, missing: 1 } },
      { source: 'sn', counts: { ...counts, oldestWanted: null, lastWebhook: 9_000 }, reconciled: null },
    ];
    const registry = createInstruments(await emptyStore(), { rules: RULES, sources, now: () => 0 });
    expect(await series(registry, 'stepladder_source_wanted_tickets')).toEqual({
      'lane=backfill,source=sn': 40,
      'lane=backfill,source=zd': 40,
      'lane=live,source=sn': 3,
      'lane=live,source=zd': 3,
    });
    expect(await series(registry, 'stepladder_source_failing_tickets')).toEqual({ 'source=sn': 2, 'source=zd': 2 });
    expect(await series(registry, 'stepladder_source_oldest_wanted_timestamp_seconds')).toEqual({ 'source=zd': 5 });
    expect(await series(registry, 'stepladder_source_last_webhook_timestamp_seconds')).toEqual({ 'source=sn': 9 });
    expect(await series(registry, 'stepladder_source_reconciled_timestamp_seconds')).toEqual({ 'source=zd': 7 });
    expect(await series(registry, 'stepladder_source_drift_tickets')).toEqual({
      'kind=drifted,source=zd': 4,
      'kind=missing,source=zd': 1,
    });
  });
});

describe('the names of instruments', () => {
  it('are those of the registry besides the process itself, all with our prefix', async () => {
    const names = instrumentsOf(await emptyStore())
      .getMetricsAsArray()
      .map(({ name }) => name);
    expect(names.every((name) => name.startsWith('stepladder_'))).toBe(true);
    expect(names.filter((name) => !/^stepladder_(process|nodejs)_/.test(name))).toEqual(INSTRUMENT_NAMES);
    expect(names).toContain('stepladder_process_cpu_seconds_total');
  });
});
