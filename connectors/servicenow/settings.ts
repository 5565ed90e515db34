import { z } from 'zod';
import { TICKET_STATUSES } from '../../src/domain/ticket.ts';
import { readYaml } from '../../src/settings/read-yaml.ts';
import { CHANNELS, HOLD_REASONS, PRIORITIES, type StateMeaning, TABLES, type TicketTable } from './status-map.ts';

const words = z.record(z.string(), z.string()).default({});
const status = z.enum(TICKET_STATUSES);
const meanings = z
  .record(
    z.string(),
    z.union(
      [
        status.transform((ours) => ({ status: ours, label: undefined })),
        z.strictObject({ status, label: z.string().optional() }),
      ],
      {
        error: `write one of ${TICKET_STATUSES.join(', ')}, or { status, label }`,
      },
    ),
  )
  .default({});

const settingsSchema = z.strictObject({
  bots: z.array(z.string().min(1)).default([]),
  names: words,
  work_type: z.strictObject({ field: z.string().min(1).optional(), words }).default({ words: {} }),
  requester_group: z.string().min(1).optional(),
  priorities: words,
  channels: words,
  tables: z.record(z.string(), z.strictObject({ kind: z.string().min(1).optional(), states: meanings })).default({}),
  hold_reasons: meanings,
  sla: words,
  survey_questions: z.array(z.string().min(1)).nullable().default(null),
});

/** A source, and what its words mean. Look words up with `own`, never with `[]` alone. */
export interface Desk {
  readonly source: string;
  /** Logins or sys_ids of automations. */
  readonly bots: readonly string[];
  /** What a sys_id of a group, department, company, location or catalog item is called. */
  readonly names: Readonly<Record<string, string>>;
  /** Null: by table. */
  readonly workTypeField: string | null;
  readonly workTypes: Readonly<Record<string, string>>;
  readonly requesterGroupFields: readonly string[];
  readonly priorities: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, TicketTable>>;
  readonly holdReasons: Readonly<Record<string, StateMeaning>>;
  /** By sys_id or name of an SLA definition: the target, or `ignore`. */
  readonly sla: Readonly<Record<string, string>>;
  /** asmt_metric sys_ids of the questions that make the score; null: all. */
  readonly surveyQuestions: readonly string[] | null;
}

/** Null: the vendor's own words. Throws InvalidSettings with line and column. */
export function readSettings(source: string, text: string | null): Desk {
  const { value } = readYaml('settings', text ?? '{}', settingsSchema);
  return {
    source,
    // The platform's own jobs: they close what was resolved, and escalate.
    bots: ['system', ...value.bots],
    names: value.names,
    workTypeField: value.work_type.field ?? null,
    workTypes: value.work_type.words,
    requesterGroupFields:
      value.requester_group === undefined ? ['caller_id.department', 'company'] : [value.requester_group],
    priorities: { ...PRIORITIES, ...value.priorities },
    channels: { ...CHANNELS, ...value.channels },
    tables: tablesOf(value.tables),
    holdReasons: { ...HOLD_REASONS, ...labelled(value.hold_reasons, HOLD_REASONS) },
    sla: value.sla,
    surveyQuestions: value.survey_questions,
  };
}

/** What an object itself has under a word that somebody else chose. */
export const own = <T>(of: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(of, word) ? of[word] : undefined;

type Settings = z.output<typeof settingsSchema>;

function tablesOf(changed: Settings['tables']): Desk['tables'] {
  const entries = Object.entries(changed).map(([name, { kind, states }]): [string, TicketTable] => {
    const known = own(TABLES, name);
    const shipped = known?.states ?? TABLES['task']?.states ?? {};
    return [name, { kind: kind ?? known?.kind ?? name, states: { ...shipped, ...labelled(states, shipped) } }];
  });
  return { ...TABLES, ...Object.fromEntries(entries) };
}

function labelled(given: Settings['hold_reasons'], shipped: TicketTable['states']): Record<string, StateMeaning> {
  const entries = Object.entries(given).map(([word, { status: ours, label }]) => [
    word,
    { status: ours, label: label ?? own(shipped, word)?.label ?? word },
  ]);
  return Object.fromEntries(entries);
}
