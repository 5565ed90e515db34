import { bounceRate } from './bounce-rate.ts';
import { breadth } from './breadth.ts';
import { handoffsIn } from './handoffs-in.ts';
import { handoffsOut } from './handoffs-out.ts';
import type { Metric } from './metric.ts';
import { oneOwnerResolution } from './one-owner-resolution.ts';
import { openAge } from './open-age.ts';
import { ownedInTime } from './owned-in-time.ts';
import { qualityChange } from './quality-change.ts';
import { reopenRate } from './reopen-rate.ts';
import { resolutionHours } from './resolution-hours.ts';
import { resolverConcentration } from './resolver-concentration.ts';
import { responseAttainment } from './response-attainment.ts';
import { slaAtBreach } from './sla-at-breach.ts';
import { slaAttainment } from './sla-attainment.ts';
import { slaOwnTime } from './sla-own-time.ts';
import { sourceSlaAttainment } from './source-sla-attainment.ts';
import { standardisedQuality } from './standardised-quality.ts';
import { volume } from './volume.ts';
import { warningResponse } from './warning-response.ts';
import { warningsSaved } from './warnings-saved.ts';

/** Every figure we know, in the order in which pages show them. Adding one: its file, and its line here. */
export const METRICS: readonly Metric[] = [
  standardisedQuality,
  qualityChange,
  slaAttainment,
  slaOwnTime,
  slaAtBreach,
  sourceSlaAttainment,
  ownedInTime,
  responseAttainment,
  warningResponse,
  warningsSaved,
  reopenRate,
  bounceRate,
  oneOwnerResolution,
  resolutionHours,
  breadth,
  handoffsOut,
  handoffsIn,
  volume,
  openAge,
  resolverConcentration,
];
