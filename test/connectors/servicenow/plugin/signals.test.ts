import { beforeEach, describe, expect, it } from 'vitest';
import { normaliseDoorbell } from '../../../../connectors/servicenow/doorbell.ts';
import { readSettings } from '../../../../connectors/servicenow/settings.ts';
import { standardWebhooks } from '../../../../src/connector/verifiers/index.ts';
import { type Instance, type Sent, startInstance } from './glide.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = Date.UTC(2026, 10, 20, 8, 0, 0);
const MINUTE = 60_000;
const incident = { sys_id: 'a'.repeat(32), number: 'INC0010001', sys_mod_count: '5' };
const ID = `${incident.sys_id}:5:update`;

const idOf = ({ headers, body }: Sent, at: number): string | null =>
  standardWebhooks.check({ headers, body: Buffer.from(body, 'utf8') }, [SECRET], at)?.id ?? null;

const rereadOf = ({ body }: Sent) => normaliseDoorbell(readSettings('sn', null), JSON.parse(body)).reread;

describe('the script that ServiceNow runs', () => {
  let instance: Instance;
  beforeEach(() => {
    instance = startInstance(NOW, {
      'x_stpl_sig.enabled': 'true',
      'x_stpl_sig.url': 'https://desk.example.com/webhooks/sn',
      'x_stpl_sig.key': SECRET,
    });
  });
  const passing = (minutes: number) => {
    instance.now += minutes * MINUTE;
    instance.drain();
  };
  const theOnly = (): Sent => {
    expect(instance.sent).toHaveLength(1);
    return instance.sent[0]!;
  };

  it('signs as our verifier checks, and keeps nothing once it is taken', () => {
    instance.changed('incident', incident);
    expect(theOnly()).toMatchObject({ url: 'https://desk.example.com/webhooks/sn', method: 'post' });
    expect(idOf(theOnly(), NOW)).toBe(ID);
    expect(idOf({ ...theOnly(), body: theOnly().body.replace('INC', 'CHG') }, NOW)).toBeNull();
    expect(instance.outbox).toEqual([]);
  });

  it('takes the secret with and without its prefix', () => {
    instance.properties.set('x_stpl_sig.key', SECRET.slice('whsec_'.length));
    instance.changed('incident', incident);
    expect(idOf(theOnly(), NOW)).toBe(ID);
  });

  it('sends ASCII, whatever a number has in it', () => {
    instance.changed('incident', { ...incident, number: 'Störung-😀-1' });
    expect(theOnly().body).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(theOnly().body).number).toBe('Störung-😀-1');
    expect(idOf(theOnly(), NOW)).toBe(ID);
  });

  it.each([
    ['a new ticket', 'incident', { ...incident, sys_mod_count: '0' }, `${incident.sys_id}:0:insert`, incident.sys_id],
    ['a change', 'change_request', incident, ID, incident.sys_id],
    ['an SLA', 'task_sla', { ...incident, task: 'b'.repeat(32) }, ID, 'b'.repeat(32)],
    ['a survey', 'asmt_assessment_instance', { ...incident, task_id: 'b'.repeat(32) }, ID, 'b'.repeat(32)],
    [
      'a survey that names its ticket as what set it off',
      'asmt_assessment_instance',
      { ...incident, trigger_table: 'problem', trigger_id: 'b'.repeat(32) },
      ID,
      'b'.repeat(32),
    ],
  ])('says which ticket to read again: %s', (_what, table, row, id, ticket) => {
    instance.changed(table, row);
    expect(idOf(theOnly(), NOW)).toBe(id);
    expect(rereadOf(theOnly())).toEqual([ticket]);
  });

  it('says that a ticket was deleted', () => {
    instance.deleted('incident', incident);
    expect(idOf(theOnly(), NOW)).toBe(`${incident.sys_id}:5:delete`);
    expect(rereadOf(theOnly())).toEqual([incident.sys_id]);
  });

  it('says nothing of a survey about something else', () => {
    instance.changed('asmt_assessment_instance', { ...incident, trigger_table: 'kb_knowledge', trigger_id: 'x' });
    instance.changed('task_sla', incident);
    expect(instance.sent).toEqual([]);
    expect(instance.outbox).toEqual([]);
  });

  it('tries again after 1, 5, 30 minutes … 24 hours, under the same id, signed afresh', () => {
    instance.answer = () => ({ status: 503 });
    instance.changed('incident', incident);
    const tries = [NOW];
    for (const wait of [1, 5, 30, 120, 300, 600, 1440, 1440]) {
      const before = instance.sent.length;
      passing(wait - 1);
      expect(instance.sent.length).toBe(before);
      passing(1);
      expect(instance.sent.length).toBe(before + 1);
      tries.push(instance.now);
    }
    instance.sent.forEach((sent, n) => {
      expect(idOf(sent, tries[n]!)).toBe(ID);
    });
    expect(new Set(instance.sent.map(({ headers }) => headers['webhook-signature'])).size).toBe(9);
    expect(instance.outbox).toMatchObject([{ attempts: '9', last_status: '503' }]);
    instance.answer = () => ({ status: 200 });
    passing(1440);
    expect(instance.outbox).toEqual([]);
  });

  it('keeps what no network took', () => {
    instance.answer = () => {
      throw new Error('Unknown host');
    };
    instance.changed('incident', incident);
    expect(instance.outbox).toMatchObject([{ last_status: '0', last_error: 'Error: Unknown host' }]);
  });

  it('waits as long as it is asked to, a day at most', () => {
    instance.answer = () => ({ status: 429, headers: { 'Retry-After': '600' } });
    instance.changed('incident', incident);
    passing(9);
    expect(instance.sent).toHaveLength(1);
    instance.answer = () => ({ status: 503, headers: { 'Retry-After': '1000000' } });
    passing(1);
    expect(instance.sent).toHaveLength(2);
    passing(1439);
    expect(instance.sent).toHaveLength(2);
    passing(1);
    expect(instance.sent).toHaveLength(3);
  });

  it('does not send the same ring twice while it is sent for the first time', () => {
    instance.answer = () => {
      instance.answer = () => ({ status: 202 });
      instance.drain();
      return { status: 202 };
    };
    instance.changed('incident', incident);
    expect(instance.sent).toHaveLength(1);
  });

  it('stops for good at 410, and keeps what waits until somebody enables it again', () => {
    instance.answer = () => ({ status: 410 });
    instance.changed('incident', incident);
    expect(instance.properties.get('x_stpl_sig.enabled')).toBe('false');
    expect(instance.logged.join()).toContain('410');
    instance.changed('incident', { ...incident, sys_mod_count: '6' });
    passing(10_000);
    expect(instance.sent).toHaveLength(1);
    instance.properties.set('x_stpl_sig.enabled', 'true');
    instance.answer = () => ({ status: 202 });
    instance.now = NOW + 60 * MINUTE;
    instance.drain();
    expect(instance.outbox).toEqual([]);
  });

  it('does not hammer a service that is down', () => {
    instance.answer = () => ({ status: 500 });
    for (let n = 0; n < 10; n += 1) instance.changed('incident', { ...incident, sys_mod_count: String(n) });
    expect(instance.sent).toHaveLength(10);
    passing(2);
    expect(instance.sent).toHaveLength(13);
  });

  it('leaves what is a week old to the nightly comparison, and says so', () => {
    instance.answer = () => ({ status: 500 });
    instance.changed('incident', incident);
    passing(8 * 1440);
    expect(instance.outbox).toEqual([]);
    expect(instance.logged.join()).toContain('1 rings were not taken for 7 days');
  });

  it.each([
    ['enabled', 'false'],
    ['enabled', ''],
    ['url', ''],
    ['url', 'http://desk.example.com/webhooks/sn'],
    ['key', ''],
  ])('sends and keeps nothing with %s "%s"', (name, value) => {
    instance.properties.set(`x_stpl_sig.${name}`, value);
    instance.changed('incident', incident);
    instance.drain();
    expect(instance.sent).toEqual([]);
    expect(instance.outbox).toEqual([]);
  });

  it('says what to do about a key that cannot sign', () => {
    instance.properties.set('x_stpl_sig.key', 'not base64!');
    instance.changed('incident', incident);
    expect(instance.sent).toEqual([]);
    expect(instance.outbox).toMatchObject([{ last_error: expect.stringContaining('enter the secret again') }]);
  });
});
