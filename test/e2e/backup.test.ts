import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshSchema, hasPostgres, testDatabase, unlessPostgres } from '../postgres/server.ts';
import { json, ROOT, stepladder } from './cli.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const START = Date.UTC(2024, 6, 1);
const TIMEOUT = 480_000;

let scratch: string;
let rules: string;
let first: string;
let second: string;
let desk: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'stepladder-backup-'));
  rules = join(scratch, 'rules');
  await cp(join(ROOT, 'rules'), rules, { recursive: true });
  const age = (week: number) => `${Math.ceil((Date.now() - START - week * WEEK_MS) / DAY_MS)}d`;
  const retention = `retention: { deliveries: 99999d, tickets: ${age(96)}, evaluations: ${age(96)} }\n`;
  await appendFile(join(rules, 'desk.yaml'), retention);
  [first, second, desk] = ['first.jsonl', 'second.jsonl', 'desk'].map((name) => join(scratch, name)) as [
    string,
    string,
    string,
  ];
  for (const [seed, out] of [
    [1, first],
    [2, second],
  ] as const) {
    await ok('simulate', '--agents', '4', '--weeks', '100', '--seed', `${seed}`, '--start', '2024-07-01', '--out', out);
  }
  await ok('import', '--data', desk, '--rules', rules, '--format', 'ticket-log', first);
  await ok('evaluate', '--data', desk, '--rules', rules);
}, TIMEOUT);
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function ok(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await stepladder(args);
  expect({ args, code, stderr }).toMatchObject({ code: 0 });
}

const importing = (data: string) =>
  ok('import', '--data', data, '--rules', rules, '--format', 'ticket-log', '--source', 'other', second);
const digest = async (data: string) => (await json('status', '--digest', '--data', data, '--rules', rules)).digest;

describe('a desk kept safe, as people do it', () => {
  it('is backed up while an import is at it; restored, with the import done again, it is the same', {
    timeout: TIMEOUT,
  }, async () => {
    const [file, restored] = [join(scratch, 'night.backup'), join(scratch, 'restored')];
    const atWork = importing(desk);
    const backup = await json('backup', file, '--data', desk);
    await atWork;
    expect(backup.rows.delivery).toBeGreaterThan(0);
    expect(await json('restore', file, '--data', restored)).toMatchObject({ rows: backup.rows });
    await importing(restored);
    expect(await digest(restored)).toEqual(await digest(desk));
    const again = await stepladder(['backup', file, '--data', desk]);
    expect(again).toMatchObject({
      code: 1,
      stderr: `${file} is there already. Name another file, or replace it with --force.\n`,
    });
    expect((await stepladder(['restore', file, '--data', restored])).stderr).toContain('or replace it with --force');
  });

  it('loses by retention nothing that its figures rest on: rebuilt from what is left, they are the same', {
    timeout: TIMEOUT,
  }, async () => {
    const kept = join(scratch, 'retained');
    const file = join(scratch, 'before-gc.backup');
    await ok('backup', file, '--data', desk);
    await ok('restore', file, '--data', kept);
    await ok('evaluate', '--data', kept, '--rules', rules);
    const before = await json('flags', '--data', kept, '--rules', rules);
    const would = await json('gc', '--dry-run', '--data', kept, '--rules', rules);
    const gone = await json('gc', '--vacuum', '--data', kept, '--rules', rules);
    expect(gone.deleted).toEqual(would.deleted);
    expect(gone.deleted).toMatchObject({ evaluation: expect.any(Number), ticket: expect.any(Number) });
    const left = await digest(kept);
    await ok('replay', '--data', kept, '--rules', rules);
    expect(await digest(kept)).toEqual(left);
    expect(await json('flags', '--data', kept, '--rules', rules)).toEqual(before);
    expect((await stepladder(['replay', '--verify', '--data', kept, '--rules', rules])).stderr).toContain(
      'Retention has deleted',
    );
    expect((await stepladder(['gc', '--data', kept])).stderr).toContain('desk.yaml has no `retention`');
  });

  it.skipIf(!hasPostgres)(`moves into PostgreSQL${unlessPostgres}, and back`, { timeout: TIMEOUT }, async () => {
    const database = await testDatabase();
    const { url, drop } = freshSchema(database);
    const moved = await json('move', '--data', desk, '--to', url);
    expect(moved).toMatchObject({ same: true });
    expect(await digest(url)).toEqual(await digest(desk));
    const back = join(scratch, 'back');
    await ok('move', '--data', url, '--to', back);
    expect(await digest(back)).toEqual(await digest(desk));
    const dump = join(scratch, 'postgres.backup');
    const { rows } = await json('backup', dump, '--data', url);
    await drop();
    expect(await json('restore', dump, '--data', url)).toMatchObject({ rows });
    expect(await digest(url)).toEqual(await digest(desk));
    await drop();
    await database.stop();
  });
});
