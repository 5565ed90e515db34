import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticketId } from '../../../src/domain/ids.ts';
import { foldTimeline } from '../../../src/domain/timeline.ts';
import { type Line, whoIsWho } from '../../../src/pipeline.ts';
import type { DeskRules } from '../../../src/rules/load-rules.ts';
import { type DeskSize, makeDesk } from '../desk/make-desk.ts';
import type { StandIn } from '../desk/stand-in.ts';
import type { Desk, Happening, TicketStory } from '../desk/story.ts';
import { seenIn, type TicketTruth, truthOf } from '../desk/truth.ts';
import { Courier, type CourierCounts } from './courier.ts';
import { Service, type ServiceCounts } from './service.ts';
import { mailOf, type Vendor } from './vendors.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SLICE = 10 * 60_000;
const NIGHT_HOUR = 2;

/** Half-open spells, by the desk's clock. */
type Spell = readonly [from: number, to: number];

export interface QuarterPlan {
  readonly vendor: Vendor;
  readonly rules: DeskRules;
  readonly size: DeskSize;
  /** Of webhooks, 0..1. */
  readonly lost: number;
  readonly doubled: number;
  readonly ourOutages: readonly Spell[];
  readonly theirOutages: readonly Spell[];
  /** Of the vendor, on from the first day. */
  readonly traps?: readonly string[];
  readonly onDay?: (day: number, days: number) => void;
}

export interface Lived {
  readonly courier: CourierCounts;
  readonly service: ServiceCounts;
  /** Requests that the stand-in answered. */
  readonly asked: number;
  readonly tickets: number;
  readonly deleted: number;
  readonly setAside: number;
  readonly unmapped: readonly string[];
  /** Facts compared: tickets, spells of status and holder, replies, ratings, SLA results. */
  readonly facts: number;
  readonly differing: readonly {
    readonly ticket: string;
    readonly truth: TicketTruth | 'deleted';
    readonly seen: unknown;
  }[];
}

/** Lets a desk live in a vendor's stand-in with our service beside it, and compares at the end what was with what we know. */
export async function liveQuarter(plan: QuarterPlan): Promise<Lived> {
  const { vendor, size, rules } = plan;
  const folder = await mkdtemp(join(tmpdir(), 'stepladder-quarter-'));
  const desk = makeDesk(size);
  let now = size.start;
  const clock = () => now;
  const standIn = await vendor.start({ desk, clock, webhookSecret: vendor.secret });
  for (const trap of plan.traps ?? []) standIn.traps[trap] = true;
  const service = new Service({ vendor, url: standIn.url, folder, rules, now: clock });
  const courier = new Courier(size.seed, plan);
  const happenings = inOrder(desk);
  const end = size.end + DAY + NIGHT_HOUR * HOUR + SLICE; // the last night comes after the last day
  try {
    await service.start();
    await service.people();
    let told = 0;
    for (let until = size.start + SLICE; until <= end; until += SLICE) {
      for (let next = happenings[told]; next !== undefined && next.happening.at <= until; next = happenings[++told]) {
        now = next.happening.at;
        standIn.happen(next.story, next.happening);
      }
      now = until;
      standIn.up = !isIn(plan.theirOutages, now);
      await keepUp(service, !isIn(plan.ourOutages, now));
      courier.take(standIn.takeWebhooks());
      const arrived = courier.arrivedBy(now);
      if (!service.isUp) courier.counts.dropped += arrived.length;
      else {
        courier.counts.brought += arrived.length;
        await service.take(arrived);
        await (isNightly(now) ? service.night() : service.work());
      }
      if (now % DAY === 0) plan.onDay?.((now - size.start) / DAY, (end - size.start) / DAY);
    }
    return {
      courier: courier.counts,
      service: service.counts,
      ...(await compared(service.line, { desk, standIn, vendor, asOf: now })),
    };
  } finally {
    if (service.isUp) await service.stop();
    await standIn.close();
    await rm(folder, { recursive: true });
  }
}

interface Told {
  readonly story: TicketStory;
  readonly happening: Happening;
}

const inOrder = (desk: Desk): Told[] =>
  desk.tickets
    .flatMap((story) => story.happenings.map((happening) => ({ story, happening })))
    .sort((a, b) => a.happening.at - b.happening.at || a.story.n - b.story.n);

const isIn = (spells: readonly Spell[], at: number): boolean => spells.some(([from, to]) => at >= from && at < to);
const isNightly = (now: number): boolean => now % DAY === NIGHT_HOUR * HOUR;

async function keepUp(service: Service, up: boolean): Promise<void> {
  if (up === service.isUp) return;
  await (up ? service.start() : service.stop());
}

interface Comparing {
  readonly desk: Desk;
  readonly standIn: StandIn;
  readonly vendor: Vendor;
  readonly asOf: number;
}

async function compared(line: Line, { desk, standIn, vendor, asOf }: Comparing) {
  const { store } = line;
  const who = await whoIsWho(line);
  const numbers = new Map(desk.agents.map(({ n, email }) => [mailOf(email), n]));
  const agents = new Map((await store.agents()).map(({ id, mail }) => [id as string, numbers.get(mail ?? '') ?? null]));
  const differing: { ticket: string; truth: TicketTruth | 'deleted'; seen: unknown }[] = [];
  let [facts, deleted] = [0, 0];
  for (const story of desk.tickets) {
    const id = ticketId(vendor.id, standIn.idOf(story));
    const events = (await store.eventsOf([id])).get(id) ?? [];
    const timeline = events.length === 0 ? null : foldTimeline(events, who);
    const isDeleted = story.happenings.at(-1)?.kind === 'deleted';
    if (isDeleted) {
      deleted++;
      facts++;
      // One that came and went while nobody could ask was never known.
      if (timeline !== null && timeline.state.status !== 'cancelled')
        differing.push({ ticket: id, truth: 'deleted', seen: timeline.state.status });
      continue;
    }
    const truth = truthOf(story, { asOf, scoreOf: vendor.scoreOf, opensAs: vendor.opensAs });
    const seen = timeline === null ? null : seenIn(timeline, (agent) => agents.get(agent) ?? null);
    facts += countOf(truth);
    if (JSON.stringify(sorted(truth)) !== JSON.stringify(sorted(seen))) differing.push({ ticket: id, truth, seen });
  }
  return {
    asked: [...standIn.asked].filter(([what]) => !/ \d{3}$/.test(what)).reduce((sum, [, count]) => sum + count, 0),
    tickets: desk.tickets.length,
    deleted,
    setAside: (await store.counts()).deliveries.setAside,
    unmapped: (await store.unmapped()).map(({ what, word }) => `${what} ${word}`),
    facts,
    differing,
  };
}

const countOf = ({ statuses, holders, replies, ratings, sla }: TicketTruth): number =>
  1 + statuses.length + holders.length + replies.length + ratings.length + Object.keys(sla).length;

const sorted = (truth: TicketTruth | null) =>
  truth === null ? null : { ...truth, sla: Object.entries(truth.sla).sort(([a], [b]) => (a < b ? -1 : 1)) };
