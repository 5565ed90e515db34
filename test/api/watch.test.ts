import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchCounts } from '../../src/api/views/watch.ts';
import type { Watched, WatchKind, WatchList } from '../../src/api/watch-schema.ts';
import type { Act, Decision } from '../../src/progression/decision.ts';
import { CELL, resolution } from '../metrics/rows.ts';
import { contribution, judgement } from '../store/facts.ts';
import { type App, appOf, ask, deskOf, problem } from './desk.ts';
import { flaggedLine, SETTLED } from './flagged-desk.ts';

const WEEK = 7 * 86_400_000;
const ANN = 'desk:ann';
const BOB = 'desk:bob';
let line: Awaited<ReturnType<typeof flaggedLine>>;
let app: App;
beforeEach(async () => {
  line = await flaggedLine();
  app = appOf(line);
});
afterEach(() => line.store.close());

const weeksOn = (weeks: number) => SETTLED + weeks * WEEK;
const watch = async (at: number, query = {}): Promise<WatchList> =>
  (await ask(app, '/watch', { asOf: new Date(at).toISOString(), ...query })).body;
const found = ({ kinds }: WatchList, id: WatchKind['id']): readonly Watched[] =>
  kinds.find((kind) => kind.id === id)?.items ?? [];
const flagOf = async (rule: string, agent = ANN): Promise<string> => {
  const { flags } = (await ask(app, '/flags', { state: 'all' })).body;
  return flags.find(
    (flag: { rule: string; subject: { id: string } }) => flag.rule === rule && flag.subject.id === agent,
  )?.id;
};

let written = 0;
/** As if it had been written then. */
async function write(agent: string, act: Act, at: number, shown: Decision['shown'] = null): Promise<void> {
  const last = (await line.store.decisions({ agent })).at(-1)?.id ?? null;
  written += 1;
  await line.store.addDecision({ id: `line-${written}`, at, by: 'Zoë', agent, reason: 'Agreed.', act, shown }, last);
}
async function aboutFlag(rule: string, agent: string, act: Act, at: number): Promise<void> {
  const shown = {
    flag: await flagOf(rule, agent),
    ruleId: rule,
    ruleVersion: 'v1',
    expectation: null,
    subject: { kind: 'agent', id: agent } as const,
    raisedAt: SETTLED - WEEK,
    asOf: SETTLED,
    verdict: 'met' as const,
  };
  await write(agent, act, at, shown);
}

