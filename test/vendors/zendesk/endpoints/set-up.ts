import { TARGETS } from '../../desk/promises.ts';
import type { DeskPriority } from '../../desk/story.ts';
import { iso, zendeskIds } from '../ids.ts';
import { listOf } from '../paging.ts';
import { notFound } from '../refusal.ts';
import { type Asked, idOf, type Route } from '../route.ts';
import { customStatusId, PRIORITY_WORDS, railsZone } from '../words.ts';

/** How the account is set up: promises, calendars, words, fields, skills. Nothing of it changes. */
export const setUpRoutes: readonly Route[] = [
  route('/api/v2/slas/policies', (asked) => listOf(asked, 'sla_policies', [policy()])),
  route('/api/v2/group_slas/policies', (asked) => listOf(asked, 'group_sla_policies', [])),
  route('/api/v2/business_hours/schedules', () => ({ schedules: SCHEDULES, url: null })),
  route('/api/v2/business_hours/schedules/{id}', (asked) => ({ schedule: schedule(asked) })),
  route('/api/v2/business_hours/schedules/{id}/holidays', holidays),
  route('/api/v2/custom_statuses', customStatuses),
  route('/api/v2/ticket_fields', (asked) => listOf(asked, 'ticket_fields', ticketFields(asked))),
  route('/api/v2/routing/attributes', (asked) => ({ attributes: [skill(asked)], count: 1 })),
  route('/api/v2/routing/attributes/{id}/values', () => ({ attribute_values: SKILL_VALUES, count: 2 })),
  route('/api/v2/routing/agents/{id}/instance_values', agentSkills),
  route('/api/v2/routing/tickets/{id}/instance_values', () => ({ attribute_values: [], count: 0 })),
  route('/api/v2/account/settings', settings),
];

function route(path: string, answer: Route['answer']): Route {
  return { method: 'GET', path, of: 'account', answer };
}

function policy() {
  const priorities = Object.keys(TARGETS) as DeskPriority[];
  const metrics = priorities.flatMap((priority) => [
    policyMetric(priority, 'first_reply_time', TARGETS[priority]['first-response']),
    policyMetric(priority, 'total_resolution_time', TARGETS[priority].resolution),
  ]);
  const filter = { all: [{ field: 'type', operator: 'is', value: 'incident' }], any: [] };
  return {
    id: zendeskIds.policy,
    title: 'Desk promises',
    description: null,
    position: 1,
    filter,
    policy_metrics: metrics,
  };
}

function policyMetric(priority: DeskPriority, metric: string, targetMs: number): object {
  const target = { target: targetMs / 60_000, target_in_seconds: targetMs / 1000 };
  return { priority: PRIORITY_WORDS[priority], metric, ...target, business_hours: false };
}

const DAY = 1440;
/** Minutes since Sunday 00:00 there; an interval ends with its day. */
const days = (list: readonly number[], from: number, to: number) =>
  list.map((day) => ({ start_time: day * DAY + from, end_time: day * DAY + to }));

const SCHEDULES = [
  { id: 360_000_310_001, name: 'Round the clock', time_zone: 'UTC', intervals: days([0, 1, 2, 3, 4, 5, 6], 0, DAY) },
  {
    id: 360_000_310_002,
    name: 'Madrid office',
    time_zone: railsZone('Europe/Madrid'),
    intervals: days([1, 2, 3, 4, 5], 540, 1080),
  },
];

function schedule(asked: Asked): object {
  const found = SCHEDULES.find(({ id }) => id === idOf(asked));
  if (found === undefined) throw notFound();
  return found;
}

function holidays(asked: Asked): object {
  schedule(asked);
  const isOffice = idOf(asked) === SCHEDULES[1]?.id;
  const year = new Date(asked.account.people.since).getUTCFullYear();
  const all = [
    { id: 360_000_320_001, name: 'Labour Day', start_date: `${year}-05-01`, end_date: `${year}-05-01` },
    { id: 360_000_320_002, name: 'Year end', start_date: `${year}-12-24`, end_date: `${year + 1}-01-01` },
  ];
  return { holidays: isOffice ? all : [], url: null };
}

function customStatuses({ account }: Asked): object {
  const stamp = iso(account.people.since);
  const rows = (['new', 'open', 'pending', 'hold', 'solved'] as const).map((category) => ({
    id: customStatusId(category),
    status_category: category,
    agent_label: category === 'hold' ? 'On-hold' : `${category.slice(0, 1).toUpperCase()}${category.slice(1)}`,
    end_user_label: category === 'hold' ? 'Open' : category,
    description: '',
    end_user_description: '',
    active: true,
    default: true,
    created_at: stamp,
    updated_at: stamp,
  }));
  return { custom_statuses: rows };
}

function ticketFields({ account, base }: Asked) {
  const stamp = iso(account.people.since);
  const id = zendeskIds.workTypeField;
  const words = ['vpn', 'password', 'laptop', 'printer', 'mail', 'access'];
  const options = words.map((value, i) => ({ id: id + 1 + i, name: value, raw_name: value, value, default: false }));
  const workType = { id, type: 'tagger', title: 'Work type', custom_field_options: options, removable: true };
  const status = { id: id - 1, type: 'status', title: 'Status', removable: false };
  return [workType, status].map((field) => ({
    url: `${base}/api/v2/ticket_fields/${field.id}.json`,
    ...field,
    raw_title: field.title,
    description: '',
    position: 1,
    active: true,
    required: false,
    created_at: stamp,
    updated_at: stamp,
  }));
}

const SKILL = '6e279587-e930-11e8-a7a0-2d4d1a6b7d01';
const SKILL_VALUES = [
  { id: '6ccddacf-e85e-11e8-a7a0-ad7a5fa5e001', name: 'Network', attribute_id: SKILL },
  { id: '6ccddacf-e85e-11e8-a7a0-ad7a5fa5e002', name: 'Access', attribute_id: SKILL },
];

const skill = ({ account }: Asked): object => ({ id: SKILL, name: 'Topic', created_at: iso(account.people.since) });

function agentSkills(asked: Asked): object {
  const mine = SKILL_VALUES.filter((_, i) => idOf(asked) % 2 === i);
  return { attribute_values: mine, count: mine.length };
}

function settings({ account }: Asked): object {
  const isSurvey = account.traps.surveyInsteadOfRating;
  return {
    settings: {
      active_features: { customer_satisfaction: !isSurvey, csat_survey: isSurvey, business_hours: true },
      tickets: { custom_statuses_enabled: true },
    },
  };
}
