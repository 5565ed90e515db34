import { join } from 'node:path';
import { expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/index.ts';
import { FAMILIES, type Family, type Metric } from '../../src/metrics/metric.ts';
import { ROOT } from './pages.ts';

const COMMAND = 'npx vitest run --project unit test/docs/metrics-page.test.ts -u';

const HEAD = `# The figures

Made from \`src/metrics\`; do not edit it here. After a change: \`${COMMAND}\`.

Every figure is shown with its interval and its sample size. How they come about:
[how figures are made](how-figures-are-made.md). The weeks each covers are the desk's choice, in \`rules/metrics.yaml\`,
which may also ask for larger samples. Ids such as S001-4 are [requirements](requirements.md); \`statistics.md\`, \`sla.md\`,
\`requirements.md\` and \`roles.md\` are the project's working papers, which are not part of the program.
`;

const UNITS: Readonly<Record<Metric['unit'], string>> = {
  share: 'share, 0 to 100 %',
  hours: 'hours',
  'per-week': 'a week',
  'per-100': 'per 100',
  types: 'work types',
  people: 'people',
  tickets: 'tickets',
  ratio: 'ratio; 1: the limit is reached',
};

const TITLES: Readonly<Record<Family, string>> = {
  quality: 'Quality',
  sla: 'Service levels and time',
  coverage: 'Coverage: kinds of work, and hand-overs',
  team: 'Team',
  load: 'Load: context, held against nobody',
};

const DIRECTIONS: Readonly<Record<Metric['direction'], string>> = {
  higher: 'higher is better',
  lower: 'lower is better',
  neither: 'neither end is better by itself',
};

function gate({ personalGate, subjects }: Metric): string {
  if (!subjects.includes('agent')) return 'no: there is no such figure of a person';
  return personalGate ? 'yes' : 'no: shown, but no rule may ask it of a person';
}

function section(metric: Metric): string {
  const rows = [
    ['id', `\`${metric.id}\``],
    ['unit', `${UNITS[metric.unit]}; ${DIRECTIONS[metric.direction]}`],
    ['figures of', metric.subjects.join(', ')],
    ['credited to', metric.attribution],
    ['may a rule ask it of a person', gate(metric)],
    ['least sample', metric.minimumSample === 0 ? 'none' : `${metric.minimumSample} ${metric.counted}`],
    ['gamed by, shown by', metric.gaming],
    ['source', metric.source],
    ['code', `[src/metrics/${metric.id}.ts](../src/metrics/${metric.id}.ts)`],
  ];
  const table = rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n');
  return `### ${metric.title}\n\n${metric.definition}\n\n| | |\n|---|---|\n${table}\n`;
}

function familySections(family: Family): string[] {
  const sections = METRICS.filter((metric) => metric.family === family).map(section);
  return sections.length === 0 ? [] : [`## ${TITLES[family]}\n`, ...sections];
}

it('docs/metrics.md is the list of metrics', async () => {
  const page = [HEAD, ...FAMILIES.flatMap(familySections)].join('\n');
  await expect(page, `Update the page: ${COMMAND}`).toMatchFileSnapshot(join(ROOT, 'docs/metrics.md'));
});
