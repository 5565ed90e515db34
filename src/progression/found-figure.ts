import type { Sample } from '../metrics/sample.ts';
import { judgeRequirement, type RequirementVerdict } from './judge-requirement.ts';
import { type NearestChange, nearestChange } from './nearest-change.ts';
import type { Requirement } from './rule.ts';

const NOTHING_OF_THEIRS =
  'nothing anybody does: it is the desk that cannot tell yet, as such figures have to show first that they say something of people here';

/** One subject's figure as the rules come upon it. What several of them ask of it alike is answered once. */
export class FoundFigure {
  readonly sample: Sample;
  /** Why it must not be held for or against the subject; null: it may. */
  readonly heldBack: string | null;
  readonly #verdicts = new Map<string, RequirementVerdict>();
  readonly #changes = new Map<string, NearestChange>();

  constructor({ sample, heldBack }: { readonly sample: Sample; readonly heldBack: string | null }) {
    this.sample = sample;
    this.heldBack = heldBack;
  }

  /** `staying`: as for judgeRequirement. */
  verdictOn(requirement: Requirement, staying?: number): RequirementVerdict {
    const by = { ...(staying !== undefined && { staying }), heldBack: this.heldBack };
    return remembered(this.#verdicts, `${asked(requirement)} ${requirement.stayTarget} ${staying}`, () =>
      judgeRequirement(requirement, this.sample, by),
    );
  }

  /** Of a figure that gates nobody here, nothing the subject does: a number of tickets would promise what cannot come. */
  nearestChange(requirement: Requirement): NearestChange {
    if (this.heldBack !== null) return { tickets: null, sentence: NOTHING_OF_THEIRS };
    return remembered(this.#changes, asked(requirement), () => nearestChange(requirement, this.sample));
  }
}

/** All that decides an answer beside the figure itself. */
const asked = ({ comparison, target, confidence, minimumSample, evidenceRatio, weight }: Requirement): string =>
  `${comparison} ${target} ${confidence} ${minimumSample} ${evidenceRatio} ${weight}`;

function remembered<T>(answers: Map<string, T>, question: string, answer: () => T): T {
  const known = answers.get(question) ?? answer();
  answers.set(question, known);
  return known;
}
