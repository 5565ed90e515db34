import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fairnessAuditSchema } from '../../src/api/audit-schema.ts';
import { workOff } from '../../src/pipeline.ts';
import { settleDue } from '../../src/settle.ts';
import { endOf } from '../../src/simulator/desk-plan.ts';
import { peopleOf } from '../../src/simulator/people.ts';
import { appOf, ask, deliverDesk, emptyLine } from '../api/desk.ts';
import { printed } from './printed.ts';

const PLAN = { seed: 3, agents: 32, weeks: 6, start: Date.UTC(2026, 0, 5) };

let folder = '';
const at = (name: string) => join(folder, name);

/** A simulated desk and one person whom no list names, settled week by week. */
async function settle(name: string, agents: number): Promise<void> {
  const plan = { ...PLAN, agents };
  const line = await emptyLine(at(name));
  await deliverDesk(line, plan);
  await workOff(line);
  await settleDue(line, endOf(plan));
  await line.store.close();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-audit-'));
  await settle('desk', PLAN.agents);
  await settle('six', 6);
  await (await emptyLine(at('empty'))).store.close();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const audit = (...args: string[]) => printed('audit', 'fairness', '--data', at('desk'), ...args);

describe('stepladder audit fairness', () => {
  it('compares shifts, regions, teams and tenure, and says what the numbers do not show', async () => {
    const { code, out, err } = await audit();
    expect([code, err]).toEqual([0, '']);
    for (const by of ['By region', 'By shift', 'By team', 'By tenure']) expect(out).toContain(by);
    expect(out).toMatch(/day +16 +\d+/);
    expect(out).toContain('Standardised quality above the median of all');
    expect(out).toMatch(/Neither fine nor proven|does not prove fairness|hardly explains it/);
    expect(out).toContain('Of 1 person the shift is not recorded');
  });

  it('prints JSON of the groups asked for, which names nobody', async () => {
    const { out } = await audit('--by', 'tenure,shift', '--rule', 'generalist', '--json');
    const { groupings } = fairnessAuditSchema.parse(JSON.parse(out));
    expect(groupings.map(({ by }) => by)).toEqual(['shift', 'tenure']);
    const [shift] = groupings;
    expect(shift!.groups.map(({ group, people, hidden }) => [group, people, hidden])).toEqual([
      ['day', 16, null],
      ['evening', 8, 'beside-small'],
      ['night', 8, null],
      ['unknown', 1, 'small'],
    ]);
    expect(shift!.rates.map(({ rule }) => rule)).toEqual([null, 'generalist']);
    expect(shift!.rates[0]!.groups[0]!.people).toBeGreaterThan(9);
    expect(
      peopleOf(PLAN)
        .flatMap(({ name, account }) => [name, account])
        .filter((word) => out.includes(word)),
    ).toEqual([]);
  });

  it('audits an earlier week as it was settled then', async () => {
    const { out } = await audit('--as-of', '2026-02-05', '--json');
    expect(JSON.parse(out).asOf).toBe('2026-02-02T00:00:00.000Z');
  });

  it('writes the table as csv, nothing of a group that is withheld', async () => {
    const { code } = await audit('--by', 'shift', '--csv', at('audit.csv'));
    const [header, ...rows] = readFileSync(at('audit.csv'), 'utf8').trim().split('\n');
    expect(code).toBe(0);
    expect(header).toContain('as_of,by,group,selected_by,withheld,people,selected,rate');
    expect(rows.find((row) => row.includes(',shift,unknown,generalist,'))).toMatch(/,small,+$/);
    expect(rows.find((row) => row.includes(',shift,day,score above median,'))).toMatch(/,,16,\d+,0\.\d+/);
  });

  it('of six people shows nothing of any group, and says so', async () => {
    const { code, out } = await printed('audit', 'fairness', '--data', at('six'), '--json');
    const { groupings } = fairnessAuditSchema.parse(JSON.parse(out));
    expect(code).toBe(0);
    for (const { by, says, groups, rates } of groupings) {
      expect(says[0]).toContain(`By ${by} nothing can be shown`);
      expect(groups.every(({ hidden, tickets }) => hidden !== null && tickets === null)).toBe(true);
      expect(rates.flatMap((one) => one.groups).every(({ people, rate }) => people === null && rate === null)).toBe(
        true,
      );
    }
  });

  it('says what to do where nothing is settled, and about a grouping or a rule that does not exist', async () => {
    const empty = await printed('audit', 'fairness', '--data', at('empty'));
    expect([empty.code, empty.out]).toEqual([1, '']);
    expect(empty.err).toContain('run `stepladder evaluate`');
    expect((await audit('--as-of', '1999-01-01')).err).toContain('ask for a later date');
    const star = await audit('--by', 'region,star-sign');
    expect(star.code).toBe(2);
    expect(star.err).toContain('name one or more of region, shift, team, tenure');
    const rule = await audit('--rule', 'quality-regression');
    expect(rule.code).toBe(1);
    expect(rule.err).toContain('There are analyst, architect-apprentice, automation-author, broad-analyst');
  });
});

describe('the API', () => {
  it('says the same, and what is wrong with what it is asked', async () => {
    const line = await emptyLine(at('desk'));
    const app = appOf(line);
    const { out } = await audit('--by', 'shift', '--json');
    expect((await ask(app, '/audit/fairness', { by: 'shift' })).body).toEqual(JSON.parse(out));
    expect((await ask(app, '/audit/fairness')).body.groupings).toHaveLength(4);
    const refused = await ask(app, '/audit/fairness', { by: 'star-sign' });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'by']);
    expect(refused.body.detail).toContain('one or more of region, shift, team, tenure');
    expect((await ask(app, '/audit/fairness', { rule: 'none' })).status).toBe(404);
    await line.store.close();
  });
});
