import type { DeskPriority, DeskStatus, Happening, TicketStory } from '../desk/story.ts';
import type { By, Instance } from './instance.ts';
import { agentId, customerId, durationOf, groupId, incidentId, numberOf, stamp, sysId } from './names.ts';
import { actorOf } from './people.ts';
import { answerSurvey, sendSurvey } from './survey.ts';
import type { Row } from './table.ts';
import { keepPromises } from './task-sla.ts';

const CONTACT = { mail: 'email', web: 'self-service', phone: 'phone' } as const;
const NUMBER: Readonly<Record<DeskPriority, string>> = { P1: '1', P2: '2', P3: '3', P4: '4' };
/** Impact and urgency, of which an instance works out the priority. */
const LOOKUP: Readonly<Record<DeskPriority, readonly [string, string]>> = {
  P1: ['1', '1'],
  P2: ['1', '2'],
  P3: ['2', '2'],
  P4: ['2', '3'],
};

type Done = { readonly story: TicketStory; readonly row: Row; readonly by: By; readonly who: string };

/** One happening as the instance keeps it, at the time it happened. */
export function keep(instance: Instance, story: TicketStory, happening: Happening): void {
  const { at } = happening;
  const { login, id: who } = actorOf(happening.by, story, happening.kind === 'assigned');
  const by = { login, at };
  if (happening.kind === 'opened') instance.insert('incident', openedAs(story, happening, who), by);
  const row = instance.table('incident').rows.get(incidentId(story.n));
  if (row === undefined)
    throw new Error(`Ticket ${story.n} is not there: tell its happenings in order, from opened on.`);
  const done = { story, row, by, who };
  switch (happening.kind) {
    case 'assigned':
      assign(instance, done, happening.to === null ? '' : agentId(happening.to), groupId(happening.group));
      break;
    case 'status':
      setStatus(instance, done, happening.to);
      break;
    case 'priority':
      instance.update('incident', row, urgencyOf(happening.to), by);
      break;
    case 'reply':
    case 'customer-reply':
      write(instance, done, 'comments', `${happening.kind} by ${login}`);
      break;
    case 'note':
      write(instance, done, 'work_notes', `note by ${login}`);
      break;
    case 'rated':
      answerSurvey(instance, story, happening.stars, at);
      break;
    case 'deleted':
      remove(instance, done);
      return;
  }
  keepPromises(instance, story, at);
}

const urgencyOf = (priority: DeskPriority): Row => {
  const [impact, urgency] = LOOKUP[priority];
  return { impact, urgency, priority: NUMBER[priority] };
};

function openedAs(story: TicketStory, opened: Happening & { kind: 'opened' }, who: string): Row {
  const number = numberOf(story.n);
  return {
    ...{ sys_id: incidentId(story.n), number, task_effective_number: number, sys_class_name: 'incident' },
    ...{ short_description: `Problem with ${story.workType}`, category: story.workType, active: 'true' },
    ...{ caller_id: customerId(story.requester), opened_by: who, opened_at: stamp(opened.at) },
    ...{ contact_type: CONTACT[story.channel], assignment_group: groupId(opened.group) },
    ...{ state: '1', incident_state: '1', ...urgencyOf(opened.priority), severity: '3', escalation: '0' },
    ...{ reassignment_count: '0', reopen_count: '0', child_incidents: '0', made_sla: 'true', knowledge: 'false' },
    ...{ approval: 'not requested', upon_approval: 'proceed', upon_reject: 'cancel', notify: '1' },
    ...{ sys_domain: 'global', sys_domain_path: '/' },
  };
}

function assign(instance: Instance, { row, by }: Done, to: string, group: string): void {
  const isMoved = row['assigned_to'] !== '' && row['assigned_to'] !== to;
  const count = String(Number(row['reassignment_count']) + (isMoved ? 1 : 0));
  instance.update('incident', row, { assigned_to: to, assignment_group: group, reassignment_count: count }, by);
}

const STATES: Readonly<Record<DeskStatus, string>> = {
  open: '2',
  pending: '3',
  'on-hold': '3',
  resolved: '6',
  closed: '7',
};

function setStatus(instance: Instance, done: Done, to: DeskStatus): void {
  const { story, row, by } = done;
  const state = STATES[to];
  const hold = to === 'pending' ? '1' : to === 'on-hold' ? '4' : '';
  const words = { state, incident_state: state, hold_reason: hold };
  const isReopened = row['state'] === '6' && state === '2';
  const more = to === 'resolved' ? resolvedBy(done) : to === 'closed' ? closedBy(done) : {};
  instance.update('incident', row, { ...words, ...more, ...(isReopened && reopenedBy(done)) }, by);
  if (to === 'resolved') sendSurvey(instance, story, by.at);
}

/** `resolved_at` and `resolved_by` stay as they are when a ticket is opened again. */
function resolvedBy({ story, by, who }: Done): Row {
  const taken = by.at - (story.happenings[0]?.at ?? by.at);
  const seconds = String(taken / 1000);
  return {
    ...{ resolved_at: stamp(by.at), resolved_by: who, close_code: 'Solution provided', close_notes: 'Done.' },
    ...{ calendar_duration: durationOf(taken), business_duration: durationOf(taken) },
    ...{ calendar_stc: seconds, business_stc: seconds },
  };
}

const closedBy = ({ by, who }: Done): Row => ({ closed_at: stamp(by.at), closed_by: who, active: 'false' });

const reopenedBy = ({ row, by, who }: Done): Row => ({
  reopen_count: String(Number(row['reopen_count']) + 1),
  reopened_by: who,
  reopened_time: stamp(by.at),
});

function write(instance: Instance, { story, row, by }: Done, element: 'comments' | 'work_notes', value: string): void {
  const key = row['sys_id'] ?? '';
  const entry = {
    sys_id: sysId('journal', story.n, by.at, element),
    name: 'incident',
    element,
    element_id: key,
    value,
  };
  // First the entry: whoever is told of the update finds it.
  instance.insert('sys_journal_field', entry, by);
  instance.update('incident', row, {}, by, { [element]: value });
}

/** Its promises and its survey go with it; history and journal stay. */
function remove(instance: Instance, { story, row, by }: Done): void {
  const key = incidentId(story.n);
  for (const sla of [...(instance.table('task_sla').by('task', key) ?? [])]) instance.delete('task_sla', sla);
  for (const one of [...(instance.table('asmt_assessment_instance').by('task_id', key) ?? [])]) {
    instance.delete('asmt_assessment_instance', one);
  }
  const told = { documentkey: key, tablename: 'incident', display_value: numberOf(story.n) };
  instance.insert('sys_audit_delete', { sys_id: sysId('deleted', key), ...told }, by);
  const checkpoint = Number(row['sys_mod_count']) + 1;
  instance.audit(key, { fieldname: 'DELETED', oldvalue: '', newvalue: 'DELETED' }, checkpoint, by);
  instance.delete('incident', row);
}
