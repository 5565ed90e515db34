import type { AgentId } from '../../domain/ids.ts';
import { estimatesByInstant } from '../../estimates.ts';
import { type CountedTicket, countedTickets } from '../../metrics/counted-tickets.ts';
import { countedText, type Metric } from '../../metrics/metric.ts';
import { viewOf } from '../../metrics/view.ts';
import { type Line, workOff } from '../../pipeline.ts';
import { atDesk, type DeskOptions, readAsOf } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { figureText } from '../figures.ts';
import { bold, print, printJson, printTable } from '../output.ts';
import { personalMetric } from '../personal-metric.ts';

const MOST_PRINTED = 20;

export interface ExplainOptions extends DeskOptions {
  readonly asOf?: string;
  readonly json?: boolean;
}

/** A person's figure with the tickets that moved it most, each with what was to be expected of it. */
export async function explainFigure(agent: string, metricId: string, options: ExplainOptions): Promise<void> {
  const metric = personalMetric(metricId);
  const found = await atDesk(options, (line) => read(line, agent, metric, options));
  const { row, tickets } = found;
  if (options.json) return printJson({ ...row, asOf: iso(row.asOf), tickets: tickets.map(jsonOf) });
  print(bold(`${metric.title} of ${row.agentId}, as of ${iso(row.asOf).slice(0, 10)}`));
  print(figureText({ ...row, level: 0.95 }, metric));
  print(metric.definition);
  if (row.effectiveSampleSize < row.sampleSize)
    print(
      `${countedText(row.sampleSize, metric.counted)} carry the information of ${Math.round(row.effectiveSampleSize)}.`,
    );
  if (row.probabilityAtTarget !== null)
    print(
      `The target is reached with a probability of ${Math.round(100 * row.probabilityAtTarget)} %: ${row.verdict}.`,
    );
  if (row.heldBack !== null) print(row.heldBack);
  if (row.expectationVersion !== null)
    print(`Set against expectation ${row.expectationVersion}. Credited to: ${row.attribution}.`);
  print(`\nWhat moved it most, of ${tickets.length}:`);
  printTable(
    ['ticket', 'when', 'kind of work', 'outcome', 'expected good', 'counts', 'moved it by', 'why'],
    tickets
      .slice(0, MOST_PRINTED)
      .map((one) => [
        one.ticket,
        iso(one.at).slice(0, 10),
        one.kind ?? '-',
        one.good ? 'good' : 'not good',
        one.expected === null ? '-' : `${Math.round(100 * one.expected)} %`,
        `${Math.round(100 * one.weight)} %`,
        metric.unit === 'share' ? `${(100 * one.moved).toFixed(2)} points` : '-',
        one.why.join(', '),
      ]),
  );
  print('\nAny of these can be contested. A figure is a reason to look; it decides nothing.');
}

async function read(line: Line, agent: string, metric: Metric, options: ExplainOptions) {
  await workOff(line);
  const asOf = readAsOf(options.asOf, line) ?? (await line.store.knownSpan())?.last ?? Date.now();
  for await (const { rows, ...ground } of estimatesByInstant(line, metric, [asOf])) {
    const row = rows.find(({ agentId }) => agentId === agent);
    if (row === undefined) continue;
    const { maturityDays } = line.rules.windows;
    const view = viewOf(line.rules.windows.weeksOf(metric.id), { asOf, maturityDays });
    const contributions = await line.store.contributionsOf(agent as AgentId, asOf);
    return { row, tickets: countedTickets(metric, contributions, { ...ground, view, value: row.value }) };
  }
  throw new WrongUse(`${agent} has no figure ${metric.id} as of then. \`stepladder agents\` lists people by id.`);
}

const iso = (at: number): string => new Date(at).toISOString();
const jsonOf = ({ at, ...one }: CountedTicket) => ({ ...one, at: iso(at) });
