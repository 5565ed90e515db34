import { describe, expect, it } from 'vitest';
import type { RuleFiles } from '../../src/rules/rule-files.ts';
import { complaints, smallDesk, withChange } from './small-desk.ts';

type Mistake = [what: string, files: RuleFiles, place: string, says: string];

const lead = (words: string, instead: string) => withChange('roles/lead.yaml', words, instead);
const cases = (words: string, instead: string) => withChange('roles/lead.cases.yaml', words, instead);
/** One more line under requirements. */
const also = (line: string, files: RuleFiles = smallDesk): RuleFiles => ({
  ...files,
  'roles/lead.yaml': `${files['roles/lead.yaml'] ?? ''}  - { ${line} }\n`,
});
const strong = (block: string, files: RuleFiles = smallDesk): RuleFiles => ({
  ...files,
  'roles/lead.yaml': (files['roles/lead.yaml'] ?? '').replace('leave_after: 3', `leave_after: 3\nstrong: { ${block} }`),
});
const asRisk = (files: RuleFiles): RuleFiles => {
  const { 'roles/lead.yaml': rule = '', 'roles/lead.cases.yaml': beside = '', ...rest } = files;
  return { ...rest, 'risks/lead.yaml': rule, 'risks/lead.cases.yaml': beside };
};
const GOOD = 'confidence: 0.9, hold_for: 4, minimum_sample: 30, stay_confidence: 0.6';
const RECORD = 'record: improvement, at_least: 1, weeks: 26, reason: initiative';
const REQUIRED = 'metric: standardised-quality, at_least: 0.85, confidence: 0.8, minimum_sample: 10, reason: shown';

/** A further version of the rule, with its cases. */
function version(id: string, ...more: string[]): RuleFiles {
  const named = (text = '', words: string, instead: string) => text.replace(words, instead);
  return {
    [`roles/${id}.yaml`]: named(smallDesk['roles/lead.yaml'], 'id: lead\n', [`id: ${id}`, ...more, ''].join('\n')),
    [`roles/${id}.cases.yaml`]: named(smallDesk['roles/lead.cases.yaml'], 'rule: lead', `rule: ${id}`),
  };
}
const JULY = 'from: 2026-07-01';

function expectSaid([, files, place, says]: Mistake): void {
  const found = complaints(files);
  expect(
    found.some((line) => line.startsWith(`${place} `) && line.includes(says)),
    found.join('\n'),
  ).toBe(true);
}

describe('what these mistakes are made in', () => {
  it.each<[string, RuleFiles]>([
    ['a record', also(RECORD)],
    ['strong readiness', strong(GOOD)],
    ['a limit to leave by', lead('confidence: 0.8', 'stay_at_least: 0.8, confidence: 0.8')],
    ['interest', lead('title: Lead', 'title: Lead\ninterest: asked')],
    ['who is told first', lead('title: Lead', 'title: Lead\nfirst: agent')],
    ['versions', { ...smallDesk, ...version('lead-2', 'version_of: lead', JULY) }],
  ])('%s is sound by itself', (_what, files) => expect(complaints(files)).toEqual([]));
});

const records: Mistake[] = [
  [
    'misspelt',
    also(RECORD.replace('improvement', 'improvment')),
    'roles/lead.yaml:9:15',
    'no record "improvment". Did you mean "improvement"? Known: improvement, article-used, level-report',
  ],
  [
    'without a number',
    also(RECORD.replace('at_least: 1, ', '')),
    'roles/lead.yaml:9:5',
    'requirements.1.at_least: missing. Write a whole number of records, 1 to 1000',
  ],
  ['of nothing', also(RECORD.replace('1', '0')), 'roles/lead.yaml:9:38', 'not 0. Write a whole number of records'],
  ['of half a one', also(RECORD.replace('1', '0.5')), 'roles/lead.yaml:9:38', 'not 0.5. Write a whole number'],
  [
    'within no time',
    also(RECORD.replace('26', '0')),
    'roles/lead.yaml:9:48',
    'Write a whole number of weeks, 1 to 260',
  ],
  ['within all time', also(RECORD.replace('weeks: 26, ', '')), 'roles/lead.yaml:9:5', 'weeks: missing. Write a whole'],
  [
    'with what only a figure has',
    also(`${RECORD}, confidence: 0.8`),
    'roles/lead.yaml:9:84',
    'unknown key. Known here: record, at_least, weeks, reason',
  ],
  ['without a reason', also(RECORD.replace(', reason: initiative', '')), 'roles/lead.yaml:9:5', 'reason: missing'],
  [
    'of a team',
    also(RECORD, lead('title: Lead', 'title: Lead\nsubject: team')),
    'roles/lead.yaml:10:15',
    'records are kept of people, not of a team. Ask for a metric here',
  ],
  [
    'alone',
    lead(REQUIRED, RECORD),
    'roles/lead.yaml:8:3',
    'records alone judge nobody. Ask for one metric at least, not-clearly-below if need be',
  ],
];

