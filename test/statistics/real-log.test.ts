import { existsSync, readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BackOffTable } from '../../src/statistics/back-off.ts';
import { overDispersion } from '../../src/statistics/dispersion.ts';
import { DriftingLogistic } from '../../src/statistics/drifting-logistic.ts';
import { clusteredMean, logScore as score } from '../../src/statistics/predictive-score.ts';

// The ServiceNow log of statistics.md 15 (UCI 498, CC BY 4.0), which is not part of this repository.
const archive = new URL('../../../shared/data/servicenow-incident-log/incident_event_log.zip', import.meta.url);
const absent = existsSync(archive) ? '' : ' (skipped: ../shared/data/servicenow-incident-log is absent)';

const WEEK = 7 * 24 * 3600 * 1000;

interface Incident {
  owner: string;
  path: string[];
  /** Reassignments before the resolver, 0 to 4 and more. */
  handOvers: string;
  good: 0 | 1;
  closedAt: number;
}

describe.skipIf(absent)(`the real log${absent}`, () => {
  it('is predicted week by week as well as the method sheet measured: table -.5279, team mean -.6645', () => {
    const table = new BackOffTable(25);
    const incidents = readIncidents();
    const first = Math.min(...incidents.map((i) => i.closedAt));
    const scores = { table: 0, team: 0, n: 0 };
    const weeks = Map.groupBy(incidents, (i) => Math.floor((i.closedAt - first) / WEEK));
    for (const [week, tickets] of [...weeks].sort(([a], [b]) => a - b)) {
      for (const { path, good } of week >= 4 ? tickets : []) {
        scores.n += 1;
        scores.table += logScore(table.expected('nobody', path), good);
        scores.team += logScore(table.expected('nobody', []), good);
      }
      for (const { owner, path, good } of tickets) table.add(owner, path, good);
    }
    expect(scores.n).toBe(19_560);
    expect(scores.table / scores.n).toBeCloseTo(-0.5279, 4);
    expect(scores.team / scores.n).toBeCloseTo(-0.6645, 4);
  });

  it('is foretold better than any row of the sheet by the drifting logistic with hand-overs, to which agents add next to nothing', () => {
    const mix = foretold(withHandOvers);
    const agents = foretold((incident) => ({ ...withHandOvers(incident), ...ofAgent(incident) }));
    const own = clusteredMean(mix);
    expect(own?.n).toBe(19_560);
    // The sheet's best rows are -.424; without hand-overs -.481 and, without fitting jointly, -.5279.
    expect(own?.mean).toBeGreaterThan(-0.424);
    const before = clusteredMean(foretold(workOf));
    expect(before?.mean).toBeGreaterThan(-0.481);
    // The gain of the agent hovers about two standard errors, above or below as the model is tuned: hand-overs tell eight times as much.
    const gain = clusteredMean(agents.map(({ cluster, value }, i) => ({ cluster, value: value - mix[i]!.value })));
    expect(gain?.standardError).toBeGreaterThan(0.002);
    expect(gain?.mean).toBeLessThan(3 * (gain?.standardError ?? 0));
    expect((own?.mean ?? 0) - (before?.mean ?? 0)).toBeGreaterThan(5 * (gain?.mean ?? 9));
  });

  it('varies about 6.9 times as much as binomial over its 963 agent-weeks', () => {
    const table = new BackOffTable(25);
    const incidents = readIncidents();
    for (const { owner, path, good } of incidents) table.add(owner, path, good);
    const monday = (at: number): number => Math.floor((at - 4 * 24 * 3600 * 1000) / WEEK);
    const agentWeeks = Map.groupBy(incidents, (i) => `${i.owner} ${monday(i.closedAt)}`);
    const groups = [...agentWeeks.values()].filter((tickets) => tickets.length >= 5);
    expect(groups.length).toBe(963);
    // The sheet names the cells it adjusts for, not the weights; k from 0 to 25 gives 7.1 to 7.3.
    expect(Math.abs(overDispersion(groups.map((tickets) => againstTable(table, tickets))) - 6.9)).toBeLessThan(0.5);
  });
});

