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
  /** Made when first asked: most figures of a large desk are asked little. */
  #verdicts: Map<string, RequirementVerdict> | undefined;
  #changes: Map<string, NearestChange> | undefined;

  constructor({ sample, heldBack }: { readonly sample: Sample; readonly heldBack: string | null }) {
    this.sample = sample;
    this.heldBack = heldBack;
  }

  /** `staying`: as for judgeRequirement. */
  verdictOn(requirement: Requirement, staying?: number): RequirementVerdict {
    const by = { ...(staying !== undefined && { staying }), heldBack: this.heldBack };
    this.#verdicts ??= new Map();
    return remembered(this.#verdicts, question(requirement, staying), () =>
      judgeRequirement(requirement, this.sample, by),
    );
  }

  /** Of a figure that gates nobody here, nothing the subject does: a number of tickets would promise what cannot come. */
  nearestChange(requirement: Requirement): NearestChange {
    if (this.heldBack !== null) return { tickets: null, sentence: NOTHING_OF_THEIRS };
    this.#changes ??= new Map();
    return remembered(this.#changes, question(requirement), () => nearestChange(requirement, this.sample));
  }
}

const questions = new WeakMap<Requirement, Map<number | undefined, string>>();

/** All that decides an answer beside the figure itself. One text for all figures that are asked: each would keep its own. */
function question(requirement: Requirement, staying?: number): string {
  const known = questions.get(requirement) ?? new Map<number | undefined, string>();
  questions.set(requirement, known);
  return remembered(known, staying, () => {
    const { comparison, target, confidence, minimumSample, evidenceRatio, weight, stayTarget } = requirement;
    return `${comparison} ${target} ${confidence} ${minimumSample} ${evidenceRatio} ${weight} ${stayTarget} ${staying}`;
  });
}

function remembered<Q, T>(answers: Map<Q, T>, asked: Q, answer: () => T): T {
  const known = answers.get(asked);
  if (known !== undefined) return known;
  const made = answer();
  answers.set(asked, made);
  return made;
}