const strongs: Mistake[] = [
  [
    'below the flag itself',
    strong(GOOD.replace('0.9', '0.7')),
    'roles/lead.yaml:6:23',
    'strong would ask less than the flag itself. Write at least 0.8',
  ],
  [
    'before the flag itself',
    strong(GOOD.replace('hold_for: 4', 'hold_for: 1')),
    'roles/lead.yaml:6:38',
    'strong would come before the flag itself. Write at least 2',
  ],
  [
    'harder to keep than to reach',
    strong(GOOD.replace('0.6', '0.95')),
    'roles/lead.yaml:6:78',
    'it would take more to stay than to enter. Write at most 0.9',
  ],
  [
    'outlasting the flag itself',
    strong(GOOD, lead('title: Lead', 'title: Lead\nstay_confidence: 0.7')),
    'roles/lead.yaml:7:78',
    'strong would outlast the flag itself. Write at least 0.7',
  ],
  ['of a risk', asRisk(strong(GOOD)), 'risks/lead.yaml:6:9', 'only readiness for a role can be strong'],
  [
    'where nothing is required',
    strong(GOOD, lead('reason: shown', 'reason: shown, weight: not-clearly-below')),
    'roles/lead.yaml:6:9',
    'nothing is required here that could be shown more strongly',
  ],
  [
    'on no number of tickets',
    strong(GOOD.replace('minimum_sample: 30, ', '')),
    'roles/lead.yaml:6:9',
    'strong.minimum_sample: missing. Write a whole number of observations',
  ],
  [
    'with a key of its own',
    strong(`${GOOD}, weeks: 3`),
    'roles/lead.yaml:6:90',
    'unknown key. Known here: confidence, hold_for, minimum_sample, stay_confidence',
  ],
  ['of certainty', strong(GOOD.replace('0.9', '1')), 'roles/lead.yaml:6:23', 'not 1. Write a confidence from 0.5 to'],
];

const versions: Mistake[] = [
  [
    'of no rule',
    { ...smallDesk, ...version('lead-2', 'version_of: leed', JULY) },
    'roles/lead-2.yaml:2:13',
    'no rule "leed". Name the file of its first version',
  ],
  [
    'of another later version',
    {
      ...smallDesk,
      ...version('lead-2', 'version_of: lead', JULY),
      ...version('lead-3', 'version_of: lead-2', 'from: 2027-01-01'),
    },
    'roles/lead-3.yaml:2:13',
    'no rule "lead-2"',
  ],
  [
    'of a risk, of a role',
    asRisk({ ...smallDesk, ...version('lead-2', 'version_of: lead', JULY) }),
    'roles/lead-2.yaml:2:13',
    'no rule "lead"',
  ],
  [
    'without its first day',
    { ...smallDesk, ...version('lead-2', 'version_of: lead') },
    'roles/lead-2.yaml:2:13',
    'a later version needs its first day. Write from: YYYY-MM-DD',
  ],
  [
    'from the same day as another: the two overlap',
    {
      ...smallDesk,
      ...version('lead-2', 'version_of: lead', JULY),
      ...version('lead-3', 'version_of: lead', JULY),
    },
    'roles/lead-3.yaml:3:7',
    '"lead-2" starts the same day. Give each version its own',
  ],
  [
    'about another kind of subject',
    { ...smallDesk, ...version('lead-2', 'version_of: lead', JULY, 'subject: team') },
    'roles/lead-2.yaml:4:10',
    '"lead" judges agent, this version another kind. Write subject: agent, or give it an id of its own',
  ],
  [
    'from no day',
    { ...smallDesk, ...version('lead-2', 'version_of: lead', 'from: 2026-06-31') },
    'roles/lead-2.yaml:3:7',
    'not "2026-06-31". Write the first day it counts, such as 2026-07-01',
  ],
  [
    'without cases',
    { ...smallDesk, 'roles/lead-2.yaml': version('lead-2', 'version_of: lead', JULY)['roles/lead-2.yaml'] ?? '' },
    'roles/lead-2.yaml:1:1',
    'has no cases. Write roles/lead-2.cases.yaml',
  ],
];

