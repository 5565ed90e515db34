import fc from 'fast-check';

/** Under mutation testing every mutant is tried on all of a property's runs. */
const MUTATED = process.env['STRYKER_MUTATOR_WORKER'] !== undefined;
if (MUTATED) fc.configureGlobal({ numRuns: 15, endOnFailure: true });

/** How often a property is tried that needs more runs than others. */
export const runs = (many: number): number => (MUTATED ? Math.ceil(many / 6) : many);
