import { shown } from './cell.ts';
import type { By, Instance } from './instance.ts';
import { sysId } from './names.ts';
import { lookOf } from './read-endpoints.ts';
import { type Ask, failure, jsonOf, NO_RECORD, NO_RIGHTS, type Reply, result } from './reply.ts';
import type { Row, Table } from './table.ts';

/** What a set-up writes. Everything else is the desk's, not ours. */
const WRITABLE = ['sys_script', 'sys_properties'];

const mayWrite = ({ traps }: Instance, table: Table): boolean => !traps.notAdmin && WRITABLE.includes(table.name);

/** `POST …/table/{table}`. */
export function create(instance: Instance, table: Table, ask: Ask, url: string, by: By): Reply {
  if (!mayWrite(instance, table)) return NO_RIGHTS;
  const fields = fieldsIn(table, ask.body);
  if (fields === null) return NOT_JSON;
  const id = sysId(table.name, table.version, by.at);
  const row = instance.insert(table.name, { sys_id: id, ...fields }, by);
  const place = { location: `${url}/api/now/table/${table.name}/${row['sys_id']}` };
  return result(shown(instance, table, row, lookOf(ask.params, url)), 201, place);
}

/** `PATCH` or `PUT …/table/{table}/{id}`: both change what they name. */
export function change(instance: Instance, table: Table, id: string, ask: Ask, url: string, by: By): Reply {
  if (!mayWrite(instance, table)) return NO_RIGHTS;
  const row = table.rows.get(id);
  if (row === undefined) return NO_RECORD;
  const fields = fieldsIn(table, ask.body);
  if (fields === null) return NOT_JSON;
  instance.update(table.name, row, fields, by);
  return result(shown(instance, table, row, lookOf(ask.params, url)));
}

/** `DELETE …/table/{table}/{id}`. */
export function remove(instance: Instance, table: Table, id: string): Reply {
  if (!mayWrite(instance, table)) return NO_RIGHTS;
  const row = table.rows.get(id);
  if (row === undefined) return NO_RECORD;
  instance.delete(table.name, row);
  return { status: 204 };
}

const NOT_JSON = failure(400, 'Exception while reading request', 'The payload is not valid JSON.');

/** Fields the table does not have are left out without a word. */
function fieldsIn(table: Table, body: string): Row | null {
  const told = jsonOf(body);
  if (told === undefined) return null;
  const known = Object.entries(told).filter(([name]) => table.has(name) && name !== 'sys_id');
  return Object.fromEntries(known.map(([name, value]) => [name, String(value ?? '')]));
}
