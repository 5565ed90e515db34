import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promisesOf } from './desk/promises.ts';
import type { Happening, TicketStory } from './desk/story.ts';
import { CREDENTIALS } from './servicenow/access.ts';
import { columnsOf, OWN_COLUMNS } from './servicenow/columns.ts';
import { agentId, durationOf, groupId, stamp, sysId } from './servicenow/names.ts';
import { allOf, type Running, runDesk, SECRET } from './servicenow/run-desk.ts';
import type { Row } from './servicenow/table.ts';

const CAPTURED = new URL('../../../shared/data/servicenow-tables/', import.meta.url);
const INCIDENTS = '/api/now/table/incident';

let running: Running;
let incidents: Map<string, Row>;

beforeAll(async () => {
  running = await runDesk();
  running.live();
  incidents = new Map((await allOf(running, 'incident')).map((row) => [row['sys_id'] ?? '', row]));
});
afterAll(() => running.standIn.close());

const isGone = ({ happenings }: TicketStory) => happenings.at(-1)?.kind === 'deleted';
const living = () => running.desk.tickets.filter((story) => story.happenings.length > 0 && !isGone(story));
const rowOf = (story: TicketStory): Row => incidents.get(running.standIn.idOf(story)) ?? {};
const lastOf = <K extends Happening['kind']>({ happenings }: TicketStory, kind: K) =>
  happenings.findLast((one): one is Happening & { kind: K } => one.kind === kind);

describe('shapes', () => {
  it.skipIf(!existsSync(CAPTURED))('of rows have the captured columns (skipped: no ../shared/data)', () => {
    for (const table of [
      'incident',
      'task',
      'task_sla',
      'sys_user',
      'sys_user_group',
      'sys_user_grmember',
      'sys_choice',
    ]) {
      const [header = ''] = readFileSync(new URL(`${table}_data.csv`, CAPTURED), 'utf8').split('\n');
      const names = header.trim().split(',');
      // A reference is two columns there: its link and its value.
      const columns = names
        .filter((name) => !/^_fivetran|_link$/.test(name))
        .map((name) => (names.includes(name.replace(/_value$/, '_link')) ? name.replace(/_value$/, '') : name));
      const ours = columnsOf(table).map(({ name }) => name);
      expect(
        columns.filter((name) => !ours.includes(name)),
        table,
      ).toEqual([]);
    }
  });

  it.skipIf(!existsSync(CAPTURED))('of an answer are the captured ones (skipped: no ../shared/data)', async () => {
    const [captured] = JSON.parse(readFileSync(new URL('incidentsRest.json', CAPTURED), 'utf8'));
    const sysparm_fields = Object.keys(captured).join(',');
    const [row] = (await running.ask(INCIDENTS, { sysparm_query: 'assigned_toISNOTEMPTY', sysparm_fields })).rows();
    expect(Object.keys(row ?? {}).sort()).toEqual(Object.keys(captured).sort());
    expect(Object.keys(row?.['assigned_to'] ?? {})).toEqual(Object.keys(captured.assigned_to));
  });

  it('has values, labels or both; names with dots; nothing of fields that are not there', async () => {
    const read = async (display: string) => {
      const asked = { sysparm_fields: 'state,assigned_to.email,nonsense,opened_at', sysparm_display_value: display };
      return (await running.ask(INCIDENTS, { ...asked, sysparm_limit: 1, sysparm_query: 'state=7' })).rows()[0];
    };
    expect(Object.keys((await read('false')) ?? {})).toEqual(['state', 'assigned_to.email', 'opened_at']);
    expect(await read('true')).toMatchObject({ state: 'Closed' });
    expect(await read('all')).toMatchObject({ state: { display_value: 'Closed', value: '7' } });
  });
});

