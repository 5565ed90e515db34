import { afterEach, describe, expect, it } from 'vitest';
import type { Remote } from '../../../../src/connector/remote.ts';
import type { Desk, Happening, TicketStory } from '../../../vendors/desk/story.ts';
import { CREDENTIALS } from '../../../vendors/jira/auth.ts';
import type { JiraTrap } from '../../../vendors/jira/traps.ts';
import { LiveJira, listedBy, PAT, readAll, START, smallDesk, streamOf, timelineOf } from './desk.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const open: LiveJira[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.jira.close();
});

async function started(desk: Desk = smallDesk(), deployment?: 'data-center', traps: readonly JiraTrap[] = []) {
  const live = await LiveJira.start(desk, deployment);
  open.push(live);
  for (const trap of traps) live.jira.traps[trap] = true;
  return live;
}

const ids = (live: LiveJira) => new Set(live.idsOf(live.there));
const tickets = (remote: Remote) => streamOf(remote, 'tickets');

async function versions(remote: Remote, since: number) {
  const found = new Map<string, number | null>();
  for await (const page of remote.versions(since)) for (const { ticket, version } of page) found.set(ticket, version);
  return found;
}

/** Tickets that are opened a second after the other, and to which something happens then. */
function storiesOf(count: number, then: (n: number) => Happening): Desk {
  const story = (n: number): TicketStory => {
    const opened: Happening = { at: START + n * 1_000, by: 'requester', kind: 'opened', group: 1, priority: 'P3' };
    return { n, requester: 1, workType: 'vpn', channel: 'web', happenings: [opened, then(n)] };
  };
  return { ...smallDesk(1), tickets: Array.from({ length: count }, (_, i) => story(i + 1)) };
}

/** Many tickets that a rule changes at the very same instant: more than a page holds. */
const tiedDesk = (count: number): Desk =>
  storiesOf(count, () => ({ at: START + DAY, by: 'automation', kind: 'priority', to: 'P2' }));

describe('the list of changed tickets', () => {
  it.each<readonly [string, readonly JiraTrap[]]>([
    ['as all goes well', []],
    ['in pages that are cut short though more follow', ['pagesCutShort']],
    ['with keys that move', ['movedIssueKeys']],
  ])('from the very beginning holds every one, %s', async (_, traps) => {
    const live = await started(smallDesk(130), undefined, traps);
    live.liveUntil(START + 12 * DAY);
    const stream = tickets(live.remote());
    const all = await listedBy(stream, stream.start(null));
    expect(all.tickets).toEqual(ids(live));
    for (const { version, updatedAt } of all.listed) expect(version).toBe(updatedAt);
  });

  it('goes on where it ended, and finds what the index learned of late', async () => {
    const late = START + DAY;
    const live = await started(
      storiesOf(3, (n) => ({ at: n === 3 ? late : late + n * 10_000, by: 'automation', kind: 'priority', to: 'P1' })),
      undefined,
      ['indexLag'],
    );
    const stream = tickets(live.remote());
    live.liveUntil(START + DAY / 2);
    const first = await listedBy(stream, stream.start(null));
    live.liveUntil(late + MINUTE);
    const soon = await listedBy(stream, first.next);
    expect(soon.tickets).toEqual(new Set(['10001', '10002']));
    live.liveUntil(late + 10 * MINUTE);
    expect((await listedBy(stream, soon.next)).tickets).toContain('10003');
  });

  it.each([undefined, 'data-center'] as const)(
    'gets past more changes of one instant than a page holds (%s)',
    async (deployment) => {
      const live = await started(tiedDesk(130), deployment, ['pagesCutShort']);
      live.liveUntil(START + 2 * DAY);
      const remote = deployment ? live.remote({ signIn: PAT }, CREDENTIALS.personalToken) : live.remote();
      const stream = tickets(remote);
      expect((await listedBy(stream, stream.start(null))).tickets).toEqual(ids(live));
    },
  );

  it('that goes in circles is an error, not a list without an end', async () => {
    const live = await started(tiedDesk(130), undefined, ['pagesCutShort', 'tokenTwice']);
    live.liveUntil(START + 2 * DAY);
    const stream = tickets(live.remote());
    await expect(listedBy(stream, stream.start(null))).rejects.toThrow('same page token again');
    await expect(versions(live.remote(), START)).rejects.toThrow('same page token again');
  });

  it('goes on at the page where it was killed, a month later as well', async () => {
    const live = await started(tiedDesk(130), undefined, ['pagesCutShort']);
    live.liveUntil(START + 2 * DAY);
    const stream = tickets(live.remote());
    const seen = new Set<string>();
    let cursor = stream.start(null);
    for (let pages = 0; pages < 2; pages++) {
      const page = await stream.page(cursor, 'backfill');
      for (const { ticket } of page.listed) seen.add(ticket);
      cursor = page.next;
    }
    live.liveUntil(live.now + 30 * DAY);
    const rest = await listedBy(tickets(live.remote()), cursor);
    expect(new Set([...seen, ...rest.tickets])).toEqual(ids(live));
  });

  it('holds the projects asked for alone', async () => {
    const live = await started(undefined, undefined, ['movedIssueKeys']);
    live.liveUntil(START + 12 * DAY);
    const stream = tickets(live.remote({ only: ['NET'] }));
    const { tickets: moved } = await listedBy(stream, stream.start(null));
    expect(moved.size).toBeGreaterThan(0);
    expect(moved.size).toBeLessThan(live.there.length);
  });

  it('is as whole on Data Center', async () => {
    const live = await started(smallDesk(130), 'data-center', ['pagesCutShort']);
    live.liveUntil(START + 12 * DAY);
    const remote = live.remote({ signIn: PAT }, CREDENTIALS.personalToken);
    const stream = tickets(remote);
    expect((await listedBy(stream, stream.start(null))).tickets).toEqual(ids(live));
    expect(new Set((await versions(remote, START)).keys())).toEqual(ids(live));
  });
});

