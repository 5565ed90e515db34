import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ownToken } from '../../src/api/own-token.ts';
import type { FlagList } from '../../src/api/schemas.ts';
import { flaggedLine } from '../api/flagged-desk.ts';
import { printed } from './printed.ts';

const signed = ['--by', 'Zoë', '--reason', 'We agreed, "both" of us.'];
let folder: string;
let flag: string;
const at = (...args: string[]) => printed(...args, '--data', join(folder, 'desk'));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepladder-decide-'));
  const line = await flaggedLine(join(folder, 'desk'));
  await line.store.close();
  const { flags } = JSON.parse((await at('flags', '--json')).out) as FlagList;
  flag = flags.find(({ rule, subject }) => rule === line.risk && subject.id === 'desk:ann')?.id ?? 'none';
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('deciding on the command line', () => {
  it('writes a line, which explain and decisions tell, and as CSV too', async () => {
    const { code, out } = await at('decide', flag, 'start-support', ...signed, '--until', '2027-09-01');
    expect([code, out]).toEqual([0, expect.stringContaining('Zoë: Started support until 1 Sep 2027, about Ann Ash.')]);
    const told = (await at('explain', flag)).out;
    expect(told).toMatch(/It stands as in-support since \d{4}-\d\d-\d\d, until 2027-09-01 \(Zoë\)\./);
    expect(told).toContain(`stepladder decide ${flag} ACT\`: end-support, challenge.`);
    expect((await at('flags', '--stands', 'in-support')).out).toContain(flag);
    expect((await at('decisions')).out).toContain('Started support until 1 Sep 2027');
    const [header, row] = (await at('decisions', '--csv')).out.split('\n');
    expect(header).toMatch(/^id,at,by,agent,name,act,/);
    expect(row).toContain(
      ',Zoë,desk:ann,Ann Ash,start-support,Started support until 1 Sep 2027,"We agreed, ""both"" of us.",',
    );
    expect((await at('decisions', '--since', '2099-01-01', '--json')).out).toBe('{\n  "decisions": []\n}\n');
  });

  it.each<[what: string, args: () => string[], code: number, words: RegExp]>([
    ['an act that may not follow', () => [flag, 'nominate'], 1, /Only flags of readiness/],
    ['a flag that is not there', () => ['nothing', 'close'], 1, /stepladder flags/],
    ['an act nobody knows', () => [flag, 'promote'], 2, /The act has to be one of acknowledge/],
    ['no act', () => [flag], 2, /Say what is decided/],
    ['an end that is missing', () => [flag, 'start-probation'], 2, /--until has to be a date/],
    ['an option of another act', () => [flag, 'close', '--kept', 'yes'], 2, /--kept does not go with close/],
    ['a flag and a person', () => [flag, 'close', '--agent', 'desk:ann'], 2, /act alone, without a flag/],
    ['nobody', () => ['record', '--agent', 'desk:none', '--kind', 'pairing'], 1, /There is no agent/],
  ])('refuses %s', async (_what, args, code, words) => {
    const refused = await at('decide', ...args(), ...signed);
    expect([refused.code, refused.err]).toEqual([code, expect.stringMatching(words)]);
  });

  it('puts down what concerns a person, and erases all of it only when told really', async () => {
    expect(
      (await at('decide', '--agent', 'desk:bob', 'interest', '--rule', 'analyst', '--wants', 'no', ...signed)).code,
    ).toBe(0);
    expect((await at('decisions', '--agent', 'desk:bob')).out).toContain('Does not want this: ');
    expect((await at('people', 'erase-decisions', 'desk:bob')).code).toBe(2);
    expect((await at('people', 'erase-decisions', 'desk:bob', '--yes')).out).toContain(
      'What was decided about desk:bob is deleted: 1 in all.',
    );
    expect((await at('decisions', '--agent', 'desk:bob')).out).toContain('Nobody has decided anything yet');
  });

  it("prints the address of a person's own page", async () => {
    vi.stubEnv('STEPLADDER_TOKEN', 'a-token-of-the-desk');
    const link = await at('people', 'own-link', 'desk:ann', '--base', 'https://desk.example/');
    vi.unstubAllEnvs();
    const token = ownToken('a-token-of-the-desk', 'desk:ann');
    expect(link.out).toBe(`https://desk.example/own/desk%3Aann#${token}\n`);
    const open = await at('people', 'own-link', 'desk:ann');
    expect([open.out, open.err]).toEqual([
      'http://localhost:8080/own/desk%3Aann\n',
      expect.stringContaining('STEPLADDER_TOKEN'),
    ]);
  });
});
