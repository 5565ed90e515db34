import type { Actor, Desk, DeskAgent, DeskCustomer, TicketStory } from '../desk/story.ts';
import type { By, Instance } from './instance.ts';
import { agentId, customerId, groupId, sysId } from './names.ts';

const agentLogin = (n: number): string => `agent.${n}`;
export const customerLogin = (n: number): string => `customer.${n}`;

/** Who reads through the API. */
export const API_USER = { login: 'stepladder.integration', sysId: sysId('user', 'stepladder.integration') };
/** An integration that assigns; what else happens by itself is done by the platform, which is no user. */
const ROUTING_LOGIN = 'integration.routing';
export const SYSTEM_LOGIN = 'system';

const ROLES = ['itil', 'snc_platform_rest_api_access', 'survey_reader', 'admin'];
const DEPARTMENTS = ['Sales', 'Finance', 'Production'];

/** The login and, where there is one, the user. */
export function actorOf(by: Actor, story: TicketStory, isRouting: boolean): { login: string; id: string } {
  if (by === 'requester') return { login: customerLogin(story.requester), id: customerId(story.requester) };
  if (by !== 'automation') return { login: agentLogin(by.agent), id: agentId(by.agent) };
  return isRouting ? { login: ROUTING_LOGIN, id: sysId('user', ROUTING_LOGIN) } : { login: SYSTEM_LOGIN, id: '' };
}

export function addPeople(instance: Instance, desk: Desk, by: By): void {
  for (const name of DEPARTMENTS) instance.insert('cmn_department', { sys_id: sysId('department', name), name }, by);
  for (const zone of new Set(desk.agents.map(({ timeZone }) => timeZone))) {
    instance.insert('cmn_location', { sys_id: sysId('location', zone), name: zone, time_zone: zone }, by);
  }
  for (const { n, name } of desk.groups) {
    instance.insert('sys_user_group', { sys_id: groupId(n), name, active: 'true', ...NOT_EXCLUDED }, by);
  }
  for (const name of ROLES) instance.insert('sys_user_role', { sys_id: sysId('role', name), name }, by);
  for (const agent of desk.agents) addAgent(instance, agent, by);
  for (const customer of desk.customers) addCustomer(instance, customer, by);
  addUser(instance, { sys_id: sysId('user', ROUTING_LOGIN), user_name: ROUTING_LOGIN, name: 'Routing', ...ROBOT }, by);
  addUser(instance, { sys_id: API_USER.sysId, user_name: API_USER.login, name: 'Stepladder', ...ROBOT }, by);
  for (const name of ROLES) addRole(instance, API_USER.sysId, name, by);
}

const NOT_EXCLUDED = { exclude_manager: 'false', include_members: 'false' };
const ROBOT = { web_service_access_only: 'true', email: '' };

function addAgent(instance: Instance, { n, name, email, group, timeZone }: DeskAgent, by: By): void {
  const id = agentId(n);
  const location = sysId('location', timeZone);
  addUser(instance, { sys_id: id, user_name: agentLogin(n), name, email, time_zone: timeZone, location }, by);
  const membership = { sys_id: sysId('member', n), user: id, group: groupId(group) };
  instance.insert('sys_user_grmember', membership, by);
  addRole(instance, id, 'itil', by);
}

function addCustomer(instance: Instance, { n, name, email }: DeskCustomer, by: By): void {
  const department = sysId('department', DEPARTMENTS[n % DEPARTMENTS.length] ?? '');
  addUser(instance, { sys_id: customerId(n), user_name: customerLogin(n), name, email, department }, by);
}

function addUser(instance: Instance, given: Record<string, string>, by: By): void {
  const [first = '', ...last] = (given['name'] ?? '').split(' ');
  const flags = { active: 'true', locked_out: 'false', vip: 'false', internal_integration_user: 'false' };
  const names = { first_name: first, last_name: last.join(' '), sys_class_name: 'sys_user', notification: '2' };
  instance.insert('sys_user', { ...flags, ...names, web_service_access_only: 'false', ...given }, by);
}

function addRole(instance: Instance, user: string, role: string, by: By): void {
  const row = { sys_id: sysId('has role', user, role), user, role: sysId('role', role), state: 'active' };
  instance.insert('sys_user_has_role', { ...row, inherited: 'false' }, by);
}
