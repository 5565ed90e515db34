import { afterHoursShare } from './after-hours-share.ts';
import { bounceRate } from './bounce-rate.ts';
import { breadth } from './breadth.ts';
import { customerSatisfaction } from './customer-satisfaction.ts';
import { firstResponseAttainment } from './first-response-attainment.ts';
import { floorKept } from './floor-kept.ts';
import { handoffsIn } from './handoffs-in.ts';
import { handoffsOut } from './handoffs-out.ts';
import { interruption } from './interruption.ts';
import { knowledgeContribution } from './knowledge-contribution.ts';
import { linkedRepeatRate } from './linked-repeat-rate.ts';
import type { Metric } from './metric.ts';
import { monotony } from './monotony.ts';
import { nextResponseAttainment } from './next-response-attainment.ts';
import { oneOwnerResolution } from './one-owner-resolution.ts';
import { openAge } from './open-age.ts';
import { openLoad } from './open-load.ts';
import { opportunity } from './opportunity.ts';
import { ownedInTime } from './owned-in-time.ts';
import { qaScore } from './qa-score.ts';
import { qualityChange } from './quality-change.ts';
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
import { transfersPerTicket } from './transfers-per-ticket.ts';
import { volume } from './volume.ts';
import { warningResponse } from './warning-response.ts';
import { warningsSaved } from './warnings-saved.ts';

/** Every figure we know, in the order in which pages show them. Adding one: its file, and its line here. */
export const METRICS: readonly Metric[] = [
  standardisedQuality,
  qualityChange,
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
  breadth,
  opportunity,
  floorKept,
  handoffsOut,
  handoffsIn,
  transfersPerTicket,
  resolverConcentration,
  volume,
  openLoad,
  openAge,
  afterHoursShare,
  interruption,
  monotony,
];
