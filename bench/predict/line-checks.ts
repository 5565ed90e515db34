import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOutcome } from '../../src/metrics/self-check/check-outcome.ts';
import { OUTCOMES } from '../../src/metrics/self-check/check-row.ts';
import { CheckRowsCollector } from '../../src/metrics/self-check/check-rows.ts';
import type { OutcomeCheck } from '../../src/metrics/self-check/outcome-check.ts';
import { viewOf } from '../../src/metrics/view.ts';
import { openStore } from '../../src/store/open-store.ts';
import { benchLog, CLI } from '../parts/logs.ts';
import { measured } from '../parts/measured.ts';

const DAY_MS = 86_400_000;
/** As rules/three-month-log has it. */
const MATURITY_DAYS = 7;

export interface LineCheck extends OutcomeCheck {
  readonly seconds: number;
}

/** The log sent once through the real line, and each outcome checked on the contributions that come of it. */
export async function lineChecks(): Promise<LineCheck[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'stepladder-predict-'));
  try {
    const { csv, importArgs } = await benchLog(scratch);
    const data = join(scratch, 'desk');
    await measured(scratch, [...CLI, 'import', csv, '--json', '--data', data, ...importArgs]);
    const rows = await rowsOf(data);
    return OUTCOMES.map((outcome) => {
      const before = process.cpuUsage();
      const check = checkOutcome(outcome, rows.rows(outcome));
      const { user, system } = process.cpuUsage(before);
      return { ...check, seconds: (user + system) / 1e6 };
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function rowsOf(data: string): Promise<CheckRowsCollector> {
  const store = await openStore(data);
  try {
    const span = await store.knownSpan();
    const asOf = (span?.last ?? 0) + (MATURITY_DAYS + 1) * DAY_MS;
    const view = viewOf(53, { asOf, maturityDays: MATURITY_DAYS });
    const rows = new CheckRowsCollector(view);
    for await (const page of store.contributions(asOf, view.window.start)) {
      for (const contribution of page) rows.add(contribution);
    }
    return rows;
  } finally {
    await store.close();
  }
}
