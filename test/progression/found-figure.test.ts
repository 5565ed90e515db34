import { expect, it } from 'vitest';
import { FoundFigure } from '../../src/progression/found-figure.ts';
import { requirement, share } from './requirement.ts';

it('promises no number of tickets where the figure gates nobody on this desk', () => {
  const sample = share(70, 100);
  const asked = requirement({ target: 0.9 });
  expect(new FoundFigure({ sample, heldBack: null }).nearestChange(asked).tickets).toBeGreaterThan(0);
  const found = new FoundFigure({ sample, heldBack: 'it predicts nothing here' });
  expect(found.verdictOn(asked)).toMatchObject({ verdict: 'not-enough-data', reason: 'it predicts nothing here' });
  expect(found.nearestChange(asked)).toEqual({
    tickets: null,
    sentence: expect.stringContaining('the desk that cannot'),
  });
});
