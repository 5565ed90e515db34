import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createInstruments } from '../../src/telemetry/instruments.ts';
import { QUERIES, substitute, VARIABLE_QUERIES } from '../telemetry/dashboard.ts';
import { fillDesk, PEOPLE, RULES, TEAMS } from '../telemetry/desk.ts';
import { type Prometheus, promtool, startPrometheus, until, whyNoPrometheus } from './prometheus-process.ts';

const TOKEN = 'a-token-for-this-test';
const missing = whyNoPrometheus();
const because = missing === null ? '' : ` (skipped: ${missing})`;

interface Served {
  readonly target: string;
  exposition(): Promise<string>;
  close(): Promise<void>;
}

/** A desk with one evaluation, behind a token. */
async function serveDesk(): Promise<Served> {
  const store = await openStore(':memory:');
  await fillDesk(store);
  const registry = createInstruments(store, { rules: RULES });
  const server = createServer(async ({ headers }, response) => {
    if (headers.authorization !== `Bearer ${TOKEN}`) return response.writeHead(401).end();
    return response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    exposition: () => registry.metrics(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

/** What a reader may have chosen: every figure, all teams. */
const choices = METRICS.filter(({ subjects }) => subjects.includes('team')).map(({ id }) => ({
  job: 'stepladder',
  metric: id,
  weeks: '13',
  team: `(${TEAMS.join('|')})`,
  __rate_interval: '30s',
}));

describe.skipIf(missing !== null)(`a real Prometheus${because}`, () => {
  let desk: Served;
  let prometheus: Prometheus;

  const instant = (query: string) => prometheus.get('query', { query }) as Promise<{ result: { value: string[] }[] }>;
  const overTime = (query: string) => {
    const now = Date.now() / 1_000;
    const range = { start: String(now - 60), end: String(now), step: '1' };
    return prometheus.get('query_range', { query, ...range }) as Promise<{ result: unknown[] }>;
  };

  beforeAll(async () => {
    desk = await serveDesk();
    prometheus = await startPrometheus(desk.target, TOKEN);
    await until('scraped three times', async () => {
      const { result } = await instant('count_over_time(stepladder_tickets[1m])');
      return Number(result[0]?.value[1] ?? 0) >= 3;
    });
  });
  afterAll(async () => {
    await prometheus?.stop();
    await desk?.close();
  });

  it('scrapes the service with its token', async () => {
    const { activeTargets } = (await prometheus.get('targets')) as { activeTargets: { health: string }[] };
    expect(activeTargets).toMatchObject([{ health: 'up', labels: { job: 'stepladder' } }]);
  });

  it.each(QUERIES)('answers "$panel", query $refId', async ({ expr, instant: once }) => {
    const texts = [...new Set(choices.map((values) => substitute(expr, values)))];
    const results = await Promise.all(texts.map(async (text) => (await (once ? instant : overTime)(text)).result));
    expect(results.some((result) => result.length > 0)).toBe(true);
  });

  it.each(VARIABLE_QUERIES)('offers a choice for $name', async ({ selector, label }) => {
    const values = await prometheus.get(`label/${label}/values`, { 'match[]': substitute(selector, choices[0]!) });
    expect(values).not.toEqual([]);
  });

  it('keeps the interval of a figure about it, and the age of an evaluation in seconds', async () => {
    const inside = 'stepladder_team_figure_lower <= stepladder_team_figure <= stepladder_team_figure_upper';
    const [{ result: all }, { result: kept }] = [await instant('stepladder_team_figure'), await instant(inside)];
    expect(kept.length).toBe(all.length);
    const { result } = await instant('abs(time() - stepladder_last_evaluation_timestamp_seconds) < 100 * 365 * 86400');
    expect(result).toHaveLength(1);
  });

  it('evaluates every alert', async () => {
    type Rules = { groups: { rules: { name: string; health: string }[] }[] };
    const rules = async () => ((await prometheus.get('rules')) as Rules).groups.flatMap((group) => group.rules);
    await until('alerts evaluated', async () => (await rules()).every(({ health }) => health !== 'unknown'));
    expect((await rules()).filter(({ health }) => health !== 'ok')).toEqual([]);
    expect((await rules()).map(({ name }) => name)).toContain('StepladderEvaluationOverdue');
  });

  it('holds no person', async () => {
    const all = JSON.stringify(await prometheus.get('series', { 'match[]': '{job="stepladder"}' })).toLowerCase();
    expect(all).toContain('stepladder_flags_open');
    for (const word of PEOPLE) expect(all).not.toContain(word.toLowerCase());
  });

  it('finds nothing to object to in names and help', async () => {
    expect(promtool(['check', 'metrics'], await desk.exposition())).toEqual({ ok: true, said: '' });
  });
});

describe.skipIf(missing !== null)(`promtool${because}`, () => {
  it.each([
    ['the configuration', ['check', 'config', 'prometheus.yml']],
    ['the alerts', ['check', 'rules', 'alerts.yml']],
    ['the tests of the alerts', ['test', 'rules', 'alerts.test.yml']],
  ])('passes %s', (_what, args) => {
    const { ok, said } = promtool(args);
    expect(ok, said).toBe(true);
  });
});
