import type { Normalised } from '../../src/connector/connector.ts';
import type { Agent } from '../../src/domain/agent.ts';
import { type AgentId, accountId } from '../../src/domain/ids.ts';
import { isUnnamed } from './change.ts';
import { type Envelope, instantOf, isTrue, type Row, sysIdOf, textOf } from './schema.ts';
import { type Desk, own } from './settings.ts';

/** One row of sys_user, with the groups they are in. */
export function normaliseUser(desk: Desk, { data, memberships }: Envelope): Normalised {
  const sysId = sysIdOf(data, 'sys_id');
  const login = textOf(data, 'user_name') ?? '';
  const bot = isBot(desk, data, sysId, login);
  const mail = textOf(data, 'mail_digest') ?? '';
  const agent: Agent = {
    id: accountId(desk.source, sysId) as string as AgentId,
    name: nameOf(data) || login || sysId,
    team: teamOf(desk, sysId, memberships ?? []),
    region: regionOf(desk, data),
    shift: null,
    timezone: textOf(data, 'time_zone') || null,
    manager: managerOf(desk, data),
    startedAt: null,
    // Nothing says since when: the row was last touched when they left, or after.
    endedAt: /^(false|0)$/i.test(textOf(data, 'active') ?? '') ? instantOf(data, 'sys_updated_on') : null,
    bot,
    ...(mail !== '' && !bot && { mail }),
  };
  // What an automation writes is signed with its login, which may stand there alone.
  const signed =
    bot && login !== '' ? [{ ...agent, id: accountId(desk.source, `login/${login}`) as string as AgentId }] : [];
  return { events: [], agents: [agent, ...signed], unmapped: [] };
}

/** One row of sys_user_group: nothing by itself, but a group that the settings do not name is told. */
export function normaliseGroup(desk: Desk, { data }: Envelope): Normalised {
  const sysId = sysIdOf(data, 'sys_id');
  return { events: [], agents: [], unmapped: isUnnamed(desk, sysId) ? [{ what: 'team', word: sysId }] : [] };
}

function isBot(desk: Desk, data: Row, sysId: string, login: string): boolean {
  const isIntegration = isTrue(data, 'internal_integration_user') || isTrue(data, 'web_service_access_only');
  return isIntegration || desk.bots.includes(sysId) || desk.bots.includes(login);
}

const nameOf = (data: Row): string =>
  textOf(data, 'name') || [textOf(data, 'first_name'), textOf(data, 'last_name')].filter(Boolean).join(' ');

/** Nothing else is told by locations, so that their own names will do. */
function regionOf(desk: Desk, data: Row): string | null {
  const id = textOf(data, 'location') ?? '';
  return own(desk.names, id) ?? (textOf(data, 'location.name') || id || null);
}

const named = (desk: Desk, id: string): string => own(desk.names, id) ?? id;

function managerOf(desk: Desk, data: Row): string | null {
  const id = textOf(data, 'manager');
  return id ? accountId(desk.source, id) : null;
}

/** Whoever is in several groups has no team that could be told: those the settings name count before others. */
function teamOf(desk: Desk, sysId: string, memberships: readonly Row[]): string | null {
  const theirs = memberships.filter((row) => textOf(row, 'user') === sysId);
  const groups = [...new Set(theirs.map((row) => textOf(row, 'group') ?? '').filter((id) => id !== ''))];
  const known = groups.filter((id) => own(desk.names, id) !== undefined);
  const [only, ...others] = known.length > 0 ? known : groups;
  return only !== undefined && others.length === 0 ? named(desk, only) : null;
}