describe('what is kept', () => {
  it('is the end of each story', () => {
    expect(incidents.size).toBe(living().length);
    for (const story of living()) {
      const opened = story.happenings[0];
      const assigned = lastOf(story, 'assigned');
      const priority =
        (lastOf(story, 'priority') ?? lastOf(story, 'opened'))?.kind === 'priority' ? 'priority' : 'opened';
      const status = lastOf(story, 'status')?.to;
      const states = { open: '2', pending: '3', 'on-hold': '3', resolved: '6', closed: '7' };
      const resolution = story.happenings.findLast((one) => one.kind === 'status' && one.to === 'resolved');
      const by = resolution?.by;
      expect(rowOf(story)).toMatchObject({
        state: status === undefined ? '1' : states[status],
        hold_reason: status === 'pending' ? '1' : status === 'on-hold' ? '4' : '',
        assigned_to: assigned?.to ? agentId(assigned.to) : '',
        assignment_group: groupId((assigned ?? lastOf(story, 'opened'))?.group ?? 0),
        priority: (priority === 'priority' ? lastOf(story, 'priority')?.to : lastOf(story, 'opened')?.priority)?.slice(
          1,
        ),
        opened_at: stamp(opened?.at ?? 0),
        resolved_at: resolution === undefined ? '' : stamp(resolution.at),
        resolved_by: typeof by === 'object' ? agentId(by.agent) : '',
      });
    }
  });

  it('has a history that leads from the beginning to the end', async () => {
    const audits = await allOf(running, 'sys_audit');
    const journal = await allOf(running, 'sys_journal_field');
    for (const story of living()) {
      const id = running.standIn.idOf(story);
      const own = audits.filter((row) => row['documentkey'] === id);
      const states = own.filter((row) => row['fieldname'] === 'state').map((row) => row['sys_created_on']);
      const told = story.happenings.filter((one) => one.kind === 'status').map(({ at }) => stamp(at));
      // Pending after on hold changes no state; the stories have none such.
      expect(states.sort()).toEqual(told);
      for (const field of ['state', 'assigned_to', 'priority']) {
        const rows = own.filter((row) => row['fieldname'] === field);
        const last = rows.sort((a, b) => Number(a['record_checkpoint']) - Number(b['record_checkpoint'])).at(-1);
        if (last !== undefined) expect(last['newvalue']).toBe(rowOf(story)[field]);
      }
      const said = story.happenings.filter(({ kind }) => ['reply', 'note', 'customer-reply'].includes(kind)).length;
      expect(journal.filter((row) => row['element_id'] === id)).toHaveLength(said);
    }
  });

  it('shows promises as they stand', async () => {
    const rows = new Map((await allOf(running, 'task_sla')).map((row) => [row['sys_id'], row]));
    let count = 0;
    for (const story of living()) {
      for (const promised of promisesOf(story, running.now)) {
        const row = rows.get(sysId('task_sla', story.n, promised.target, promised.cycle));
        const due = promised.dueAt === null ? {} : { planned_end_time: stamp(promised.dueAt) };
        const has_breached = String(promised.breached);
        const stage = promised.stoppedAt !== null ? 'completed' : promised.dueAt === null ? 'paused' : 'in_progress';
        expect(row, `${story.n}`).toMatchObject({ stage, ...due });
        // A job sees it within a minute.
        if (promised.stoppedAt !== null) {
          expect(row).toMatchObject({ has_breached, duration: durationOf(promised.elapsedMs) });
        }
        count++;
      }
    }
    expect(rows.size).toBe(count);
  });

  it('shows the last rating alone, and what was deleted', async () => {
    const results = await allOf(running, 'asmt_metric_result');
    const rated = living().filter((story) => lastOf(story, 'rated') !== undefined);
    expect(results.filter((row) => incidents.has(row['source_id'] ?? ''))).toHaveLength(rated.length);
    for (const story of rated) {
      const [one] = results.filter((row) => row['source_id'] === running.standIn.idOf(story));
      expect(one).toMatchObject({ actual_value: String(lastOf(story, 'rated')?.stars) });
    }
    const gone = running.desk.tickets.filter(isGone).map((story) => running.standIn.idOf(story));
    const deleted = await allOf(running, 'sys_audit_delete');
    expect(gone.length).toBeGreaterThan(0);
    expect(deleted.map((row) => row['documentkey']).sort()).toEqual(gone.sort());
  });
});

