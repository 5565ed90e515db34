import type { Ask, Client } from '../../../src/connector/client.ts';
import type { ReadingFrom, RemoteWebhook, WebhookSetup } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Row } from '../schema.ts';
import { quickStartScript } from './quick-start-script.ts';
import { cellOf, oneOf } from './rows.ts';
import type { Tables } from './tables.ts';

export interface Registering {
  readonly from: ReadingFrom;
  readonly client: Client;
  readonly tables: Tables;
  /** The tables whose rows are tickets. */
  readonly names: readonly string[];
}

/** Rows of these name their ticket. */
const BESIDES = ['task_sla', 'asmt_assessment_instance'];
/** `https://dev12345.service-now.com`: lent to developers, and nobody's desk. */
const isDeveloper = (url: string): boolean => /^https:\/\/dev\d+\.service-now\.com$/.test(url);
const isTheirs = (url: string): boolean => /\.service-now(gov)?\.com$/.test(new URL(url).hostname);

/**
 * Rules of the global scope, made through REST: a quick start for instances that nobody works in. Null for any other: what
 * a company runs gets the packaged app, which keeps what could not be sent (`byHand`).
 */
export function webhookSetup(registering: Registering): WebhookSetup | null {
  const { url } = registering.from;
  if (isTheirs(url) && !isDeveloper(url)) return null;
  return {
    find: (address, known) => find(registering, address, known),
    create: (address, secret) => create(registering, address, secret),
    remove: (id) => remove(registering, id),
    test: null,
  };
}

const nameOf = (source: string, table: string): string => `stepladder ${source} ${table}`;
const propertiesOf = (source: string): string => `stepladder.${source}`;

/** A rule has its address in a property: both have to be ours. The id names all the rules, in order. */
async function find(registering: Registering, address: string, known: string | null): Promise<RemoteWebhook | null> {
  const { from } = registering;
  const [rules, properties] = await Promise.all([ourRules(registering), ourProperties(registering)]);
  const url = properties.find((row) => cellOf(row, 'name') === `${propertiesOf(from.source)}.url`);
  if (rules.length === 0 || url === undefined) return null;
  const id = idOf(rules);
  if (cellOf(url, 'value') !== address && id !== known) return null;
  const isWhole = rules.length === collections(registering).length && cellOf(url, 'value') === address;
  return { id, isOn: isWhole && rules.every((row) => cellOf(row, 'active') === 'true') };
}

const idOf = (rules: readonly Row[]): string => rules.map((row) => cellOf(row, 'sys_id')).join(',');
const collections = ({ names }: Registering): readonly string[] => [...names, ...BESIDES];

async function ourRules(registering: Registering): Promise<readonly Row[]> {
  const { tables, from } = registering;
  const prefix = nameOf(from.source, '');
  const rows = await tables.all({
    table: 'sys_script',
    filter: `nameSTARTSWITH${prefix}`,
    isAskedFor: (row) => cellOf(row, 'name').startsWith(prefix),
    fields: ['name', 'collection', 'active'],
    lane: 'live',
  });
  return rows.filter((row) => cellOf(row, 'name') === nameOf(from.source, cellOf(row, 'collection')));
}

function ourProperties({ tables, from }: Registering): Promise<readonly Row[]> {
  const names = ['url', 'key'].map((one) => `${propertiesOf(from.source)}.${one}`);
  return tables.all({
    table: 'sys_properties',
    filter: oneOf('name', names),
    isAskedFor: (row) => names.includes(cellOf(row, 'name')),
    fields: ['name', 'value'],
    lane: 'live',
  });
}

/** What is there of it, from a time before, is brought up to date: asked twice it makes nothing twice. */
async function create(registering: Registering, address: string, secret: string) {
  const { from } = registering;
  const properties = propertiesOf(from.source);
  const there = await ourProperties(registering);
  const values = { url: address, key: secret.replace(/^whsec_/, '') };
  for (const [name, value] of Object.entries(values)) {
    const row = there.find((one) => cellOf(one, 'name') === `${properties}.${name}`);
    const rights = { type: 'string', is_private: 'true', read_roles: 'admin', write_roles: 'admin' };
    await put(registering, 'sys_properties', row, { name: `${properties}.${name}`, value, ...rights });
  }
  const rules = await ourRules(registering);
  for (const table of collections(registering)) {
    const row = rules.find((one) => cellOf(one, 'collection') === table);
    const actions = { action_insert: 'true', action_update: 'true', action_delete: 'true' };
    const when = { when: 'async', order: '1000', active: 'true', advanced: 'true', ...actions };
    const script = quickStartScript(properties);
    const name = nameOf(from.source, table);
    await put(registering, 'sys_script', row, { name, collection: table, ...when, script });
  }
  return { id: idOf(await ourRules(registering)), secret };
}

async function put({ client }: Registering, table: string, row: Row | undefined, json: Row): Promise<void> {
  const path = `/api/now/table/${table}${row === undefined ? '' : `/${cellOf(row, 'sys_id')}`}`;
  await asAdmin(client, { method: row === undefined ? 'POST' : 'PATCH', path, json, lane: 'live' });
}

/** Only what is still called as ours is. */
async function remove(registering: Registering, id: string): Promise<void> {
  const known = id.split(',');
  const rules = (await ourRules(registering)).filter((row) => known.includes(cellOf(row, 'sys_id')));
  const rows = [
    ...rules.map((row) => `sys_script/${cellOf(row, 'sys_id')}`),
    ...(await ourProperties(registering)).map((row) => `sys_properties/${cellOf(row, 'sys_id')}`),
  ];
  for (const row of rows) {
    const ask: Ask = { method: 'DELETE', path: `/api/now/table/${row}`, lane: 'live', also: [404], repeatable: true };
    await asAdmin(registering.client, ask);
  }
}

async function asAdmin(client: Client, ask: Ask): Promise<void> {
  try {
    await client.ask(ask);
  } catch (error) {
    if (!(error instanceof SourceTrouble) || error.status !== 403) throw error;
    const why = 'The account may not write business rules and properties';
    throw new SourceTrouble('refused', `${why}: sign in as an admin, or install the app by --print.`, 403, error);
  }
}
