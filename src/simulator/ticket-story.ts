import { DAY, HOUR, MINUTE } from './desk-plan.ts';
import type { Holders } from './hand-overs.ts';
import { BOT_ACCOUNT, type Person, serviceDeskOf } from './people.ts';
import type { Random } from './random.ts';
import { RowWriter, type TicketRow } from './ticket-row.ts';
import { type Cell, requestShareOf, targetHoursOf, WORK_TYPES, type WorkType } from './work-mix.ts';
import { nextWorkingInstant } from './working-hours.ts';

/** good, or how the failure shows; repeat: it does not show here, the requester comes back with a new ticket. */
export type Outcome = 'good' | 'late' | 'reopened' | 'bounced' | 'repeat';

export interface TicketDraft {
  readonly ticket: string;
  /** ms */
  readonly created: number;
  /** ms; what happens later is not told */
  readonly until: number;
  readonly requester: string;
  readonly cell: Cell;
  readonly outcome: Outcome;
  /** Who hold it in turn; the last of them resolves it. */
  readonly holders: Holders;
  /** Who resolves it after a reopening. */
  readonly second: Person;
  /** Share of tickets that holders take themselves instead of being given them. */
  readonly selfPicks: number;
  /** Id of the ticket that the requester names as the former one, or '' */
  readonly followUpOf: string;
}

export interface TicketStory {
  readonly rows: readonly TicketRow[];
  /** ms of the first resolution */
  readonly resolvedAt: number;
}

const CLOSED_AFTER = 5 * DAY;
const RATED_SHARE = 0.25;
/** A random sample of all, looked through some days after the last resolution (statistics sheet 9: scores of chosen tickets say nothing). */
const REVIEWED_SHARE = 0.03;
/** Shares of tickets filed as the wrong kind of work at first, and of hand-overs by way of the queue. */
const MISFILED_SHARE = 0.01;
const THROUGH_QUEUE_SHARE = 0.05;
/** Resolution time over target. */
const onTime = { median: 0.28, sigma: 0.6, most: 0.92 };
const late = { least: 1.4, median: 0.7, sigma: 0.6 };

/** One ticket's life from its creation to its closing, as rows of the log; `paperwork` draws what changes nothing about it. */
export function ticketStory(draft: TicketDraft, random: Random, paperwork: Random): TicketStory {
  const story = new Story(draft, random, paperwork);
  story.create();
  story.handOn();
  story.waitForRequester();
  const resolvedAt = story.resolve(story.holder, story.timeAt(1));
  if (draft.outcome === 'reopened') story.reopen();
  story.close();
  return { rows: story.writer.rows, resolvedAt };
}

class Story {
  readonly writer: RowWriter;
  holder: Person;
  readonly #draft: TicketDraft;
  readonly #random: Random;
  readonly #paperwork: Random;
  /** The kind of work it is filed as at first */
  readonly #filedAs: WorkType;
  /** ms of the source's clock: target, and work until the first resolution */
  readonly #target: number;
  readonly #duration: number;
  /** ms in which the clock stood: pending, or resolved before a reopening */
  #paused = 0;

  constructor(draft: TicketDraft, random: Random, paperwork: Random) {
    this.#draft = draft;
    this.#random = random;
    this.#paperwork = paperwork;
    const { workType } = draft.cell;
    this.#filedAs = paperwork.chance(MISFILED_SHARE) ? (paperwork.pickAny(WORK_TYPES) ?? workType) : workType;
    this.holder = draft.holders[0];
    this.writer = new RowWriter(draft.ticket, draft.created, draft.until);
    this.#target = targetHoursOf(draft.cell.priority) * HOUR;
    this.#duration = this.#target * shareOfTarget(draft.outcome, random);
  }

