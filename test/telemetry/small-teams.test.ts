import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../src/domain/agent.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createInstruments } from '../../src/telemetry/instruments.ts';
import { teamLabels } from '../../src/telemetry/team-labels.ts';
import { AS_OF, estimate, figure, judgement, list, listed, peopleOf } from './desk.ts';

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

/** What is shown of a desk whose teams each have a flag of one person, and a figure. */
async function shownOf(agents: readonly Agent[], teams: readonly string[]): Promise<string[]> {
  const store = await openStore(':memory:');
  stores.push(store);
  await list(store, agents);
  const firstOf = (team: string) => agents.find((agent) => agent.team === team)?.id ?? team;
  const figures = teams.map((id) => figure('sla-attainment', { kind: 'team', id }, estimate(60)));
  const flags = teams.map((team) => judgement('generalist', { kind: 'agent', id: firstOf(team) }, 'met', AS_OF));
  await store.saveEvaluation({ asOf: AS_OF, rulesVersion: 'r1' }, figures, flags);
  const rules = [{ id: 'generalist', kind: 'readiness' as const }];
  return (await createInstruments(store, { rules, now: () => 0 }).metrics()).split('\n');
}

const withTeam = (lines: readonly string[], team: string) => lines.filter((line) => line.includes(`team="${team}"`));
const FLAGS = 'stepladder_flags_open{kind="readiness",rule="generalist"';

describe('a team of fewer than five people', () => {
  it('is in no instrument: its flags are counted under other, its figures withheld and counted', async () => {
    const lines = await shownOf(
      [...peopleOf(['big', 'large'], 6), ...peopleOf(['small', 'tiny'], 4)],
      ['big', 'large', 'small', 'tiny'],
    );
    expect([...withTeam(lines, 'small'), ...withTeam(lines, 'tiny')]).toEqual([]);
    expect(withTeam(lines, 'big')).toHaveLength(5);
    expect(lines).toContain(`${FLAGS},team="other"} 2`);
    expect(lines).toContain('stepladder_figures_withheld{metric="sla-attainment"} 2');
    expect(lines).toContain('stepladder_teams_folded 2');
  });

  it.each<[string, Agent[], shown: boolean]>([
    ['five people', peopleOf(['a'], 5), true],
    [
      'four people and an automation',
      [...peopleOf(['a'], 4), { ...listed('hr:bot', 'Auto close', 'a'), bot: true }],
      false,
    ],
    [
      'four people and one who left',
      [...peopleOf(['a'], 4), { ...listed('hr:x', 'Gone', 'a'), endedAt: AS_OF - 1 }],
      false,
    ],
    [
      'four people and one who leaves later',
      [...peopleOf(['a'], 4), { ...listed('hr:x', 'Here', 'a'), endedAt: AS_OF }],
      true,
    ],
  ])('is not one of %s', async (_what, agents, shown) => {
    const lines = await shownOf(agents, ['a']);
    expect(lines.some((line) => line.startsWith('stepladder_team_figure{'))).toBe(shown);
  });

  it('counts two accounts of one person once', async () => {
    const store = await openStore(':memory:');
    stores.push(store);
    const agents = peopleOf(['a'], 5);
    await list(store, agents);
    const [first, second] = agents.map(({ id }) => id);
    await store.confirmAliases([{ account: first as never, agent: second!, confirmedBy: 'ann', confirmedAt: 1 }]);
    const figures = [figure('sla-attainment', { kind: 'team', id: 'a' }, estimate(60))];
    await store.saveEvaluation({ asOf: AS_OF, rulesVersion: 'r1' }, figures, []);
    const text = await createInstruments(store, { rules: [], now: () => 0 }).metrics();
    expect(text).not.toContain('team="a"');
  });
});

describe('flags of small teams, counted together', () => {
  const labels = (sizes: Record<string, number>) => {
    const found = teamLabels(Object.keys(sizes), new Map(Object.entries(sizes)));
    return Object.keys(sizes).map((team) => [team, found.labelOf(team), found.isShown(team)]);
  };

  it('are joined by those of the next smallest teams until five people are behind them; figures of these are shown', () => {
    expect(labels({ ants: 9, bees: 6, cats: 1, dogs: 7 })).toEqual([
      ['ants', 'ants', true],
      ['bees', 'other', true],
      ['cats', 'other', false],
      ['dogs', 'dogs', true],
    ]);
  });

  it('stay alone where they are five people already, or there is no small team', () => {
    expect(labels({ ants: 9, bees: 3, cats: 2 }).map(([, label]) => label)).toEqual(['ants', 'other', 'other']);
    expect(labels({ ants: 9, bees: 5 }).map(([, label]) => label)).toEqual(['ants', 'bees']);
  });
});