describe('endpoints', () => {
  it('pages each table to its end by sys_id, and counts it', async () => {
    for (const table of Object.keys(OWN_COLUMNS)) {
      const rows = await allOf(running, table);
      const counted = await running.ask(`/api/now/stats/${table}`, { sysparm_count: 'true' });
      expect(JSON.parse(counted.text).result.stats.count, table).toBe(String(rows.length));
    }
  });

  it('pages by time and sys_id with two sub-queries', async () => {
    const found: string[] = [];
    let [time, id] = ['2000-01-01 00:00:00', ''];
    for (;;) {
      const either = `sys_updated_on>${time}^NQsys_updated_on=${time}^sys_id>${id}`;
      const sysparm_query = `${either}^ORDERBYsys_updated_on^ORDERBYsys_id`;
      const rows = (await running.ask(INCIDENTS, { sysparm_query, sysparm_limit: 7 })).rows();
      if (rows.length === 0) break;
      found.push(...rows.map((row) => row['sys_id'] ?? ''));
      [time, id] = [rows.at(-1)?.['sys_updated_on'] ?? '', rows.at(-1)?.['sys_id'] ?? ''];
    }
    expect(found).toHaveLength(incidents.size);
    expect(new Set(found)).toEqual(new Set(incidents.keys()));
  });

  it('lets in with a token, Basic or a key, and nobody else', async () => {
    const { clientId: client_id, clientSecret: client_secret, apiKey } = CREDENTIALS;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
    const { access_token, expires_in } = JSON.parse(
      (await running.ask('/oauth_token.do', {}, { method: 'POST', body })).text,
    );
    expect(expires_in).toBe(1800);
    const status = async (headers: Record<string, string>) => (await running.ask(INCIDENTS, {}, { headers })).status;
    expect(await status({ authorization: `Bearer ${access_token}` })).toBe(200);
    expect(await status({ authorization: '', 'x-sn-apikey': apiKey })).toBe(200);
    expect(await status({ authorization: 'Bearer nonsense' })).toBe(401);
    const wrong = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret: 'no' });
    expect((await running.ask('/oauth_token.do', {}, { method: 'POST', body: wrong })).status).toBe(401);
  });

  it('answers in its own form of error', async () => {
    const error = async (path: string) => {
      const { status, text } = await running.ask(path);
      return [status, JSON.parse(text).error.message, JSON.parse(text).status];
    };
    expect(await error('/api/now/nonsense')).toEqual([400, 'Requested URI does not represent any resource', 'failure']);
    expect(await error('/api/now/table/nonsense')).toEqual([400, 'Invalid table nonsense', 'failure']);
    expect(await error(`${INCIDENTS}/nonsense`)).toEqual([404, 'No Record found', 'failure']);
    expect((await running.ask(INCIDENTS, { sysparm_query: 'number=none' })).rows()).toEqual([]);
    expect(await error('/api/now/v1/table/incident?sysparm_query=number=none')).toEqual([
      404,
      'No Record found',
      'failure',
    ]);
  });

  it('answers many requests in one, by group, and nobody at all while it is down', async () => {
    const rest_requests = [{ id: '1', method: 'GET', url: '/api/now/table/sys_user?sysparm_query=user_name=agent.1' }];
    const body = JSON.stringify({ batch_request_id: 'b', rest_requests });
    const { serviced_requests } = JSON.parse(
      (await running.ask('/api/now/v1/batch', {}, { method: 'POST', body })).text,
    );
    const inner = JSON.parse(Buffer.from(serviced_requests[0].body, 'base64').toString());
    expect(inner.result[0]).toMatchObject({ sys_id: agentId(1), email: 'agent1@desk.example' });
    const grouped = await running.ask('/api/now/stats/incident', { sysparm_count: 'true', sysparm_group_by: 'state' });
    const counts = JSON.parse(grouped.text).result.map(({ stats }: { stats: { count: string } }) =>
      Number(stats.count),
    );
    expect(counts.reduce((sum: number, one: number) => sum + one, 0)).toBe(incidents.size);
    running.standIn.up = false;
    expect((await running.ask(INCIDENTS)).status).toBe(503);
    running.standIn.up = true;
    expect(running.standIn.asked.get('GET /api/now/table/incident 503')).toBe(1);
  });
});