describe('worth a look', () => {
  it('names who was overlooked for four weeks, and who waits for thirteen; nobody is in it before', async () => {
    const early = await watch(SETTLED);
    expect(early.kinds.map(({ items }) => items.length)).toEqual(early.kinds.map(() => 0));
    const month = await watch(weeksOn(3));
    expect(found(month, 'overlooked')).toMatchObject([
      { subject: { id: ANN, name: 'Ann Ash', team: 'mail' }, flag: await flagOf(line.role) },
    ]);
    expect(found(month, 'overlooked')[0]?.sentence).toContain('since 27 Apr 2026, and nobody has written');
    expect(found(month, 'ready-and-waiting')).toEqual([]);
    // Whom nobody has looked at for a quarter of a year is not told of twice.
    expect(found(await watch(weeksOn(13)), 'overlooked')).toHaveLength(1);
    expect(found(await watch(weeksOn(13)), 'ready-and-waiting')).toEqual([]);
    await aboutFlag(line.role, ANN, { act: 'nominate' }, weeksOn(5));
    const quarter = await watch(weeksOn(12));
    expect(found(quarter, 'overlooked')).toEqual([]);
    expect(found(quarter, 'ready-and-waiting')[0]?.sentence).toContain('nominated by Zoë, and not decided');
    // What was written later was not known then.
    expect(found(await watch(weeksOn(4)), 'overlooked')).toHaveLength(1);
  });

  it('does not call somebody waiting who has said no', async () => {
    await write(ANN, { act: 'interest', rule: line.role, wants: false }, weeksOn(1));
    const { kinds } = await watch(weeksOn(20));
    expect(kinds.flatMap(({ items }) => items)).toEqual([]);
  });

  it('calls nobody overlooked for a step behind the one they hold', async () => {
    expect(line.role).toBe('analyst');
    await write(ANN, { act: 'appoint', path: 'generalist', stage: 'broad-analyst' }, weeksOn(1));
    expect(found(await watch(weeksOn(20)), 'overlooked')).toEqual([]);
    const { flags } = (await ask(app, '/flags', { asOf: new Date(weeksOn(2)).toISOString() })).body;
    const steps = flags.map(({ rule, furtherStep }: { rule: string; furtherStep: unknown }) => [rule, furtherStep]);
    expect(steps).toContainEqual(['analyst', { title: 'Broad analyst', flag: null }]);
  });

  it('tells of promises whose end has passed, and of challenges without an answer', async () => {
    await aboutFlag(line.risk, BOB, { act: 'start-support', until: weeksOn(4) }, weeksOn(1));
    await aboutFlag(line.risk, ANN, { act: 'challenge' }, weeksOn(1));
    expect(found(await watch(weeksOn(3)), 'promise-overdue')).toEqual([]);
    const late = await watch(weeksOn(5));
    expect(found(late, 'promise-overdue')).toMatchObject([{ subject: { id: BOB } }]);
    expect(found(late, 'promise-overdue')[0]?.sentence).toContain('Support was agreed until 1 Jun 2026');
    expect(found(late, 'challenge-open')[0]?.sentence).toContain('“Agreed.”');
    expect(await watchCounts(deskOf(line), weeksOn(20))).toEqual({
      readyAndWaiting: 1,
      overlooked: 1,
      challengesOpen: 1,
      promisesOverdue: 1,
    });
  });

  it('tells whose earlier work is gone from their week, with the sample it rests on', async () => {
    await write(BOB, { act: 'appoint', path: 'generalist', stage: 'broad-analyst' }, SETTLED);
    const work = (n: number, workType: string, at: number) =>
      Array.from({ length: n }, (_, i) =>
        contribution(`${workType} ${i}`, 'bob', { resolutions: [resolution(at, { cell: { ...CELL, workType } })] }),
      );
    const rows = [
      ...work(30, 'mail', weeksOn(-2)),
      ...work(2, 'mail', weeksOn(20)),
      ...work(60, 'network', weeksOn(20)),
    ];
    vi.spyOn(line.store, 'contributionsOf').mockResolvedValue(rows);
    expect(found(await watch(weeksOn(12)), 'earlier-work-lost')).toEqual([]);
    const [lost] = found(await watch(weeksOn(21)), 'earlier-work-lost');
    expect(lost).toMatchObject({ subject: { id: BOB }, flag: null });
    expect(lost?.sentence).toBe(
      'Broad analyst (Generalist analyst): 3 % (1 to 11 %, 62 resolutions) of the last 13 weeks are of kinds they did before; 25 % or more were meant to stay.',
    );
  });

  it('tells of a date of the programme that has passed, and of what is missing', async () => {
    await write(BOB, { act: 'appoint', path: 'three-year-programme', stage: 'first-year' }, SETTLED);
    expect(found(await watch(weeksOn(51)), 'gate-overdue')).toEqual([]);
    const [gate] = found(await watch(weeksOn(52)), 'gate-overdue');
    expect(gate?.subject.id).toBe(BOB);
    expect(gate?.sentence).toMatch(/“End of the first year” was due on .* Analyst .*an item of study done\.$/);
  });

  it('tells of who is stuck, but not while work and plan go on', async () => {
    await write(ANN, { act: 'appoint', path: 'generalist', stage: 'starter' }, SETTLED);
    expect(found(await watch(weeksOn(39)), 'stagnation')).toEqual([]);
    const stuck = found(await watch(weeksOn(40)), 'stagnation');
    expect(stuck[0]?.sentence).toContain('40 weeks without a step, where 26 were planned');
    // Bob is at the same stage, and no flag says that he masters it.
    await write(BOB, { act: 'appoint', path: 'generalist', stage: 'starter' }, SETTLED);
    expect(found(await watch(weeksOn(40)), 'stagnation')).toEqual(stuck);
  });

  it('tells of reports without anything of their own, and of a role that nobody else is ready for', async () => {
    await write(BOB, { act: 'appoint', path: 'service-level-management', stage: 'analyst' }, SETTLED);
    await write(BOB, { act: 'record', kind: 'level-report' }, weeksOn(8));
    const [clerical] = found(await watch(weeksOn(10)), 'clerical-only');
    expect(clerical?.sentence).toContain('1 report or duty on record in the last 9 weeks, and nothing of their own');
    const [bench] = found(await watch(weeksOn(10)), 'thin-bench');
    expect(bench?.sentence).toBe(
      'Service level analyst (Service level management) is held by Bob Birch alone, and nobody else is ready for it now.',
    );
    await write(BOB, { act: 'record', kind: 'improvement' }, weeksOn(9));
    expect(found(await watch(weeksOn(10)), 'clerical-only')).toEqual([]);
  });

  it('is of one team where one is asked for', async () => {
    expect(found(await watch(weeksOn(5), { team: 'mail' }), 'overlooked')).toHaveLength(1);
    expect(found(await watch(weeksOn(5), { team: 'other' }), 'overlooked')).toEqual([]);
  });

  it('says how many of a team have a step before them, and nothing of teams too small', async () => {
    expect((await watch(weeksOn(1))).steps).toEqual([]);
  });
});

