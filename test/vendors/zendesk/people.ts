import type { Desk } from '../desk/story.ts';
import { iso, zendeskIds } from './ids.ts';
import { railsZone } from './words.ts';

interface User {
  readonly id: number;
  readonly role: 'end-user' | 'agent' | 'admin';
  readonly [key: string]: unknown;
}

export interface Row {
  readonly id: number;
  readonly [key: string]: unknown;
}

/** Users, groups and memberships as they were set up, a month before the desk opened. */
export interface People {
  readonly users: readonly User[];
  readonly userById: ReadonlyMap<number, User>;
  readonly groups: readonly Row[];
  readonly memberships: readonly Row[];
  readonly organizations: readonly Row[];
  readonly since: number;
}

const MONTH = 30 * 86_400_000;

export function peopleOf(desk: Desk, opening: number): People {
  const since = Math.floor(opening / 1000) * 1000 - MONTH;
  const stamps = { created_at: iso(since), updated_at: iso(since) };
  const url = (kind: string, id: number) => `https://desk.zendesk.com/api/v2/${kind}/${id}.json`;
  const user = (id: number, name: string, email: string, more: object): User =>
    ({ ...BLANK, id, url: url('users', id), name, email, ...stamps, ...more }) as unknown as User;
  const staff = { verified: true, restricted_agent: false, ticket_restriction: null, moderator: true };
  const agents = desk.agents.map((agent) =>
    user(zendeskIds.agent(agent.n), agent.name, agent.email, {
      ...staff,
      role: 'agent',
      time_zone: railsZone(agent.timeZone),
      iana_time_zone: agent.timeZone,
      default_group_id: zendeskIds.group(agent.group),
    }),
  );
  const customers = desk.customers.map((customer) =>
    user(zendeskIds.customer(customer.n), customer.name, customer.email, { organization_id: zendeskIds.organization }),
  );
  const { bot, botRole, admin } = zendeskIds;
  const users = [
    user(admin, 'Integration owner', 'owner@desk.example', { ...staff, role: 'admin' }),
    user(bot, 'Routing app', 'routing-app@desk.example', { ...staff, role: 'agent', custom_role_id: botRole }),
    ...agents,
    ...customers,
  ].sort((a, b) => a.id - b.id);
  const groups = desk.groups.map(({ n, name }) => {
    const id = zendeskIds.group(n);
    return { url: url('groups', id), id, name, ...GROUP, default: n === 1, ...stamps };
  });
  const memberships = desk.agents.map(({ n, group }) => {
    const id = zendeskIds.membership(n);
    const who = { user_id: zendeskIds.agent(n), group_id: zendeskIds.group(group) };
    return { url: url('group_memberships', id), id, ...who, default: true, ...stamps };
  });
  const firm = zendeskIds.organization;
  const organizations = [{ url: url('organizations', firm), id: firm, name: 'Firm', domain_names: [], ...stamps }];
  return { users, userById: new Map(users.map((one) => [one.id, one])), groups, memberships, organizations, since };
}

const GROUP = { description: '', is_public: true, deleted: false };

const BLANK = {
  time_zone: 'UTC',
  iana_time_zone: 'Etc/UTC',
  phone: null,
  shared_phone_number: null,
  photo: null,
  locale_id: 1,
  locale: 'en-US',
  organization_id: null,
  role: 'end-user',
  verified: true,
  external_id: null,
  tags: [],
  alias: null,
  active: true,
  shared: false,
  shared_agent: false,
  last_login_at: null,
  two_factor_auth_enabled: null,
  signature: null,
  details: null,
  notes: null,
  role_type: null,
  custom_role_id: null,
  moderator: false,
  ticket_restriction: 'requested',
  only_private_comments: false,
  restricted_agent: true,
  suspended: false,
  default_group_id: null,
  report_csv: false,
  user_fields: {},
};