describe('the versions of all tickets', () => {
  it('are told of each that changed since, and of no other', async () => {
    const live = await started(smallDesk(130), undefined, ['pagesCutShort', 'movedIssueKeys']);
    live.liveUntil(START + 12 * DAY);
    const all = live.there.map((story) => {
      const version = story.happenings.findLast(({ at }) => at <= live.now)?.at ?? 0;
      return [live.jira.idOf(story), version] as const;
    });
    // Just after a change: neither a minute, nor a zone of the account, nor an upper bound counts.
    const since = (all.map(([, version]) => version).sort((a, b) => a - b)[60] ?? 0) + 1;
    expect(await versions(live.remote(), since)).toEqual(new Map(all.filter(([, version]) => version >= since)));
  });
});

describe('ratings that leave the version as it was', () => {
  it('are listed each once, to be read again', async () => {
    const live = await started(smallDesk(120), undefined, ['ratingsLeaveUpdated', 'pagesCutShort', 'indexLag']);
    const remote = live.remote();
    const stream = streamOf(remote, 'ratings');
    live.liveUntil(START + DAY);
    let cursor = stream.start(null);
    const listed: string[] = [];
    for (let at = START + 2 * DAY; at <= START + 12 * DAY; at += DAY) {
      live.liveUntil(at);
      const run = await listedBy(stream, cursor);
      cursor = run.next;
      for (const one of run.listed) expect(one.version).toBeNull();
      listed.push(...run.listed.map(({ ticket }) => ticket));
    }
    const rated = live.there.filter(({ happenings }) => happenings.some(({ kind }) => kind === 'rated'));
    expect(rated.length).toBeGreaterThan(10);
    expect(new Set(listed)).toEqual(new Set(live.idsOf(rated)));
    const ratings = rated.flatMap(({ happenings }) => happenings.filter(({ kind }) => kind === 'rated'));
    expect(listed.length).toBeLessThanOrEqual(ratings.length);
    const [read] = await readAll(remote, [listed[0] ?? '']);
    expect(timelineOf(read === undefined ? [] : [read]).ratings).toHaveLength(1);
  });

  it('that the index learns of late are listed late, and the others not again', async () => {
    const late = START + DAY;
    const live = await started(
      storiesOf(3, (n) => ({ at: n === 3 ? late : late + n * 10_000, by: 'requester', kind: 'rated', stars: 5 })),
      undefined,
      ['indexLag'],
    );
    const stream = streamOf(live.remote(), 'ratings');
    live.liveUntil(late + MINUTE);
    const soon = await listedBy(stream, stream.start(null));
    expect(soon.tickets).toEqual(new Set(['10001', '10002']));
    live.liveUntil(late + 10 * MINUTE);
    expect((await listedBy(stream, soon.next)).tickets).toEqual(new Set(['10003']));
  });

  it('are not looked for where their date cannot be searched, which a check says', async () => {
    const live = await started();
    live.liveUntil(START + 12 * DAY);
    const remote = live.remote({ settings: 'fields: { satisfaction_date: labels }' });
    const stream = streamOf(remote, 'ratings');
    expect((await listedBy(stream, stream.start(null))).listed).toEqual([]);
    const check = remote.checks.find(({ title }) => title === 'Reads ratings');
    expect(await check?.run()).toMatchObject({ result: 'warning' });
  });

  it('are not asked for all the time', async () => {
    const live = await started();
    live.liveUntil(START + DAY);
    const stream = streamOf(live.remote(), 'ratings');
    const { next } = await listedBy(stream, stream.start(null));
    const before = live.jira.asked.get('POST /rest/api/3/search/jql');
    expect(before).toBeGreaterThan(0);
    expect((await listedBy(stream, next)).next).toBe(next);
    expect(live.jira.asked.get('POST /rest/api/3/search/jql')).toBe(before);
  });
});

describe('open tickets whose clock runs out', () => {
  const opened: Happening = { at: START + MINUTE, by: 'requester', kind: 'opened', group: 1, priority: 'P1' };
  const desk: Desk = {
    ...smallDesk(1),
    tickets: [{ n: 1, requester: 1, workType: 'vpn', channel: 'web', happenings: [opened] }],
  };

  it.each<readonly [string, readonly JiraTrap[]]>([
    ['with the list', []],
    ['by asking for each', ['slaFieldMissing']],
  ])('are listed once it has, %s', async (_, traps) => {
    const live = await started(desk, undefined, traps);
    live.liveUntil(START + 2 * MINUTE);
    const remote = live.remote();
    const stream = streamOf(remote, 'breaches');
    const first = await listedBy(stream, stream.start(null));
    expect(first.tickets.size).toBe(traps.length);
    live.liveUntil(START + 10 * MINUTE);
    expect((await listedBy(stream, first.next)).listed).toEqual([]);
    live.liveUntil(START + 2 * DAY);
    const later = await listedBy(stream, first.next);
    expect(later.listed).toMatchObject([{ ticket: '10001', version: null }]);
    expect(timelineOf(await readAll(remote, ['10001'])).sourceSla).toEqual({
      'first-response': false,
      resolution: false,
    });
  });
});