describe('a notice of which the person is told first', () => {
  const NOTICE = 'quality-notice';
  const own = async () => (await ask(app, `/own/${BOB}`)).body.flags;
  const ofNotice = ({ rule }: { rule: string }) => rule === NOTICE;

  beforeEach(async () => {
    const raised = judgement(NOTICE, { kind: 'agent', id: BOB }, { verdict: 'met', heldFor: 1, raisedAt: weeksOn(1) });
    await line.store.saveEvaluation({ asOf: weeksOn(1), rulesVersion: line.rules.version }, [], [raised]);
  });

  it('stands on their own page, and nobody else sees or decides it', async () => {
    const [notice] = (await own()).filter(ofNotice);
    expect(notice.life.acts).toContain('challenge');
    expect((await ask(app, '/flags', { state: 'all' })).body.flags.filter(ofNotice)).toEqual([]);
    const refused = await ask(app, `/flags/${notice.id}`);
    expect([refused.status, refused.body.detail]).toEqual([404, expect.stringContaining("that person's own page")]);
    const body = { act: 'acknowledge', by: 'Zoë', reason: 'Seen.' };
    const decided = problem(await request(app).post(`/api/v1/flags/${notice.id}/decisions`).send(body));
    expect(decided.status).toBe(404);
    expect(await line.store.decisions({ agent: BOB })).toEqual([]);
  });

  it('is seen by those who have to answer once the person has said something of it', async () => {
    const [notice] = (await own()).filter(ofNotice);
    const said = { act: 'challenge', flag: notice.id, reason: 'I was lent out.' };
    expect((await request(app).post(`/api/v1/own/${BOB}/decisions`).send(said)).status).toBe(201);
    expect((await ask(app, '/flags')).body.flags.filter(ofNotice)).toMatchObject([{ stands: { state: 'challenged' } }]);
    const { body } = await ask(app, '/watch');
    expect(found(body, 'challenge-open')).toMatchObject([{ flag: notice.id }]);
    expect((await ask(app, `/flags/${notice.id}`)).body.life.acts).toEqual(['answer']);
  });
});
