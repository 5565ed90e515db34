import fc from 'fast-check';

// Under mutation testing every mutant is tried on all runs of a property.
const MUTATED = process.env['STRYKER_MUTATOR_WORKER'] !== undefined;
if (MUTATED) fc.configureGlobal({ numRuns: 15, endOnFailure: true });

/** For a property that needs more runs than others. */
export const propertyRuns = (many: number): number => (MUTATED ? Math.ceil(many / 6) : many);
