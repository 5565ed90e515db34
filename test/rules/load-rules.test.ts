import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/index.ts';
import { loadRules, metricUses } from '../../src/rules/load-rules.ts';
import { smallDesk, withChange } from './small-desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('loadRules', () => {
  it('reads the desk', () => {
    const { desk, levels, windows } = loadRules(smallDesk);
    expect(desk).toEqual({
      timezone: 'Europe/Berlin',
      evaluation: { weekday: 1, time: '06:00' },
      calendar: 'office',
      pauses: ['pending'],
    });
    expect(levels.calendar.id).toBe('office');
    expect(levels.pauses).toEqual(['pending']);
    expect(windows.maturityDays).toBe(14);
    expect([windows.weeksOf('volume'), windows.weeksOf('breadth')]).toEqual([4, 13]);
  });

  it('reads ages of retention, each of 24 hours a day, and keeps for good what has none', () => {
    const words = 'pauses: [pending]\nretention: { deliveries: 400d, set-aside: 1d }';
    const { retention } = loadRules(withChange('desk.yaml', 'pauses: [pending]', words)).desk;
    expect(retention).toEqual({ deliveries: 400 * 24 * HOUR, 'set-aside': 24 * HOUR });
  });

  it('asks for the larger of two minimum samples, the own one and that of metrics.yaml', () => {
    const { windows } = loadRules(smallDesk);
    expect([windows.minimumSampleOf('reopen-rate'), windows.minimumSampleOf('breadth')]).toEqual([60, 20]);
  });

  it('reads a policy with its durations; a day is 24 open hours', () => {
    const [policy] = loadRules(smallDesk).levels.policies;
    expect(policy).toMatchObject({ id: 'gold', match: { team: ['north'] }, pauses: ['on-hold'] });
    expect(policy?.targets).toEqual(
      expect.objectContaining({
        own: { P1: 30 * MINUTE },
        resolution: { P1: 4 * HOUR, P2: 48 * HOUR },
      }),
    );
    // Ten hours open each Monday: 12:00 in Berlin on 8 July 2024, and 4 h later.
    expect(policy?.calendar.due(Date.UTC(2024, 6, 8, 10), 4 * HOUR)).toBe(Date.UTC(2024, 6, 8, 14));
  });

  it('asks policies in their order, whatever their names', () => {
    const gold = smallDesk['sla/gold.yaml'] ?? '';
    const basic = gold
      .replace('id: gold', 'id: basic')
      .replace('order: 1', 'order: 5')
      .replace(/match.*\n/, '');
    const ids = (text: string) =>
      loadRules({ ...smallDesk, 'sla/basic.yaml': text }).levels.policies.map(({ id }) => id);
    expect(ids(basic)).toEqual(['gold', 'basic']);
    expect(ids(basic.replace('order: 5', 'order: 0.5\nmatch: { kind: [incident] }'))).toEqual(['basic', 'gold']);
  });

  it('reads a rule with its defaults', () => {
    const [rule] = loadRules(smallDesk).rules;
    expect(rule).toMatchObject({ id: 'lead', kind: 'readiness', subject: 'agent', holdFor: 2, leaveAfter: 3 });
    expect(rule).toMatchObject({ stayConfidence: 0.5, askPeople: ['Do they want it?'] });
    expect(rule?.requirements).toHaveLength(1);
    expect(rule?.requirements[0]).toMatchObject({
      metric: { id: 'standardised-quality' },
      weeks: 13,
      comparison: 'at-least',
      target: 0.85,
      confidence: 0.8,
      minimumSample: 10,
      weight: 'required',
    });
  });

  it('takes the minimum sample of the metric where a rule gives none', () => {
    const [rule] = loadRules(withChange('roles/lead.yaml', 'minimum_sample: 10, ', '')).rules;
    expect(rule?.requirements[0]?.minimumSample).toBe(20);
  });

  it('lets a desk require four things at once that says why', () => {
    const line = /.*standardised-quality.*\n/.exec(smallDesk['roles/lead.yaml'] ?? '')?.[0] ?? '';
    const four = withChange('roles/lead.yaml', line, `${line.repeat(4)}why_more_than_three: the law asks for it\n`);
    expect(loadRules(four).rules[0]?.requirements).toHaveLength(4);
  });
});

describe('the version', () => {
  const version = loadRules(smallDesk).version;

  it('is 12 hexadecimal digits, for the desk and for each rule', () => {
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(loadRules(smallDesk).rules[0]?.version).toMatch(/^[0-9a-f]{12}$/);
  });

  it('does not depend on the order of the files', () => {
    const paths = fc.shuffledSubarray(Object.entries(smallDesk), { minLength: Object.keys(smallDesk).length });
    fc.assert(
      fc.property(paths, (entries) => loadRules(Object.fromEntries(entries)).version === version),
      { numRuns: 20 },
    );
  });

  it('changes with any change of any text', () => {
    const versions = Object.keys(smallDesk).map(
      (path) => loadRules({ ...smallDesk, [path]: `${smallDesk[path]}# a word more\n` }).version,
    );
    expect(new Set([...versions, version]).size).toBe(versions.length + 1);
  });

  it('of a rule changes with its own text only', () => {
    const before = loadRules(smallDesk).rules[0]?.version;
    expect(loadRules(withChange('desk.yaml', '06:00', '07:00')).rules[0]?.version).toBe(before);
    expect(loadRules(withChange('roles/lead.yaml', 'because', 'since')).rules[0]?.version).not.toBe(before);
  });
});

describe('metricUses', () => {
  const keysOf = (files = smallDesk) =>
    metricUses(loadRules(files)).map(({ metric, weeks }) => `${metric.id} ${weeks}`);

  it('holds every metric at its own window', () => {
    expect(keysOf()).toHaveLength(METRICS.length);
    expect(keysOf()).toContain('volume 4');
    expect(keysOf()).toContain('standardised-quality 13');
  });

  it('holds a further window once where requirements name it', () => {
    const line = /.*standardised-quality.*\n/.exec(smallDesk['roles/lead.yaml'] ?? '')?.[0] ?? '';
    const eight = line.replace('confidence', 'weeks: 8, confidence');
    const uses = keysOf(withChange('roles/lead.yaml', line, line + eight.repeat(2)));
    expect(uses).toHaveLength(METRICS.length + 1);
    expect(uses).toContain('standardised-quality 8');
  });
});
