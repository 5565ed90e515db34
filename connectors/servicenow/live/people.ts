import type { Lane } from '../../../src/connector/lane.ts';
import { mailDigest } from '../../../src/connector/mail-digest.ts';
import type { Found } from '../../../src/connector/remote.ts';
import type { Row } from '../schema.ts';
import { AGENT_ROLE } from './authors.ts';
import { byCell, cellOf, oneOf, optional, picked } from './rows.ts';
import type { Tables } from './tables.ts';

const AT_ONCE = 100;
const LANE: Lane = 'backfill';
const anything = () => true;

/** Groups, then whoever is in one, has the role of those who work tickets, or is an automation. Who only asks is none. */
export async function* readPeople(tables: Tables): AsyncGenerator<readonly Found[]> {
  const groups = { table: 'sys_user_group', filter: '', isAskedFor: anything, fields: GROUP, lane: LANE };
  for await (const rows of tables.pages(groups)) {
    yield rows.map((row) => agent({ resource: 'sys-user-group', data: picked(row, ['sys_id', ...GROUP]) }));
  }
  const memberships = byCell(await readMemberships(tables), 'user');
  const ids = new Set([...memberships.keys(), ...(await readHolders(tables)), ...(await readRobots(tables))]);
  const users = await readUsers(tables, [...ids].filter(Boolean).sort());
  const digests = uniqueDigests(users);
  for (let i = 0; i < users.length; i += AT_ONCE) {
    yield users.slice(i, i + AT_ONCE).map((row) => {
      const id = cellOf(row, 'sys_id');
      const of = (memberships.get(id) ?? []).map((one) => picked(one, ['user', 'group']));
      return agent({ resource: 'sys-user', data: userData(row, digests.get(id)), memberships: of });
    });
  }
}

const GROUP = ['name', 'active'];

const agent = (envelope: Found['envelope']): Found => ({ about: 'agent', envelope });

async function readMemberships(tables: Tables): Promise<Row[]> {
  const rows: Row[] = [];
  const wanted = {
    table: 'sys_user_grmember',
    filter: '',
    isAskedFor: anything,
    fields: ['user', 'group'],
    lane: LANE,
  };
  for await (const page of tables.pages(wanted)) rows.push(...page);
  return rows;
}

async function readHolders(tables: Tables): Promise<string[]> {
  const rows = await optional(
    tables.all({
      table: 'sys_user_has_role',
      filter: `role.name=${AGENT_ROLE}`,
      isAskedFor: (row) => cellOf(row, 'role.name') === AGENT_ROLE,
      fields: ['user', 'role.name'],
      lane: LANE,
    }),
  );
  return (rows ?? []).map((row) => cellOf(row, 'user'));
}

/** Automations assign and write, and need no role for it that would tell. */
async function readRobots(tables: Tables): Promise<string[]> {
  const marks = ['web_service_access_only', 'internal_integration_user'];
  const rows = await optional(
    tables.all({
      table: 'sys_user',
      filter: marks.map((mark) => `${mark}=true`).join('^OR'),
      isAskedFor: (row) => marks.some((mark) => cellOf(row, mark) === 'true'),
      fields: marks,
      lane: LANE,
    }),
  );
  return (rows ?? []).map((row) => cellOf(row, 'sys_id'));
}

const USER = [
  ...['sys_id', 'user_name', 'name', 'active', 'location', 'location.name', 'manager', 'time_zone'],
  ...['internal_integration_user', 'web_service_access_only'],
];

async function readUsers(tables: Tables, ids: readonly string[]): Promise<Row[]> {
  const users: Row[] = [];
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const wanted = new Set(ids.slice(i, i + AT_ONCE));
    const rows = await tables.all({
      table: 'sys_user',
      filter: oneOf('sys_id', wanted),
      isAskedFor: (row) => wanted.has(cellOf(row, 'sys_id')),
      fields: [...USER, 'email', 'sys_updated_on'],
      lane: LANE,
    });
    users.push(...rows);
  }
  return users;
}

/** The address itself is not kept. When the row was last touched is read of those who left only; each sign-in may touch it. */
function userData(row: Row, digest: string | undefined): Row {
  const hasLeft = /^(false|0)$/.test(cellOf(row, 'active'));
  return {
    ...picked(row, USER),
    ...(hasLeft && picked(row, ['sys_updated_on'])),
    ...(digest !== undefined && { mail_digest: digest }),
  };
}

/** By sys_id. An address that several have is nobody's; so is that of who has left, as addresses are given anew. */
function uniqueDigests(users: readonly Row[]): ReadonlyMap<string, string> {
  const active = users.filter((row) => cellOf(row, 'active') === 'true');
  const holders = Map.groupBy(active, (row) => mailDigest(cellOf(row, 'email')));
  return new Map(
    [...holders].flatMap(([digest, [only, ...others]]): [string, string][] =>
      digest === null || only === undefined || others.length > 0 ? [] : [[cellOf(only, 'sys_id'), digest]],
    ),
  );
}
