import { afterHoursShare } from './after-hours-share.ts';
import { avoidableTransfers } from './avoidable-transfers.ts';
import { bounceRate } from './bounce-rate.ts';
import { breadth } from './breadth.ts';
import { busFactor } from './bus-factor.ts';
import { customerSatisfaction } from './customer-satisfaction.ts';
import { firstResponseAttainment } from './first-response-attainment.ts';
import { floorKept } from './floor-kept.ts';
import { followTheSun } from './follow-the-sun.ts';
import { handoffsIn } from './handoffs-in.ts';
import { handoffsOut } from './handoffs-out.ts';
import { interruption } from './interruption.ts';
import { knowledgeContribution } from './knowledge-contribution.ts';
import { linkedRepeatRate } from './linked-repeat-rate.ts';
import { loadAgainstUsual } from './load-against-usual.ts';
import { masteredShare } from './mastered-share.ts';
import { masteredWorkTypes } from './mastered-work-types.ts';
import { masteryBreadth } from './mastery-breadth.ts';
import type { Metric } from './metric.ts';
import { minimumCover } from './minimum-cover.ts';
import { monotony } from './monotony.ts';
import { nextResponseAttainment } from './next-response-attainment.ts';
import { nobodyPresent } from './nobody-present.ts';
import { oneOwnerResolution } from './one-owner-resolution.ts';
import { openAge } from './open-age.ts';
import { openLoad } from './open-load.ts';
import { opportunity } from './opportunity.ts';
import { ownLevelChart } from './own-level-chart.ts';
import { ownedInTime } from './owned-in-time.ts';
import { qaScore } from './qa-score.ts';
import { regionGap } from './region-gap.ts';
import { reopenRate } from './reopen-rate.ts';
import { resolutionHours } from './resolution-hours.ts';
import { resolverConcentration } from './resolver-concentration.ts';
import { responseAttainment } from './response-attainment.ts';
import { slaAtBreach } from './sla-at-breach.ts';
import { slaAttainment } from './sla-attainment.ts';
import { slaOwnTime } from './sla-own-time.ts';
import { slaTimeShare } from './sla-time-share.ts';
import { sourceSlaAttainment } from './source-sla-attainment.ts';
import { standardisedQuality } from './standardised-quality.ts';
import { transferCost } from './transfer-cost.ts';
import { transfersPerTicket } from './transfers-per-ticket.ts';
import { typesNotOffered } from './types-not-offered.ts';
import { volume } from './volume.ts';
import { warningResponse } from './warning-response.ts';
import { warningsSaved } from './warnings-saved.ts';

/** Every figure we know, in the order in which pages show them. Adding one: its file, and its line here. */
export const METRICS: readonly Metric[] = [
  standardisedQuality,
  ownLevelChart,
  reopenRate,
  linkedRepeatRate,
  bounceRate,
  oneOwnerResolution,
  customerSatisfaction,
  qaScore,
  knowledgeContribution,
  slaAttainment,
  slaOwnTime,
  slaAtBreach,
  slaTimeShare,
  sourceSlaAttainment,
  ownedInTime,
  responseAttainment,
  firstResponseAttainment,
  nextResponseAttainment,
  warningResponse,
  warningsSaved,
  resolutionHours,
  masteredWorkTypes,
  masteredShare,
  masteryBreadth,
  breadth,
  opportunity,
  typesNotOffered,
  floorKept,
  handoffsOut,
  handoffsIn,
  transfersPerTicket,
  avoidableTransfers,
  transferCost,
  busFactor,
  nobodyPresent,
  minimumCover,
  regionGap,
  followTheSun,
  resolverConcentration,
  volume,
  openLoad,
  openAge,
  afterHoursShare,
  interruption,
  loadAgainstUsual,
  monotony,
];
