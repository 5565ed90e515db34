import { zendeskIds } from '../ids.ts';
import { listOf } from '../paging.ts';
import type { Row } from '../people.ts';
import { notFound } from '../refusal.ts';
import { type Asked, idOf, type Route } from '../route.ts';
import { distinct } from './beside.ts';

const GET = { method: 'GET', of: 'users' } as const;

export const peopleRoutes: readonly Route[] = [
  { ...GET, path: '/api/v2/users', answer: users },
  { ...GET, path: '/api/v2/users/me', of: 'free', answer: me },
  { ...GET, path: '/api/v2/users/show_many', answer: showMany },
  { ...GET, path: '/api/v2/users/count', answer: (asked) => ({ count: { value: chosen(asked).length } }) },
  { ...GET, path: '/api/v2/users/{id}', answer: (asked) => ({ user: one(asked, asked.account.people.users) }) },
  { ...GET, path: '/api/v2/users/{id}/group_memberships', answer: (asked) => memberships(asked, 'user_id') },
  { ...GET, path: '/api/v2/groups', answer: (asked) => listOf(asked, 'groups', asked.account.people.groups) },
  { ...GET, path: '/api/v2/groups/{id}', answer: (asked) => ({ group: one(asked, asked.account.people.groups) }) },
  { ...GET, path: '/api/v2/groups/{id}/memberships', answer: (asked) => memberships(asked, 'group_id') },
  { ...GET, path: '/api/v2/group_memberships', answer: (asked) => memberships(asked, null) },
  {
    ...GET,
    path: '/api/v2/organizations',
    of: 'organizations',
    answer: (asked) => listOf(asked, 'organizations', asked.account.people.organizations),
  },
  { ...GET, path: '/api/v2/custom_roles', answer: customRoles },
];

function chosen({ account, query }: Asked) {
  const roles = [...query.getAll('role[]'), ...query.getAll('role')];
  return account.people.users.filter(({ role }) => roles.length === 0 || roles.includes(role));
}

function users(asked: Asked): object {
  return listOf(asked, 'users', chosen(asked));
}

/** Who is logged in; nobody is a user too, without an id. */
function me({ account, caller }: Asked): object {
  const user = caller === null ? undefined : account.people.userById.get(caller.userId);
  return { user: user ?? { id: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user' } };
}

function showMany({ account, query }: Asked): object {
  const ids = (query.get('ids') ?? '').split(',').map(Number).slice(0, 100);
  const found = distinct(ids, account.people.userById);
  return { users: found, next_page: null, previous_page: null, count: found.length };
}

function one<T extends Row>(asked: Asked, rows: readonly T[]): T {
  const found = rows.find(({ id }) => id === idOf(asked));
  if (found === undefined) throw notFound();
  return found;
}

function memberships(asked: Asked, of: 'user_id' | 'group_id' | null): object {
  const rows = asked.account.people.memberships.filter((row) => of === null || row[of] === idOf(asked));
  return listOf(asked, 'group_memberships', rows);
}

function customRoles(): object {
  const { botRole: id } = zendeskIds;
  const role = { id, name: 'Apps', description: 'Apps that work on tickets', role_type: 0, team_member_count: 1 };
  return { custom_roles: [role], next_page: null, previous_page: null, count: 1 };
}
