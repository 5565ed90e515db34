import type { Normalised, Unmapped } from '../../src/connector/connector.ts';
import { type AgentId, accountId } from '../../src/domain/ids.ts';
import { instant, shortened, understood } from './reading.ts';
import { groupSchema, userSchema } from './schema.ts';
import type { ZendeskSource } from './settings.ts';
import { teamOf } from './ticket-change.ts';

/** Those who work tickets. Customers are not kept. */
export function normaliseUser(zendesk: ZendeskSource, data: unknown): Normalised {
  const user = understood('user', userSchema, data);
  const role = user.role.toLowerCase();
  if (role === 'end-user') return { events: [], agents: [], unmapped: [] };
  const unmapped: Unmapped[] = role === 'agent' || role === 'admin' ? [] : [{ what: 'role', word: shortened(role) }];
  if (unmapped.length > 0) return { events: [], agents: [], unmapped };
  const gone = user.active === false || user.suspended === true;
  const agent = {
    id: accountId(zendesk.source, user.id) as string as AgentId,
    name: user.name ?? user.id,
    team: teamOf(zendesk, user.default_group_id, unmapped),
    region: null,
    shift: null,
    timezone: user.iana_time_zone,
    manager: null,
    startedAt: null,
    endedAt: gone && user.updated_at !== null ? instant('updated_at', user.updated_at) : null,
    bot: zendesk.bots.has(user.id) || (user.custom_role_id !== null && zendesk.botRoles.has(user.custom_role_id)),
    ...(user.mail_digest !== null && { mail: user.mail_digest }),
  };
  return { events: [], agents: [agent], unmapped };
}

/** A name is the settings' to give, so that a group renamed stays one team. Those without are listed with what Zendesk calls them. */
export function normaliseGroup({ groups }: ZendeskSource, data: unknown): Normalised {
  const group = understood('group', groupSchema, data);
  const word = shortened(`${group.id} ${group.name ?? ''}`.trim());
  return { events: [], agents: [], unmapped: groups.has(group.id) ? [] : [{ what: 'group', word }] };
}
