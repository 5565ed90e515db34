import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { OutgoingWebhook } from '../desk/stand-in.ts';
import { matcherOf, readQuery } from './encoded-query.ts';
import type { Instance, Operation } from './instance.ts';
import { sysId } from './names.ts';
import type { Row, Table } from './table.ts';

/** A rule that signs and sends, and its key: the base64 part of `whsec_…`. */
interface Sender {
  readonly collection: string;
  readonly operations: readonly string[];
  /** An encoded query; `''`: all rows. */
  readonly filter: string;
  readonly key: KeyObject;
}

const OPERATIONS = ['insert', 'update', 'delete'] as const;
/** The rules our app comes with. */
const RULES: readonly Omit<Sender, 'key'>[] = [
  { collection: 'incident', operations: OPERATIONS, filter: '' },
  { collection: 'task_sla', operations: ['insert', 'update'], filter: '' },
  { collection: 'asmt_assessment_instance', operations: ['insert', 'update'], filter: 'state=complete' },
];

/** Signals of our script: each of its business rules makes one delivery of each write to its table. */
export class Webhooks {
  readonly #instance: Instance;
  readonly #clock: () => number;
  readonly #given: readonly Sender[];
  #made: OutgoingWebhook[] = [];
  #registered: { readonly version: number; readonly senders: readonly Sender[] } = { version: -1, senders: [] };

  constructor(instance: Instance, clock: () => number, secret: string | null) {
    this.#instance = instance;
    this.#clock = clock;
    const key = keyOf(secret ?? '');
    this.#given = key === null ? [] : RULES.map((rule) => ({ ...rule, key }));
  }

  take(): OutgoingWebhook[] {
    const made = this.#made;
    this.#made = [];
    return made;
  }

  onWrite(table: Table, row: Row, operation: Operation): void {
    const ticket = row['task'] || row['task_id'];
    const sys_id = row['sys_id'] ?? '';
    const mod = Number(row['sys_mod_count']);
    const about = { ...(row['number'] && { number: row['number'] }), ...(ticket && { ticket }) };
    for (const sender of this.#senders()) {
      if (sender.collection !== table.name || !sender.operations.includes(operation)) continue;
      if (!this.#passes(sender.filter, table, row)) continue;
      const body = { table: table.name, sys_id, ...about, sys_mod_count: mod, operation };
      this.#send(`${sys_id}:${mod}:${operation}`, body, sender.key);
    }
  }

  #passes(filter: string, table: Table, row: Row): boolean {
    return filter === '' || matcherOf(this.#instance, table, readQuery(this.#instance, table, filter))(row);
  }

  /** A signal about nothing, to try the way. False: nobody sends. */
  ping(): boolean {
    const [sender] = this.#senders();
    if (sender === undefined) return false;
    const sys_id = sysId('ping', this.#clock());
    this.#send(`${sys_id}:0:insert`, { table: 'x_stpl_sig_ping', sys_id, sys_mod_count: 0 }, sender.key);
    return true;
  }

  #send(id: string, told: unknown, key: KeyObject): void {
    const at = this.#clock();
    const body = Buffer.from(JSON.stringify(told));
    const seconds = String(Math.floor(at / 1000));
    const mac = createHmac('sha256', key).update(`${id}.${seconds}.`).update(body);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'ServiceNow/1.0',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${mac.digest('base64')}`,
    };
    this.#made.push({ at, headers, body });
  }

  /** Rules registered through REST, if there are any; else those that were there at the start. */
  #senders(): readonly Sender[] {
    const [rules, properties] = [this.#instance.table('sys_script'), this.#instance.table('sys_properties')];
    const version = rules.version + properties.version;
    if (this.#registered.version !== version) {
      const senders = [...rules.rows.values()].flatMap((rule) => senderOf(rule, properties));
      this.#registered = { version, senders };
    }
    return this.#registered.senders.length > 0 ? this.#registered.senders : this.#given;
  }
}

/** Null: empty. */
function keyOf(secret: string): KeyObject | null {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return key.length === 0 ? null : createSecretKey(key);
}

/** A rule is one of ours if it signs; its key and address stand in the properties whose prefix it names. */
function senderOf(rule: Row, properties: Table): Sender[] {
  const script = rule['script'] ?? '';
  if (rule['active'] !== 'true' || !script.includes('webhook-signature')) return [];
  const values = new Map([...properties.rows.values()].map((row) => [row['name'] ?? '', row['value'] ?? '']));
  const name = [...values.keys()].find((one) => one.endsWith('.key') && script.includes(one.slice(0, -3)));
  const key = keyOf(values.get(name ?? '') ?? '');
  const url = values.get(name?.replace(/key$/, 'url') ?? '') ?? '';
  const enabled = values.get(name?.replace(/key$/, 'enabled') ?? '') ?? 'true';
  if (key === null || url === '' || enabled !== 'true') return [];
  const operations = OPERATIONS.filter((one) => rule[`action_${one}`] === 'true');
  return [{ collection: rule['collection'] ?? '', operations, filter: rule['filter_condition'] ?? '', key }];
}
