import { OWN_COLUMNS } from './columns.ts';
import { DueQueue } from './due-queue.ts';
import { stamp, sysId } from './names.ts';
import { type Row, Table } from './table.ts';
import { allOff } from './traps.ts';

export type Operation = 'insert' | 'update' | 'delete';

/** Who did something, by login, and when. */
export interface By {
  readonly login: string;
  readonly at: number;
}

/** As the trap `unauditedFields` has it. */
const UNAUDITED = ['assigned_to', 'hold_reason'];

/** Tables of an instance, and how a record is written: its counters, its history, and the business rules after it. */
export class Instance {
  readonly tables: ReadonlyMap<string, Table>;
  readonly traps = allOff();
  readonly jobs = new DueQueue();
  /** Lists answered: where the trap `offsetShifts` begins. */
  turn = 0;
  /** Async business rules. */
  rules: (table: Table, row: Row, operation: Operation) => void = () => {};

  constructor() {
    const tables = new Map(Object.keys(OWN_COLUMNS).map((name) => [name, new Table(name)]));
    // The desk keeps nothing but incidents, so asked as tasks they are the same.
    tables.set('task', tables.get('incident') as Table);
    this.tables = tables;
  }

  table(name: string): Table {
    const found = this.tables.get(name);
    if (found === undefined) throw new Error(`There is no table ${name}: write it into columns.ts.`);
    return found;
  }

  insert(name: string, given: Row, { login, at }: By): Row {
    const table = this.table(name);
    const on = stamp(at);
    const created = { sys_created_by: login, sys_created_on: on };
    const updated = table.has('sys_updated_on')
      ? { sys_updated_by: login, sys_updated_on: on, sys_mod_count: '0' }
      : {};
    const row = table.add({ ...created, ...updated, ...given });
    this.rules(table, row, 'insert');
    return row;
  }

  /** Fields that have their value already are no change; without a change, and without `writes`, there is no update. */
  update(name: string, row: Row, patch: Row, { login, at }: By, writes: Row = {}): void {
    const table = this.table(name);
    const changed = Object.entries(patch).filter(([field, value]) => row[field] !== value);
    if (changed.length === 0 && Object.keys(writes).length === 0) return;
    const checkpoint = Number(row['sys_mod_count']) + 1;
    const before = changed.map(([field, value]) => [field, row[field] ?? '', value] as const);
    table.change(row, {
      ...Object.fromEntries(changed),
      sys_updated_by: login,
      sys_updated_on: stamp(at),
      sys_mod_count: String(checkpoint),
    });
    if (name === 'incident') this.#audit(row, [...before, ...journalled(writes)], checkpoint, { login, at });
    this.rules(table, row, 'update');
  }

  delete(name: string, row: Row): void {
    const table = this.table(name);
    table.remove(row);
    this.rules(table, row, 'delete');
  }

  /** One row a field. What a record was inserted with is not audited. */
  #audit(row: Row, fields: readonly (readonly [string, string, string])[], checkpoint: number, by: By): void {
    const key = row['sys_id'] ?? '';
    for (const [field, before, after] of fields) {
      if (this.traps.unauditedFields && UNAUDITED.includes(field)) continue;
      this.audit(key, { fieldname: field, oldvalue: before, newvalue: after }, checkpoint, by);
    }
  }

  audit(key: string, told: Row, checkpoint: number, { login, at }: By): void {
    this.table('sys_audit').add({
      sys_id: sysId('audit', key, checkpoint, told['fieldname'] ?? ''),
      documentkey: key,
      tablename: 'incident',
      record_checkpoint: String(checkpoint),
      user: login,
      sys_created_by: login,
      sys_created_on: stamp(at),
      ...told,
    });
  }
}

const journalled = (writes: Row) => Object.entries(writes).map(([field, text]) => [field, '', text] as const);
