import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceNow } from '../../../../connectors/servicenow/index.ts';
import { mailDigest } from '../../../../src/connector/mail-digest.ts';
import type { Found } from '../../../../src/connector/remote.ts';
import { standardWebhooks } from '../../../../src/connector/verifiers/index.ts';
import type { Agent } from '../../../../src/domain/agent.ts';
import { readCalendar } from '../../../../src/rules/calendar-file.ts';
import { calendarYaml } from '../../../../src/rules/calendar-yaml.ts';
import { Problems } from '../../../../src/rules/problems.ts';
import { CREDENTIALS } from '../../../vendors/servicenow/access.ts';
import { agentId, groupId, sysId } from '../../../vendors/servicenow/names.ts';
import type { ServiceNowTrap } from '../../../vendors/servicenow/traps.ts';
import { type LiveDesk, liveDesk, SOURCE } from './desk.ts';

let live: LiveDesk;
beforeEach(async () => {
  live = await liveDesk(30);
  live.until();
});
afterEach(() => live.standIn.close());

async function agentsOf(): Promise<{ found: Found[]; agents: Agent[] }> {
  const found: Found[] = [];
  for await (const page of live.open().people()) found.push(...page);
  const { normalise } = serviceNow.configure(SOURCE, null);
  const agents = found.flatMap(
    ({ envelope }) => normalise({ about: 'agent', receivedAt: 0, key: 'k', fields: { ...envelope } }).agents,
  );
  return { found, agents };
}

describe('people', () => {
  it('are those who work tickets, with team, region, zone and a digest of their address', async () => {
    const { found, agents } = await agentsOf();
    expect(agents.filter(({ bot }) => !bot)).toHaveLength(live.desk.agents.length);
    const routing = sysId('user', 'integration.routing');
    expect(agents.filter(({ bot }) => bot).map(({ id }) => id)).toContain(`${SOURCE}:${routing}`);
    for (const { n, name, email, group, timeZone } of live.desk.agents) {
      expect(agents.find(({ id }) => id === `${SOURCE}:${agentId(n)}`)).toMatchObject({
        ...{ name, team: groupId(group), timezone: timeZone, region: timeZone, bot: false, mail: mailDigest(email) },
      });
    }
    expect(found.filter(({ envelope }) => envelope.resource === 'sys-user-group')).toHaveLength(5);
    expect(JSON.stringify(found)).not.toMatch(/@|Customer/);
  });

  it('have no digest where their address is not shown', async () => {
    live.standIn.traps.fieldsWithoutRight = true;
    const { agents } = await agentsOf();
    expect(agents.map(({ mail }) => mail)).toEqual(agents.map(() => undefined));
  });
});

describe('calendars', () => {
  it('are schedules that open something, less those they exclude, as our own reader reads them', async () => {
    const found = (await live.open().calendars?.()) ?? [];
    expect(found.map(({ spec }) => spec.id)).toEqual(['8-5-weekdays']);
    const problems = new Problems();
    for (const { spec, notes } of found) {
      const file = { path: `${spec.id}.yaml`, name: spec.id, text: calendarYaml(spec, notes) };
      const calendar = readCalendar(file, problems)?.calendar;
      const at = (time: string) => Date.parse(`${time}-05:00`);
      expect(calendar?.elapsed(at('2025-12-24T00:00'), at('2025-12-27T00:00'))).toBe(18 * 3_600_000);
      expect(calendar?.nextOpen(at('2026-12-25T09:00'))).toBe(at('2026-12-28T08:00'));
    }
    expect(problems.any).toBe(false);
  });
});

