import { TARGETS } from '../desk/promises.ts';
import type { DeskPriority } from '../desk/story.ts';
import { OWN_COLUMNS, ownColumnsOf, PARENTS } from './columns.ts';
import type { By, Instance } from './instance.ts';
import { durationOf, SURVEY, slaId, sysId } from './names.ts';

const STATES = { '1': 'New', '2': 'In Progress', '3': 'On Hold', '6': 'Resolved', '7': 'Closed', '8': 'Canceled' };

/** Words of the platform: by table and field, what the values are called. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'incident.state': STATES,
  'incident.incident_state': STATES,
  'incident.hold_reason': {
    '1': 'Awaiting Caller',
    '3': 'Awaiting Problem',
    '4': 'Awaiting Vendor',
    '5': 'Awaiting Change',
  },
  'incident.category': {
    vpn: 'VPN',
    password: 'Password',
    laptop: 'Laptop',
    printer: 'Printer',
    mail: 'Mail',
    access: 'Access',
  },
  'incident.close_code': { 'Solution provided': 'Solution provided', 'Resolved by caller': 'Resolved by caller' },
  'task.priority': { '1': '1 - Critical', '2': '2 - High', '3': '3 - Moderate', '4': '4 - Low', '5': '5 - Planning' },
  'task.impact': { '1': '1 - High', '2': '2 - Medium', '3': '3 - Low' },
  'task.urgency': { '1': '1 - High', '2': '2 - Medium', '3': '3 - Low' },
  'task.contact_type': { email: 'Email', 'self-service': 'Self-service', phone: 'Phone' },
  'task_sla.stage': {
    in_progress: 'In progress',
    paused: 'Paused',
    completed: 'Completed',
    achieved: 'Achieved',
    breached: 'Breached',
    cancelled: 'Cancelled',
  },
  'asmt_assessment_instance.state': { ready: 'Ready to take', wip: 'In progress', complete: 'Complete' },
};

/** Undefined: no choice. A child has its parent's. */
export const labelOf = (table: string, field: string, value: string): string | undefined =>
  (CHOICES[`${table}.${field}`] ?? CHOICES[`${PARENTS[table] ?? table}.${field}`])?.[value];

const ANOTHERS_RULE = sysId('sys_script', 'Acme');

export function addCatalogue(instance: Instance, by: By): void {
  addChoices(instance, by);
  addDictionary(instance, by);
  addPromises(instance, by);
  addSchedules(instance, by);
  const { type, metric, min, max } = SURVEY;
  const survey = { name: 'Incident satisfaction', evaluation_method: 'survey', active: 'true' };
  instance.insert('asmt_metric_type', { sys_id: type, ...survey }, by);
  const question = { name: 'Satisfaction', question: 'How did we do?', datatype: 'scale', scale: 'high' };
  const ends = { min: String(min), max: String(max), active: 'true' };
  instance.insert('asmt_metric', { sys_id: metric, metric_type: type, ...question, ...ends }, by);
  const trigger = { assessment_metric_type: type, table: 'incident', condition: 'state=6^EQ', active: 'true' };
  instance.insert('asmt_condition', { sys_id: sysId('asmt_condition'), ...trigger }, by);
  addAnothersWebhook(instance, by);
}

function addChoices(instance: Instance, by: By): void {
  for (const [path, words] of Object.entries(CHOICES)) {
    const [name = '', element = ''] = path.split('.');
    for (const [i, [value, label]] of Object.entries(words).entries()) {
      const row = { sys_id: sysId('choice', path, value), name, element, value, label, sequence: String(i) };
      instance.insert('sys_choice', { ...row, language: 'en', inactive: 'false' }, by);
    }
  }
}

function addDictionary(instance: Instance, by: By): void {
  for (const name of Object.keys(OWN_COLUMNS)) {
    const parent = PARENTS[name];
    const kin = { super_class: parent === undefined ? '' : sysId('sys_db_object', parent) };
    instance.insert('sys_db_object', { sys_id: sysId('sys_db_object', name), name, label: name, ...kin }, by);
    for (const column of ownColumnsOf(name)) {
      const row = { sys_id: sysId('dictionary', name, column.name), name, element: column.name, active: 'true' };
      const kind = { internal_type: column.type, reference: column.reference };
      instance.insert('sys_dictionary', { ...row, column_label: column.name, ...kind }, by);
    }
  }
}

function addPromises(instance: Instance, by: By): void {
  for (const [priority, goals] of Object.entries(TARGETS)) {
    for (const [target, ms] of Object.entries(goals)) {
      const definition = {
        sys_id: slaId(priority as DeskPriority, target),
        name: `${priority} ${target}`,
        type: 'SLA',
        target: target === 'first-response' ? 'response' : 'resolution',
        collection: 'incident',
        duration: durationOf(ms),
        schedule_source: 'no_schedule',
        pause_condition: target === 'resolution' ? 'state=3^EQ' : '',
        active: 'true',
        retroactive: 'false',
      };
      instance.insert('contract_sla', definition, by);
    }
  }
}

/** Office hours, and the holidays kept in a schedule of their own that is taken out. */
function addSchedules(instance: Instance, by: By): void {
  const office = sysId('cmn_schedule', 'office');
  const holidays = sysId('cmn_schedule', 'holidays');
  instance.insert('cmn_schedule', { sys_id: office, name: '8-5 weekdays', time_zone: 'America/New_York' }, by);
  instance.insert('cmn_schedule', { sys_id: holidays, name: 'U.S. holidays', time_zone: '' }, by);
  const span = { type: '', show_as: 'busy', repeat_count: '1', repeat_until: '0' };
  const hours = { start_date_time: '20250106T080000', end_date_time: '20250106T170000', repeat_type: 'weekdays' };
  const day = { start_date_time: '20251225T000000', end_date_time: '20251225T235959', repeat_type: 'yearly' };
  const week = { sys_id: sysId('span', 'week'), schedule: office, name: 'Weekdays', all_day: 'false' };
  const feast = { sys_id: sysId('span', 'feast'), schedule: holidays, name: 'Christmas', all_day: 'true' };
  instance.insert('cmn_schedule_span', { ...span, ...hours, ...week, days_of_week: '12345' }, by);
  instance.insert('cmn_schedule_span', { ...span, ...day, ...feast, yearly_type: 'doy', month: '12' }, by);
  const link = { sys_id: sysId('cmn_other_schedule'), schedule: office, child_schedule: holidays, type: 'exclude' };
  instance.insert('cmn_other_schedule', link, by);
}

/** What another program registered, and nobody but it may remove. */
function addAnothersWebhook(instance: Instance, by: By): void {
  const script = "var r = new sn_ws.RESTMessageV2(); r.setEndpoint(gs.getProperty('acme.sync.url')); r.executeAsync();";
  const when = { when: 'async', order: '200', active: 'true', advanced: 'true', action_update: 'true' };
  instance.insert(
    'sys_script',
    { sys_id: ANOTHERS_RULE, name: 'Acme sync', collection: 'incident', script, ...when },
    by,
  );
  const url = { name: 'acme.sync.url', value: 'https://acme.example/hook', type: 'string', is_private: 'false' };
  instance.insert('sys_properties', { sys_id: sysId('property', 'acme'), ...url }, by);
}
