import { nextWeek, type SkillDynamics } from './skill-filter.ts';
import { type LogitCounts, logLikelihood, skillMoments, skillPrior } from './skill-grid.ts';

/** One week of one person in one work type. */
export interface PracticeWeek {
  /** Tickets of this type before the week, 0 or more: the practice they start it with. */
  readonly practice: number;
  readonly tickets: readonly LogitCounts[];
}

/** What is known of a person's skill in a work type; carry it from week to week. */
export interface Mastery {
  /** Of the skill without practice, shape [61], adds up to 1. */
  readonly posterior: Float64Array;
  readonly prior: Float64Array;
}

/** One person in one work type: where they started, and the weeks in order, null where there were no tickets. */
interface PracticeHistory {
  readonly start: Mastery;
  readonly weeks: readonly (PracticeWeek | null)[];
}

/**
 * Starts a work type from what is known of the person as a whole: u_type = u_person + v, v normal with deviation `spread`.
 * Source: statistics.md 5.2 (sparse types).
 * @param person posterior of the person's skill over all types, shape [61]
 * @param spread how much types differ within a person, logits, .25 to .35
 * @throws RangeError when a number makes no sense
 */
export function startOfType(person: Float64Array, spread = 0.3): Mastery {
  const { mean, variance } = skillMoments(person);
  if (!(spread > 0)) throw new RangeError(`Give a spread between work types above 0, not ${spread}.`);
  const prior = skillPrior(Math.sqrt(variance + spread ** 2), mean);
  return { posterior: prior, prior };
}

/**
 * Logits that practice adds: slope ln(1 + tickets before), the power law of practice on the odds scale.
 * Source: statistics.md 5.2; Newell & Rosenbloom 1981; Wright 1936.
 * @throws RangeError when a number makes no sense
 */
export function practiceGain(practice: number, slope: number): number {
  if (!(practice >= 0 && practice < Infinity && Number.isFinite(slope))) {
    throw new RangeError(`Give 0 or more earlier tickets and a finite slope, not ${practice} and ${slope}.`);
  }
  return slope * Math.log1p(practice);
}

/**
 * One week of the mastery filter: the grid filter on tickets made easier by the practice before them.
 * To see where the person stands now, read rates under a mix whose logits are raised by `practiceGain` of all their tickets.
 * Source: statistics.md 5.2 (best or within .5% of best of the models tried).
 * @param week null for a week without tickets of the type
 * @returns the new state, and the log probability the week's tickets were given beforehand
 * @throws RangeError when a number makes no sense
 */
export function nextPractice(
  { posterior, prior }: Mastery,
  week: PracticeWeek | null,
  slope: number,
  dynamics: SkillDynamics,
): Mastery & { readonly lnEvidence: number } {
  return { ...nextWeek(posterior, prior, week && practised(week, slope), dynamics), prior };
}

/**
 * How fast people learn: the slope under which their tickets were best foretold, week by week. Source: statistics.md 5.2.
 * @param histories one a person and type
 * @param candidates slopes to choose from; 0 is no learning
 * @throws RangeError when a number makes no sense or there is nothing to choose from
 */
export function likeliestSlope(
  histories: readonly PracticeHistory[],
  dynamics: SkillDynamics,
  candidates: readonly number[] = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5],
): number {
  const fits = candidates.map((slope) => ({
    slope,
    fit: histories.reduce((sum, history) => sum + foretold(history, slope, dynamics), 0),
  }));
  const [first, ...rest] = fits;
  if (first === undefined) throw new RangeError('Give at least one slope to choose from.');
  return rest.reduce((best, next) => (next.fit > best.fit ? next : best), first).slope;
}

function foretold({ start, weeks }: PracticeHistory, slope: number, dynamics: SkillDynamics): number {
  let state = start;
  let sum = 0;
  for (const week of weeks) {
    const next = nextPractice(state, week, slope, dynamics);
    sum += next.lnEvidence;
    state = next;
  }
  return sum;
}

/** Within a week each ticket is taken to have the practice of its middle: weeks are short, and the order inside one is not kept. */
function practised({ practice, tickets }: PracticeWeek, slope: number): Float64Array {
  const n = tickets.reduce((sum, { good, failed }) => sum + good + failed, 0);
  const gain = practiceGain(practice + Math.max(0, n - 1) / 2, slope);
  return logLikelihood(tickets.map((ticket) => ({ ...ticket, logit: ticket.logit + gain })));
}
