import { compileCalendar } from '../../src/domain/calendar.ts';
import { type Answers, type Contender, dayjsBusinessTime, momentBusinessTime, OURS } from './contenders.ts';
import { type Questions, randomQuestions, specOf } from './questions.ts';
import { atLeast, type Report, type Row } from './report.ts';

const CALENDARS = 4;
const QUESTIONS_EACH = 250;
/** Ours is so quick that one pass over the questions would measure the clock. */
const OUR_PASSES = 200;
const ROUNDS = 3;
/** Times as fast as each library that ours has to be. */
const LEAST_RATIO = 100;

type Op = 'elapsed' | 'due';

/** The same random questions to each in turn, in one process; the answers are compared too. */
export function againstLibraries(): Report {
  const questions = Array.from({ length: CALENDARS }, (_, seed) => randomQuestions(seed + 1, QUESTIONS_EACH));
  const libraries = [momentBusinessTime(), dayjsBusinessTime()];
  const rows: Row[] = [compileRow(questions)];
  const bars = (['elapsed', 'due'] as const).flatMap((op) => {
    const times = fastest([OURS, ...libraries], questions, op);
    const ours = times.get(OURS) ?? Number.NaN;
    for (const [{ name }, ns] of times) {
      rows.push({
        what: `${op}, ${name}`,
        'ns a call': ns,
        'calls a second': 1e9 / ns,
        'ours is faster by': ns / ours,
      });
    }
    rows.push(...libraries.map((library) => differences(library, questions, op)));
    return libraries.map((library) =>
      atLeast(`${op}: times as fast as ${library.name}`, (times.get(library) ?? 0) / ours, LEAST_RATIO),
    );
  });
  return { rows, bars };
}

/** Nanoseconds a call: of each contender the fastest of several rounds, in which they take turns. */
function fastest(contenders: readonly Contender[], questions: readonly Questions[], op: Op): Map<Contender, number> {
  const times = new Map<Contender, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contender of contenders) {
      const ns = nanosecondsOf(contender, questions, op);
      times.set(contender, Math.min(ns, times.get(contender) ?? Number.POSITIVE_INFINITY));
    }
  }
  return times;
}

function nanosecondsOf(contender: Contender, questions: readonly Questions[], op: Op): number {
  const passes = contender === OURS ? OUR_PASSES : 1;
  let spent = 0;
  for (const asked of questions) {
    const answers = contender.set(asked.week);
    pass(answers, asked, op); // compiled and warm, as in a desk that runs
    const started = performance.now();
    for (let left = passes; left > 0; left -= 1) pass(answers, asked, op);
    spent += performance.now() - started;
  }
  return (spent * 1e6) / (passes * CALENDARS * QUESTIONS_EACH);
}

/** The sum keeps the work from being optimised away. */
function pass(answers: Answers, { intervals, targets }: Questions, op: Op): number {
  let sum = 0;
  if (op === 'elapsed') for (const [start, end] of intervals) sum += answers.elapsed(start, end);
  else for (const [start, ms] of targets) sum += answers.due(start, ms);
  return sum;
}

/** How often a library says something else, with the first such question, to look into. */
function differences(library: Contender, questions: readonly Questions[], op: Op): Row {
  const found = questions.flatMap((asked) => {
    const ours = OURS.set(asked.week);
    const theirs = library.set(asked.week);
    return (op === 'elapsed' ? asked.intervals : asked.targets).flatMap(([a, b]) => {
      const [mine, other] = [ours[op](a, b), theirs[op](a, b)];
      return mine === other ? [] : [{ a, b, mine, other, week: asked.week }];
    });
  });
  const what = `${op}, answers unlike ${library.name}`;
  const [first] = found;
  const row = { what, differ: found.length, of: CALENDARS * QUESTIONS_EACH };
  if (first === undefined) return row;
  const { a, b, mine, other, week } = first;
  const asked = op === 'elapsed' ? `${iso(a)} to ${iso(b)}` : `${iso(a)} + ${b / 60_000} min`;
  const told =
    op === 'elapsed' ? `${mine / 60_000}, theirs ${other / 60_000} min` : `${iso(mine)}, theirs ${iso(other)}`;
  return { ...row, first: `${asked}: ours ${told}; week ${JSON.stringify(week)}` };
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** What ours does once a calendar and year, and the libraries do again in each call. */
function compileRow(questions: readonly Questions[]): Row {
  const started = performance.now();
  for (const { week } of questions) compileCalendar(specOf(week)).nextOpen(Date.UTC(2026));
  return {
    what: 'compile a year of a calendar, stepladder',
    'ms, cold': (performance.now() - started) / questions.length,
  };
}
