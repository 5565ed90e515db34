import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open } from '../../../../connectors/jira/live/remote.ts';
import type { Answer, Ask } from '../../../../src/connector/client.ts';
import type { Found } from '../../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../../src/connector/source-trouble.ts';
import type { Happening } from '../../../vendors/desk/story.ts';
import { CREDENTIALS } from '../../../vendors/jira/auth.ts';
import { makePeople } from '../../../vendors/jira/people.ts';
import type { JiraTrap } from '../../../vendors/jira/traps.ts';
import { reader } from '../source.ts';
import { bytesOf, FROM, LiveJira, PAT, readAll, START, smallDesk, timelineOf } from './desk.ts';
import { toldBy, truthOf } from './truth.ts';

const DAY = 86_400_000;
const desk = smallDesk();
const people = makePeople(desk);
const numbers = new Map<string, number>(
  desk.agents.flatMap(({ n }) =>
    [people.agent(n).accountId, people.agent(n).key].map((id) => [`jira:${id}`, n] as const),
  ),
);
const agentOf = (account: string) => numbers.get(account) ?? 'requester';

let live: LiveJira;
beforeAll(async () => {
  live = await LiveJira.start(desk);
  live.liveUntil(START + 12 * DAY);
});
afterAll(() => live.jira.close());

/** With traps on, and off again. */
async function under<T>(traps: readonly JiraTrap[], run: () => Promise<T>): Promise<T> {
  for (const trap of traps) live.jira.traps[trap] = true;
  try {
    return await run();
  } finally {
    for (const trap of traps) live.jira.traps[trap] = false;
  }
}

const truths = () => live.there.map((story) => truthOf(story, live.now));

describe('a ticket of Jira Cloud, read whole', () => {
  it.each<readonly [string, readonly JiraTrap[]]>([
    ['as all goes well', []],
    ['in pages that are cut short', ['pagesCutShort']],
    ['where an issue tells only its latest changes', ['changelogTruncated']],
    ['where SLAs are no fields', ['slaFieldMissing']],
  ])('is what happened, %s', async (_, traps) => {
    const reads = await under(traps, () => readAll(live.remote(), live.idsOf(live.there)));
    expect(reads.map((read) => toldBy(timelineOf([read]), agentOf))).toEqual(truths());
  });

  it('has the desk in it that the tests need', () => {
    const told = truths();
    expect(told.some(({ ratings }) => ratings.length > 0)).toBe(true);
    expect(told.filter(({ promises }) => Object.values(promises).includes(false)).length).toBeGreaterThan(3);
    expect(told.some(({ statuses }) => statuses.some(([, to]) => to === 'on-hold'))).toBe(true);
    expect(desk.tickets.length).toBeGreaterThan(live.there.length);
  });

  it('says what it is about', async () => {
    const [read] = await readAll(live.remote(), ['10001']);
    const resolved = { id: '5', name: 'Resolved', statusCategory: { key: 'done' } };
    expect(read?.found[0]?.envelope['statuses']).toContainEqual(resolved);
    const { state } = timelineOf(read === undefined ? [] : [read]);
    const story = desk.tickets[0];
    const channel = { mail: 'mail', web: 'web', phone: 'jira' }[story?.channel ?? 'mail'];
    expect(state).toMatchObject({
      workType: story?.workType,
      requester: people.customer(story?.requester ?? 0).accountId,
      team: expect.any(String),
      kind: 'service-request',
      channel,
    });
  });

  it('gives the same bytes as long as nothing changes, while clocks go on', async () => {
    const ids = live.idsOf(live.there);
    const before = bytesOf(await readAll(live.remote(), ids));
    expect(before).toContain('ongoingCycle');
    live.liveUntil(live.now + 60_000);
    expect(bytesOf(await readAll(live.remote(), ids))).toBe(before);
  });

  it('keeps no texts, and of people no names nor addresses', async () => {
    const bytes = bytesOf(await readAll(live.remote(), live.idsOf(live.there)));
    expect(bytes).not.toMatch(/Agent \d|Customer \d|@desk|@firm|does not work|A reply to|gravatar/);
    expect(bytes).toContain('Automation for Jira');
    // Nor in what zone the account that reads them lives.
    expect(bytes).not.toMatch(/\d[+-]0\d00"/);
  });

  it('has its last change for a version', async () => {
    const [read] = await readAll(live.remote(), ['10001']);
    const last = desk.tickets[0]?.happenings.findLast(({ at }) => at <= live.now)?.at;
    expect(read).toMatchObject({ ticket: '10001', version: last, updatedAt: last });
  });

  it('that is not there is gone, in the order asked for', async () => {
    const [deleted] = desk.tickets.filter(({ happenings }) => happenings.some(({ kind }) => kind === 'deleted'));
    if (deleted === undefined) throw new Error('no ticket of the desk is deleted: take another seed');
    const id = live.jira.idOf(deleted);
    const reads = await live.remote().readTickets(['10002', id, '99999', '10001', 'ITSM-3', 'ITSM-99999'], 'live');
    expect(reads.map(({ ticket, version }) => [ticket, version === null])).toEqual([
      ['10002', false],
      [id, true],
      ['99999', true],
      ['10001', false],
      ['ITSM-3', false],
      ['ITSM-99999', true],
    ]);
    const { events } = reader()(reads[1]?.found[0]?.envelope ?? {});
    expect(events).toMatchObject([
      {
        id: `jira:${id}#gone.${live.now}`,
        occurredAt: live.now,
        fact: { set: { status: 'cancelled', sourceStatus: 'not found' } },
      },
    ]);
  });
});

describe('what an answer leaves out', () => {
  it('is asked for again: a history longer than a page', async () => {
    const changes = Array.from({ length: 900 }, (_, i): Happening => {
      return { at: START + (i + 2) * 1_000, by: 'automation', kind: 'priority', to: i % 2 === 0 ? 'P1' : 'P4' };
    });
    const opened: Happening = { at: START + 1_000, by: 'requester', kind: 'opened', group: 1, priority: 'P4' };
    const story = { n: 1, requester: 1, workType: 'vpn', channel: 'web', happenings: [opened, ...changes] } as const;
    const own = await LiveJira.start({ ...desk, tickets: [story] });
    own.liveUntil(START + DAY);
    own.jira.traps.pagesCutShort = true;
    const [read] = await readAll(own.remote(), ['10001']);
    expect(timelineOf(read === undefined ? [] : [read]).states).toHaveLength(901);
    await own.jira.close();
  });

  it('is not gone where nobody knows us any more', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      '/rest/api/3/field': [],
      '/rest/api/3/status': [],
      '/rest/api/3/issue/bulkfetch': { issues: [], issueErrors: [] },
    };
    let lettingIn = true;
    const ask = async ({ path }: Ask): Promise<Answer> => {
      if (path.endsWith('/myself') && !lettingIn) throw new SourceTrouble('refused', 'not taken', 401);
      return { status: 200, headers: {}, data: answers[path] ?? {} };
    };
    const remote = open({
      from: { ...FROM, url: 'https://acme.atlassian.net' },
      clientBy: () => ({ ask }),
      now: () => 0,
    });
    expect((await remote.readTickets(['10001'], 'live'))[0]?.version).toBeNull();
    lettingIn = false;
    await expect(remote.readTickets(['10001'], 'live')).rejects.toThrow('not taken');
  });
});

