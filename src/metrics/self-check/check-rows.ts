import type { Cell, Contribution } from '../../domain/contribution.ts';
import { LogHistogram } from '../../statistics/log-histogram.ts';
import { mixCellOf } from '../expectation/mix-cell.ts';
import { maturedIn, partsIn, reopenedInTime } from '../observe.ts';
import { scoredResolutions } from '../outcome.ts';
import type { View } from '../sample.ts';
import { AgentSample } from './agent-sample.ts';
import { type CheckedWork, type CheckRow, MOST_ROWS, OUTCOMES, type OutcomeId } from './check-row.ts';

const WEEK_MS = 7 * 86_400_000;
/** Relative; as fine as a median needs to be. */
const ACCURACY = 0.025;
const UNSORTED: Cell = { workType: 'unknown', priority: 'unknown', channel: 'unknown', shift: 'unknown' };

/** A row whose outcome may hang on what such work takes, which is known once all is read. */
interface Gathered extends CheckRow {
  /** Milliseconds the person held it, where that decides. */
  readonly ownMs?: number;
}

/**
 * The rows an outcome is checked on, read off contributions in any order. Memory is bounded: it keeps the rows of as many
 * people as a check uses, and words only once.
 */
export class CheckRowsCollector {
  readonly #view: View;
  readonly #samples: ReadonlyMap<OutcomeId, AgentSample<Gathered>>;
  readonly #works = new Map<string, CheckedWork>();
  /** Holding times in people's hands by kind of work. */
  readonly #holdings = new Map<string, LogHistogram>();

  constructor(view: View, { mostRows = MOST_ROWS }: { readonly mostRows?: number } = {}) {
    this.#view = view;
    this.#samples = new Map(OUTCOMES.map((outcome) => [outcome, new AgentSample<Gathered>(mostRows)]));
  }

  /** What belongs to nobody is passed over. */
  add(contribution: Contribution): void {
    const { agentId: agent } = contribution;
    if (agent === null) return;
    this.#addResolutions(agent, contribution);
    this.#addHoldings(agent, contribution);
    this.#addHandOvers(agent, contribution);
  }

  rows(outcome: OutcomeId): CheckRow[] {
    const usual = new Map([...this.#holdings].map(([kind, times]) => [kind, times.quantile(0.5) ?? 0]));
    const isUsual = (ownMs: number, work: CheckedWork) => ownMs <= (usual.get(kindOf(work)) ?? 0) * (1 + ACCURACY);
    return [...(this.#samples.get(outcome)?.rows() ?? [])].map(({ ownMs, ...row }) =>
      ownMs === undefined || row.good === 1 ? row : { ...row, good: isUsual(ownMs, row.work) ? 1 : 0 },
    );
  }

  #addResolutions(agent: string, contribution: Contribution): void {
    const view = this.#view;
    for (const { part, good } of scoredResolutions(contribution, view)) {
      this.#add('quality', agent, part, { ...mixCellOf(part), good });
    }
    for (const part of partsIn(contribution.resolutions, view)) {
      if (part.sla !== null) this.#add('sla', agent, part, { ...mixCellOf(part), good: part.sla.met });
    }
    for (const part of maturedIn(contribution, view)) {
      this.#add('reopen', agent, part, { ...mixCellOf(part), good: !reopenedInTime(part, view) });
    }
  }

  #addHoldings(agent: string, contribution: Contribution): void {
    const before = cameFrom(contribution);
    for (const part of partsIn(contribution.slaShares, this.#view)) {
      const kind = kindOf(part.cell);
      const times = this.#holdings.get(kind) ?? new LogHistogram(ACCURACY);
      this.#holdings.set(kind, times);
      times.add(part.ownMs);
      this.#add('own-time', agent, part, { ...part.cell, before, good: part.result.met, ownMs: part.ownMs });
    }
  }

  /** The kind of work is read off the clock all holders share: only who got it back would have a resolution to tell it. */
  #addHandOvers(agent: string, contribution: Contribution): void {
    const before = cameFrom(contribution);
    const cell = contribution.slaShares[0]?.cell ?? UNSORTED;
    for (const part of partsIn(contribution.handoffs, this.#view)) {
      if (part.at > this.#view.maturedBy) continue;
      this.#add('bounce', agent, part, { ...cell, before, good: part.outcome !== 'bounce-back' });
    }
  }

  #add(
    outcome: OutcomeId,
    agent: string,
    { at, team }: { readonly at: number; readonly team: string | null },
    { before, good, ownMs, ...cell }: Cell & { before: string; good: boolean; ownMs?: number },
  ): void {
    const sample = this.#samples.get(outcome);
    if (sample?.takes(agent) !== true) return;
    sample.add(agent, {
      week: Math.floor((at - this.#view.window.start) / WEEK_MS),
      agent,
      work: this.#workOf(cell, team),
      before,
      good: good ? 1 : 0,
      ...(ownMs !== undefined && { ownMs }),
    });
  }

  #workOf({ workType, priority, channel, shift }: Cell, team: string | null): CheckedWork {
    const key = JSON.stringify([workType, priority, channel, shift, team]);
    const known = this.#works.get(key);
    if (known !== undefined) return known;
    const work = { workType, priority, channel, shift, team: team ?? 'unknown' };
    this.#works.set(key, work);
    return work;
  }
}

const kindOf = ({ workType, priority }: Pick<Cell, 'workType' | 'priority'>): string =>
  JSON.stringify([workType, priority]);

/** A holder's row knows only whether it came from a queue or from another person. */
const cameFrom = ({ taken }: Contribution): string => (taken[0]?.handedOver === true ? '1+' : '0');
