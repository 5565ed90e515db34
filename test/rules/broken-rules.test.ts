import { describe, expect, it } from 'vitest';
import type { RuleFiles } from '../../src/rules/rule-files.ts';
import { complaints, smallDesk, withChange, without } from './small-desk.ts';

const desk = (words: string, instead: string) => withChange('desk.yaml', words, instead);
const metrics = (words: string, instead: string) => withChange('metrics.yaml', words, instead);
const office = (words: string, instead: string) => withChange('calendars/office.yaml', words, instead);
const gold = (words: string, instead: string) => withChange('sla/gold.yaml', words, instead);
const lead = (words: string, instead: string) => withChange('roles/lead.yaml', words, instead);
const cases = (words: string, instead: string) => withChange('roles/lead.cases.yaml', words, instead);
const requirement = /.*standardised-quality.*\n/.exec(smallDesk['roles/lead.yaml'] ?? '')?.[0] ?? '';

describe('broken rules', () => {
  it('has a desk to break', () => expect(complaints(smallDesk)).toEqual([]));

  it.each<[what: string, files: RuleFiles, place: string, says: string]>([
    ['no desk.yaml', without('desk.yaml'), 'desk.yaml:1:1', 'missing. Write it, or copy'],
    ['no metrics.yaml', without('metrics.yaml'), 'metrics.yaml:1:1', 'missing. Write it, or copy'],
    [
      'a misnamed file',
      { ...smallDesk, 'dessk.yaml': '' },
      'dessk.yaml:1:1',
      'unknown file. Did you mean "desk.yaml"?',
    ],
    ['a .yml file', { ...smallDesk, 'roles/b.yml': '' }, 'roles/b.yml:1:1', 'unknown file. Known are desk.yaml'],
    ['cases of a policy', { ...smallDesk, 'sla/gold.cases.yaml': '' }, 'sla/gold.cases.yaml:1:1', 'unknown file'],
    ['no YAML', desk('calendar: office', 'calendar: office\ncalendar: office'), 'desk.yaml:4:1', 'Mend the YAML here'],
    [
      'an unknown key',
      desk('pauses:', 'pause: 3\npauses:'),
      'desk.yaml:4:8',
      'Known here: timezone, evaluation, calendar',
    ],
    ['a missing key', desk('pauses: [pending]\n', ''), 'desk.yaml:1:1', 'pauses: missing. Write a list of statuses'],
    ['an unknown zone', desk('Europe/Berlin', 'Berlin'), 'desk.yaml:1:11', 'not "Berlin". Write an IANA time zone'],
    ['an unknown weekday', desk('monday', 'mon'), 'desk.yaml:2:24', 'Write one of monday, tuesday'],
    ['an unknown time', desk('06:00', '24:00'), 'desk.yaml:2:38', 'Write a time of day from "00:00" to "23:59"'],
    ['an unknown calendar', desk('office', 'offce'), 'desk.yaml:3:11', 'no calendar "offce". Did you mean "office"?'],
    [
      'an unknown pause',
      desk('[pending]', '[waiting]'),
      'desk.yaml:4:10',
      'Write a status in which the clock may stand: new, pending, on-hold',
    ],
    ['a pause at work', desk('[pending]', '[open]'), 'desk.yaml:4:10', 'not "open"'],
    [
      'a retention that is no age',
      desk('pauses: [pending]', 'pauses: [pending]\nretention: { set-aside: 3 months }'),
      'desk.yaml:5:25',
      'not "3 months". Write a number of days: 400d. Leave the line out to keep them for good.',
    ],
    [
      'a retention of what there is not',
      desk('pauses: [pending]', 'pauses: [pending]\nretention: { flags: 90d }'),
      'desk.yaml:5:21',
      'Known here: deliveries, set-aside, tickets, evaluations, decisions',
    ],
    [
      'tickets deleted under evaluations that stay',
      desk('pauses: [pending]', 'pauses: [pending]\nretention: { tickets: 900d }'),
      'desk.yaml:5:23',
      'evaluations rest on tickets. Write how long evaluations are kept too',
    ],
    [
      'tickets deleted before evaluations',
      desk('pauses: [pending]', 'pauses: [pending]\nretention: { tickets: 90d, evaluations: 91d }'),
      'desk.yaml:5:23',
      'tickets for as long at least',
    ],
    [
      'decisions deleted under evaluations that stay',
      desk('pauses: [pending]', 'pauses: [pending]\nretention: { decisions: 900d }'),
      'desk.yaml:5:25',
      'evaluations rest on decisions. Write how long evaluations are kept too, and decisions for as long',
    ],
    ['negative days', metrics('14', '-1'), 'metrics.yaml:1:16', 'Write a whole number of days, 0 to 365'],
    ['half weeks', metrics('13', '1.5'), 'metrics.yaml:2:8', 'Write a whole number of weeks, 1 to'],
    [
      'a window of no metric',
      metrics('volume', 'volumes'),
      'metrics.yaml:4:12',
      'no metric "volumes". Did you mean "volume"? Known: standardised-quality,',
    ],
    ['too small a sample', metrics('60', '5'), 'metrics.yaml:5:34', 'Write 50 or more'],
    [
      'a calendar id',
      office('id: office', 'id: off'),
      'calendars/office.yaml:1:5',
      'Write "office", as the file is named',
    ],
    [
      'an hour of no day',
      office('18:00', '25:00'),
      'calendars/office.yaml:4:19',
      'Write HH:MM between 00:00 and 24:00',
    ],
    ['a holiday of no month', office('*-12-25', '*-13-25'), 'calendars/office.yaml:5:12', '"*-13-25" is not a date'],
    [
      'two versions on one day',
      office('holidays: ["*-12-25"]', 'versions:\n  - { from: 2026-07-01 }\n  - { from: "2026-07-01" }'),
      'calendars/office.yaml:7:13',
      'another version starts on 2026-07-01 too. Join the two, or move one to its own date.',
    ],
    [
      'a version from no day',
      office('holidays: ["*-12-25"]', 'versions: [{ weekly: {} }]'),
      'calendars/office.yaml:5:12',
      'versions.0.from: missing. Write the date from which this holds',
    ],
    [
      'spells of a version that overlap',
      office(
        'holidays: ["*-12-25"]',
        'versions:\n  - from: 2026-07-01\n    weekly: { tue: [["08:00", "12:00"], ["11:00", "18:00"]] }',
      ),
      'calendars/office.yaml:7:41',
      'overlaps another spell of the same day. Join the two or move one.',
    ],
    [
      'a closure of one end',
      office('holidays: ["*-12-25"]', 'closed: [["2026-07-01T08:00:00Z"]]'),
      'calendars/office.yaml:5:10',
      'Write two instants and perhaps a name',
    ],
    ['a bare *', office('"*-12-25"', '*-12-25'), 'calendars/office.yaml:5:12', 'Write "*-12-25" in quotes'],
    ['a policy on no calendar', gold('office', 'always'), 'sla/gold.yaml:5:11', 'no calendar "always". Known: office'],
    [
      'a duration in words',
      gold('30m', '30 min'),
      'sla/gold.yaml:8:14',
      'Write a duration of open time in whole minutes, hours or days: 30m, 4h or 2d',
    ],
    ['a duration of nothing', gold('4h', '0h'), 'sla/gold.yaml:9:21', 'not "0h"'],
    ['a bare number', gold('4h', '4'), 'sla/gold.yaml:9:21', 'not 4. Write a duration'],
    ['a priority in small', gold('P2', 'p2'), 'sla/gold.yaml:9:29', 'no ticket has the priority "p2". Write P2'],
    [
      'a policy without target',
      gold('  own: { P1: 30m }\n  resolution: { P1: 4h, P2: 2d }', '  own: {}'),
      'sla/gold.yaml:8:3',
      'no target. Write at least one',
    ],
    [
      'an unknown condition',
      gold('team:', 'group:'),
      'sla/gold.yaml:4:17',
      'Known here: source, kind, team, work_type',
    ],
    ['an empty condition', gold('[north]', '[]'), 'sla/gold.yaml:4:16', 'leave the key out to match all'],
    [
      'an unknown clock',
      gold('resolution:', 'resolutoin:'),
      'sla/gold.yaml:9:15',
      'unknown key. Known here: own, first-response, next-response, update, pausable-update, requester-wait,',
    ],
    [
      'a promise between teams to customers',
      gold('own:', 'group-ownership:'),
      'sla/gold.yaml:8:20',
      'group-ownership is a promise between teams. Write it in a policy of kind: ola',
    ],
    [
      'a promise to customers between teams',
      gold('order: 1', 'order: 1\nkind: ola'),
      'sla/gold.yaml:10:15',
      'resolution is a promise to customers. Write it in a policy of kind: sla',
    ],
    ['an unknown kind', gold('order: 1', 'order: 1\nkind: xla'), 'sla/gold.yaml:4:7', 'Write sla or ola'],
    ...(
      [
        ['boundary: opening', 'not "opening". Write closing or next-opening'],
        ['hold_unit: open', 'Write business or wall'],
        ['on_change: restart', 'Write retroactive or from-change or cancel-and-attach'],
        ['solve_counts_as_reply: "yes"', 'not "yes". Write true or false'],
        ['responses_pause: 1', 'Write true or false'],
        [
          'round_up: true',
          'unknown key. Known here: boundary, hold_unit, on_change, solve_counts_as_reply, responses_pause, rests_count',
        ],
      ] as const
    ).map(
      ([option, says]) =>
        [
          `the option ${option}`,
          gold('targets:', `options:\n  ${option}\ntargets:`),
          `sla/gold.yaml:8:${option.indexOf(' ') + 4}`,
          says,
        ] as [string, RuleFiles, string, string],
    ),
    ...['2026-02-30', 'next monday', '2026-7-1'].map(
      (day) =>
        [
          `the first day ${day}`,
          gold('order: 1', `order: 1\nfrom: ${day}`),
          'sla/gold.yaml:4:7',
          `not "${day}". Write the first day it counts, such as 2026-07-01`,
        ] as [string, RuleFiles, string, string],
    ),
    [
      'an unknown metric',
      lead('standardised-quality', 'standardized-quality'),
      'roles/lead.yaml:8:15',
      'no metric "standardized-quality". Did you mean "standardised-quality"? Known: standardised-quality, own-level-chart',
    ],
    [
      'no figures of a person',
      lead('standardised-quality', 'owned-in-time'),
      'roles/lead.yaml:8:15',
      'owned-in-time has no figures for agent, only for team. For agent write one of',
    ],
    [
      'no figures of a type of work',
      lead('title: Lead', 'title: Lead\nsubject: work-type'),
      'roles/lead.yaml:9:15',
      'only for agent, team. For work-type write one of transfers-per-ticket, bus-factor, nobody-present, resolver-concentration',
    ],
    [
      'a first-contact figure',
      lead('standardised-quality', 'one-owner-resolution'),
      'roles/lead.yaml:8:15',
      'no rule may ask it of a person: first-contact figures and their kin are no goals for one person (HDI)',
    ],
    [
      'volume',
      lead('standardised-quality, at_least: 0.85', 'volume, at_least: 20'),
      'roles/lead.yaml:8:15',
      'speed and volume never gate a person. For agent write one of standardised-quality, own-level-chart, reopen-rate, linked-repeat-rate',
    ],
    [
      'no comparison',
      lead('at_least: 0.85, ', ''),
      'roles/lead.yaml:8:5',
      'no comparison. Write either at_least or at_most',
    ],
    [
      'two comparisons',
      lead('at_least: 0.85', 'at_least: 0.85, at_most: 0.9'),
      'roles/lead.yaml:8:62',
      'beside at_least. Write one of the two only',
    ],
    ['a share in per cent', lead('0.85', '85'), 'roles/lead.yaml:8:47', 'can never be 85. Write a share from 0 to 1'],
    [
      'certainty',
      lead('confidence: 0.8', 'confidence: 1'),
      'roles/lead.yaml:8:65',
      'Write a confidence from 0.5 to 0.999',
    ],
    [
      'harder to stay than to enter',
      lead('leave_after: 3', 'leave_after: 3\nstay_confidence: 0.9'),
      'roles/lead.yaml:6:18',
      'Write at most 0.8',
    ],
    [
      'an unknown weight',
      lead('reason: shown', 'reason: shown, weight: soft'),
      'roles/lead.yaml:8:113',
      'Write required or not-clearly-below',
    ],
    ['no reason', lead(', reason: shown', ''), 'roles/lead.yaml:8:5', 'reason: missing. Write why this is asked'],
    [
      'four required at once',
      lead(requirement, requirement.repeat(4)),
      'roles/lead.yaml:11:5',
      'say under why_more_than_three why',
    ],
    ['no requirement', lead(`\n${requirement}`, ' []'), 'roles/lead.yaml:7:15', 'Write at least one requirement'],
    [
      'held for nothing',
      lead('hold_for: 2', 'hold_for: 0'),
      'roles/lead.yaml:4:11',
      'Write a whole number of weekly evaluations, 1 to 104',
    ],
    [
      'an unknown subject',
      lead('title: Lead', 'title: Lead\nsubject: person'),
      'roles/lead.yaml:3:10',
      'Write one of agent, team, work-type',
    ],
    [
      'a rule without cases',
      without('roles/lead.cases.yaml'),
      'roles/lead.yaml:1:1',
      'has no cases. Write roles/lead.cases.yaml',
    ],
    [
      'cases without a rule',
      without('roles/lead.yaml'),
      'roles/lead.cases.yaml:1:1',
      'cases without a rule. Write roles/lead.yaml',
    ],
    [
      'cases of another rule',
      cases('rule: lead', 'rule: led'),
      'roles/lead.cases.yaml:1:7',
      'Write "lead", as the file is named',
    ],
    [
      'a case of another metric',
      cases('standardised-quality', 'breadth'),
      'roles/lead.cases.yaml:4:23',
      'no metric of this rule "breadth". Known: standardised-quality',
    ],
    ['more hits than tickets', cases('hits: 15', 'hits: 19'), 'roles/lead.cases.yaml:4:44', 'more hits than tickets'],
    [
      'a value outside of its interval',
      cases('hits: 15', 'value: 3, lower: 4, upper: 5'),
      'roles/lead.cases.yaml:4:45',
      'Write lower <= value <= upper',
    ],
    ['half a figure', cases('hits: 15, ', ''), 'roles/lead.cases.yaml:4:36', 'half a figure. Write { hits, of }'],
    [
      'an unknown verdict',
      cases('not-enough-data', 'unsure'),
      'roles/lead.cases.yaml:6:24',
      'Write met, not-met or not-enough-data',
    ],
  ])('%s', (_what, files, place, says) => {
    const found = complaints(files);
    expect(
      found.some((line) => line.startsWith(`${place} `) && line.includes(says)),
      found.join('\n'),
    ).toBe(true);
  });

  it('says all of all files at once, by file and place', () => {
    const files = {
      ...smallDesk,
      ...lead('hold_for: 2', 'hold_for: 0'),
      'desk.yaml': 'calendar: closed\nzone: UTC\n',
      'calendars/office.yaml': '',
      'sla/gold.yaml': gold('30m', 'soon')['sla/gold.yaml'] ?? '',
    };
    expect(complaints(files).map((line) => line.split(' ')[0])).toEqual([
      'calendars/office.yaml:1:1',
      'desk.yaml:1:1',
      'desk.yaml:1:1',
      'desk.yaml:1:1',
      'desk.yaml:1:11',
      'desk.yaml:2:7',
      'roles/lead.yaml:4:11',
      'sla/gold.yaml:8:14',
    ]);
  });

  it('says more than one thing of a single requirement', () => {
    const found = complaints(lead('at_least: 0.85, confidence: 0.8', 'at_least: 85, confidence: 8, wieght: 3'));
    expect(found).toHaveLength(3);
  });

  it('says what a rule may not ask of a person even where its title is missing', () => {
    const text = (lead('title: Lead\n', '')['roles/lead.yaml'] ?? '').replace('standardised-quality', 'handoffs-out');
    const found = complaints({ ...smallDesk, 'roles/lead.yaml': text.replace('reason: shown', 'why: shown') });
    expect(found.map((line) => line.replace(/^\S+ ([\w.]+: \w+).*/, '$1'))).toEqual([
      'title: missing',
      'requirements.0.reason: missing',
      'requirements.0.metric: handoffs',
      'requirements.0.why: unknown',
    ]);
  });

  it('tells a role and a risk of one id apart', () => {
    const both = { ...smallDesk, 'risks/lead.yaml': smallDesk['roles/lead.yaml'] ?? '' };
    const found = complaints({ ...both, 'risks/lead.cases.yaml': smallDesk['roles/lead.cases.yaml'] ?? '' });
    expect(found).toEqual(['risks/lead.yaml:1:1 roles/lead.yaml has the same id "lead". Rename one of the two.']);
  });

  const version = (id: string, ...more: string[]) => {
    const text = (smallDesk['sla/gold.yaml'] ?? '').replace('id: gold\n', [`id: ${id}`, ...more, ''].join('\n'));
    return { [`sla/${id}.yaml`]: text };
  };

  it.each<[what: string, files: RuleFiles, place: string, says: string]>([
    [
      'of no policy',
      version('gold-2', 'version_of: golden', 'from: 2026-07-01'),
      'sla/gold-2.yaml:2:13',
      'no policy "golden". Name the file of its first version',
    ],
    [
      'of another later version',
      {
        ...version('gold-2', 'version_of: gold', 'from: 2026-07-01'),
        ...version('gold-3', 'version_of: gold-2', 'from: 2027-01-01'),
      },
      'sla/gold-3.yaml:2:13',
      'no policy "gold-2". Name the file of its first version',
    ],
    [
      'without its first day',
      version('gold-2', 'version_of: gold'),
      'sla/gold-2.yaml:2:13',
      'a later version needs its first day. Write from: YYYY-MM-DD',
    ],
    [
      'from the same day as another',
      {
        ...version('gold-2', 'version_of: gold', 'from: 2026-07-01'),
        ...version('gold-3', 'version_of: gold', 'from: 2026-07-01'),
      },
      'sla/gold-3.yaml:3:7',
      '"gold-2" starts the same day. Give each version its own',
    ],
  ])('points at a version %s', (_what, files, place, says) => {
    const found = complaints({ ...smallDesk, ...files });
    expect(
      found.some((line) => line.startsWith(`${place} `) && line.includes(says)),
      found.join('\n'),
    ).toBe(true);
  });

  it.each([
    ['the same order', 'order: 1', 'order: 1', 'policy "gold" has the same order'],
    [
      'an order behind one that matches all',
      'order: 1',
      'order: 2',
      'never reached: "gold" comes before and matches all',
    ],
  ])('points at a policy with %s', (_what, words, instead, says) => {
    const text = (smallDesk['sla/gold.yaml'] ?? '').replace(/match.*\n/, '');
    const late = text.replace('id: gold', 'id: late').replace(words, instead);
    const [found] = complaints({ ...smallDesk, 'sla/gold.yaml': text, 'sla/late.yaml': late });
    expect(found).toMatch(/^sla\/late\.yaml:3:8 /);
    expect(found).toContain(says);
  });
});
