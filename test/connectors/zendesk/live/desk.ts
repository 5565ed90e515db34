import { zendesk } from '../../../../connectors/zendesk/index.ts';
import { open } from '../../../../connectors/zendesk/live/remote.ts';
import type { Client } from '../../../../src/connector/client.ts';
import { httpClient } from '../../../../src/connector/http/http-client.ts';
import type { Found, Page, ReadingFrom, Remote, SignIn, Stream } from '../../../../src/connector/remote.ts';
import { identities } from '../../../../src/domain/agent.ts';
import { accountId } from '../../../../src/domain/ids.ts';
import type { TicketEvent } from '../../../../src/domain/ticket-event.ts';
import { foldTimeline, type TicketTimeline } from '../../../../src/domain/timeline.ts';
import { promisesOf } from '../../../vendors/desk/promises.ts';
import type { DeskStatus, TicketStory } from '../../../vendors/desk/story.ts';
import { type Asking, askingDesk } from '../../../vendors/zendesk/asking.ts';
import { ZENDESK_LOGIN } from '../../../vendors/zendesk/auth.ts';
import { zendeskIds } from '../../../vendors/zendesk/ids.ts';

export const OAUTH: SignIn = { kind: 'client-credentials', clientId: ZENDESK_LOGIN.clientId, scope: null };
export const SETTINGS = `
groups: { ${[1, 2, 3, 4, 5].map((n) => `${zendeskIds.group(n)}: Group ${n}`).join(', ')} }
fields: { work_type: { field: ${zendeskIds.workTypeField} } }
bots: [${zendeskIds.bot}]
bot_roles: [${zendeskIds.botRole}]
`;

/** A desk in the stand-in whose limits nobody reaches, and our client before it. */
export interface LiveDesk extends Asking {
  readonly remote: Remote;
  /** Another client of the same account, with other settings. */
  opened(more?: Partial<ReadingFrom>, secret?: string, around?: (client: Client) => Client): Remote;
}

const NO_LIMITS = { account: 1e9, bucket: 1e9 };

export async function liveDesk(more: Parameters<typeof askingDesk>[0] = {}): Promise<LiveDesk> {
  const asking = await askingDesk({ limits: NO_LIMITS, ...more });
  const opened: LiveDesk['opened'] = (from = {}, secret = ZENDESK_LOGIN.clientSecret, around = (client) => client) =>
    open({
      from: { ...FROM, url: asking.zendesk.url, ...from },
      // The pace that real accounts ask for is of no interest here.
      clientBy: (rules) => around(httpClient({ ...rules, buckets: quick(rules.buckets) }, secret)),
      now: () => asking.now,
    });
  return Object.defineProperty({ ...asking, remote: opened(), opened }, 'now', {
    get: () => asking.now,
    set: (at: number) => {
      asking.now = at;
    },
  }) as LiveDesk;
}

const FROM: ReadingFrom = {
  source: 'zd',
  url: '',
  signIn: OAUTH,
  only: [],
  perMinute: null,
  credentialEnds: null,
  settings: SETTINGS,
};

const quick = <T extends object>(buckets: Readonly<Record<string, T>>) =>
  Object.fromEntries(Object.keys(buckets).map((name) => [name, { most: 1e6, perMs: 1000, atOnce: 8 }]));

const source = zendesk.configure('zd', SETTINGS);

/** What is found, as the pipeline would understand it. Deliveries are kept once by their content, events once by their id. */
export function eventsIn(found: readonly Found[], receivedAt: number): TicketEvent[] {
  const once = new Map(found.map((one) => [JSON.stringify(one.envelope), one]));
  const events = [...once.values()].flatMap(({ about, envelope }, i) => {
    const fields = JSON.parse(JSON.stringify(envelope));
    return [...source.normalise({ about, receivedAt, key: `${i}`, fields }).events];
  });
  return [...new Map(events.toReversed().map((event) => [event.id, event])).values()];
}

const bots = identities(new Map(), new Set(source.bots.map((name) => accountId('zd', name))));
export const folded = (events: readonly TicketEvent[]): TicketTimeline => foldTimeline(events, bots);

/** Whatever a stream lists, page by page, until it says that it has ended. */
export async function pagesOf(stream: Stream, from: string): Promise<Page[]> {
  const all: Page[] = [];
  for (let cursor = from; ; ) {
    const page = await stream.page(cursor, 'live');
    all.push(page);
    if (page.end) return all;
    if (page.next === cursor || all.length > 1000) throw new Error(`${stream.name} does not end`);
    cursor = page.next;
  }
}

export const streamOf = ({ streams }: Remote, name: string): Stream => {
  const found = streams.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no stream ${name}`);
  return found;
};

const STATUS: Readonly<Record<DeskStatus, string>> = {
  open: 'open',
  pending: 'pending',
  'on-hold': 'on-hold',
  resolved: 'resolved',
  closed: 'closed',
};

/** What the desk knows of a ticket, in the words of a timeline. */
export function truthOf({ happenings, n, workType, requester }: TicketStory, now: number, isSurvey = false) {
  const at = <K extends (typeof happenings)[number]['kind']>(...kinds: K[]) =>
    happenings.filter((one): one is Extract<(typeof happenings)[number], { kind: K }> => kinds.includes(one.kind as K));
  const who = (n: number | null) => (n === null ? null : `zd:${zendeskIds.agent(n)}`);
  const holders = at('opened', 'assigned').map((one) => ({
    start: one.at,
    holder: one.kind === 'opened' ? null : who(one.to),
    team: `Group ${one.group}`,
  }));
  const statuses = at('opened', 'status', 'deleted').map((one) => ({
    start: one.at,
    status: one.kind === 'opened' ? 'new' : one.kind === 'deleted' ? 'cancelled' : STATUS[one.to],
  }));
  const said = { reply: 'agent', note: 'note', 'customer-reply': 'customer' } as const;
  const stars = at('rated').at(-1)?.stars;
  const results = promisesOf({ n, workType, requester, channel: 'web', happenings }, now)
    .filter(({ breached, stoppedAt }) => breached || stoppedAt !== null)
    .map(({ target, breached }) => [target, !breached]);
  return {
    openedAt: happenings[0]?.at,
    holders: holders.filter((one, i) => !same(one, holders[i - 1])),
    statuses: statuses.filter((one, i) => one.status !== statuses[i - 1]?.status),
    replies: at('reply', 'note', 'customer-reply').map((one) => ({ at: one.at, from: said[one.kind] })),
    rating: stars === undefined ? null : stars === 1 ? 0 : isSurvey && stars === 3 ? 0.5 : 1,
    sla: Object.fromEntries(results),
    workType,
  };
}

const same = (a: { holder: string | null; team: string }, b: { holder: string | null; team: string } | undefined) =>
  a.holder === b?.holder && a.team === b.team;

/** The same of what was read. */
export function told({ openedAt, assignments, statuses, replies, ratings, sourceSla, state }: TicketTimeline) {
  return {
    openedAt,
    holders: assignments.map(({ start, holder, team }) => ({ start, holder, team })),
    statuses: statuses.map(({ start, status }) => ({ start, status })),
    replies: replies.map(({ at, from }) => ({ at, from })),
    rating: ratings.length > 1 ? 'two' : (ratings[0]?.score ?? null),
    sla: sourceSla,
    workType: state.workType,
  };
}

export const isGone = ({ happenings }: TicketStory): boolean => happenings.at(-1)?.kind === 'deleted';
