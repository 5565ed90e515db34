import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownToken } from '../../src/api/own-token.ts';
import type { Flag } from '../../src/api/schemas.ts';
import { type App, appOf, ask, problem } from './desk.ts';
import { flaggedLine, SETTLED } from './flagged-desk.ts';

let line: Awaited<ReturnType<typeof flaggedLine>>;
let app: App;
let flags: Flag[];
beforeEach(async () => {
  line = await flaggedLine();
  app = appOf(line);
  flags = (await ask(app, '/flags', { state: 'all' })).body.flags;
});
afterEach(() => line.store.close());

const ANN = 'desk:ann';
const signed = { by: 'Zoë', reason: 'We talked.' };
const post = (path: string, body: object, to = app) => request(to).post(`/api/v1${path}`).send(body);
const flagOf = (rule: string, subject = ANN) =>
  flags.find((flag) => flag.rule === rule && flag.subject.id === subject)?.id ?? 'none';
const decide = (flag: string, body: object) => post(`/flags/${flag}/decisions`, { ...signed, ...body });
const about = (agent: string, body: object) => post(`/agents/${agent}/decisions`, { ...signed, ...body });
const lifeOf = async (flag: string, query = {}) => (await ask(app, `/flags/${flag}`, query)).body.life;

describe('deciding about a flag', () => {
  it('writes who, when, why and what was shown, and the flag tells where it stands and what may follow', async () => {
    const flag = flagOf(line.role);
    expect(await lifeOf(flag)).toMatchObject({
      state: 'open',
      by: null,
      log: [],
      acts: ['acknowledge', 'nominate', 'decline', 'challenge', 'close'],
    });
    const { status, body } = await decide(flag, { act: 'nominate' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...signed,
      act: 'nominate',
      agent: { id: ANN, name: 'Ann Ash' },
      flag,
      takenBackBy: null,
    });
    expect(body.shown).toMatchObject({
      rule: line.role,
      ruleVersion: 'v1',
      verdict: 'met',
      asOf: new Date(SETTLED).toISOString(),
    });
    const life = await lifeOf(flag);
    expect(life).toMatchObject({
      state: 'nominated',
      by: 'Zoë',
      reason: 'We talked.',
      acts: ['appoint', 'decline', 'challenge', 'close'],
    });
    expect(life.log).toEqual([body]);
    const listed = (await ask(app, '/flags', { stands: 'nominated' })).body.flags;
    expect(listed.map(({ id }: Flag) => id)).toEqual([flag]);
  });

  it('leads over support to a step back, each with its own fields, and none before its time', async () => {
    const flag = flagOf(line.risk);
    const until = new Date(Date.now() + 40 * 86_400_000).toISOString();
    expect(problem(await decide(flag, { act: 'recommend-step-back' })).body).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/recommend step back cannot follow from there/),
    });
    expect((await decide(flag, { act: 'start-support', until: until.slice(0, 10) })).status).toBe(201);
    expect((await lifeOf(flag)).until.slice(0, 10)).toBe(until.slice(0, 10));
    expect((await decide(flag, { act: 'end-support', kept: false })).status).toBe(201);
    expect((await decide(flag, { act: 'recommend-step-back' })).status).toBe(201);
    const path = line.rules.paths[0];
    const stage = path?.stages[0]?.id;
    expect((await decide(flag, { act: 'step-back', path: path?.id, stage })).status).toBe(201);
    expect((await lifeOf(flag)).state).toBe('decided');
    expect((await ask(app, `/agents/${ANN}/decisions`)).body.stages).toMatchObject([
      { path: path?.id, stage, by: 'Zoë' },
    ]);
  });

  it('a challenge lets nothing follow but its answer', async () => {
    const flag = flagOf(line.risk);
    await decide(flag, { act: 'challenge', by: 'Ann Ash' });
    const { body } = problem(await decide(flag, { act: 'acknowledge' }));
    expect(body).toMatchObject({
      status: 409,
      detail: expect.stringContaining('Ann Ash has challenged this flag. Answer'),
    });
    await decide(flag, { act: 'answer', upheld: true });
    expect(await lifeOf(flag)).toMatchObject({ state: 'closed', acts: ['challenge'] });
  });

  it('of two at once refuses the second, and names what the first decided', async () => {
    const flag = flagOf(line.role);
    const both = await Promise.all([
      decide(flag, { act: 'nominate', by: 'First' }),
      decide(flag, { act: 'nominate', by: 'Second' }),
    ]);
    const statuses = both.map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 409]);
    const winner = both[statuses.indexOf(201)]?.body.by;
    expect(both[statuses.indexOf(409)]?.body.detail).toContain(
      `nominated since ${new Date().toISOString().slice(0, 10)} (${winner})`,
    );
    expect((await lifeOf(flag)).log).toHaveLength(1);
  });

  it('refuses what rests on less than there is now', async () => {
    const flag = flagOf(line.role);
    const { body } = await decide(flag, { act: 'acknowledge', after: null });
    const late = problem(await decide(flag, { act: 'nominate', after: null })).body;
    expect(late).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/^Zoë wrote "acknowledge" since you looked: “We talked.”/),
    });
    expect((await decide(flag, { act: 'nominate', after: body.id })).status).toBe(201);
  });

  it('sent twice under one id is written once; another under that id is not', async () => {
    const flag = flagOf(line.role);
    const sent = { act: 'acknowledge', id: 'my-own-id' };
    const [one, again] = [await decide(flag, sent), await decide(flag, sent)];
    expect([one.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(one.body);
    expect(problem(await decide(flag, { ...sent, reason: 'Other.' })).body.detail).toContain('an id of its own');
    expect((await lifeOf(flag)).log).toHaveLength(1);
  });

  it('taken back, is as if it had not been written, and both lines stay to be seen', async () => {
    const flag = flagOf(line.role);
    const { body } = await decide(flag, { act: 'nominate' });
    const back = (await decide(flag, { act: 'reverse', decision: body.id })).body;
    const life = await lifeOf(flag);
    expect([life.state, life.log.map((one: { takenBackBy: string }) => one.takenBackBy)]).toEqual([
      'open',
      [back.id, null],
    ]);
    expect(problem(await decide(flag, { act: 'reverse', decision: body.id })).body.detail).toContain(
      'taken that back already',
    );
  });

  it('a withdrawn flag can be closed; looking back shows it as it was, with nothing to do', async () => {
    const flag = flagOf('fading', 'desk:bob');
    expect(await lifeOf(flag)).toMatchObject({ state: 'withdrawn', reason: 'it no longer held', acts: ['close'] });
    await decide(flag, { act: 'close' });
    expect(await lifeOf(flag)).toMatchObject({ state: 'closed', by: 'Zoë' });
    const asOf = new Date(SETTLED - 1).toISOString();
    expect(await lifeOf(flag, { asOf })).toMatchObject({ state: 'open', log: [], acts: [] });
  });

  it('what was decided about stays to be found when its rule is gone', async () => {
    const flag = flagOf('slipping');
    await decide(flag, { act: 'acknowledge' });
    const rest = await line.store.judgements({ asOf: SETTLED });
    await line.store.saveEvaluation(
      { asOf: SETTLED + 1, rulesVersion: 'r' },
      [],
      rest.filter(({ ruleId }) => ruleId !== 'slipping'),
    );
    expect(await lifeOf(flag)).toMatchObject({
      state: 'expired',
      acts: ['close'],
      reason: expect.stringContaining('no longer in force'),
    });
    expect((await ask(app, '/flags', { state: 'all' })).body.flags.some(({ id }: Flag) => id === flag)).toBe(true);
  });
});

