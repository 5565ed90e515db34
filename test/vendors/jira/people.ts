import { createHash } from 'node:crypto';
import type { Actor, Desk, TicketStory } from '../desk/story.ts';
import type { Traps } from './traps.ts';

export interface Person {
  readonly accountId: string;
  readonly accountType: 'atlassian' | 'app' | 'customer';
  readonly displayName: string;
  readonly email: string;
  readonly timeZone: string;
  /** Data Center: what outlives a renaming. */
  readonly key: string;
  /** Data Center: what they log in as. */
  readonly name: string;
}

export interface Group {
  readonly groupId: string;
  readonly name: string;
  readonly members: readonly Person[];
}

export interface People {
  readonly all: readonly Person[];
  readonly byId: ReadonlyMap<string, Person>;
  readonly groups: readonly Group[];
  /** The account that reads through the API. */
  readonly reader: Person;
  of(actor: Actor, story: TicketStory): Person;
  agent(n: number): Person;
  customer(n: number): Person;
}

export const READER_EMAIL = 'stepladder@desk.example';

/** In the form of a UUID, the same for the same thing. */
export function uuidOf(what: string, n: number): string {
  const hex = createHash('sha1').update(`${what} ${n}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

const SITE = uuidOf('site', 1);
/** Atlassian's own account of Automation for Jira, the same on every site. */
const AUTOMATION = '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077';

export function makePeople(desk: Desk): People {
  const agents = desk.agents.map(
    ({ n, name, email, timeZone }): Person => ({
      accountId: `712020:${uuidOf('agent', n)}`,
      accountType: 'atlassian',
      displayName: name,
      email,
      timeZone,
      key: `JIRAUSER${10_200 + n}`,
      name: `agent${n}`,
    }),
  );
  const customers = desk.customers.map(
    ({ n, name, email }): Person => ({
      accountId: `qm:${SITE}:${uuidOf('customer', n)}`,
      accountType: 'customer',
      displayName: name,
      email,
      timeZone: 'Europe/Madrid',
      key: `JIRAUSER${50_000 + n}`,
      name: email,
    }),
  );
  const app = (accountId: string, displayName: string, name: string): Person => ({
    accountId,
    accountType: 'app',
    displayName,
    email: `${name}@connect.example`,
    timeZone: 'Etc/UTC',
    key: name,
    name,
  });
  const automation = app(AUTOMATION, 'Automation for Jira', 'automation');
  const bots = [automation, app(`557058:${uuidOf('app', 2)}`, 'Slack', 'slack')];
  const reader: Person = {
    accountId: `712020:${uuidOf('reader', 1)}`,
    accountType: 'atlassian',
    displayName: 'Stepladder',
    email: READER_EMAIL,
    timeZone: 'Europe/Madrid',
    key: 'JIRAUSER10100',
    name: 'stepladder',
  };
  const all = [reader, ...bots, ...agents, ...customers];
  const agent = (n: number) => at(agents, n, 'agent');
  const customer = (n: number) => at(customers, n, 'customer');
  const teams = desk.groups.map(({ n, name }) => ({
    groupId: uuidOf('group', n),
    name,
    members: desk.agents.filter(({ group }) => group === n).map((one) => agent(one.n)),
  }));
  const licensed = { groupId: uuidOf('group', 0), name: 'jira-servicemanagement-users', members: [reader, ...agents] };
  return {
    all,
    byId: new Map(all.flatMap((one) => [one.accountId, one.key].map((id) => [id, one] as const))),
    groups: [licensed, ...teams],
    reader,
    of: (actor, { requester }) =>
      actor === 'automation' ? automation : actor === 'requester' ? customer(requester) : agent(actor.agent),
    agent,
    customer,
  };
}

function at(people: readonly Person[], n: number, what: string): Person {
  const found = people[n - 1];
  if (found === undefined) throw new Error(`The desk has no ${what} ${n}: the story and the desk do not fit together.`);
  return found;
}

export interface Look {
  /** What the addresses of `self` begin with. */
  readonly base: string;
  readonly version: '2' | '3';
  /** Of the account that looks. */
  readonly zone: string;
  readonly dataCenter: boolean;
  readonly traps: Readonly<Traps>;
}

export function personJson(person: Person, { base, version, dataCenter, traps }: Look): Record<string, unknown> {
  const self = `${base}/rest/api/${version}/user`;
  const avatar = 'https://secure.gravatar.com/avatar/0';
  const said = {
    ...(!traps.emailsHidden && { emailAddress: person.email }),
    avatarUrls: { '48x48': avatar, '24x24': avatar, '16x16': avatar, '32x32': avatar },
    displayName: person.displayName,
    active: true,
    timeZone: person.timeZone,
  };
  if (dataCenter) return { self: `${self}?username=${person.name}`, name: person.name, key: person.key, ...said };
  const { accountId, accountType } = person;
  return { self: `${self}?accountId=${accountId}`, accountId, accountType, ...said };
}
