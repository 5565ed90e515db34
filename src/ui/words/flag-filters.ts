import type { ListedFlag } from '../../api/schemas.ts';
import { STATE_WORDS } from './decisions.ts';

const ORDERS = ['raised', 'subject', 'what', 'team'] as const;
export type Order = (typeof ORDERS)[number];

/** What the list is narrowed to; an empty text narrows nothing. Lives in the page's address, so that it can be sent and gone back to. */
export interface FlagFilters {
  readonly state: 'open' | 'withdrawn' | 'all';
  readonly kind: string;
  readonly rule: string;
  readonly team: string;
  /** Where it stands, by what people made of it. */
  readonly stands: string;
  readonly text: string;
  /** all: also readiness for steps that a further step of the same person takes in. */
  readonly steps: '' | 'all';
  readonly order: Order;
  /** The evaluation looked back to; empty: the latest. */
  readonly asOf: string;
}

export const NO_FILTERS: FlagFilters = {
  state: 'open',
  kind: '',
  rule: '',
  team: '',
  stands: '',
  text: '',
  steps: '',
  order: 'raised',
  asOf: '',
};
/** No team can have this name: an id in the address for flags whose subject has none. */
const NO_TEAM = '-';

export function filtersOf(params: URLSearchParams): FlagFilters {
  const state = params.get('state');
  const order = ORDERS.find((one) => one === params.get('order')) ?? NO_FILTERS.order;
  return {
    state: state === 'withdrawn' || state === 'all' ? state : 'open',
    kind: params.get('kind') ?? '',
    rule: params.get('rule') ?? '',
    team: params.get('team') ?? '',
    stands: params.get('stands') ?? '',
    text: params.get('text') ?? '',
    steps: params.get('steps') === 'all' ? 'all' : '',
    order,
    asOf: params.get('asOf') ?? '',
  };
}

export function paramsOf(filters: FlagFilters): URLSearchParams {
  const kept = Object.entries(filters).filter(([key, value]) => value !== NO_FILTERS[key as keyof FlagFilters]);
  return new URLSearchParams(kept);
}

type Narrowing = 'kind' | 'rule' | 'team' | 'stands' | 'text';

/** @param except a filter to leave out, to count what choosing another value of it would show */
export function matching(flags: readonly ListedFlag[], filters: FlagFilters, except?: Narrowing): ListedFlag[] {
  const words = except === 'text' ? [] : filters.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (key: Narrowing, value: string) => key === except || filters[key] === '' || filters[key] === value;
  // Whoever asks for one role asks for all who are ready for it.
  const furthestOnly = filters.steps === '' && filters.rule === '' && except !== 'rule';
  return flags.filter(
    (flag) =>
      !(furthestOnly && flag.furtherStep !== null) &&
      fits('kind', flag.kind) &&
      fits('rule', flag.rule) &&
      fits('team', teamOf(flag)) &&
      fits('stands', flag.stands.state) &&
      words.every((word) => searchable(flag).includes(word)),
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface Choice extends Option {
  readonly count: number;
}

/**
 * What can be chosen for a filter, with how many flags each would leave.
 * @param known also offered where no flag has it; what is chosen now always is
 */
export function choices(
  flags: readonly ListedFlag[],
  filters: FlagFilters,
  key: 'kind' | 'rule' | 'team' | 'stands',
  known: readonly Option[] = [],
): Choice[] {
  const chosen = filters[key] === '' ? [] : [{ value: filters[key], label: filters[key] }];
  const found = new Map<string, Choice>([...chosen, ...known].map((one) => [one.value, { ...one, count: 0 }]));
  const add = (flag: ListedFlag, count: number): void => {
    const [value, label] = choiceOf(flag, key);
    found.set(value, { value, label, count: (found.get(value)?.count ?? 0) + count });
  };
  for (const flag of flags) add(flag, 0);
  for (const flag of matching(flags, filters, key)) add(flag, 1);
  return [...found.values()].sort((a, b) => a.label.localeCompare(b.label));
}

/** Newest first, then by name: no order ever follows a figure. */
export function inOrder(flags: readonly ListedFlag[], order: Order): ListedFlag[] {
  const byName = (a: ListedFlag, b: ListedFlag) =>
    a.subject.name.localeCompare(b.subject.name) || a.title.localeCompare(b.title);
  const byRaised = (a: ListedFlag, b: ListedFlag) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt);
  const orders: Record<Order, (a: ListedFlag, b: ListedFlag) => number> = {
    raised: byRaised,
    subject: byName,
    what: (a, b) => a.title.localeCompare(b.title),
    team: (a, b) => teamOf(a).localeCompare(teamOf(b)),
  };
  return [...flags].sort((a, b) => orders[order](a, b) || byRaised(a, b) || byName(a, b));
}

/** Where a flag stands in a list, counted from 1, and its neighbours there; null: it is not in it. */
export function around(flags: readonly ListedFlag[], id: string) {
  const index = flags.findIndex((flag) => flag.id === id);
  if (index < 0) return null;
  return { place: index + 1, previous: flags[index - 1], next: flags[index + 1] };
}

const teamOf = (flag: ListedFlag): string => flag.subject.team ?? NO_TEAM;

function choiceOf(flag: ListedFlag, key: 'kind' | 'rule' | 'team' | 'stands'): readonly [value: string, label: string] {
  if (key === 'rule') return [flag.rule, flag.title];
  if (key === 'stands') return [flag.stands.state, STATE_WORDS[flag.stands.state]];
  if (key === 'team') return [teamOf(flag), flag.subject.team ?? 'No team'];
  return [flag.kind, flag.kind];
}

const searchable = ({ subject, title, rule }: ListedFlag): string =>
  [subject.name, subject.team, subject.id, title, rule].join(' ').toLocaleLowerCase();
