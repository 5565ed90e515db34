import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { WrongUse } from '../../src/cli/failure.ts';
import { dataOption } from '../../src/cli/store-location.ts';

const URL = 'postgres://desk:secret@db/desk';

function command(env: Record<string, string>): Command {
  return new Command().addOption(dataOption(env)).exitOverride();
}

const dataOf = (env: Record<string, string>, ...args: string[]) =>
  command(env).parse(args, { from: 'user' }).opts()['data'];

describe('where the desk is kept', () => {
  it.each([
    [{}, [], 'data'],
    [{ STEPLADDER_DATA: '/folder', STORE_URL: '' }, [], '/folder'],
    [{ STEPLADDER_DATA: '/folder', STORE_URL: URL }, [], URL],
    [{ STEPLADDER_DATA: '/folder' }, ['--data', 'given'], 'given'],
  ])('with %j and %j is %s', (env, args, location) => {
    expect(dataOf(env, ...args)).toBe(location);
  });

  it('is not guessed where two places are named', () => {
    expect(() => dataOf({ STORE_URL: URL }, '--data', 'given')).toThrow(WrongUse);
  });

  it('is told by --help without the password', () => {
    const help = command({ STORE_URL: URL }).helpInformation();
    expect(help).toContain('the database of STORE_URL');
    expect(help).not.toContain('secret');
  });
});
