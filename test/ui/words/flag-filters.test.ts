import { describe, expect, it } from 'vitest';
import type { ListedFlag } from '../../../src/api/schemas.ts';
import {
  around,
  choices,
  filtersOf,
  inOrder,
  matching,
  NO_FILTERS,
  paramsOf,
} from '../../../src/ui/words/flag-filters.ts';

const flag = (name: string, part: Partial<ListedFlag> & { team?: string | null } = {}): ListedFlag => ({
  id: name,
  kind: 'readiness',
  rule: 'mentor',
  title: 'Mentor',
  ruleVersion: '1',
  state: 'open',
  raisedAt: '2026-11-16T00:00:00Z',
  withdrawnAt: null,
  readiness: null,
  withdrawnReason: null,
  stands: { state: 'open', since: '2026-11-16T00:00:00Z', until: null },
  furtherStep: null,
  ...part,
  subject: { kind: 'agent', id: name, name, team: part.team === undefined ? 'North' : part.team },
});
const risk = { kind: 'risk', rule: 'overload', title: 'Overload' } as const;
const flags = [flag('Wen Li', risk), flag('Amara Okafor', { team: null }), flag('Hanna Virtanen', { team: 'South' })];
const names = (found: readonly ListedFlag[]): string[] => found.map(({ subject }) => subject.name);

describe('the filters of a page', () => {
  it('survive the way through its address', () => {
    const filters = {
      ...NO_FILTERS,
      state: 'all',
      team: 'R&D 50%',
      text: 'wen l',
      steps: 'all',
      order: 'team',
      asOf: '2026-06-01',
    } as const;
    expect(filtersOf(new URLSearchParams(paramsOf(filters).toString()))).toEqual(filters);
  });

  it('leave the address bare where nothing is narrowed', () => {
    expect(paramsOf(NO_FILTERS).toString()).toBe('');
    expect(filtersOf(new URLSearchParams('state=nonsense&order=score'))).toEqual(NO_FILTERS);
  });
});

describe('narrowing', () => {
  it.each([
    [{ kind: 'risk' }, ['Wen Li']],
    [{ rule: 'mentor', team: 'South' }, ['Hanna Virtanen']],
    [{ team: '-' }, ['Amara Okafor']],
    [{ text: ' SOUTH mentor ' }, ['Hanna Virtanen']],
    [{ text: 'overload south' }, []],
  ])('by %o', (part, found) => {
    expect(names(matching(flags, { ...NO_FILTERS, ...part }))).toEqual(found);
  });

  it('counts what each other choice would leave', () => {
    const found = choices(flags, { ...NO_FILTERS, team: 'South', kind: 'readiness' }, 'team');
    expect(found.map(({ label, count }) => [label, count])).toEqual([
      ['No team', 1],
      ['North', 0],
      ['South', 1],
    ]);
  });

  it('offers known rules without flags, and always what is chosen', () => {
    const found = choices(flags, { ...NO_FILTERS, rule: 'gone' }, 'rule', [{ value: 'lead', label: 'Team lead' }]);
    expect(found.map(({ label, count }) => [label, count])).toEqual([
      ['gone', 0],
      ['Mentor', 2],
      ['Overload', 1],
      ['Team lead', 0],
    ]);
  });
});

describe('steps that a further one takes in', () => {
  const furtherStep = { title: 'Generalist', flag: 'Wen Li' };
  const taken = [...flags, flag('Wen Li', { id: 'Wen before', furtherStep })];

  it('are left out, unless they or their rule are asked for', () => {
    expect(matching(taken, NO_FILTERS)).toHaveLength(3);
    expect(matching(taken, { ...NO_FILTERS, steps: 'all' })).toHaveLength(4);
    expect(names(matching(taken, { ...NO_FILTERS, rule: 'mentor' }))).toContain('Wen Li');
  });

  it('count among those of their rule', () => {
    const counted = choices(taken, NO_FILTERS, 'rule').map(({ label, count }) => [label, count]);
    expect(counted).toEqual([
      ['Mentor', 3],
      ['Overload', 1],
    ]);
    expect(choices(taken, NO_FILTERS, 'kind').map(({ count }) => count)).toEqual([2, 1]);
  });
});

it('knows the neighbours of a flag in a list', () => {
  const [first, second, third] = flags;
  expect(around(flags, 'Wen Li')).toEqual({ place: 1, previous: undefined, next: second });
  expect(around(flags, 'Amara Okafor')).toEqual({ place: 2, previous: first, next: third });
  expect(around(flags, 'Hanna Virtanen')).toEqual({ place: 3, previous: second, next: undefined });
  expect(around(flags, 'gone')).toBeNull();
});

describe('order', () => {
  const dated = [
    flag('Zoe', { raisedAt: '2026-11-16T00:00:00Z' }),
    flag('Old', { raisedAt: '2026-10-05T00:00:00Z', team: 'A' }),
    flag('Ann', { raisedAt: '2026-11-16T00:00:00Z', ...risk }),
  ];

  it.each([
    ['raised', ['Ann', 'Zoe', 'Old']],
    ['subject', ['Ann', 'Old', 'Zoe']],
    ['what', ['Zoe', 'Old', 'Ann']],
    ['team', ['Old', 'Ann', 'Zoe']],
  ] as const)('by %s', (order, found) => {
    expect(names(inOrder(dated, order))).toEqual(found);
  });
});
