import { open } from '../../../../connectors/jira/live/remote.ts';
import { httpClient } from '../../../../src/connector/http/http-client.ts';
import type { Lane } from '../../../../src/connector/lane.ts';
import type { Listed, ReadingFrom, Remote, SignIn, Stream, TicketRead } from '../../../../src/connector/remote.ts';
import { type Identities, identities } from '../../../../src/domain/agent.ts';
import type { AccountId } from '../../../../src/domain/ids.ts';
import type { TicketEvent } from '../../../../src/domain/ticket-event.ts';
import { foldTimeline, type TicketTimeline } from '../../../../src/domain/timeline.ts';
import { makeDesk } from '../../../vendors/desk/make-desk.ts';
import type { Desk, Happening, TicketStory } from '../../../vendors/desk/story.ts';
import { CREDENTIALS } from '../../../vendors/jira/auth.ts';
import { type JiraOptions, type JiraStandIn, startJira } from '../../../vendors/jira/stand-in.ts';
import { reader } from '../source.ts';

export const START = Date.UTC(2026, 2, 2);
const DAY = 86_400_000;
export const smallDesk = (tickets = 40): Desk =>
  makeDesk({ seed: 7, agents: 6, tickets, start: START, end: START + 12 * DAY });

type Deployment = NonNullable<JiraOptions['deployment']>;

/** A Jira in which a desk has lived, and clients of ours for it. */
export class LiveJira {
  readonly desk: Desk;
  readonly jira: JiraStandIn;
  readonly #time: { now: number };

  static async start(desk: Desk, deployment: Deployment = 'cloud'): Promise<LiveJira> {
    const time = { now: START };
    const jira = await startJira({ desk, clock: () => time.now, webhookSecret: null, deployment });
    return new LiveJira(desk, jira, time);
  }

  constructor(desk: Desk, jira: JiraStandIn, time: { now: number }) {
    this.desk = desk;
    this.jira = jira;
    this.#time = time;
  }

  get now(): number {
    return this.#time.now;
  }

  /** All that happens until then, in its order. */
  liveUntil(until: number): void {
    const all = this.desk.tickets.flatMap((story) => story.happenings.map((happening) => ({ story, happening })));
    const due = all.filter(({ happening: { at } }) => at > this.now && at <= until);
    for (const { story, happening } of due.sort((a, b) => a.happening.at - b.happening.at)) {
      this.happen(story, happening);
    }
    this.#time.now = until;
  }

  happen(story: TicketStory, happening: Happening): void {
    this.#time.now = happening.at;
    this.jira.happen(story, happening);
  }

  remote(from: Partial<ReadingFrom> = {}, secret: string = CREDENTIALS.apiToken): Remote {
    return open({
      from: { ...FROM, url: this.jira.url, ...from },
      clientBy: (rules) => httpClient(rules, secret),
      now: () => this.now,
    });
  }

  idsOf(stories: readonly TicketStory[] = this.desk.tickets): string[] {
    return stories.map((story) => this.jira.idOf(story));
  }

  /** That have been opened, and not been deleted. */
  get there(): TicketStory[] {
    return this.desk.tickets.filter(({ happenings }) => {
      const past = happenings.filter(({ at }) => at <= this.now);
      return past.length > 0 && past.every(({ kind }) => kind !== 'deleted');
    });
  }
}

/** Without an address. */
export const FROM: ReadingFrom = {
  source: 'jira',
  url: '',
  signIn: { kind: 'api-token', user: CREDENTIALS.email },
  only: [],
  perMinute: null,
  credentialEnds: null,
  settings: null,
};

export const PAT: SignIn = { kind: 'bearer' };
export const OAUTH: SignIn = { kind: 'client-credentials', clientId: CREDENTIALS.clientId, scope: null };

export async function readAll(remote: Remote, tickets: readonly string[], lane: Lane = 'backfill') {
  const reads: TicketRead[] = [];
  for (let i = 0; i < tickets.length; i += remote.atOnce) {
    reads.push(...(await remote.readTickets(tickets.slice(i, i + remote.atOnce), lane)));
  }
  return reads;
}

export const bytesOf = (reads: readonly TicketRead[]): string =>
  JSON.stringify(reads.map(({ found }) => found.map(({ envelope }) => envelope)));

/** As the store keeps them, and the people among them. */
export function timelineOf(reads: readonly TicketRead[]): TicketTimeline {
  const normalise = reader();
  const told = reads.flatMap(({ found }) => found.map(({ envelope }) => normalise(envelope)));
  const events = new Map<string, TicketEvent>();
  for (const event of told.flatMap((one) => one.events)) if (!events.has(event.id)) events.set(event.id, event);
  const bots = told.flatMap(({ agents }) => agents.filter(({ bot }) => bot).map(({ id }) => id as string as AccountId));
  const who: Identities = identities(new Map(), new Set(bots));
  return foldTimeline([...events.values()], who);
}

/** All that a stream lists, to its end, and where it begins the next time. */
export async function listedBy(stream: Stream, cursor: string) {
  const listed: Listed[] = [];
  for (let at = cursor; ; ) {
    const page = await stream.page(at, 'backfill');
    listed.push(...page.listed);
    if (page.end) return { listed, tickets: new Set(listed.map(({ ticket }) => ticket)), next: page.next };
    at = page.next;
  }
}

export function streamOf({ streams }: Remote, name: string): Stream {
  const stream = streams.find((one) => one.name === name);
  if (stream === undefined) throw new Error(`no stream is called ${name}`);
  return stream;
}
