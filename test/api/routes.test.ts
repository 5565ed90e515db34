import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/api/routes.ts';
import { METRICS } from '../../src/metrics/index.ts';
import type { Line } from '../../src/pipeline.ts';
import { type App, appOf, ask, emptyLine, ODD_AGENT, ODD_TICKET, settledLine } from './desk.ts';

let line: Line;
let app: App;
beforeAll(async () => {
  line = await settledLine();
  app = appOf(line);
});
afterAll(() => line.store.close());

const enc = encodeURIComponent;
interface Named {
  readonly id: string;
}

/** Ids of all people of whom an answer gives a figure, wherever in it. */
function peopleMeasuredIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { subject, estimate } = value as { subject?: { kind: string; id: string }; estimate?: object };
  const own = estimate !== undefined && subject?.kind === 'agent' ? [subject.id] : [];
  return [...own, ...Object.values(value).flatMap(peopleMeasuredIn)];
}

describe('flags', () => {
  it('are those of the latest evaluation, and each opens with its evidence and history', async () => {
    const { flags, asOf } = (await ask(app, '/flags')).body;
    expect(flags.length).toBeGreaterThan(0);
    expect(flags.every((flag: { state: string }) => flag.state === 'open')).toBe(true);
    const { body: detail } = await ask(app, `/flags/${flags[0].id}`);
    const { furtherStep, ...listed } = flags[0];
    expect(furtherStep).toBeNull();
    expect(detail).toMatchObject(listed);
    expect(detail.asOf).toBe(asOf);
    expect(detail.evidence[0].tickets.total).toBeGreaterThan(0);
    expect(detail.history.at(-1)).toEqual({ asOf, verdict: detail.verdict, up: true });
  });

  it('can be asked for by kind, rule, team and state, each leaving only what fits', async () => {
    const all = (await ask(app, '/flags', { state: 'all' })).body.flags;
    const [one] = all;
    for (const [key, value] of Object.entries({ kind: one.kind, rule: one.rule, team: one.subject.team ?? '' })) {
      const some = (await ask(app, '/flags', { state: 'all', [key]: value })).body.flags;
      const kept = all.filter((flag: typeof one) => [flag.kind, flag.rule, flag.subject.team].includes(value));
      expect(some).toEqual(kept);
    }
    const withdrawn = (await ask(app, '/flags', { state: 'withdrawn' })).body.flags;
    expect(withdrawn).toEqual(all.filter((flag: typeof one) => flag.state === 'withdrawn'));
    expect((await ask(app, '/flags', { team: 'nobody' })).body.flags).toEqual([]);
  });

  it('can be asked for as of a date, which is its midnight at the desk, or an instant', async () => {
    const { evaluations } = (await ask(app, '/evaluations')).body;
    const third: string = evaluations[2].asOf;
    expect(third).toMatch(/T00:00:00\.000Z$/); // the shipped rules settle on Mondays at midnight, UTC
    const asOf = async (text: string) => (await ask(app, '/flags', { asOf: text })).body.asOf;
    expect(await asOf(third.slice(0, 10))).toBe(third);
    expect(await asOf(third.replace('00:00:00.000Z', '01:59:59+02:00'))).toBe(evaluations[1].asOf);
    expect(await asOf('1999-01-01')).toBeNull();
  });
});

describe('figures', () => {
  it('are defined, each metric with its source and whom it credits', async () => {
    const { metrics } = (await ask(app, '/metrics')).body;
    expect(metrics.map(({ id }: Named) => id)).toEqual(METRICS.map(({ id }) => id));
  });

  it.each(['team', 'work-type'])('are given of every %s, or of one', async (subject) => {
    const { figures } = (await ask(app, '/figures', { subject })).body;
    const ids = new Set<string>(figures.map((figure: { subject: Named }) => figure.subject.id));
    expect(ids.size).toBeGreaterThan(1);
    const [id] = [...ids];
    const ofOne = (await ask(app, '/figures', { subject, id: id ?? '' })).body.figures;
    expect(ofOne).toEqual(figures.filter((figure: { subject: Named }) => figure.subject.id === id));
  });

  it('of a person are given one person at a time', async () => {
    const { agents } = (await ask(app, '/agents')).body;
    for (const agent of agents.slice(0, 3)) {
      expect((await ask(app, `/agents/${enc(agent.id)}`)).body).toEqual(agent);
      const { figures } = (await ask(app, `/agents/${enc(agent.id)}/figures`)).body;
      expect(figures.length).toBeGreaterThan(0);
      expect(new Set(peopleMeasuredIn(figures))).toEqual(new Set([agent.id]));
    }
    expect((await ask(app, '/agents/nobody/figures')).status).toBe(404);
  });

  it('never come as one list over people: there is no ranking to ask for', async () => {
    const refused = await ask(app, '/figures', { subject: 'agent' });
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain('one person at a time');
    for (const { path, query } of ROUTES) {
      expect(Object.keys(query.shape)).not.toContain('sort');
      if (path.includes(':')) continue;
      const asked = await ask(app, path, path === '/figures' ? { subject: 'team' } : {});
      expect([path, peopleMeasuredIn(asked.body)]).toEqual([path, []]);
    }
  });
});

