import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentPath, PathList } from '../../src/api/path-schema.ts';
import type { Act } from '../../src/progression/decision.ts';
import type { Evidence } from '../../src/progression/judgement.ts';
import { estimate, figure, judgement } from '../store/facts.ts';
import { type App, appOf, ask } from './desk.ts';
import { flaggedLine, SETTLED } from './flagged-desk.ts';

const WEEK = 7 * 86_400_000;
const BOB = 'desk:bob';
let line: Awaited<ReturnType<typeof flaggedLine>>;
let app: App;
beforeEach(async () => {
  line = await flaggedLine();
  app = appOf(line);
});
afterEach(() => line.store.close());

async function put(act: Act, at = SETTLED, agent = BOB): Promise<void> {
  const last = (await line.store.decisions({ agent })).at(-1)?.id ?? null;
  const id = `line-${at}-${act.act}`;
  await line.store.addDecision({ id, at, by: 'Zoë', agent, reason: 'Agreed.', act, shown: null }, last);
}
const pathOf = async (agent = BOB, at = SETTLED): Promise<AgentPath> =>
  (await ask(app, `/agents/${agent}/path`, { asOf: new Date(at).toISOString() })).body;

const evidence = (more: Partial<Evidence>): Evidence => ({
  metric: 'standardised-quality',
  weeks: 8,
  comparison: 'at-least',
  target: 0.9,
  confidence: 0.8,
  minimumSample: 20,
  weight: 'required',
  why: 'Work is done to the standard.',
  verdict: 'not-enough-data',
  reason: 'the interval holds the target: 40 resolutions cannot tell',
  estimate: estimate(0.9),
  evidenceRatio: null,
  atTarget: null,
  nearestChange: { tickets: 20, sentence: 'about 20 more resolutions at the present rate would meet it' },
  mainAgent: null,
  ...more,
});

describe('the paths of the desk', () => {
  it('are told in full: what opens each stage, what one does there, how long, and where it ends', async () => {
    const { paths } = (await ask(app, '/paths')).body as PathList;
    expect(paths.map(({ id }) => id)).toEqual(line.rules.paths.map(({ id }) => id));
    const analyst = paths.find(({ id }) => id === 'service-level-management')?.stages[0];
    expect(analyst).toMatchObject({
      role: { id: 'service-level-analyst' },
      needs: [{ path: 'generalist', stage: 'analyst', title: 'Analyst (Generalist analyst)' }],
      sfia: ['SLMO 2-3', 'MEAS 2-3'],
      plannedWeeks: 26,
    });
    expect(analyst?.duties.length).toBeGreaterThan(0);
    expect(paths.flatMap(({ stages }) => stages).map(({ exit }) => exit)).toContain('beyond');
  });
});

describe('the path of one person', () => {
  it('marks the stage held and the next one, and says when the next is to be talked about', async () => {
    await put({ act: 'appoint', path: 'generalist', stage: 'analyst' });
    const { paths } = await pathOf(BOB, SETTLED + WEEK);
    const [{ steps = [] } = {}] = paths;
    expect(steps.map(({ state }) => state)).toEqual(['been', 'held', 'next', 'later']);
    const until = new Date(SETTLED + 52 * WEEK).toISOString();
    expect(steps[1]).toMatchObject({ since: new Date(SETTLED).toISOString(), plannedUntil: until, overPlan: false });
    expect((await pathOf(BOB, SETTLED + 52 * WEEK)).paths[0]?.steps[1]?.overPlan).toBe(true);
    // What was decided later was not known then.
    expect((await pathOf(BOB, SETTLED - 1)).paths).toEqual([]);
  });

  it('tells who is on no path of the doors, and in place of such a door of the furthest step a flag says they are ready for', async () => {
    const doors = (await pathOf()).next;
    expect(doors.map(({ path, stage }) => `${path}/${stage}`)).toContain('generalist/starter');
    const ofAnn = (await pathOf('desk:ann')).next;
    const { path, stage } = ofAnn.find(({ role }) => role?.id === line.role) ?? {};
    expect([path, stage]).toEqual(['generalist', line.role]);
    expect(ofAnn.filter((next) => next.path === path)).toHaveLength(1);
    expect(ofAnn.length).toBe(doors.length);
    expect(ofAnn.find(({ role }) => role?.id === line.role)?.role).toMatchObject({
      readiness: 'nominated',
      timeToReady: { weeks: null, sentence: 'The flag is up: people look at it now.' },
    });
  });

  it('says of the next role what is not met, why, what would change it, and how long it takes', async () => {
    await put({ act: 'appoint', path: 'generalist', stage: 'starter' });
    const at = SETTLED + WEEK;
    const judged = {
      ...judgement('analyst', { kind: 'agent', id: BOB }, { verdict: 'not-enough-data', raisedAt: null, heldFor: 0 }),
      evidence: [evidence({}), evidence({ metric: 'reopen-rate', verdict: 'met' })],
    };
    await line.store.saveEvaluation({ asOf: at, rulesVersion: line.rules.version }, [], [judged]);
    const { next } = await pathOf(BOB, at);
    const role = next.find(({ stage, path }) => path === 'generalist' && stage === 'analyst')?.role;
    expect(role).toMatchObject({ id: 'analyst', met: 1, asked: 2, readySince: null });
    expect(role?.gaps).toMatchObject([
      {
        kind: 'figure',
        why: 'Work is done to the standard.',
        reason: 'the interval holds the target: 40 resolutions cannot tell',
        nearestChange: 'about 20 more resolutions at the present rate would meet it',
      },
    ]);
    expect(role?.timeToReady?.weeks?.from).toBeGreaterThan(3);
    expect(role?.timeToReady?.sentence).toMatch(/^About \d+ to \d+ weeks at this rate/);
  });

  it('says that it is the desk which cannot tell where its self-check holds a figure back', async () => {
    await put({ act: 'appoint', path: 'generalist', stage: 'starter' });
    const subject = { kind: 'agent', id: BOB } as const;
    const judged = { ...judgement('analyst', subject, { verdict: 'not-enough-data' }), evidence: [evidence({})] };
    const figures = [{ ...figure('standardised-quality', subject), heldBack: 'it predicts nothing here' }];
    await line.store.saveEvaluation({ asOf: SETTLED + WEEK, rulesVersion: line.rules.version }, figures, [judged]);
    const { next } = await pathOf(BOB, SETTLED + WEEK);
    const role = next.find(({ stage, path }) => path === 'generalist' && stage === 'analyst')?.role;
    expect(role?.gaps[0]?.nearestChange).toMatch(/^It is the desk that cannot tell/);
    expect(role?.timeToReady).toMatchObject({ weeks: null, sentence: expect.stringMatching(/^It is the desk/) });
  });

  it('stands on their own page too', async () => {
    await put({ act: 'appoint', path: 'three-year-programme', stage: 'first-year' }, SETTLED);
    const { path } = (await ask(app, `/own/${BOB}`)).body;
    expect(path.paths[0].steps[0].state).toBe('held');
    expect(path.gates).toMatchObject([{ title: 'End of the first year', missing: expect.any(Array) }, {}, {}]);
  });
});
