import { z } from 'zod';
import { CADENCES, type SfiaSkill, type StageRef } from '../progression/path.ts';
import { RECORD_KINDS } from '../progression/record-kinds.ts';
import { isBlock, keys, nameOfFile, oneOf, text, whole, write } from './forms.ts';
import { SFIA_LEVELS } from './sfia-levels.ts';

const MOST_WEEKS = 520;
const id = (wanted: string) => z.string(write(wanted)).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, write(wanted));
const share = (what: string) => z.number(write(what)).min(0, write(what)).max(1, write(what));

const skillWanted = write('a code of SFIA with its level or levels, such as SLMO 2-3');
const skill = z
  .string(skillWanted)
  .regex(/^[A-Z]{4} [1-7](-[1-7])?$/, skillWanted)
  .transform((written, { addIssue }): SfiaSkill => {
    const code = written.slice(0, 4);
    const [from = 0, to = from] = written.slice(5).split('-').map(Number);
    const levels = SFIA_LEVELS[code];
    const add = (message: string) => addIssue({ code: 'custom', message });
    if (levels === undefined) add(`no skill ${code} here. Known: ${Object.keys(SFIA_LEVELS).join(', ')}.`);
    else if (from > to) add(`levels run upwards. Write ${code} ${to}-${from}.`);
    else if (from < levels[0] || to > levels[1])
      add(`${code} has the levels ${levels.join(' to ')}. Write such a one.`);
    return { code, from, to };
  });

const refWanted = write('a stage as path/stage, such as generalist/analyst');
const ref = z
  .string(refWanted)
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, refWanted)
  .transform((written): StageRef => {
    const [path = '', stage = ''] = written.split('/');
    return { path, stage };
  });
const refs = z.array(ref, write('a list of stages as path/stage, or leave the key out'));

const duty = keys({
  what: text('what is done, and for whom'),
  cadence: z.enum(CADENCES, write(CADENCES.join(', ').replace(/, ([^,]*)$/, ' or $1'))),
});

const band = keys({
  lower: share('the least share of earlier work, 0 to 1'),
  upper: share('the most of it, 0 to 1'),
}).refine(({ lower, upper }) => lower > 0 && lower < upper, {
  path: ['lower'],
  message:
    'keeps nothing, or no band. Write lower above 0 and below upper: less of the earlier work is fine, none of it is not.',
});

const stage = (roles: readonly string[]) =>
  keys({
    id: id('an id of lower-case letters, digits and -'),
    title: text('a title for pages'),
    why: text('why there is this stage, for those who might want it'),
    sfia: z.array(skill, write('a list such as [SLMO 2-3], or leave the key out')).default([]),
    duties: z.array(duty, write('a list of duties, each with what and cadence')).min(1, write('at least one duty')),
    role: oneOf('role', roles).nullable(),
    opened_by_people: text('why people alone decide on this stage').optional(),
    needs: refs.default([]),
    keeps: band.optional(),
    work: z.array(text('a kind of work as the tickets name it'), write('a list of kinds of work')).default([]),
    planned_weeks: whole('weeks after which the next step is talked about', 1, MOST_WEEKS),
    customer_contact: share('the least share of work with customers, 0 to 1'),
    why_less_contact: text('why this stage may lead away from customers').optional(),
    exit: z.enum(['inside', 'beyond'], write('inside (the firm) or beyond (it)')).optional(),
  }).superRefine(
    ({ role, opened_by_people: why }, { addIssue }) => {
      const add = (key: string, message: string) => addIssue({ code: 'custom', path: [key], message });
      if (role === null && why === undefined) {
        add('role', 'no rule opens this stage. Name one, or say under opened_by_people why people alone decide.');
      }
      if (role !== null && why !== undefined) {
        add(
          'opened_by_people',
          `the flag of "${role}" opens this stage. Keep one: role: null with this reason, or the role.`,
        );
      }
    },
    { when: ({ value }) => isBlock(value) && ['string', 'object'].includes(typeof value['role']) },
  );

const kinds = Object.keys(RECORD_KINDS) as (keyof typeof RECORD_KINDS)[];
const gate = keys({
  id: id('an id of lower-case letters, digits and -'),
  title: text('a title for pages'),
  why: text('why it is asked by then'),
  by_week: whole('weeks since the first stage was begun', 1, MOST_WEEKS),
  reaches: refs.min(1, write('at least one stage as path/stage; one of them is enough')),
  held_weeks: whole('weeks for which one of the stages has been held', 0, MOST_WEEKS).default(0),
  records: z
    .array(z.enum(kinds, write(`a kind of record: ${kinds.join(', ')}`)), write('a list of kinds of record'))
    .default([]),
});

/** One file of paths/. `roles`: ids of the rules a flag may come from. */
export const pathForm = (name: string, roles: readonly string[]) =>
  keys({
    id: nameOfFile(name),
    title: text('a title for pages'),
    why: text('why the desk offers this path, for those who might take it'),
    stages: z.array(stage(roles), write('a list of stages, in order')).min(1, write('at least one stage')),
    gates: z.array(gate, write('a list of gates, by date')).default([]),
  });

export type WrittenPath = z.output<ReturnType<typeof pathForm>>;
export type WrittenStage = WrittenPath['stages'][number];
