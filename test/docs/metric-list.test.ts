import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/index.ts';
import { ROOT } from './pages.ts';

const FOLDER = join(ROOT, 'src/metrics');

it('every metric file is in the list of metrics, under its own name', () => {
  const files = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isFile());
  const ofMetrics = files.filter(({ name }) =>
    /^export const \w+: Metric = /m.test(readFileSync(join(FOLDER, name), 'utf8')),
  );
  expect(METRICS.map(({ id }) => `${id}.ts`).sort(), 'src/metrics/index.ts; see docs/add-a-metric.md').toEqual(
    ofMetrics.map(({ name }) => name).sort(),
  );
});
