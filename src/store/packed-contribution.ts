import type {
  Cell,
  Contribution,
  EditPart,
  HandoffPart,
  PausePart,
  ResolutionPart,
  ResponsePart,
  ScorePart,
  SlaResult,
  SlaSharePart,
  TakenPart,
  WarningPart,
} from '../domain/contribution.ts';
import type { AgentId, TicketId } from '../domain/ids.ts';

/**
 * The body of a stored contribution: JSON of values in a fixed order, without the names of the fields, and without the ids
 * that its row has beside it. A large desk's evaluation reads millions of these, and names were more than half of each
 * (decision 018). Who changes an order here writes a migration.
 */
export const packContribution = (contribution: Contribution): string => JSON.stringify(packed(contribution));

/** `ticketId`, `agentId`: of its row, where nobody in particular is ''. */
export function unpackContribution(ticketId: string, agentId: string, body: string): Contribution {
  const [
    [team, kind, openedAt, lastAt, heldMs, holdingSince, replies, notes],
    taken,
    resolutions,
    slaShares,
    responses,
    warnings,
    handoffs,
    acts,
    edits,
    pauses,
    articles,
    ratings,
    reviews,
  ] = JSON.parse(body) as ReturnType<typeof packed>;
  return {
    ticketId: ticketId as TicketId,
    agentId: agentId === '' ? null : (agentId as AgentId),
    team,
    kind,
    openedAt,
    lastAt,
    taken: each(taken, unpackedTaken),
    heldMs,
    holdingSince,
    resolutions: each(resolutions, unpackedResolution),
    slaShares: each(slaShares, unpackedSlaShare),
    responses: each(responses, unpackedResponse),
    warnings: each(warnings, unpackedWarning),
    handoffs: each(handoffs, unpackedHandoff),
    replies,
    notes,
    acts,
    edits: each(edits, unpackedEdit),
    pauses: each(pauses, unpackedPause),
    articles,
    ratings: each(ratings, unpackedScore),
    reviews: each(reviews, unpackedScore),
  };
}

const packed = (c: Contribution) =>
  [
    [c.team, c.kind, c.openedAt, c.lastAt, c.heldMs, c.holdingSince, c.replies, c.notes],
    c.taken.map(packedTaken),
    c.resolutions.map(packedResolution),
    c.slaShares.map(packedSlaShare),
    c.responses.map(packedResponse),
    c.warnings.map(packedWarning),
    c.handoffs.map(packedHandoff),
    c.acts,
    c.edits.map(packedEdit),
    c.pauses.map(packedPause),
    c.articles,
    c.ratings.map(packedScore),
    c.reviews.map(packedScore),
  ] as const;

const NONE: readonly never[] = [];

/** Most lists are empty, and need not each be a list of their own. */
const each = <P, U>(items: readonly P[], unpacked: (item: P) => U): readonly U[] =>
  items.length === 0 ? NONE : items.map(unpacked);

type Packed<F extends (part: never) => unknown> = ReturnType<F>;

const packedCell = (c: Cell) => [c.workType, c.priority, c.channel, c.shift] as const;
const unpackedCell = ([workType, priority, channel, shift]: Packed<typeof packedCell>): Cell => ({
  workType,
  priority,
  channel,
  shift,
});

const packedResult = (r: SlaResult) => [r.policy, r.targetMs, r.elapsedMs, r.met, r.unexplainedPauseMs] as const;
const unpackedResult = ([policy, targetMs, elapsedMs, met, unexplainedPauseMs]: Packed<
  typeof packedResult
>): SlaResult => ({ policy, targetMs, elapsedMs, met, unexplainedPauseMs });

const packedTaken = (t: TakenPart) =>
  [t.at, t.team, t.handedOver, t.selfPicked, t.own === null ? null : packedResult(t.own)] as const;
const unpackedTaken = ([at, team, handedOver, selfPicked, own]: Packed<typeof packedTaken>): TakenPart => ({
  at,
  team,
  handedOver,
  selfPicked,
  own: own === null ? null : unpackedResult(own),
});

const packedResolution = (r: ResolutionPart) =>
  [
    r.at,
    r.team,
    packedCell(r.cell),
    r.businessMs,
    r.holders,
    r.handovers,
    r.before,
    r.cycle,
    r.usedBefore,
    r.oneOwner,
    r.reopenedAt,
    r.repeatedAt,
    r.episodeOf,
    r.sla === null ? null : packedResult(r.sla),
    r.sourceSlaMet,
  ] as const;
const unpackedResolution = ([
  at,
  team,
  cell,
  businessMs,
  holders,
  handovers,
  before,
  cycle,
  usedBefore,
  oneOwner,
  reopenedAt,
  repeatedAt,
  episodeOf,
  sla,
  sourceSlaMet,
]: Packed<typeof packedResolution>): ResolutionPart => ({
  at,
  team,
  cell: unpackedCell(cell),
  businessMs,
  holders,
  handovers,
  before,
  cycle,
  usedBefore,
  oneOwner,
  reopenedAt,
  repeatedAt,
  episodeOf,
  sla: sla === null ? null : unpackedResult(sla),
  sourceSlaMet,
});

const packedSlaShare = (s: SlaSharePart) =>
  [s.at, s.team, packedCell(s.cell), packedResult(s.result), s.ownMs, s.atBreach] as const;
const unpackedSlaShare = ([at, team, cell, result, ownMs, atBreach]: Packed<typeof packedSlaShare>): SlaSharePart => ({
  at,
  team,
  cell: unpackedCell(cell),
  result: unpackedResult(result),
  ownMs,
  atBreach,
});

const packedResponse = (r: ResponsePart) => [r.at, r.team, r.clock, packedResult(r.result), r.ownMs] as const;
const unpackedResponse = ([at, team, clock, result, ownMs]: Packed<typeof packedResponse>): ResponsePart => ({
  at,
  team,
  clock,
  result: unpackedResult(result),
  ownMs,
});

const packedWarning = (w: WarningPart) => [w.at, w.team, w.percent, w.actedAt, w.saved] as const;
const unpackedWarning = ([at, team, percent, actedAt, saved]: Packed<typeof packedWarning>): WarningPart => ({
  at,
  team,
  percent,
  actedAt,
  saved,
});

const packedHandoff = (h: HandoffPart) => [h.at, h.team, h.workType, h.to, h.cameBackAt, h.outcome] as const;
const unpackedHandoff = ([at, team, workType, to, cameBackAt, outcome]: Packed<typeof packedHandoff>): HandoffPart => ({
  at,
  team,
  workType,
  to,
  cameBackAt,
  outcome,
});

const packedEdit = (e: EditPart) => [e.at, e.what, e.easier] as const;
const unpackedEdit = ([at, what, easier]: Packed<typeof packedEdit>): EditPart => ({ at, what, easier });

const packedPause = (p: PausePart) => [p.at, p.usedShare, p.explained, p.openMs] as const;
const unpackedPause = ([at, usedShare, explained, openMs]: Packed<typeof packedPause>): PausePart => ({
  at,
  usedShare,
  explained,
  openMs,
});

const packedScore = (s: ScorePart) => [s.at, s.score, s.critical] as const;
const unpackedScore = ([at, score, critical]: Packed<typeof packedScore>): ScorePart => ({ at, score, critical });
