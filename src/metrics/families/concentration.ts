import type { AgentId } from '../../domain/ids.ts';
import { wilson } from '../../statistics/proportion.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';

/** The share of a subject's work that its most frequent person did. What nobody is credited with counts for nobody. */
export function concentrations(): Collector {
  const counts = new Map<string, Map<AgentId | null, number>>();
  return {
    add(subject, _observation, agentId) {
      const people = counts.get(subject) ?? new Map<AgentId | null, number>();
      counts.set(subject, people);
      people.set(agentId, (people.get(agentId) ?? 0) + 1);
    },
    *samples() {
      for (const [subject, people] of counts) yield [subject, sample(people)];
    },
  };
}

function sample(people: ReadonlyMap<AgentId | null, number>): Sample {
  let n = 0;
  let most = 0;
  let mainAgent: AgentId | null = null;
  for (const [agentId, count] of people) {
    n += count;
    if (agentId !== null && (count > most || (count === most && mainAgent !== null && agentId < mainAgent))) {
      most = count;
      mainAgent = agentId;
    }
  }
  return {
    sampleSize: n,
    mainAgent,
    estimate: (level) => ({ value: most / n, ...wilson(most, n, level), level, sampleSize: n, effectiveSampleSize: n }),
  };
}