const LIMIT = 'minimum_sample: 10';
const leaves: Mistake[] = [
  [
    'harder to keep than to reach',
    lead(LIMIT, `stay_at_least: 0.9, ${LIMIT}`),
    'roles/lead.yaml:8:85',
    'a raised flag would be no easier to keep up than to raise. Write less than 0.85, or leave the key out',
  ],
  [
    'as hard to keep as to reach',
    lead('at_least: 0.85, confidence', 'at_most: 0.85, stay_at_most: 0.85, confidence'),
    'roles/lead.yaml:8:66',
    'Write more than 0.85',
  ],
  [
    'on the other side',
    lead(LIMIT, `stay_at_most: 0.9, ${LIMIT}`),
    'roles/lead.yaml:8:84',
    'beside at_least. Write stay_at_least, less than 0.85',
  ],
  [
    'in another unit',
    lead('at_least: 0.85, confidence', 'at_most: 0.85, stay_at_most: 90, confidence'),
    'roles/lead.yaml:8:66',
    'standardised-quality can never be 90. Write a share from 0 to 1',
  ],
  [
    'in no number',
    lead(LIMIT, `stay_at_least: 80%, ${LIMIT}`),
    'roles/lead.yaml:8:85',
    'not "80%". Write a number in the unit of the metric',
  ],
  [
    'of a record',
    also(`${RECORD}, stay_at_least: 0`),
    'roles/lead.yaml:9:87',
    'unknown key. Known here: record, at_least, weeks, reason',
  ],
];

const others: Mistake[] = [
  [
    'an interest that is no word',
    lead('title: Lead', 'title: Lead\ninterest: yes'),
    'roles/lead.yaml:3:11',
    'Write asked, or',
  ],
  [
    'a wish for a risk',
    asRisk(lead('title: Lead', 'title: Lead\ninterest: asked')),
    'risks/lead.yaml:3:11',
    'nobody wishes for a risk',
  ],
  [
    'the wish of a team',
    lead('title: Lead', 'title: Lead\nsubject: team\ninterest: asked'),
    'roles/lead.yaml:4:11',
    'only people can want a role, not a team',
  ],
  [
    'somebody unknown to be told first',
    lead('title: Lead', 'title: Lead\nfirst: mentor'),
    'roles/lead.yaml:3:8',
    'not "mentor". Write who is told first: agent, manager, lead',
  ],
  [
    'a target below nothing',
    lead('0.85', '-0.1'),
    'roles/lead.yaml:8:47',
    'can never be -0.1. Write a share from 0 to 1',
  ],
  [
    'a target in no number',
    lead('0.85', '85%'),
    'roles/lead.yaml:8:47',
    'not "85%". Write a number in the unit of the metric',
  ],
  [
    'types of work in per cent',
    lead('standardised-quality, at_least: 0.85', 'breadth, at_least: 0.6'),
    'roles/lead.yaml:8:34',
    'breadth can never be 0.6. Write a number of work types, 1 or more',
  ],
  [
    'a window of nothing',
    lead('reason: shown', 'reason: shown, weeks: 0'),
    'roles/lead.yaml:8:112',
    'Write a whole number of weeks',
  ],
  [
    'a sample of nothing',
    lead('minimum_sample: 10', 'minimum_sample: 0'),
    'roles/lead.yaml:8:86',
    'of observations, 1 to',
  ],
  [
    'evidence that counts against itself',
    lead('reason: shown', 'reason: shown, evidence_ratio: 0.5'),
    'roles/lead.yaml:8:121',
    'Write how many times own tickets must have raised the odds, 1 to 1000, such as 3',
  ],
  [
    'a requirement that is a word',
    lead(`{ ${REQUIRED} }`, 'quality'),
    'roles/lead.yaml:8:5',
    'not "quality". Write the keys',
  ],
  [
    'left after nothing',
    lead('leave_after: 3', 'leave_after: 0'),
    'roles/lead.yaml:5:14',
    'weekly evaluations, 1 to 104',
  ],
  [
    'a misspelt key',
    lead('hold_for', 'hold_fro'),
    'roles/lead.yaml:4:11',
    'unknown key. Known here: id, version_of, from, title',
  ],
  [
    'a record of a case that is none',
    cases('weeks: 2', 'records: { improvments: 1 }\n    weeks: 2'),
    'roles/lead.cases.yaml:5:29',
    'no record "improvments". Did you mean "improvement"?',
  ],
  [
    'a wish of a case that is a word',
    cases('weeks: 2', 'wants: maybe\n    weeks: 2'),
    'roles/lead.cases.yaml:5:12',
    'not "maybe". Write true or false',
  ],
  [
    'a readiness of a case that is none',
    cases('flag: none', 'readiness: ready'),
    'roles/lead.cases.yaml:6:52',
    'not "ready". Write not-enough-data, developing, nominated, strong',
  ],
];

describe('a broken rule', () => {
  it.each(leaves)('is told by its place: a limit to leave by, %s', (...mistake) => expectSaid(mistake));
  it.each(records)('is told by its place: a record %s', (...mistake) => expectSaid(mistake));
  it.each(strongs)('is told by its place: strong readiness %s', (...mistake) => expectSaid(mistake));
  it.each(versions)('is told by its place: a version %s', (...mistake) => expectSaid(mistake));
  it.each(others)('is told by its place: %s', (...mistake) => expectSaid(mistake));
});
