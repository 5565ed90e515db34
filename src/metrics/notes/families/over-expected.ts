import type { Cell, Contribution } from '../../../domain/contribution.ts';
import type { Instant } from '../../../domain/interval.ts';
import { BackOffTable, type Standing } from '../../../statistics/back-off.ts';
import { type CountPair, countRatio, countTails } from '../../../statistics/count-ratio.ts';
import { gammaQuantile } from '../../../statistics/gamma-distribution.ts';
import { shrunkRatio } from '../../../statistics/standardised-ratio.ts';
import { ShareLearner } from '../../families/share-learner.ts';
import { observed } from '../../observe.ts';
import type { View } from '../../sample.ts';
import { type Finding, NOTE_LEVEL, type SignalCollector, type SignalGround } from '../signal.ts';

/** Something that could have happened, and whether it did. */
export interface Chance {
  readonly at: Instant;
  /** Coarse to fine: what colleagues' habits may depend on. */
  readonly path: readonly string[];
  readonly happened: boolean;
}

interface Options {
  /** Events that a prior of "like everybody else" is worth; absent: the plain ratio. */
  readonly shrunkBy?: number;
  /** Share, 0 .. 1, that is usual whatever colleagues do. */
  readonly leastShare?: number;
  /** Too few is as unusual as too many. */
  readonly bothWays?: boolean;
}

/** What a lone event among all colleagues' is counted as where they had none. */
const HALF = 0.5;

/**
 * Events of a person against those that colleagues' habits on the same work lead one to expect (leave-one-out back-off
 * table), lumps taken out by the desk's over-dispersion. statistics.md 2.1, 2.3a, 9, 15.
 */
export function overExpected(
  chances: (contribution: Contribution, view: View) => readonly Chance[],
  options: Options = {},
): (ground: SignalGround) => SignalCollector {
  return ({ view }) => {
    const table = new BackOffTable();
    const learner = new ShareLearner();
    const desk = { n: 0, events: 0 };
    return {
      add(contribution) {
        const { agentId } = contribution;
        if (agentId === null) return;
        for (const { at, path, happened } of chances(contribution, view)) {
          table.add(agentId, path, happened ? 0 : 1);
          learner.add(agentId, observed({ at, team: null }, happened));
          desk.n += 1;
          if (happened) desk.events += 1;
        }
      },
      *findings() {
        const phi = learner.terms()?.phi ?? 1;
        for (const id of table.owners()) {
          const standing = table.standing(id);
          if (standing !== null) yield findingOf(id, standing, desk, phi, options);
        }
      },
    };
  };
}

export const workPath = ({ priority, workType }: Cell): readonly string[] => [priority, workType];

function findingOf(
  id: string,
  { n, observedFailures, expectedFailures }: Standing,
  desk: { readonly n: number; readonly events: number },
  phi: number,
  { shrunkBy, leastShare = 0, bothWays = false }: Options,
): Finding {
  const colleagues = Math.max(HALF, desk.events - observedFailures);
  const expected = Math.max(expectedFailures, (HALF * n) / (desk.n - n), leastShare * n);
  const pair = { observed: observedFailures / phi, expected: expected / phi, colleagues: colleagues / phi };
  const { more, fewer } = countTails(pair);
  return {
    subject: { kind: 'agent', id },
    n,
    p: bothWays ? Math.min(1, 2 * Math.min(more, fewer)) : more,
    observed: observedFailures,
    expected,
    figure: shrunkBy === undefined ? plain(pair) : shrunk(pair, shrunkBy),
  };
}

const plain = (pair: CountPair): Finding['figure'] => ({
  value: pair.observed / pair.expected,
  ...countRatio(pair, NOTE_LEVEL),
});

/** Gamma-Poisson: statistics.md 2.1. */
function shrunk({ observed: seen, expected }: CountPair, weight: number): Finding['figure'] {
  const tail = (1 - NOTE_LEVEL) / 2;
  const limit = (p: number): number => gammaQuantile(p, seen + weight) / (expected + weight);
  return { value: shrunkRatio(seen, expected, weight).value, lower: limit(tail), upper: limit(1 - tail) };
}
