import { z } from 'zod';
import type { Readiness } from '../progression/readiness.ts';
import { keys, nameOfFile, oneOf, text, whole, write } from './forms.ts';
import { metricId } from './metrics-file.ts';
import { recordKind } from './requirement-entry.ts';

const READINESS = ['not-enough-data', 'developing', 'nominated', 'strong'] as const satisfies readonly Readiness[];

const count = (what: string) => whole(what, 0, 1_000_000);
const number = z.number(write('a number in the unit of the metric'));

const counted = keys({ hits: count('hits'), of: count('tickets') }).refine(({ hits, of }) => hits <= of, {
  path: ['hits'],
  message: 'more hits than tickets. Write at most the number under of.',
});
const estimated = keys({ value: number, lower: number, upper: number, of: count('tickets') }).refine(
  ({ value, lower, upper }) => lower <= value && value <= upper,
  { path: ['value'], message: 'outside of its interval. Write lower <= value <= upper.' },
);

const EITHER = '{ hits, of }, { value, lower, upper, of }, or {} where there is no figure';

/** By what is in it, so that a problem speaks of the form that was meant; null: no figure. */
const figure = z.record(z.string(), z.unknown(), write(EITHER)).transform((raw, { addIssue }) => {
  if (Object.keys(raw).length === 0) return null;
  const form = 'hits' in raw ? counted : 'value' in raw ? estimated : undefined;
  if (form === undefined) addIssue({ code: 'custom', message: `half a figure. Write ${EITHER}.` });
  const parsed = form?.safeParse(raw);
  for (const { message, path } of parsed?.error?.issues ?? []) addIssue({ code: 'custom', path: [...path], message });
  return parsed?.data ?? null;
});

/** Worked examples of one rule. `metrics`: those the rule asks about; undefined: the rule itself cannot be read. */
export const casesForm = (rule: string, metrics: readonly string[] | undefined) =>
  keys({
    rule: nameOfFile(rule),
    cases: z
      .array(
        keys({
          name: text('what the case shows'),
          given: z
            .record(z.string(), figure, write('metric ids, each with its figure'))
            .superRefine((given, context) => {
              const known = metrics === undefined ? metricId() : oneOf('metric of this rule', metrics);
              for (const id of Object.keys(given)) {
                for (const { message } of known.safeParse(id).error?.issues ?? []) {
                  context.addIssue({ code: 'custom', path: [id], message });
                }
              }
            }),
          records: z
            .record(z.string(), count('records'), write('kinds of record, each with how many there are'))
            .default({})
            .superRefine((records, { addIssue }) => {
              for (const kind of Object.keys(records)) {
                for (const { message } of recordKind().safeParse(kind).error?.issues ?? []) {
                  addIssue({ code: 'custom', path: [kind], message });
                }
              }
            }),
          wants: z.boolean(write('true or false: what they said of their interest')).optional(),
          /** Evaluations in a row with these figures. */
          weeks: whole('weekly evaluations', 1, 520).default(1),
          expect: keys({
            verdict: z.enum(['met', 'not-met', 'not-enough-data'], write('met, not-met or not-enough-data')),
            flag: z.enum(['raised', 'none'], write('raised or none')).optional(),
            readiness: z.enum(READINESS, write(READINESS.join(', '))).optional(),
          }),
        }),
        write('a list of cases'),
      )
      .min(1, write('at least one case')),
  });

export type RuleCase = z.output<ReturnType<typeof casesForm>>['cases'][number];