describe('tickets', () => {
  it('come a page at a time, each page after the last of the one before', async () => {
    const first = (await ask(app, '/tickets', { limit: '3' })).body.tickets;
    const both = (await ask(app, '/tickets', { limit: '6' })).body.tickets;
    const second = (await ask(app, '/tickets', { limit: '3', after: first[2] })).body.tickets;
    expect([...first, ...second]).toEqual(both);
    expect((await ask(app, '/tickets')).body.tickets).toHaveLength(100);
  });

  it('and people are found by whatever id their source gave them', async () => {
    const { body } = await ask(app, `/tickets/${enc(`desk:${ODD_TICKET}`)}`);
    expect(body).toMatchObject({ id: `desk:${ODD_TICKET}`, team: 'north & south', status: 'resolved' });
    const id = `desk:${ODD_AGENT}`;
    expect(body.assignments.at(-1)).toMatchObject({ holder: 'Zoë #1', holderId: id });
    expect(body.resolutions).toMatchObject([{ resolver: 'Zoë #1', resolverId: id }]);
    expect((await ask(app, `/agents/${enc(id)}`)).body).toMatchObject({ id, name: 'Zoë #1' });
  });

  it('are shown as they were known then', async () => {
    const path = `/tickets/${enc(`desk:${ODD_TICKET}`)}`;
    expect((await ask(app, path, { asOf: '2026-01-05T01:30:00Z' })).body).toMatchObject({ status: 'new' });
    expect((await ask(app, path, { asOf: '2026-01-04' })).status).toBe(404);
  });
});

describe('the desk', () => {
  it('says what it took in, what it set aside, which words it does not know, and what it settled', async () => {
    const { body } = await ask(app, '/status');
    expect(body.deliveries).toMatchObject({ pending: 0, setAside: 1 });
    expect(body.setAside).toMatchObject([{ reason: 'unreadable time', count: 1, example: { origin: 'by hand' } }]);
    expect(body.unmapped).toContainEqual({ source: 'desk', what: 'status', word: 'parked-somewhere', count: 1 });
    const { evaluations } = (await ask(app, '/evaluations')).body;
    expect(body.latestEvaluation).toEqual(evaluations.at(-1));
    expect(evaluations.length).toBeGreaterThan(10);
  });

  it('says by which rules it judges, each requirement with its reason', async () => {
    const { body } = await ask(app, '/rules');
    expect(body.version).toBe(line.rules.version);
    expect(body.rules.map(({ id }: Named) => id)).toEqual(line.rules.rules.map(({ id }) => id));
    const requirements = body.rules.flatMap((rule: { requirements: { reason: string }[] }) => rule.requirements);
    expect(requirements.every(({ reason }: { reason: string }) => reason.length > 0)).toBe(true);
  });

  it('that has nothing yet says so at each address', async () => {
    const empty = await emptyLine();
    const its = appOf(empty);
    expect((await ask(its, '/flags')).body).toEqual({ asOf: null, flags: [], refused: [] });
    expect((await ask(its, '/figures', { subject: 'team' })).body).toEqual({ figures: [] });
    expect((await ask(its, '/agents')).body).toEqual({ agents: [] });
    expect((await ask(its, '/tickets')).body).toEqual({ tickets: [] });
    expect((await ask(its, '/status')).body).toMatchObject({ tickets: 0, latestEvaluation: null });
    await empty.store.close();
  });
});
