import type { Person } from './people.ts';
import type { Random } from './random.ts';
import { isWorking } from './working-hours.ts';

/** Who hold a ticket in turn; the last resolves it. */
export type Holders = readonly [Person, ...Person[]];

const FROM_FIRST_LINE = 0.85;
const PASSED_ON_TWICE = 0.12;
const SENT_TO_WRONG_PERSON = 0.04;

/** The way of a ticket that ends with its resolver and does not come back. */
export function holdersBefore(resolver: Person, at: number, people: readonly Person[], random: Random): Holders {
  const ask = (asked: readonly Person[]) => colleagueOf(resolver, { line: 'first', at, except: asked }, people, random);
  const isSecondLine = resolver.line === 'second';
  const first = random.chance(isSecondLine ? FROM_FIRST_LINE : SENT_TO_WRONG_PERSON) ? ask([resolver]) : undefined;
  if (first === undefined) return [resolver];
  const onward = isSecondLine && random.chance(PASSED_ON_TWICE) ? ask([resolver, first]) : undefined;
  return onward === undefined ? [first, resolver] : [first, onward, resolver];
}

/** The resolver gives the ticket to the other line, where it does not belong, and gets it back; `undefined` without another line. */
export function holdersWithBounce(
  resolver: Person,
  at: number,
  people: readonly Person[],
  random: Random,
): Holders | undefined {
  const line = resolver.line === 'first' ? 'second' : 'first';
  const other = colleagueOf(resolver, { line, at, except: [resolver] }, people, random);
  return other && [resolver, other, resolver];
}

/** Somebody of that line, best of the same region and at work, else at work, else employed by then. */
export function colleagueOf(
  person: Person,
  wanted: { readonly line: Person['line']; readonly at: number; readonly except: readonly Person[] },
  people: readonly Person[],
  random: Random,
): Person | undefined {
  const { line, at, except } = wanted;
  const employed = people.filter((other) => other.line === line && other.startedAt <= at && !except.includes(other));
  const working = employed.filter((other) => isWorking(other, at));
  const near = working.filter((other) => other.region === person.region);
  return random.pickAny(near) ?? random.pickAny(working) ?? random.pickAny(employed);
}
