import { categoryName, PROJECTS } from './catalogue.ts';
import { jqlError, type Operand, type Test } from './jql.ts';
import type { Issue } from './records.ts';
import { atWall } from './time.ts';

export interface Asker {
  readonly now: number;
  /** Of the account that asks: its wall clock is what the literals of a query mean. */
  readonly zone: string;
}

type Field = { readonly time: (issue: Issue) => number | null } | { readonly words: (issue: Issue) => string[] };

const rated: Field = { time: ({ rating }) => rating?.at ?? null };
const self: Field = { words: ({ id, key }) => [id, key] };
const who = (person: Issue['assignee']) => (person === null ? [] : [person.accountId, person.name, person.displayName]);
const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['updated', { time: ({ updated }) => updated }],
  ['updateddate', { time: ({ updated }) => updated }],
  ['created', { time: ({ created }) => created }],
  ['createddate', { time: ({ created }) => created }],
  ['resolved', { time: ({ resolvedAt }) => resolvedAt }],
  ['resolutiondate', { time: ({ resolvedAt }) => resolvedAt }],
  ['satisfaction date', rated],
  ['cf[10042]', rated],
  ['project', { words: ({ project: { id, key, name } }) => [id, key, name] }],
  ...['id', 'key', 'issue', 'issuekey'].map((name) => [name, self] as const),
  ['status', { words: ({ status: { id, name } }) => [id, name] }],
  ['statuscategory', { words: ({ status }) => [status.category, categoryName(status)] }],
  ['priority', { words: ({ priority: { id, name } }) => [id, name] }],
  ['assignee', { words: ({ assignee }) => who(assignee) }],
  ['reporter', { words: ({ reporter }) => who(reporter) }],
]);

function fieldOf(name: string): Field {
  const field = FIELDS.get(name.toLowerCase());
  if (field === undefined) {
    throw jqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
  }
  return field;
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A number is milliseconds since the epoch; a literal is what the asker's clock shows, to the minute. */
function instantOf(field: string, { text }: Operand, { now, zone }: Asker): number {
  if (/^\d{5,}$/.test(text)) return Number(text);
  const [, minus, count, unit] = /^(-?)(\d+)([mhdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined)
    return now + (minus === '-' ? -1 : 1) * Number(count) * (UNITS[unit] ?? 0);
  const [, year, month, day, clock] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}:\d{2}))?$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) {
    throw jqlError(
      `Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
    );
  }
  return atWall(
    `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${(clock ?? '0:00').padStart(5, '0')}`,
    zone,
  );
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

type Matcher = (issue: Issue) => boolean;

/** Compiled once a request. */
export function matcherOf(test: Test, asker: Asker): Matcher {
  if (test.kind === 'not') {
    const inner = matcherOf(test.part, asker);
    return (issue) => !inner(issue);
  }
  if (test.kind !== 'clause') {
    const parts = test.parts.map((part) => matcherOf(part, asker));
    return test.kind === 'and'
      ? (issue) => parts.every((part) => part(issue))
      : (issue) => parts.some((part) => part(issue));
  }
  return clauseMatcher(test, asker);
}

function clauseMatcher({ field: name, operator, operands }: Extract<Test, { kind: 'clause' }>, asker: Asker): Matcher {
  const field = fieldOf(name);
  if (operator.startsWith('is')) {
    const isThere: Matcher =
      'time' in field ? (issue) => field.time(issue) !== null : (issue) => field.words(issue).length > 0;
    return operator === 'is' ? (issue) => !isThere(issue) : isThere;
  }
  if ('time' in field) {
    const compare = COMPARE[operator];
    const operand = operands[0];
    if (compare === undefined || operand === undefined) {
      throw jqlError(`The operator '${operator}' is not supported by the '${name}' field.`);
    }
    const limit = instantOf(name, operand, asker);
    return (issue) => {
      const at = field.time(issue);
      return at !== null && compare(at, limit);
    };
  }
  if (/[<>]/.test(operator)) throw jqlError(`The operator '${operator}' is not supported by the '${name}' field.`);
  if (name.toLowerCase() === 'project') mustExist(operands);
  const wanted = new Set(operands.map(({ text }) => text.toLowerCase()));
  const isIn: Matcher = (issue) => field.words(issue).some((word) => wanted.has(word.toLowerCase()));
  return operator === '!=' || operator === 'not in' ? (issue) => !isIn(issue) : isIn;
}

function mustExist(operands: readonly Operand[]): void {
  for (const { text } of operands) {
    const isOne = PROJECTS.some((one) =>
      [one.id, one.key, one.name].some((word) => word.toLowerCase() === text.toLowerCase()),
    );
    if (!isOne) throw jqlError(`The value '${text}' does not exist for the field 'project'.`);
  }
}

/** No issue updated before this can match. */
export function leastUpdated(test: Test, asker: Asker): number {
  if (test.kind === 'and') return Math.max(...test.parts.map((part) => leastUpdated(part, asker)));
  if (test.kind !== 'clause' || !/^updated(date)?$/i.test(test.field)) return Number.NEGATIVE_INFINITY;
  const [operand] = test.operands;
  return operand !== undefined && /^>/.test(test.operator)
    ? instantOf(test.field, operand, asker)
    : Number.NEGATIVE_INFINITY;
}

/** The issues a query names by id or key, where it names all it can match; else null. */
export function namedIssues(test: Test): readonly string[] | null {
  if (test.kind === 'and') return test.parts.map(namedIssues).find((ids) => ids !== null) ?? null;
  const isNaming =
    test.kind === 'clause' && /^(id|key|issue|issuekey)$/i.test(test.field) && /^(=|in)$/.test(test.operator);
  return isNaming ? test.operands.map(({ text }) => text) : null;
}
