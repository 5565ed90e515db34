import type { CareerPath, Gate, Stage } from '../../src/progression/path.ts';

const STAGE: Stage = {
  id: 'starter',
  title: 'Starter',
  why: 'to begin',
  sfia: [],
  duties: [],
  role: null,
  openedByPeople: null,
  needs: [],
  keeps: null,
  work: [],
  plannedWeeks: 20,
  customerContact: 0.9,
  whyLessContact: null,
  exit: null,
};

export const pathOf = (id: string, stages: readonly Partial<Stage>[], gates: readonly Gate[] = []): CareerPath => ({
  id,
  title: id,
  why: 'because',
  version: 'v1',
  stages: stages.map((one) => ({ ...STAGE, ...one })),
  gates,
});
