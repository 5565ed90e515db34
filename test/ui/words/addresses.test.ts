import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agentAddress, flagAddress, idIn, metricAddress, ticketAddress } from '../../../src/ui/words/addresses.ts';

it('keeps any id through an address', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
      for (const address of [flagAddress(id), ticketAddress(id), agentAddress(id)]) {
        expect(idIn(address)).toBe(id);
      }
    }),
  );
  expect(idIn(flagAddress('a/b 100%?#'))).toBe('a/b 100%?#');
});

it('bears an address typed by hand', () => {
  expect(idIn('/flags/100%')).toBe('100%');
  expect(idIn('/')).toBe('');
});

it('leads to a figure by its anchor', () => {
  expect(metricAddress('sla attainment')).toBe('/figures#sla%20attainment');
});