describe('webhooks', () => {
  it('ring for each write of a ticket, its promises and its survey, signed at the time of the desk', async () => {
    const other = await runDesk(12, SECRET);
    for (const { story, happening } of other.happenings.slice(0, 40)) {
      other.now = happening.at;
      other.standIn.happen(story, happening);
      const rung = other.standIn.takeWebhooks().map(({ at, headers, body }) => ({ at, headers, body: `${body}` }));
      if (happening.kind !== 'deleted')
        expect(rung.map(({ body }) => ticketIn(body))).toContain(other.standIn.idOf(story));
      for (const { headers, body } of rung) {
        expect(headers['webhook-timestamp']).toBe(String(happening.at / 1000));
        expect(headers['webhook-signature']).toBe(signed(SECRET, headers, body));
        const { sys_id, sys_mod_count } = JSON.parse(body);
        expect(headers['webhook-id']).toMatch(new RegExp(`^${sys_id}:${sys_mod_count}:(insert|update|delete)$`));
      }
    }
    await other.standIn.close();
  });

  it('come by the rule that was registered, which takes the place of what was given; another program keeps its own', async () => {
    const other = await runDesk(12, SECRET);
    const key = Buffer.alloc(32, 7).toString('base64');
    const post = (table: string, row: Row) =>
      other.ask(`/api/now/table/${table}`, {}, { method: 'POST', body: JSON.stringify(row) });
    await post('sys_properties', { name: 'x_stpl_sig.url', value: 'https://stepladder.example/hook' });
    await post('sys_properties', { name: 'x_stpl_sig.key', value: key, type: 'password2' });
    const script = "gs.getProperty('x_stpl_sig.' + 'key'); r.setRequestHeader('webhook-signature', mac);";
    const rule = { name: 'Stepladder signals', collection: 'incident', script, active: 'true', when: 'async' };
    const made = await post('sys_script', { ...rule, action_insert: 'true' });
    expect(made.status).toBe(201);
    const { sys_id = '' } = made.rows() as unknown as Row;
    const [first] = other.happenings;
    if (first === undefined) throw new Error('The desk is empty.');
    other.now = first.happening.at;
    other.standIn.happen(first.story, first.happening);
    const rung = other.standIn.takeWebhooks();
    expect(rung.map(({ body }) => JSON.parse(`${body}`).table)).toEqual(['incident']);
    expect(rung[0]?.headers['webhook-signature']).toBe(
      signed(`whsec_${key}`, rung[0]?.headers ?? {}, `${rung[0]?.body}`),
    );

    expect((await other.ask('/api/x_stpl_sig/v1/ping', {}, { method: 'POST' })).status).toBe(200);
    expect(other.standIn.takeWebhooks()).toHaveLength(1);
    expect((await other.ask(`/api/now/table/sys_script/${sys_id}`, {}, { method: 'DELETE' })).status).toBe(204);
    const left = await allOf(other, 'sys_script');
    expect(left.map((row) => row['name'])).toEqual(['Acme sync']);
    await other.standIn.close();
  });
});

function ticketIn(body: string): string {
  const { table, sys_id, ticket } = JSON.parse(body);
  return table === 'incident' ? sys_id : ticket;
}

function signed(secret: string, headers: Readonly<Record<string, string>>, body: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}
