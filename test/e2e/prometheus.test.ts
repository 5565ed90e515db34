import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agentSchema, figureSchema } from '../../src/api/schemas.ts';
import { METRICS } from '../../src/metrics/index.ts';
import { QUERIES, substitute, VARIABLE_QUERIES } from '../telemetry/dashboard.ts';
import { type DemoDesk, startDemoDesk } from './demo-desk.ts';
import { type Prometheus, promtool, startPrometheus, until, whyNoPrometheus } from './prometheus-process.ts';

const TOKEN = 'a-token-for-this-test';
const missing = whyNoPrometheus();
const because = missing === null ? '' : ` (skipped: ${missing})`;

/** What a reader may have chosen: every figure, all teams, as Grafana writes "All". */
const choices = METRICS.filter(({ subjects }) => subjects.includes('team')).map(({ id }) => ({
  job: 'stepladder',
  metric: id,
  weeks: '13',
  team: '.*',
  __rate_interval: '30s',
}));

/** Of a desk on which nothing waits to be understood, and which no webhook reaches now: asked, with nothing to show. */
const AT_REST = ['Age of the oldest delivery waiting', 'Webhooks per minute, by what became of them'];

describe.skipIf(missing !== null)(`a real Prometheus${because}`, () => {
  let desk: DemoDesk;
  let prometheus: Prometheus;

  const instant = (query: string) => prometheus.get('query', { query }) as Promise<{ result: { value: string[] }[] }>;
  const overTime = (query: string) => {
    const now = Date.now() / 1_000;
    const range = { start: String(now - 60), end: String(now), step: '1' };
    return prometheus.get('query_range', { query, ...range }) as Promise<{ result: unknown[] }>;
  };

  beforeAll(async () => {
    desk = await startDemoDesk({ token: TOKEN, silentSource: true });
    prometheus = await startPrometheus(new URL(desk.url).host, TOKEN);
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

  it.each(QUERIES)('answers "$panel", query $refId', async ({ expr, instant: once, panel }) => {
    const texts = [...new Set(choices.map((values) => substitute(expr, values)))];
    const results = await Promise.all(texts.map(async (text) => (await (once ? instant : overTime)(text)).result));
    expect(results.some((result) => result.length > 0)).toBe(!AT_REST.includes(panel));
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

  it('holds no person, and no team too small to be told apart', async () => {
    const { agents } = await desk.ask('/agents', z.object({ agents: z.array(agentSchema) }));
    const { figures } = await desk.ask('/figures?subject=team', z.object({ figures: z.array(figureSchema) }));
    const series = (await prometheus.get('series', { 'match[]': '{job="stepladder"}' })) as Record<string, string>[];
    const values = series.flatMap((labels) => Object.values(labels).map((value) => value.toLowerCase()));
    const names = agents.flatMap(({ id, name }) => [id, id.slice(id.indexOf(':') + 1), ...name.split(' ')]);
    const words = values.flatMap((value) => [value, ...value.split(/[^\p{L}\d]+/u)]);
    expect(names.filter((name) => words.includes(name.toLowerCase()))).toEqual([]);

    const teams = new Set(figures.map(({ subject }) => subject.id));
    const size = (team: string) => agents.filter((agent) => agent.team === team).length;
    const small = [...teams].filter((team) => size(team) < 5);
    expect(small).not.toEqual([]);
    const shown = new Set(series.flatMap(({ team }) => team ?? []));
    expect(shown).toContain([...teams].find((team) => size(team) >= 5));
    expect(small.filter((team) => shown.has(team))).toEqual([]);
  });

  it('finds nothing to object to in names and help', async () => {
    const response = await fetch(`${desk.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(promtool(['check', 'metrics'], await response.text())).toEqual({ ok: true, said: '' });
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
