import { loadRules } from '../../src/rules/load-rules.ts';
import type { RuleFiles } from '../../src/rules/rule-files.ts';
import { InvalidSettings } from '../../src/settings/read-yaml.ts';

const requirement = 'metric: standardised-quality, at_least: 0.85, confidence: 0.8, minimum_sample: 10, reason: shown';

/** The least a desk can decide, one thing a line, so that tests can break any of it by its words. */
export const smallDesk: RuleFiles = {
  'desk.yaml': `timezone: Europe/Berlin
evaluation: { weekday: monday, time: "06:00" }
calendar: office
pauses: [pending]
`,
  'metrics.yaml': `maturity_days: 14
weeks: 13
metrics:
  volume: { weeks: 4 }
  reopen-rate: { minimum_sample: 60 }
`,
  'calendars/office.yaml': `id: office
timezone: Europe/Berlin
weekly:
  mon: [["08:00", "18:00"]]
holidays: ["*-12-25"]
`,
  'sla/gold.yaml': `id: gold
title: Gold
order: 1
match: { team: [north] }
calendar: office
pauses: [on-hold]
targets:
  own: { P1: 30m }
  resolution: { P1: 4h, P2: 2d }
`,
  'roles/lead.yaml': `id: lead
title: Lead
why: because
hold_for: 2
leave_after: 3
ask_people: [Do they want it?]
requirements:
  - { ${requirement} }
`,
  'roles/lead.cases.yaml': `rule: lead
cases:
  - name: 15 good of 18 (COPC)
    given: { standardised-quality: { hits: 15, of: 18 } }
    weeks: 2
    expect: { verdict: not-enough-data, flag: none }
`,
};

/** The small desk with one file's words changed; throws when they are not in it. */
export function withChange(path: string, words: string, instead: string): RuleFiles {
  const text = smallDesk[path];
  if (text?.includes(words) !== true) throw new Error(`${path} does not hold "${words}". Correct the test.`);
  return { ...smallDesk, [path]: text.replace(words, instead) };
}

export function without(path: string): RuleFiles {
  return Object.fromEntries(Object.entries(smallDesk).filter(([one]) => one !== path));
}

/** What is said of rules that cannot be used, a line each: file:line:column and the message. */
export function complaints(files: RuleFiles): string[] {
  try {
    loadRules(files);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message.split('\n');
    throw error;
  }
  return [];
}
