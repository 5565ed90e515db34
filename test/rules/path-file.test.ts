import { describe, expect, it } from 'vitest';
import { growingFrom, nextStages, stagesOf } from '../../src/progression/path.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import type { RuleFiles } from '../../src/rules/rule-files.ts';
import { InvalidSettings } from '../../src/settings/read-yaml.ts';
import { smallDesk } from './small-desk.ts';

const own = `id: own
title: Own path
why: because
stages:
  - id: first
    title: First
    why: to begin
    sfia: [USUP 2, CSMG 2-3]
    duties:
      - { what: answers customers, cadence: daily }
    role: null
    opened_by_people: the door of the desk
    planned_weeks: 26
    customer_contact: 0.9
  - id: second
    title: Second
    why: to go on
    duties:
      - { what: leads, cadence: as-needed }
    role: lead
    keeps: { lower: 0.2, upper: 0.8 }
    planned_weeks: 52
    customer_contact: 0.6
gates:
  - { id: half-way, title: Half way, why: because, by_week: 30, reaches: [own/second], held_weeks: 4, records: [project] }
`;
const side = `id: side
title: Side path
why: because
stages:
  - id: only
    title: Only
    why: to grow
    duties:
      - { what: reports, cadence: monthly }
    role: lead
    needs: [own/second]
    work: [access]
    planned_weeks: 52
    customer_contact: 0.5
    exit: beyond
`;
const desk: RuleFiles = { ...smallDesk, 'paths/own.yaml': own, 'paths/side.yaml': side };

/** The desk with some words of a path changed; throws when they are not in it. */
function change(name: 'own' | 'side', words: string, instead: string): RuleFiles {
  const path = `paths/${name}.yaml`;
  const text = desk[path] ?? '';
  if (!text.includes(words)) throw new Error(`${path} does not hold "${words}". Correct the test.`);
  return { ...desk, [path]: text.replace(words, instead) };
}
const inOwn = (words: string, instead: string) => change('own', words, instead);
const inSide = (words: string, instead: string) => change('side', words, instead);