describe('our webhook', () => {
  const ADDRESS = 'https://in.example.com/webhooks/snow';
  const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, so!').toString('base64')}`;
  const setup = () => {
    const webhook = live.open().webhook;
    if (webhook === null) throw new Error('there is no set-up');
    return webhook;
  };
  const rows = async (table: string): Promise<{ name: string }[]> => {
    const url = `${live.standIn.url}/api/now/table/${table}?sysparm_fields=name,script,value`;
    const answer = await fetch(url, { headers: { 'x-sn-apikey': CREDENTIALS.apiKey } });
    return ((await answer.json()) as { result: { name: string }[] }).result;
  };

  it('is made, found, made again without a second one, and taken away; another’s stays', async () => {
    const before = [await rows('sys_script'), await rows('sys_properties')];
    expect(await setup().find(ADDRESS, null)).toBeNull();
    const { id, secret } = await setup().create(ADDRESS, SECRET);
    expect(secret).toBe(SECRET);
    expect(await setup().find(ADDRESS, null)).toEqual({ id, isOn: true });
    expect(await setup().find('https://other.example/', null)).toBeNull();
    expect(await setup().find('https://other.example/', id)).toEqual({ id, isOn: false });
    expect((await setup().create(ADDRESS, SECRET)).id).toBe(id);
    expect(await rows('sys_script')).toHaveLength(4);
    await setup().remove(id);
    expect(await setup().find(ADDRESS, id)).toBeNull();
    expect([await rows('sys_script'), await rows('sys_properties')]).toEqual(before);
  });

  it('takes nothing away that it is not, whatever id it is given', async () => {
    const before = await rows('sys_script');
    await setup().remove(sysId('sys_script', 'Acme'));
    expect(await rows('sys_script')).toEqual(before);
  });

  it('signs so that we take it, and names the ticket', async () => {
    await setup().create(ADDRESS, SECRET);
    live.standIn.takeWebhooks();
    const fresh = await liveDesk(30);
    await fresh.open().webhook?.create(ADDRESS, SECRET);
    fresh.until();
    const webhooks = fresh.standIn.takeWebhooks();
    await fresh.standIn.close();
    expect(webhooks.length).toBeGreaterThan(100);
    const { normalise } = serviceNow.configure(SOURCE, null);
    for (const { at, headers, body } of webhooks.slice(0, 50)) {
      expect(standardWebhooks.check({ headers, body }, [SECRET], at)?.id).toBe(headers['webhook-id']);
      const fields = JSON.parse(body.toString()) as Record<string, unknown>;
      expect(normalise({ about: 'ticket', receivedAt: at, key: 'k', fields }).reread).toHaveLength(1);
    }
  });

  it('is refused with a remedy to who may not write', async () => {
    live.standIn.traps.notAdmin = true;
    await expect(setup().create(ADDRESS, SECRET)).rejects.toThrow(/sign in as an admin, or install the app/);
  });

  it('is not made on what a company works in: there an administrator installs the app', () => {
    expect(live.open({ url: 'https://acme.service-now.com' }).webhook).toBeNull();
    expect(live.open({ url: 'https://dev12345.service-now.com' }).webhook).not.toBeNull();
    const steps = live.open().byHand(ADDRESS).join('\n');
    for (const word of [ADDRESS, 'x_stpl_sig.key', 'STEPLADDER_SECRET_SNOW', 'sys_audit', 'itil']) {
      expect(steps).toContain(word);
    }
  });
});

describe('the checks', () => {
  const outcomes = async (more: Parameters<LiveDesk['open']>[0] = {}, secret?: string) => {
    const checks = live.open(more, secret).checks;
    const all = await Promise.all(checks.map(async (one) => [one.title, await one.run()] as const));
    return all.flatMap(([title, { result, said, remedy }]) =>
      result === 'ok' ? [] : [`${result}: ${title}: ${said} ${remedy ?? 'NO REMEDY'}`],
    );
  };

  it('find nothing on an instance as it should be', async () => {
    expect(await outcomes()).toEqual([]);
  });

  it.each<[ServiceNowTrap, readonly RegExp[]]>([
    [
      'historyNotReadable',
      [/^failed: Reads the history.*not readable.*ACL on sys_audit/, /^failed: Reads who wrote.*jo/],
    ],
    ['surveyNotReadable', [/^warning: Reads surveys.*survey_reader/, /^warning: Reads answers.*survey_reader/]],
    [
      'fieldsWithoutRight',
      [/^warning: Reads incident: Not shown: contact_type, resolved_by/, /^warning: Reads people.*em/],
    ],
  ])('tell of %s', async (trap, expected) => {
    live.standIn.traps[trap] = true;
    const said = await outcomes();
    expect(said).toHaveLength(expected.length);
    for (const [i, pattern] of expected.entries()) expect(said[i]).toMatch(pattern);
  });

  it('tell of fields whose changes leave no history', async () => {
    const other = await liveDesk(30);
    other.standIn.traps.unauditedFields = true;
    other.until();
    const check = other.open().checks.find(({ title }) => title === 'Reads the history of incident');
    expect(await check?.run()).toMatchObject({ result: 'warning', said: 'Changes of assigned_to leave no history.' });
    await other.standIn.close();
  });

  it('tell of a credential that is not taken, one that has ended, one that will', async () => {
    const refused = await outcomes({}, 'wrong');
    expect(refused[0]).toMatch(/^failed: Signs in: .*401.*Check it/);
    expect(refused.every((one) => !one.includes('NO REMEDY'))).toBe(true);
    const day = 86_400_000;
    expect(await outcomes({ credentialEnds: live.now - day })).toEqual([
      expect.stringMatching(/^failed: The cred.*ended/),
    ]);
    expect(await outcomes({ credentialEnds: live.now + 9 * day })).toEqual([
      expect.stringMatching(/^warning: .*ends on/),
    ]);
    expect(await outcomes({ credentialEnds: live.now + 90 * day })).toEqual([]);
  });

  it('tell of a table that is not there', async () => {
    const said = await outcomes({ only: ['u_nothing'] });
    expect(said[0]).toMatch(/^failed: Reads u_nothing: .*Invalid table/);
  });
});
