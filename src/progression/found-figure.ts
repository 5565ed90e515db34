import type { Estimate, Sample } from '../metrics/sample.ts';
import { judgeRequirement, type RequirementVerdict, shownOf } from './judge-requirement.ts';
import { type NearestChange, nearestChange } from './nearest-change.ts';
import type { Requirement } from './rule.ts';

const NOTHING_OF_THEIRS =
  'nothing anybody does: it is the desk that cannot tell yet, as such figures have to show first that they say something of people here';

/** One subject's figure as the rules come upon it. What several of them ask of it alike is answered once. */
export class FoundFigure {
  readonly sample: Sample;
  /** Why it must not be held for or against the subject; null: it may. */
  readonly heldBack: string | null;
  #verdicts: Answered<RequirementVerdict> | null = null;
  #changes: Answered<NearestChange> | null = null;
  #shown: Estimate | undefined;

  constructor({ sample, heldBack }: { readonly sample: Sample; readonly heldBack: string | null }) {
    this.sample = sample;
    this.heldBack = heldBack;
  }

  /** `staying`: as for judgeRequirement. */
  verdictOn(requirement: Requirement, staying?: number): RequirementVerdict {
    const asked = question(requirement, staying);
    const known = answerTo(asked, this.#verdicts);
    if (known !== undefined) return known;
    this.#shown ??= shownOf(this.sample);
    const by = { ...(staying !== undefined && { staying }), heldBack: this.heldBack, shown: this.#shown };
    const answer = judgeRequirement(requirement, this.sample, by);
    this.#verdicts = { asked, answer, before: this.#verdicts };
    return answer;
  }

  /** Of a figure that gates nobody here, nothing the subject does: a number of tickets would promise what cannot come. */
  nearestChange(requirement: Requirement): NearestChange {
    if (this.heldBack !== null) return { tickets: null, sentence: NOTHING_OF_THEIRS };
    const asked = question(requirement);
    const known = answerTo(asked, this.#changes);
    if (known !== undefined) return known;
    const answer = nearestChange(requirement, this.sample);
    this.#changes = { asked, answer, before: this.#changes };
    return answer;
  }
}

/** A list, as most figures are asked two or three things: a Map for each would be most of what is kept of them. */
interface Answered<T> {
  readonly asked: string;
  readonly answer: T;
  readonly before: Answered<T> | null;
}

function answerTo<T>(asked: string, last: Answered<T> | null): T | undefined {
  for (let one = last; one !== null; one = one.before) if (one.asked === asked) return one.answer;
  return undefined;
}

const questions = new WeakMap<Requirement, Map<number | undefined, string>>();

/** All that decides an answer beside the figure itself. One text for all figures that are asked: each would keep its own. */
function question(requirement: Requirement, staying?: number): string {
  const known = questions.get(requirement) ?? new Map<number | undefined, string>();
  questions.set(requirement, known);
  const told = known.get(staying);
  if (told !== undefined) return told;
  const { comparison, target, confidence, minimumSample, evidenceRatio, weight, stayTarget } = requirement;
  const asked = `${comparison} ${target} ${confidence} ${minimumSample} ${evidenceRatio} ${weight} ${stayTarget} ${staying}`;
  known.set(staying, asked);
  return asked;
}