describe('what is posted', () => {
  it.each<[what: string, body: object, field: string, words: string]>([
    ['an act nobody knows', { act: 'promote' }, 'act', 'has to be one of acknowledge'],
    ['no reason', { act: 'close', reason: ' ' }, 'reason', 'has to be given'],
    ['no name', { act: 'close', by: '' }, 'by', 'has to be given'],
    ['no end of support', { act: 'start-support' }, 'until', 'has to be a date'],
    ['an end in the past', { act: 'start-support', until: '2020-01-01' }, 'until', 'in the future'],
    ['an end nobody lives to see', { act: 'start-support', until: '2099-01-01' }, 'until', 'two years'],
    [
      'a path nobody knows',
      { act: 'appoint', path: 'generalst', stage: 'analyst' },
      'path',
      'Did you mean "generalist"?',
    ],
    ['a field of another act', { act: 'close', upheld: true }, 'upheld', 'does not belong here'],
    ['an id that is too short', { act: 'close', id: 'x' }, 'id', '8 to 64'],
  ])('%s', async (_what, body, field, words) => {
    const { body: answer } = problem(await decide(flagOf(line.risk), body));
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([{ field, message: expect.stringContaining(words) }]);
  });

  it('has to be JSON, so that no form of another site can post; and not too large', async () => {
    const path = `/api/v1/flags/${flagOf(line.risk)}/decisions`;
    const body = JSON.stringify({ ...signed, act: 'close' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      expect(problem(await request(app).post(path).type(type).send(body)).status).toBe(415);
    }
    expect(problem(await request(app).post(path).type('application/json').send('{"act"')).status).toBe(400);
    const large = JSON.stringify({ ...signed, act: 'close', reason: 'x'.repeat(66_000) });
    expect(problem(await request(app).post(path).type('application/json').send(large)).status).toBe(413);
    expect(await line.store.decisions({})).toEqual([]);
  });
});

describe('a person', () => {
  it('is told stage, wishes, records and log, and what could be next', async () => {
    const [path] = line.rules.paths;
    const [first, second] = path?.stages ?? [];
    await about(ANN, { act: 'appoint', path: path?.id, stage: first?.id });
    await about(ANN, { act: 'record', kind: 'improvement' });
    await about(ANN, { act: 'interest', rule: line.role, wants: false });
    await about(ANN, { act: 'leave', from: '2026-06-01', until: '2026-06-15' });
    const { body } = await ask(app, `/agents/${ANN}/decisions`);
    expect(body.stages).toMatchObject([{ path: path?.id, stage: first?.id, title: first?.title }]);
    expect(body.next.map((one: { stage: string }) => one.stage)).toContain(second?.id);
    expect(body.records).toMatchObject([{ kind: 'improvement', count: 1 }]);
    expect(body.interests).toContainEqual({ rule: line.role, title: expect.any(String), wants: false });
    expect(body.log.map((one: { sentence: string }) => one.sentence).at(-1)).toBe(
      'On leave from 1 Jun 2026 to 15 Jun 2026',
    );
    expect(problem(await decide(flagOf(line.role), { act: 'nominate' })).body.detail).toContain(
      'they do not want this',
    );
  });

  it('is nobody where nobody has that id; a record has to be of a kind that is known', async () => {
    expect(problem(await about('desk:none', { act: 'record', kind: 'improvement' })).status).toBe(404);
    expect(problem(await about(ANN, { act: 'record', kind: 'improvment' })).body.detail).toContain(
      'Did you mean "improvement"?',
    );
  });

  it('an export tells all that was decided, from an instant on', async () => {
    await decide(flagOf(line.risk), { act: 'acknowledge' });
    await about(ANN, { act: 'record', kind: 'pairing' });
    const acts = async (query = {}) =>
      (await ask(app, '/decisions', query)).body.decisions.map((one: { act: string }) => one.act);
    expect(await acts()).toEqual(['acknowledge', 'record']);
    expect(await acts({ since: '2099-01-01' })).toEqual([]);
  });
});

describe("one's own view", () => {
  const TOKEN = 'a-token-of-the-whole-desk';
  const closed = () => appOf(line, { token: TOKEN });
  const bearer = (id: string) => ({ authorization: `Bearer ${ownToken(TOKEN, id)}` });
  const see = (id: string, of: string) =>
    request(closed())
      .get(`/api/v1/own/${encodeURIComponent(id)}`)
      .set(bearer(of));
  const say = (id: string, of: string, body: object) =>
    request(closed())
      .post(`/api/v1/own/${encodeURIComponent(id)}/decisions`)
      .set(bearer(of))
      .send({ reason: 'I was away.', ...body });

  it('tells somebody of themself alone', async () => {
    const { status, body } = await see(ANN, ANN);
    expect(status).toBe(200);
    expect(body.person).toEqual({ id: ANN, name: 'Ann Ash', team: 'mail' });
    expect(body.flags.map((flag: Flag) => flag.id).sort()).toEqual([flagOf(line.role), flagOf(line.risk)].sort());
    expect(JSON.stringify(body)).not.toContain('Bob');
  });

  it('takes their challenge, in their own name, and it freezes the flag; and what they wish', async () => {
    const { status, body } = await say(ANN, ANN, { act: 'challenge', flag: flagOf(line.risk) });
    expect([status, body.by]).toEqual([201, 'Ann Ash']);
    expect((await lifeOf(flagOf(line.risk))).acts).toEqual(['answer']);
    expect((await say(ANN, ANN, { act: 'interest', rule: line.role, wants: true })).status).toBe(201);
  });

  it.each<[what: string, body: () => object, status: number]>([
    [
      'a challenge of a flag about somebody else',
      () => ({ act: 'challenge', flag: flagOf('slipping', 'desk:bob') }),
      404,
    ],
    ['any other act', () => ({ act: 'close', flag: flagOf(line.risk) }), 400],
    ['a name of another', () => ({ act: 'challenge', flag: flagOf(line.risk), by: 'Zoë' }), 400],
  ])('takes no %s', async (_what, body, status) => {
    expect(problem(await say(ANN, ANN, body())).status).toBe(status);
    expect(await line.store.decisions({})).toEqual([]);
  });

  it("opens by that person's own token only", async () => {
    expect(problem(await see('desk:bob', ANN)).status).toBe(403);
    expect(problem(await say('desk:bob', ANN, { act: 'interest', rule: line.role, wants: true })).status).toBe(403);
    expect(problem(await request(closed()).get(`/api/v1/own/${ANN}`)).status).toBe(401);
    expect((await request(closed()).get(`/api/v1/own/${ANN}`).auth(TOKEN, { type: 'bearer' })).status).toBe(200);
    expect((await request(app).get(`/api/v1/own/${ANN}`)).status).toBe(200); // no token is asked for on one's own machine
  });

  it('is all that the token opens', async () => {
    const paths = [
      '/flags',
      `/flags/${flagOf(line.risk)}`,
      `/agents/${ANN}`,
      `/agents/${ANN}/decisions`,
      '/decisions',
      `/own/${ANN}/more`,
    ];
    for (const path of paths) {
      const answer = await request(closed()).get(`/api/v1${path}`).set(bearer(ANN));
      expect([path, answer.status]).toEqual([path, 401]);
    }
    const decided = await request(closed())
      .post(`/api/v1/flags/${flagOf(line.risk)}/decisions`)
      .set(bearer(ANN))
      .send({ ...signed, act: 'close' });
    expect(decided.status).toBe(401);
  });
});
