import type { Instance } from './instance.ts';
import { stamp, sysId } from './names.ts';

/** Every so many tickets a block of incidents of another company comes in, all in one second. */
const EVERY = 100;
const FIRST = 10;
const BLOCK = 50;

/** Incidents of others on the same instance: nobody of our desk may see them. They are there if `aclHidesRows` is on. */
export function addOthers(instance: Instance, n: number, at: number): void {
  if (n % EVERY !== FIRST) return;
  const table = instance.table('incident');
  const on = stamp(at);
  for (let i = 0; i < BLOCK; i++) {
    const id = sysId('incident of others', n, i);
    const times = { sys_created_on: on, sys_updated_on: on, opened_at: on, sys_mod_count: '0' };
    table.hidden.add(id);
    table.add({ sys_id: id, number: `INC9${String(n * BLOCK + i).padStart(7, '0')}`, state: '1', ...times });
  }
}