function complaints(files: RuleFiles): string[] {
  try {
    loadRules(files);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('paths of a desk', () => {
  const { paths } = loadRules(desk);

  it('are read with stages in order, duties, needs, band, skills and gates', () => {
    const [first, second] = paths[0]?.stages ?? [];
    expect(paths.map(({ id }) => id)).toEqual(['own', 'side']);
    expect(first).toMatchObject({
      sfia: [
        { code: 'USUP', from: 2, to: 2 },
        { code: 'CSMG', from: 2, to: 3 },
      ],
      duties: [{ what: 'answers customers', cadence: 'daily' }],
      role: null,
      openedByPeople: 'the door of the desk',
      keeps: null,
    });
    expect(second).toMatchObject({ role: 'lead', keeps: { lower: 0.2, upper: 0.8 }, plannedWeeks: 52, exit: null });
    expect(paths[1]?.stages[0]).toMatchObject({ needs: [{ path: 'own', stage: 'second' }], exit: 'beyond' });
    expect(paths[0]?.gates).toMatchObject([{ byWeek: 30, heldWeeks: 4, records: ['project'] }]);
  });

  it('have a version that changes with the words of their own file only', () => {
    const changed = loadRules(inOwn('to begin', 'to start')).paths;
    expect(changed[0]?.version).not.toBe(paths[0]?.version);
    expect(changed[1]?.version).toBe(paths[1]?.version);
  });

  it('say what grows from a stage, and what somebody could begin next', () => {
    expect([...stagesOf(paths).keys()]).toEqual(['own/first', 'own/second', 'side/only']);
    expect(growingFrom(paths, { path: 'own', stage: 'first' })).toEqual(['own/second']);
    expect(growingFrom(paths, { path: 'own', stage: 'second' })).toEqual(['side/only']);
    expect(nextStages(paths, new Set())).toEqual(['own/first']);
    expect(nextStages(paths, new Set(['own/first']))).toEqual(['own/second']);
    expect(nextStages(paths, new Set(['own/first', 'own/second']))).toEqual(['side/only']);
  });

  it('may lead away from customers for a reason that is written down, and by what the desk asks', () => {
    const far = inSide('customer_contact: 0.5', 'customer_contact: 0.2\n    why_less_contact: it is temporary');
    expect(complaints(far)).toEqual([]);
    const strict = `${smallDesk['desk.yaml']}least_customer_contact: 0.7\n`;
    const asked = complaints({ ...desk, 'desk.yaml': strict });
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['paths/own.yaml:23:23', 'paths/side.yaml:14:23']);
  });
});

describe('the role that opens a stage', () => {
  const later = (smallDesk['roles/lead.yaml'] ?? '').replace(
    'id: lead',
    'id: lead-b\nversion_of: lead\nfrom: 2026-07-01',
  );
  const cases = (smallDesk['roles/lead.cases.yaml'] ?? '').replace('rule: lead', 'rule: lead-b');
  const both = { ...desk, 'roles/lead-b.yaml': later, 'roles/lead-b.cases.yaml': cases };

  it('is named by its id, whichever version counts', () => {
    expect(complaints(both)).toEqual([]);
    const [told = ''] = complaints({ ...both, 'paths/side.yaml': side.replace('role: lead', 'role: lead-b') });
    expect(told).toContain('no role "lead-b". Did you mean "lead"? Known: lead.');
  });

  it('is taken at its file name while its file has mistakes of its own', () => {
    const broken = (smallDesk['roles/lead.yaml'] ?? '').replace('hold_for: 2', 'hold_for: soon');
    expect(complaints({ ...desk, 'roles/lead.yaml': broken }).map((line) => line.split(':')[0])).toEqual([
      'roles/lead.yaml',
    ]);
  });
});

describe('broken paths', () => {
  it('has paths to break', () => expect(complaints(desk)).toEqual([]));

  it.each<[what: string, files: RuleFiles, place: string, says: string]>([
    [
      'another id than the file',
      inOwn('id: own', 'id: owned'),
      'paths/own.yaml:1:5',
      'Write "own", as the file is named',
    ],
    [
      'no stages',
      inSide(side.slice(side.indexOf('stages:')), 'stages: []'),
      'paths/side.yaml:4:9',
      'at least one stage',
    ],
    ['an unknown key', inOwn('keeps:', 'keep:'), 'paths/own.yaml:21:11', 'Known here: id, title, why, sfia, duties'],
    [
      'an unknown role',
      inOwn('role: lead', 'role: leed'),
      'paths/own.yaml:20:11',
      'no role "leed". Did you mean "lead"? Known: lead.',
    ],
    [
      'no role and no reason',
      inOwn('    opened_by_people: the door of the desk\n', ''),
      'paths/own.yaml:11:11',
      'say under opened_by_people why people alone decide',
    ],
    [
      'a role and a reason',
      inOwn('role: null', 'role: lead'),
      'paths/own.yaml:12:23',
      'the flag of "lead" opens this stage. Keep one',
    ],
    [
      'a role left out',
      inSide('    role: lead\n', ''),
      'paths/side.yaml:5:5',
      'stages.0.role: missing. Write the id of a role: lead',
    ],
    [
      'an unknown stage',
      inSide('own/second', 'own/secnd'),
      'paths/side.yaml:11:13',
      'no stage "own/secnd". Did you mean "own/second"?',
    ],
    [
      'a stage without its path',
      inSide('own/second', 'second'),
      'paths/side.yaml:11:13',
      'Write a stage as path/stage',
    ],
    [
      'an unknown stage of a gate',
      inOwn('[own/second]', '[own/third]'),
      'paths/own.yaml:25:75',
      'no stage "own/third"',
    ],
    ['a gate that asks for no stage', inOwn('[own/second]', '[]'), 'paths/own.yaml:25:74', 'one of them is enough'],
    [
      'an unknown record of a gate',
      inOwn('[project]', '[projects]'),
      'paths/own.yaml:25:113',
      'Write a kind of record: improvement',
    ],
    [
      'a cycle between paths',
      {
        ...inOwn('keeps:', 'needs: [side/only]\n    keeps:'),
        'paths/side.yaml': side.replace('    exit: beyond\n', ''),
      },
      'paths/own.yaml:21:12',
      'own/second after side/only after own/second. Remove one',
    ],
    [
      'a cycle on one path',
      inOwn('sfia:', 'needs: [own/second]\n    sfia:'),
      'paths/own.yaml:8:12',
      'own/first after own/second after own/first',
    ],
    [
      'two stages of one id',
      { ...smallDesk, 'paths/own.yaml': own.replace(/gates:[\s\S]*/, '').replace('id: second', 'id: first') },
      'paths/own.yaml:15:9',
      'a second "first" on this path',
    ],
    [
      'less contact than the desk asks',
      inSide('0.5', '0.4'),
      'paths/side.yaml:14:23',
      "below the desk's least of 0.5, and growth is not to lead away from them. Write 0.5 or more, or say under why_less_contact",
    ],
    ['no contact any more', inSide('0.5', '0'), 'paths/side.yaml:14:23', 'loses customers altogether'],
    [
      'a contact in percent',
      inSide('0.5', '50'),
      'paths/side.yaml:14:23',
      'not 50. Write the least share of work with customers, 0 to 1',
    ],
    [
      'a duty without cadence',
      inOwn(', cadence: daily', ''),
      'paths/own.yaml:10:9',
      'cadence: missing. Write daily, weekly, monthly, quarterly or as-needed',
    ],
    [
      'a duty of another cadence',
      inOwn('daily', 'hourly'),
      'paths/own.yaml:10:45',
      'not "hourly". Write daily, weekly',
    ],
    [
      'no duties',
      inSide('\n      - { what: reports, cadence: monthly }', ' []'),
      'paths/side.yaml:8:13',
      'at least one duty',
    ],
    [
      'no planned time',
      inSide('    planned_weeks: 52\n', ''),
      'paths/side.yaml:5:5',
      'planned_weeks: missing. Write a whole number of weeks after which the next step',
    ],
    [
      'an end that others grow from',
      inOwn('planned_weeks: 52', 'planned_weeks: 52\n    exit: inside'),
      'paths/own.yaml:23:11',
      'the path ends here, yet side/only grows from it',
    ],
    [
      'two gates of one id',
      inOwn('gates:', `gates:\n${own.split('gates:\n')[1]}`),
      'paths/own.yaml:27:11',
      'a second "half-way" on this path',
    ],
    ['another end', inSide('beyond', 'outside'), 'paths/side.yaml:15:11', 'Write inside (the firm) or beyond (it)'],
    ['an unknown skill', inOwn('USUP 2', 'USUB 2'), 'paths/own.yaml:8:12', 'no skill USUB here. Known: ASMG, ASUP'],
    [
      'a level the skill does not have',
      inOwn('CSMG 2-3', 'PBMG 1-3'),
      'paths/own.yaml:8:20',
      'PBMG has the levels 2 to 5',
    ],
    ['levels downwards', inOwn('CSMG 2-3', 'CSMG 3-2'), 'paths/own.yaml:8:20', 'Write CSMG 2-3'],
    ['a skill without a level', inOwn('USUP 2', 'USUP'), 'paths/own.yaml:8:12', 'such as SLMO 2-3'],
    [
      'a band that keeps nothing',
      inOwn('lower: 0.2', 'lower: 0'),
      'paths/own.yaml:21:21',
      'less of the earlier work is fine, none of it is not',
    ],
    [
      'a band upside down',
      inOwn('lower: 0.2', 'lower: 0.9'),
      'paths/own.yaml:21:21',
      'Write lower above 0 and below upper',
    ],
    ['cases of a path', { ...desk, 'paths/own.cases.yaml': '' }, 'paths/own.cases.yaml:1:1', 'unknown file'],
  ])('%s', (_what, files, place, says) => {
    const told = complaints(files);
    const [first = ''] = told;
    expect(first).toContain(says);
    expect(first.startsWith(`${place} `), first).toBe(true);
    expect(told).toHaveLength(1);
  });

  it('asks for stages of other paths once all can be read: one mistake is told once', () => {
    expect(complaints(inOwn('title: Own path\n', ''))).toHaveLength(1);
  });
});
