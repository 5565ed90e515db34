import { join } from 'node:path';
import { openRows } from '../../src/inbox/files/open-rows.ts';
import type { CheckRow } from '../../src/metrics/self-check/check-row.ts';

export const LOG = join(import.meta.dirname, '../../../shared/data/servicenow-incident-log/incident_event_log.zip');
const DAY_MS = 86_400_000;

/** One incident as the protocol of statistics.md 15 reads it. `day`: days since the earliest closing. */
export interface Incident extends CheckRow {
  readonly day: number;
}

/** Its last row each; those without a resolver are dropped. Weeks are blocks of 7 days from the earliest closing. */
export async function readIncidents(): Promise<Incident[]> {
  const read = [...(await lastRows()).values()].filter((value) => value('resolved_by') !== '?');
  const first = Math.min(...read.map((value) => instant(value('closed_at'))));
  return read.map((value) => {
    const day = (instant(value('closed_at')) - first) / DAY_MS;
    const handOvers = Number(value('reassignment_count'));
    return {
      day,
      week: Math.floor(day / 7),
      agent: value('resolved_by'),
      work: {
        priority: value('priority'),
        workType: value('category'),
        team: value('assignment_group'),
        channel: 'any',
        shift: 'any',
      },
      before: handOvers >= 4 ? '4+' : String(handOvers),
      good: value('made_sla') === 'true' ? 1 : 0,
    };
  });
}

async function lastRows(): Promise<Map<string, (column: string) => string>> {
  const last = new Map<string, (column: string) => string>();
  for await (const { columns, items } of openRows(LOG)) {
    const index = new Map(columns?.map((name, i) => [name, i]));
    for await (const item of items) {
      if (!('values' in item)) continue;
      const values = item.values as readonly string[];
      const value = (column: string) => values[index.get(column) ?? -1] ?? '';
      last.set(value('number'), value);
    }
  }
  return last;
}

/** `29/2/2016 01:16`, read as UTC. */
function instant(text: string): number {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}
