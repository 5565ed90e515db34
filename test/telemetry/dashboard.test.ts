import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { INSTRUMENTS } from '../../src/telemetry/instrument-list.ts';
import { createInstruments } from '../../src/telemetry/instruments.ts';
import { countWebhooks } from '../../src/telemetry/webhook-counter.ts';
import { DASHBOARD, type Panel, QUERIES, VARIABLE_QUERIES } from './dashboard.ts';

/** Labels Prometheus adds to whatever it scrapes. */
const SCRAPE_LABELS = ['job', 'instance'];
const LABELS = new Map<string, readonly string[]>([
  ...INSTRUMENTS.map(({ name, labels }) => [name, labels] as const),
  ['stepladder_webhooks_total', ['source', 'answer']],
]);
const variables = DASHBOARD.templating.list;
const shown = DASHBOARD.panels.filter(({ type }) => type !== 'row');
const everyExpression = [...QUERIES.map(({ expr }) => expr), ...VARIABLE_QUERIES.map(({ selector }) => selector)];

const store = await openStore(':memory:');
const registry = createInstruments(store, { rules: [] });
countWebhooks(registry);
const registered = registry.getMetricsAsArray();
await store.close();
const names = [...registered.map(({ name }) => name), 'up'];
const labelsOf = (name: string) => [...(LABELS.get(name) ?? []), ...SCRAPE_LABELS];

/** Names, and label names matched in braces. */
const selectorsIn = (expr: string) =>
  [...expr.matchAll(/\b((?:stepladder_|up\b)\w*)(?:\{([^}]*)\})?/g)].map(([, name, inside = '']) => ({
    name: name!,
    labels: [...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label!),
  }));
const groupedBy = (expr: string) => [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels]) => labels!.split(', '));

describe('the dashboard', () => {
  it.each(everyExpression)('asks for what there is: %s', (expr) => {
    const selectors = selectorsIn(expr);
    expect(selectors.length).toBeGreaterThan(0);
    for (const { name, labels } of selectors) {
      expect(names).toContain(name);
      for (const label of labels) expect(labelsOf(name)).toContain(label);
    }
    const known = selectors.flatMap(({ name }) => labelsOf(name));
    for (const label of groupedBy(expr)) expect(known).toContain(label);
  });

  it.each(QUERIES)('shows one desk only: $panel, $refId', ({ expr }) => {
    for (const { labels } of selectorsIn(expr)) expect(labels).toContain('job');
  });

  it('shows every instrument', () => {
    const asked = new Set(everyExpression.flatMap((expr) => selectorsIn(expr).map(({ name }) => name)));
    expect(INSTRUMENTS.filter(({ name }) => !asked.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it('has a unit for every figure of a team', () => {
    const units = QUERIES.flatMap(({ expr }) => expr.match(/unit=~?"([^"$]+)"/)?.[1]?.split('|') ?? []);
    const needed = METRICS.filter(({ subjects }) => subjects.includes('team')).map(({ unit }) => unit);
    expect([...new Set(needed)].filter((unit) => !units.includes(unit))).toEqual([]);
  });

  it('uses each variable it has, and matches those of several values as a pattern', () => {
    const text = JSON.stringify(DASHBOARD.panels) + VARIABLE_QUERIES.map(({ selector }) => selector).join();
    for (const { name, multi } of variables) {
      expect(text).toMatch(new RegExp(`\\$\\{?${name}\\b`));
      if (multi) expect(text).not.toMatch(new RegExp(`[^=!]=\\\\?"\\$${name}\\b`));
    }
    expect(variables.map(({ name }) => name)).toEqual(expect.arrayContaining(['datasource', 'team', 'metric']));
    expect(DASHBOARD.panels.filter(({ repeat }) => repeat !== undefined).map(({ repeat }) => repeat)).toEqual(['team']);
  });

  it('says of every panel what it shows, in what unit and from where', () => {
    for (const { title, description, fieldConfig, datasource, targets } of shown) {
      expect(title).not.toBe('');
      expect(description, title).toMatch(/\w+ \w+/);
      expect(fieldConfig?.defaults.unit, title).toBeTruthy();
      expect(datasource, title).toEqual({ type: 'prometheus', uid: `$\{datasource}` });
      expect(targets?.length, title).toBeGreaterThan(0);
    }
    expect(DASHBOARD.schemaVersion).toBeGreaterThanOrEqual(39);
  });

  it('lays panels out side by side', () => {
    expect(new Set(DASHBOARD.panels.map(({ id }) => id)).size).toBe(DASHBOARD.panels.length);
    const overlap = ({ gridPos: a }: Panel, { gridPos: b }: Panel) =>
      a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
    for (const [i, panel] of DASHBOARD.panels.entries()) {
      expect(panel.gridPos.x + panel.gridPos.w).toBeLessThanOrEqual(24);
      expect(DASHBOARD.panels.slice(i + 1).filter((other) => overlap(panel, other))).toEqual([]);
    }
  });

  it('has no room for a person', () => {
    const labels = INSTRUMENTS.flatMap((instrument) => instrument.labels);
    expect([...new Set(labels)].sort()).toEqual([
      'clock',
      'kind',
      'lane',
      'metric',
      'percent',
      'reason',
      'rule',
      'source',
      'state',
      'target',
      'team',
      'unit',
      'verdict',
      'weeks',
      'what',
    ]);
  });
});