const workOf = ({ path: [priority = '', category = '', group = ''] }: Incident): Record<string, string> => ({
  priority,
  category,
  group,
  priorityCategory: `${priority}|${category}`,
  priorityGroup: `${priority}|${group}`,
});

const withHandOvers = (incident: Incident): Record<string, string> => ({
  ...workOf(incident),
  handOvers: incident.handOvers,
  handOversPriority: `${incident.handOvers}|${incident.path[0]}`,
  handOversGroup: `${incident.handOvers}|${incident.path[2]}`,
});

const ofAgent = ({ owner, path: [priority, category] }: Incident): Record<string, string> => ({
  agent: owner,
  agentPriority: `${owner}|${priority}`,
  agentCategory: `${owner}|${category}`,
});

/** Scores of each week's tickets, learned from the weeks before, from the fifth week on; clusters are agent-weeks. */
function foretold(levelsOf: (incident: Incident) => Record<string, string>): { cluster: string; value: number }[] {
  const main = { priority: 1, category: 1, group: 1, handOvers: 1 };
  const pairs = { priorityCategory: 0.5, priorityGroup: 0.5, handOversPriority: 0.5, handOversGroup: 0.5 };
  const people = { agent: 0.1, agentPriority: 0.1, agentCategory: 0.1 };
  // Chosen on this log (drift .02 .. .3, phi 1 .. 3): a desk chooses on its own.
  const model = new DriftingLogistic({ ...main, ...pairs, ...people }, { drift: 0.02, phi: 2 });
  const incidents = readIncidents();
  const first = Math.min(...incidents.map((i) => i.closedAt));
  const weeks = Map.groupBy(incidents, (i) => Math.floor((i.closedAt - first) / WEEK));
  const scores: { cluster: string; value: number }[] = [];
  for (const [week, tickets] of [...weeks].sort(([a], [b]) => a - b)) {
    for (const ticket of week >= 4 ? tickets : []) {
      const p = 1 / (1 + Math.exp(-model.logit(levelsOf(ticket))));
      scores.push({ cluster: `${ticket.owner} ${week}`, value: score(p, ticket.good) });
    }
    model.learn(tickets.map((ticket) => ({ levels: levelsOf(ticket), good: ticket.good, n: 1 })));
  }
  return scores;
}

function logScore(expected: number | null, good: 0 | 1): number {
  const p = Math.min(0.995, Math.max(0.005, expected ?? Number.NaN));
  return Math.log(good === 1 ? p : 1 - p);
}

function againstTable(table: BackOffTable, tickets: Incident[]) {
  const p = tickets.map(({ path }) => table.expected('nobody', path) ?? Number.NaN);
  return {
    observed: tickets.filter((t) => t.good === 0).length,
    expected: p.reduce((sum, each) => sum + (1 - each), 0),
    variance: p.reduce((sum, each) => sum + each * (1 - each), 0),
  };
}

/** One row an incident, its last; those without a resolver are dropped. */
function readIncidents(): Incident[] {
  const [head = '', ...lines] = unzipOnly(readFileSync(archive)).trimEnd().split(/\r?\n/);
  const names = head.split(',');
  const last = new Map(lines.map((line) => [line.slice(0, line.indexOf(',')), line]));
  return [...last.values()].flatMap((line) => {
    const row = line.split(',');
    const read = (name: string): string => row[names.indexOf(name)] ?? '';
    const owner = read('resolved_by');
    if (owner === '?') return [];
    const path = [read('priority'), read('category'), read('assignment_group')];
    const handOvers = `${Math.min(4, Number(read('reassignment_count')))}`;
    return [
      { owner, path, handOvers, good: read('made_sla') === 'true' ? 1 : 0, closedAt: parseTime(read('closed_at')) },
    ];
  });
}

/** d/m/yyyy HH:MM without a zone, read as UTC. */
function parseTime(text: string): number {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** Text of the only file of a zip archive: sizes from its central directory, data after its local header. */
function unzipOnly(zip: Buffer): string {
  const entry = zip.indexOf('PK\x01\x02', 'latin1');
  const header = zip.readUInt32LE(entry + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  return inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(entry + 20))).toString('utf8');
}
