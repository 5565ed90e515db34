import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentMastery, TeamMastery } from '../../src/api/mastery-schema.ts';
import type { Line } from '../../src/pipeline.ts';
import { type App, appOf, ask, emptyLine, ODD_AGENT, settledLine } from './desk.ts';

let line: Line;
let app: App;
beforeAll(async () => {
  line = await settledLine();
  app = appOf(line);
});
afterAll(() => line.store.close());

const coverage = async (query = {}): Promise<TeamMastery> => (await ask(app, '/mastery', query)).body;

describe('who masters what', () => {
  it('is told in order of name, of the whole desk or of one team, with what rests on how few', async () => {
    const all = await coverage();
    const names = all.people.map(({ agent }) => agent.name);
    expect(names.length).toBeGreaterThan(5);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
    expect(all.types.some(({ busFactor, nobodyPresent }) => busFactor !== null && nobodyPresent !== null)).toBe(true);
    const [team = ''] = all.teams.filter((one) => all.people.some(({ agent }) => agent.team === one));
    const some = await coverage({ team });
    expect(some.people).toEqual(all.people.filter(({ agent }) => agent.team === team));
    expect(some.types.map(({ busFactor }) => busFactor)).toEqual(
      all.types
        .filter(({ workType }) => some.types.some((one) => one.workType === workType))
        .map(({ busFactor }) => busFactor),
    );
  });

  it('is of one person what the table says, with every kind of work the desk does regularly', async () => {
    const { people, types } = await coverage();
    const { agent, cells } = people.find((one) => one.cells.some(({ state }) => state === 'mastered')) ?? {};
    const own: AgentMastery = (await ask(app, `/agents/${encodeURIComponent(agent?.id ?? '')}/mastery`)).body;
    expect(own.agent).toEqual(agent);
    const told = new Set(own.types.map(({ workType }) => workType));
    for (const { workType, busFactor } of types) expect(told.has(workType) || busFactor === null).toBe(true);
    for (const cell of cells ?? []) expect(own.types).toContainEqual(cell);
  });

  it('keeps apart what was not offered and what was not shown', async () => {
    const cells = (await coverage()).people.flatMap((one) => one.cells);
    for (const { state, probability, taken, alone, missing } of cells) {
      expect(alone).toBeLessThanOrEqual(taken);
      expect(state === 'mastered').toBe((probability ?? 0) >= 0.8);
      expect(state === 'not-offered').toBe((probability ?? 0) < 0.8 && taken < 5);
      if (state === 'mastered') expect(missing).toBe(0);
    }
  });

  it('is not known of somebody without a scored resolution, nor before the first evaluation', async () => {
    const odd: AgentMastery = (await ask(app, `/agents/${encodeURIComponent(`desk:${ODD_AGENT}`)}/mastery`)).body;
    expect(odd.types.map(({ state }) => state)).toEqual(odd.types.map(() => 'not-offered'));
    expect(await coverage({ asOf: '1999-01-01' })).toMatchObject({ asOf: null, types: [], people: [] });
    const fresh = await emptyLine();
    expect((await ask(appOf(fresh), '/mastery')).body).toMatchObject({ asOf: null, people: [] });
    await fresh.store.close();
  });

  it('says which teams there are where one asks for another', async () => {
    const { status, body } = await ask(app, '/mastery', { team: 'nobody' });
    expect(status).toBe(404);
    expect(body.detail).toContain('There are ');
  });
});