describe('a ticket of Jira Data Center', () => {
  it('is read whole as well', async () => {
    const center = await LiveJira.start(desk, 'data-center');
    center.liveUntil(live.now);
    const remote = center.remote({ signIn: PAT }, CREDENTIALS.personalToken);
    const reads = await readAll(remote, center.idsOf(center.there), 'live');
    expect(reads.map((read) => toldBy(timelineOf([read]), agentOf)).map(withoutAuthors)).toEqual(
      truths().map(withoutAuthors),
    );
    await center.jira.close();
  });

  /** Data Center does not say who is a program: its replies and its holding count as a person's unless the settings say. */
  const withoutAuthors = ({ replies, ...rest }: ReturnType<typeof toldBy> | ReturnType<typeof truthOf>) => ({
    ...rest,
    replies: replies.map(([at, kind]) => [at, kind]),
  });

  it('is not gone only because the token is wrong', async () => {
    const center = await LiveJira.start(desk, 'data-center');
    center.liveUntil(START + DAY);
    const remote = center.remote({ signIn: PAT }, 'wrong');
    await expect(remote.readTickets(['10001'], 'live')).rejects.toThrow(/nobody in particular|not taken/);
    await expect(remote.versions(START)[Symbol.asyncIterator]().next()).rejects.toThrow(/nobody in particular/);
    await center.jira.close();
  });
});

describe('what a source says otherwise later', () => {
  it('takes the place of what it said before: one rating, not two', async () => {
    const twice = desk.tickets.find(({ happenings }) => happenings.filter(({ kind }) => kind === 'rated').length > 1);
    if (twice === undefined) throw new Error('no ticket of the desk is rated twice: take another seed');
    const own = await LiveJira.start(desk);
    const [first, second] = twice.happenings.filter(({ kind }) => kind === 'rated').map(({ at }) => at);
    own.liveUntil(first ?? 0);
    const ids = own.idsOf([twice]);
    const before = await readAll(own.remote(), ids);
    own.liveUntil(second ?? 0);
    const after = await readAll(own.remote(), ids);
    expect(timelineOf([...before, ...after]).ratings).toHaveLength(1);
    expect(toldBy(timelineOf([...after, ...before]), agentOf).ratings).toEqual(truthOf(twice, own.now).ratings);
    await own.jira.close();
  });

  it('takes the place of it: a result that Jira reckoned anew', () => {
    const found = (breached: boolean, at: string): Found => {
      const cycle = { startTime: '2026-03-02T08:00:00Z', stopTime: '2026-03-02T10:00:00Z', breached };
      const data = { id: '10', name: 'Time to resolution', completedCycles: [cycle] };
      return { about: 'ticket', envelope: { resource: 'request-sla', issue: { id: '1' }, at, data } };
    };
    const [broken, met] = [found(true, '2026-03-02T10:00:00Z'), found(false, '2026-03-03T08:00:00Z')];
    for (const both of [
      [broken, met],
      [met, broken],
    ]) {
      const read = { ticket: '1', version: 1, updatedAt: 1, found: both };
      expect(timelineOf([read]).sourceSla).toEqual({ resolution: true });
    }
  });
});
