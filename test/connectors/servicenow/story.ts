import type { Row } from './desk.ts';

const ID = { ticket: 't1', ann: 'ann-id', bob: 'bob-id', cal: 'cal-id' };
const AUTHORS = {
  ann: { sys_id: ID.ann, agent: true },
  bob: { sys_id: ID.bob, agent: true },
  cal: { sys_id: ID.cal, agent: false },
};

export const at = (time: string): number => Date.parse(`2026-03-${time.replace(' ', 'T')}:00Z`);
const written = (time: string): string => `2026-03-${time}:00`;

interface Update {
  readonly time: string;
  readonly by: string;
  readonly set: Readonly<Record<string, string>>;
}

const MADE = {
  state: '1',
  hold_reason: '',
  assigned_to: '',
  assignment_group: 'Desk',
  priority: '3',
  category: 'network',
  contact_type: 'self-service',
  caller_id: ID.cal,
  resolved_by: '',
  resolved_at: '',
  problem_id: '',
};

/** A small ticket: taken, waiting for the caller, handed over, resolved, reopened, resolved by another, closed by a job. */
const UPDATES: readonly Update[] = [
  { time: '02 08:10', by: 'ann', set: { state: '2', assigned_to: ID.ann } },
  { time: '02 08:30', by: 'ann', set: { state: '3', hold_reason: '1' } },
  { time: '02 09:00', by: 'cal', set: { state: '2', hold_reason: '' } },
  { time: '02 10:00', by: 'ann', set: { state: '6', resolved_by: ID.ann, resolved_at: written('02 10:00') } },
  { time: '03 08:00', by: 'cal', set: { state: '2' } },
  { time: '03 08:30', by: 'ann', set: { assignment_group: 'Network', assigned_to: ID.bob, priority: '2' } },
  { time: '03 09:00', by: 'bob', set: { problem_id: 'prb1' } },
  {
    time: '03 11:00',
    by: 'bob',
    set: { state: '6', resolved_by: ID.bob, resolved_at: written('03 11:00'), category: 'vpn' },
  },
  { time: '08 11:00', by: 'system', set: { state: '7' } },
];

export const LENGTH = UPDATES.length;

/** The record as it was after so many updates. */
export function recordAfter(updates: number): Row {
  const done = UPDATES.slice(0, updates);
  const last = done.at(-1);
  return {
    ...Object.assign({}, MADE, ...done.map(({ set }) => set)),
    sys_id: ID.ticket,
    sys_class_name: 'incident',
    number: 'INC0000001',
    opened_by: ID.cal,
    opened_at: written('02 08:00'),
    sys_created_on: written('02 08:00'),
    sys_mod_count: `${updates}`,
    sys_updated_on: written(last?.time ?? '02 08:00'),
    sys_updated_by: last?.by ?? 'cal',
  };
}

function auditsAfter(updates: number): Row[] {
  const now: Record<string, string> = { ...MADE };
  return UPDATES.slice(0, updates).flatMap(({ time, by, set }, i) =>
    Object.entries(set).map(([fieldname, newvalue]): Row => {
      const oldvalue = now[fieldname] ?? '';
      now[fieldname] = newvalue;
      const sys_id = `audit-${i}-${fieldname}`;
      const common = { tablename: 'incident', documentkey: ID.ticket, user: by, sys_created_on: written(time) };
      return { sys_id, ...common, fieldname, oldvalue, newvalue, record_checkpoint: `${i + 1}` };
    }),
  );
}

/** What is read when the doorbell rings after so many updates. */
export const readAfter = (updates: number): Row => ({
  resource: 'incident',
  data: recordAfter(updates),
  audits: auditsAfter(updates),
  authors: AUTHORS,
});

const comment = (sys_id: string, time: string, by: string, element = 'comments'): Row => ({
  resource: 'journal',
  data: { sys_id, element, element_id: ID.ticket, sys_created_by: by, sys_created_on: written(time) },
  record: recordAfter(LENGTH),
  authors: AUTHORS,
});

const promise = (sys_id: string, more: Row): Row => ({
  resource: 'task-sla',
  data: { sys_id, task: ID.ticket, sla: 'def', 'sla.target': 'resolution', stage: 'completed', ...more },
});

export const BESIDE: readonly Row[] = [
  comment('j1', '02 08:30', 'ann'),
  comment('j2', '02 09:00', 'cal'),
  comment('j3', '03 08:31', 'ann', 'work_notes'),
  comment('j4', '03 11:00', 'bob'),
  promise('s1', { planned_end_time: written('02 16:00'), end_time: written('02 10:00') }),
  promise('s2', { planned_end_time: written('03 10:00'), end_time: written('03 11:00') }),
  {
    resource: 'survey',
    data: { sys_id: 'v1', state: 'complete', task_id: ID.ticket, taken_on: written('04 09:00') },
    results: [{ metric: 'q', actual_value: '4', 'metric.min': '1', 'metric.max': '5' }],
  },
];

/** The same history, row by row and without the record. */
export const ROW_BY_ROW: readonly Row[] = auditsAfter(LENGTH).map((data) => ({
  resource: 'sys-audit',
  data,
  authors: AUTHORS,
}));
