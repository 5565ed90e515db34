import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DeskRules, loadRules } from '../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';
import { liveQuarter } from './quarter/quarter.ts';
import { VENDORS } from './quarter/vendors.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 6, 1);

/** What each vendor's list and history endpoints do to whoever reads them trustingly. */
const TRAPS: Readonly<Record<string, readonly string[]>> = {
  zendesk: ['lastMinuteWithheld', 'duplicateRowsOverPages', 'unchangedRowsReappear', 'numbersAsText'],
  jira: ['pagesCutShort', 'indexLag', 'changelogTruncated', 'ratingsLeaveUpdated'],
  servicenow: ['aclHidesRows', 'lateCommits', 'slaCountersLag', 'stageWordAchieved'],
};

let rules: DeskRules;
beforeAll(async () => {
  rules = loadRules(await readRuleFiles(join(import.meta.dirname, '../../rules')));
});

// The whole quarter of 20,000 tickets is `npm run bench:quarter`.
describe.each(VENDORS)('some days of a desk in $id', (vendor) => {
  it('are known as they were, whatever webhooks and lists leave out', async () => {
    const lived = await liveQuarter({
      vendor,
      rules,
      size: { seed: 7, agents: 12, tickets: 80, start: START, end: START + 5 * DAY },
      lost: 0.05,
      doubled: 0.1,
      ourOutages: [[START + DAY + 9 * HOUR, START + DAY + 13 * HOUR]],
      theirOutages: [[START + 2 * DAY + 10 * HOUR, START + 2 * DAY + 12 * HOUR]],
      traps: TRAPS[vendor.id] ?? [],
    });
    expect(lived.differing).toEqual([]);
    expect(lived.facts).toBeGreaterThan(800);
    expect(lived.courier.lost * lived.courier.doubled * lived.courier.dropped).toBeGreaterThan(0);
    expect(lived).toMatchObject({ setAside: 0, service: { refused: 0 } });
    expect(lived.service.failed).toBeGreaterThan(0);
  });

  it('are found by reconciling alone, where no webhook ever comes', async () => {
    const size = { seed: 8, agents: 6, tickets: 25, start: START, end: START + 3 * DAY };
    const plan = { vendor, rules, size, lost: 1, doubled: 0, ourOutages: [], theirOutages: [] };
    const lived = await liveQuarter(plan);
    expect(lived.differing).toEqual([]);
    expect(lived.service.drifted).toBeGreaterThan(20);
  });
});
