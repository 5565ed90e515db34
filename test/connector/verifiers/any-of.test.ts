import { describe, expect, it } from 'vitest';
import { anyOf, headerSecret, jiraSigned, nothingAsked } from '../../../src/connector/verifiers/index.ts';

const SECRETS = ["It's a Secret to Everybody", 'of the rule'];
const body = Buffer.from('Hello World!');
const SIGNATURE = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';
const both = anyOf([jiraSigned, headerSecret('X-Stepladder-Key', null)]);
const known = (headers: Record<string, string>) => both.check({ headers, body }, SECRETS, 0) !== null;

describe('several ways to know a sender', () => {
  it.each([
    ['signed', { 'x-hub-signature': SIGNATURE }, true],
    ['with the header', { 'x-stepladder-key': 'of the rule' }, true],
    ['signed wrongly', { 'x-hub-signature': SIGNATURE.replace('a4', 'a5') }, false],
    ['with another header', { 'x-stepladder-key': 'of another' }, false],
    ['with neither', {}, false],
  ])('%s', (_, headers, expected) => {
    expect(known(headers)).toBe(expected);
  });

  it('ask for a secret only if each of them does', () => {
    expect(both.asks).toBe('secret');
    expect(anyOf([jiraSigned, nothingAsked(null)]).asks).toBe('nothing');
  });
});