  create(): void {
    const { cell, created, requester, followUpOf } = this.#draft;
    const byPhone = cell.channel === 'phone';
    this.writer.add(created, 'created', {
      actor: byPhone ? this.holder.account : requester,
      kind: this.#random.chance(requestShareOf(cell)) ? 'service-request' : 'incident',
      priority: cell.priority,
      work_type: this.#filedAs,
      channel: cell.channel,
      shift: cell.shift,
      region: this.holder.region,
      team: serviceDeskOf(this.holder.region),
      requester,
    });
    if (followUpOf !== '') this.writer.add(created, 'linked', { value: `follow-up:${followUpOf}` });
  }

  /** First assignment and first answer, then each hand-over with its note. */
  handOn(): void {
    const { holders, created, selfPicks, cell } = this.#draft;
    const isLive = cell.channel === 'phone' || cell.channel === 'chat';
    const queued = isLive ? this.#upTo(0.02, MINUTE) : this.#upTo(0.1, 20 * MINUTE);
    const selfPicked = cell.channel === 'phone' || this.#random.chance(selfPicks);
    this.#assign(this.holder, this.#inShift(this.holder, created + queued), selfPicked ? this.holder.account : '');
    this.#refile();
    const thought = isLive ? this.#upTo(0.05, 2 * MINUTE) : this.#upTo(0.12, 30 * MINUTE);
    if (this.#random.chance(0.95)) this.#reply(this.#inShift(this.holder, this.writer.latest + thought));
    holders.slice(1).forEach((next, index) => {
      const tried = this.timeAt(0.2 + (0.4 * (index + this.#random.uniform())) / holders.length);
      const at = wholeSecond(Math.max(tried, this.writer.latest + 0.03 * this.#duration));
      this.writer.add(at, 'note', { actor: this.holder.account });
      this.#pass(next, at, index + 2 === holders.length);
    });
  }

  /** Who takes a misfiled ticket puts it right at once. */
  #refile(): void {
    const { workType } = this.#draft.cell;
    if (this.#filedAs === workType) return;
    this.writer.add(this.writer.latest, 'changed', { actor: this.holder.account, work_type: workType });
  }

  /** Straight to the next holder, or by way of the queue. */
  #pass(next: Person, at: number, isLast: boolean): void {
    const sender = this.holder.account;
    const queued = isLast && this.#draft.outcome !== 'bounced' && this.#paperwork.chance(THROUGH_QUEUE_SHARE);
    if (queued) this.writer.add(at, 'unassigned', { actor: sender });
    this.#assign(next, at, queued ? '' : sender);
  }

  /** Now and then the holder asks and waits; the source's clock stands meanwhile. */
  waitForRequester(): void {
    const isUrgent = this.#target < DAY;
    if (!this.#random.chance(isUrgent ? 0.1 : 0.25)) return;
    const from = this.timeAt(this.#random.between(0.65, 0.75));
    const answered =
      from +
      Math.min(4 * DAY, isUrgent ? this.#random.logNormal(20 * MINUTE, 0.6) : this.#random.logNormal(6 * HOUR, 0.8));
    this.#reply(from);
    this.writer.add(from, 'status', { value: 'pending', actor: this.holder.account });
    this.writer.add(answered, 'customer_reply', { actor: this.#draft.requester });
    this.writer.add(answered, 'status', { value: 'open' });
    this.#paused += answered - from;
  }

  resolve(resolver: Person, at: number): number {
    if (this.#random.chance(0.6)) this.#reply(at);
    this.writer.add(at, 'status', { value: 'resolved', actor: resolver.account });
    return this.writer.latest;
  }

  /** The requester comes back before the ticket is closed; the same person or a colleague tries again. */
  reopen(): void {
    const resolvedAt = this.writer.latest;
    const back = resolvedAt + Math.min(CLOSED_AFTER - HOUR, HOUR + this.#random.logNormal(DAY, 0.8));
    const { requester, second } = this.#draft;
    this.writer.add(back, 'customer_reply', { actor: requester });
    this.writer.add(back, 'reopened', { actor: requester, agent: this.holder.account });
    this.#paused += back - resolvedAt;
    const again = this.#duration * this.#random.between(0.3, 0.8);
    if (second !== this.holder) this.#assign(second, this.#inShift(second, back + 0.2 * again), '');
    this.resolve(this.holder, this.#inShift(this.holder, back + again));
  }

  /** Rated by some, closed by the bot; the source writes its own SLA result at closing. */
  close(): void {
    const resolvedAt = this.writer.latest;
    const elapsed = resolvedAt - this.#draft.created - this.#paused;
    if (this.#random.chance(RATED_SHARE)) {
      const at = resolvedAt + this.#random.between(HOUR, 3 * DAY);
      const { outcome, requester } = this.#draft;
      this.writer.add(at, 'rated', {
        actor: requester,
        agent: this.holder.account,
        value: ratingAfter(outcome, this.#random),
      });
    }
    this.#review(resolvedAt);
    const closedAt = resolvedAt + CLOSED_AFTER;
    this.writer.add(closedAt, 'sla', { value: elapsed <= this.#target ? 'resolution:met' : 'resolution:breached' });
    this.writer.add(closedAt, 'status', { value: 'closed', actor: BOT_ACCOUNT });
  }

  #review(resolvedAt: number): void {
    if (!this.#paperwork.chance(REVIEWED_SHARE)) return;
    const at = wholeSecond(resolvedAt + this.#paperwork.between(3, 4.5) * DAY);
    const value = scoreAfter(this.#draft.outcome, this.#paperwork);
    this.writer.add(at, 'reviewed', { agent: this.holder.account, value });
  }

  /** ms; when this share of the work is done by the present holder, in whose shift it falls if that can be. */
  timeAt(share: number): number {
    return this.#inShift(this.holder, this.#draft.created + share * this.#duration + this.#paused);
  }

  /** Moved into the holder's next shift, unless a ticket that ends well would then be late: such work is overtime. */
  #inShift(person: Person, wish: number): number {
    const earliest = Math.max(wish, this.writer.latest + this.#random.between(10_000, 60_000));
    const start = nextWorkingInstant(person, earliest);
    const moved = start === earliest ? earliest : start + this.#random.between(MINUTE, 2 * HOUR);
    const limit = this.#draft.created + 0.97 * this.#target + this.#paused;
    return this.#draft.outcome === 'late' || moved <= limit ? wholeSecond(moved) : wholeSecond(earliest);
  }

  /** ms; log-normal around the median, never more than this share of the ticket's work */
  #upTo(share: number, median: number): number {
    return Math.min(share * this.#duration, this.#random.logNormal(median, 0.8));
  }

  #assign(person: Person, at: number, actor: string): void {
    const formerTeam = this.writer.rows.findLast((row) => row.team !== '')?.team;
    this.holder = person;
    this.writer.add(at, 'assigned', {
      actor,
      agent: person.account,
      team: person.team === formerTeam ? '' : person.team,
    });
  }

  #reply(at: number): void {
    this.writer.add(at, 'reply', { actor: this.holder.account });
  }
}

function shareOfTarget(outcome: Outcome, random: Random): number {
  if (outcome === 'late') return late.least + random.logNormal(late.median, late.sigma);
  return Math.min(onTime.most * random.between(0.8, 1), random.logNormal(onTime.median, onTime.sigma));
}

/** One to five stars as 0 .. 1. */
function ratingAfter(outcome: Outcome, random: Random): string {
  const stars = (outcome === 'good' ? 4.5 : 3) + random.normal();
  return String((Math.min(5, Math.max(1, Math.round(stars))) - 1) / 4);
}

/** A reviewer's score 0 .. 1, or that something was wrong that must never be: rare after a good outcome. */
function scoreAfter(outcome: Outcome, random: Random): string {
  if (random.chance(outcome === 'good' ? 0.01 : 0.15)) return 'critical';
  const score = (outcome === 'good' ? 0.92 : 0.8) + 0.06 * random.normal();
  return Math.min(1, Math.max(0, score)).toFixed(2);
}

function wholeSecond(at: number): number {
  return Math.ceil(at / 1000) * 1000;
}
