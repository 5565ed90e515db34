import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentMasterySchema, type TeamMastery, teamMasterySchema } from '../../src/api/mastery-schema.ts';
import { workOff } from '../../src/pipeline.ts';
import { settleDue } from '../../src/settle.ts';
import { endOf } from '../../src/simulator/desk-plan.ts';
import { deliverDesk, emptyLine } from '../api/desk.ts';
import { printed } from './printed.ts';

const PLAN = { seed: 3, agents: 12, weeks: 10, start: Date.UTC(2026, 0, 5) };
let folder = '';
let team: TeamMastery;

const mastery = (...args: string[]) => printed('mastery', '--data', folder, ...args);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-mastery-'));
  const line = await emptyLine(folder);
  await deliverDesk(line, PLAN);
  await workOff(line);
  await settleDue(line, endOf(PLAN));
  await line.store.close();
  const { out } = await mastery('--team', 'Service Desk EMEA', '--json');
  team = teamMasterySchema.parse(JSON.parse(out));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('stepladder mastery', () => {
  it('tells of one person each kind of work in words, with interval, sample and what is missing', async () => {
    const id = team.people[0]?.agent.id ?? '';
    const { code, out } = await mastery(id);
    const { types } = agentMasterySchema.parse(JSON.parse((await mastery(id, '--json')).out));
    expect(code).toBe(0);
    expect(types.length).toBeGreaterThan(0);
    for (const { workType, estimate } of types) {
      const line = out.split('\n').find((one) => one.startsWith(workType)) ?? '';
      expect(line).toMatch(/mastered|not shown yet|not offered/);
      if (estimate !== null) expect(line).toMatch(/\d+ % \(\d+ % to \d+ %, \d+ resolutions?\)/);
    }
  });

  it('tells of a team who can do what, by name, and what rests on how few', async () => {
    const { out } = await mastery('--team', 'Service Desk EMEA');
    const lines = out.split('\n').filter((line) => line !== '');
    const names = team.people.map(({ agent }) => agent.name);
    const from = lines.findIndex((line) => line.startsWith('name '));
    expect(lines.slice(from + 1, from + 1 + names.length).every((line, i) => line.startsWith(names[i] ?? '?'))).toBe(
      true,
    );
    expect(lines.at(-2)).toMatch(/^whole desk: bus factor/);
    expect(lines.at(-1)).toMatch(/^whole desk: nobody there/);
  });

  it('says what to write where neither or both are named, and who there is where nobody is of that name', async () => {
    for (const args of [[], ['desk:x', '--team', 'y']]) {
      expect(await mastery(...args)).toMatchObject({
        code: 2,
        err: expect.stringContaining('stepladder mastery AGENT'),
      });
    }
    expect(await mastery('desk:x')).toMatchObject({ code: 1, err: expect.stringContaining('stepladder agents') });
    expect(await mastery('--team', 'y')).toMatchObject({ code: 1, err: expect.stringContaining('Service Desk EMEA') });
  });
});
