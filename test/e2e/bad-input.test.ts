import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import type { Digest, Store } from '../../src/store/store.ts';
import { makeZip } from '../inbox/files/make-zip.ts';
import { CLI, type Ended, json, stepladder } from './cli.ts';

const MAPPING = `source: calls
title: Calls
ticket: number
time: { column: saved, format: d/m/yyyy HH:MM, zone: UTC }
status: { column: state, words: { New: new, Done: resolved } }
accounts:
  holder: { column: owner, space: name }
`;
const HEADER = 'number,saved,state,owner\n';
const ROWS = Array.from({ length: 2_000 }, (_, i) => {
  const saved = `${1 + (i % 28)}/3/2026 ${8 + (i % 9)}:${10 + (i % 50)}`;
  return `C${i >> 1},${saved},${i % 2 === 0 ? 'New' : 'Done'},Owner ${i % 7}\n`;
});
const LOG = HEADER + ROWS.join('');
/** Tests wait for their turn: this is for all of them together. */
const TIMEOUT = 300_000;

let scratch: string;
let made = 0;
let soundDigest: Promise<Digest>;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'stepladder-bad-input-'));
  const sound = desk();
  soundDigest = importing(sound, await file('sound.csv', LOG)).then(() => digest(sound));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  made += 1;
  const path = join(scratch, `${made}-${name}`);
  await writeFile(path, content);
  return path;
}

const desk = () => {
  made += 1;
  return join(scratch, `desk-${made}`);
};

/** Imports by this mapping, as a person would: no JSON. */
async function importing(data: string, path: string, mapping = MAPPING): Promise<Ended> {
  return stepladder(['import', '--data', data, '--mapping', await file('mapping.yaml', mapping), path]);
}

async function inStore<T>(data: string, read: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(data);
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}

const deliveries = (data: string) => inStore(data, async (store) => (await store.counts()).deliveries);
const digest = (data: string) => inStore(data, (store) => store.digest());
const none = { pending: 0, done: 0, setAside: 0 };

/** What was said, once it is sure that it ended so and no stack of ours came with it. */
function said({ code, stdout, stderr }: Ended, expected: number): string {
  const text = stdout + stderr;
  expect(text).not.toMatch(/\n {4}at |node:internal|\.ts:\d/);
  expect({ code, text }).toMatchObject({ code: expected });
  return text;
}

/** A correct import after a bad one leaves the desk as if the bad one had never been. */
async function expectMended(data: string): Promise<void> {
  expect(said(await importing(data, await file('whole.csv', LOG)), 0)).toContain('2,000 rows read');
  expect(await deliveries(data)).toMatchObject({ pending: 0, done: ROWS.length });
  expect(await digest(data)).toEqual(await soundDigest);
}

describe.concurrent('a log that breaks off', { timeout: TIMEOUT }, () => {
  it('gzipped: is kept up to the break, told where that is, and completed later', async () => {
    const whole = gzipSync(LOG);
    const path = await file('calls.csv.gz', whole.subarray(0, Math.floor(whole.length * 0.6)));
    const data = desk();
    const text = said(await importing(data, path), 1);
    expect(text).toMatch(/calls\.csv\.gz, row [\d,]+: The file ends too early; nothing from row [\d,]+ on can be read/);
    expect(text).toContain('Copy or export it again.');
    const { pending, done, setAside } = await deliveries(data);
    expect({ pending, setAside }).toEqual({ pending: 0, setAside: 0 });
    expect(done).toBeGreaterThan(500);
    expect(text).toContain(`row ${(done + 2).toLocaleString('en')}:`);
    await expectMended(data);
  });

  it('zipped: keeps nothing, as a zip says at its end what is in it', async () => {
    const whole = makeZip([{ name: 'calls.csv', content: LOG }]);
    const data = desk();
    const text = said(await importing(data, await file('calls.zip', whole.subarray(0, whole.length - 40))), 1);
    expect(text).toContain('calls.zip: is not a whole zip. Copy or pack it again.');
    expect(await deliveries(data)).toEqual(none);
    await expectMended(data);
  });

  it('in a row: keeps all before it', async () => {
    const data = desk();
    const text = said(await importing(data, await file('calls.csv', LOG.slice(0, -20))), 0);
    expect(text).toMatch(/calls\.csv, row 2,001: The row has \d values, the header has 4 columns\. .*export it again/);
    expect(await deliveries(data)).toMatchObject({ pending: 0, done: ROWS.length - 1 });
    await expectMended(data);
  });
});

describe.concurrent('a file that is no log', { timeout: TIMEOUT }, () => {
  it.each([
    ['missing', async () => join(scratch, 'nowhere.csv'), 'nowhere.csv: does not exist. Check the path.'],
    ['a folder', async () => scratch, 'is a directory. Name a file in it.'],
    ['empty', () => file('empty.csv', ''), 'empty.csv: is empty. Export it again.'],
    [
      'of no known ending',
      () => file('calls.txt', LOG),
      'calls.txt: does not say what it is written in. Let its name end',
    ],
    [
      'a zip of something else',
      () => file('a.zip', makeZip([{ name: 'a.pdf', content: 'x' }])),
      'holds no log, but a.pdf',
    ],
    ['a header and nothing else that fits', () => file('x.csv', 'a;b\n1;2\n'), 'has no comma'],
  ])('because it is %s: is named with what to do, and changes nothing', async (_, path, message) => {
    const data = desk();
    expect(said(await importing(data, await path()), 1)).toContain(message);
    expect(await deliveries(data)).toEqual(none);
  });

  it('binary garbage between good rows costs only its own rows', async () => {
    const garbage = Buffer.concat([Buffer.from([0, 255, 254, 0, 137]), Buffer.from('\n')]);
    const path = await file(
      'calls.csv',
      Buffer.concat([Buffer.from(HEADER + ROWS[0]!), garbage, Buffer.from(ROWS[1]!)]),
    );
    const data = desk();
    expect(said(await importing(data, path), 0)).toContain('row 3: Line 3 is not UTF-8 text; its row is left out.');
    expect(await deliveries(data)).toEqual({ ...none, done: 2 });
    await expectMended(data);
  });

  it('nothing but garbage is told so and adds nothing', async () => {
    const garbage = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 251));
    const data = desk();
    expect(said(await importing(data, await file('calls.csv', garbage)), 1)).toMatch(
      /calls\.csv, row 1: .*Export the file as UTF-8/,
    );
    expect(await deliveries(data)).toEqual(none);
  });

  it('a line of 2 GB costs itself, in a bounded time and memory', async ({ skip }) => {
    const path = await file('calls.csv', HEADER + ROWS[0]!);
    await truncate(path, 2 ** 31);
    await appendFile(path, `\n${ROWS[1]}`);
    if ((await stat(path)).blocks * 512 > 2 ** 24)
      skip('this disk keeps no sparse files, and 2 GB are too much for a test');
    const data = desk();
    expect(said(await importing(data, path), 0)).toContain(
      'row 3: Line 3 is longer than 1048576 bytes; its row is left out.',
    );
    expect(await deliveries(data)).toEqual({ ...none, done: 2 });
  });
});

describe.concurrent('a mapping', { timeout: TIMEOUT }, () => {
  it.each([
    [
      'an unknown key',
      MAPPING.replace('title:', 'titel:'),
      /mapping\.yaml:2:\d+ unknown key "titel"\. Check its spelling/,
    ],
    ['broken YAML', MAPPING.replace('New: new,', 'New: new, {'), /mapping\.yaml:[56]:\d+ .*Mend the YAML here\./],
    [
      'a word that is no status',
      MAPPING.replace('Done: resolved', 'Done: solved'),
      /:5:\d+ status\.words\.Done: .*"resolved"/,
    ],
    ['an unknown zone', MAPPING.replace('zone: UTC', 'zone: Mars/Base'), /mapping\.yaml:4:7 .*IANA zone/],
    ['no source', MAPPING.replace('source: calls\n', ''), /mapping\.yaml:1:1 source: /],
  ])('with %s is refused at its place before a row is read', async (_, mapping, message) => {
    const data = desk();
    expect(said(await importing(data, await file('calls.csv', LOG), mapping), 1)).toMatch(message);
    await expect(stat(data)).rejects.toThrow('ENOENT');
  });

  it('that names a column the file lacks is refused, and rows kept before stay as they were read', async () => {
    const data = desk();
    const path = await file('calls.csv', LOG);
    await importing(data, path);
    const before = await digest(data);
    const wrong = MAPPING.replace('column: owner', 'column: keeper');
    const text = said(await importing(data, path, wrong), 1);
    expect(text).toMatch(/calls\.csv, row 1: Column "keeper" is not there; it has number, saved, state, owner\./);
    expect(text).toMatch(
      /Correct the name in .*mapping\.yaml, or the header of the file\. Nothing of the file was kept\./,
    );
    expect(await digest(data)).toEqual(before);
  });

  it('that is corrected has the kept rows read again', async () => {
    const path = await file('calls.csv', LOG);
    const wrong = MAPPING.replace('d/m/yyyy', 'yyyy-m-d').replace('Done: resolved', 'Finished: resolved');
    const data = desk();
    const aside = said(await importing(data, path, wrong), 0);
    expect(aside).toMatch(
      /2,000 rows set aside: unreadable time\. First: .*calls\.csv, row 2: .*saved is "1\/3\/2026 8:10"/,
    );
    expect(await deliveries(data)).toEqual({ ...none, setAside: ROWS.length });

    const halfRight = said(await importing(data, path, MAPPING.replace('Done: resolved', 'Finished: resolved')), 0);
    expect(halfRight).toContain('The mapping has changed: all rows of this source were read again by the new one.');
    expect(halfRight).toContain('1,000 times the status "Done" of calls, which nothing maps: kept as it is.');
    expect(await deliveries(data)).toEqual({ ...none, done: ROWS.length });

    const mapping = await file('mapping.yaml', MAPPING);
    const report = await json('import', '--data', data, '--mapping', mapping, path);
    expect(report).toMatchObject({
      added: 0,
      known: ROWS.length,
      settingsChanged: true,
      unmapped: [],
      setAside: { rows: 0 },
    });
    await expectMended(data);
  });

  it('that cannot be read is told by its path', async () => {
    const path = await file('calls.csv', LOG);
    const ended = await stepladder(['import', '--data', desk(), '--mapping', join(scratch, 'no.yaml'), path]);
    expect(said(ended, 2)).toMatch(/The mapping .*no\.yaml cannot be read\. Check the path after --mapping\./);
  });
});

describe.concurrent('a row that cannot be understood', { timeout: TIMEOUT }, () => {
  it('is set aside with its reason, kept, and stops no other', async () => {
    const bad = 'C1,31/2/2026 08:10,New,Owner 1\n,1/3/2026 08:10,New,Owner 1\nC2,1/3/2026 08:11,Parked,Owner 2\n';
    const data = desk();
    const text = said(await importing(data, await file('calls.csv', HEADER + bad + ROWS[0])), 0);
    expect(text).toMatch(/1 row set aside: missing value\. First: .*calls\.csv, row 3: .*number is empty\. Fill it in/);
    expect(text).toMatch(
      /1 row set aside: unreadable time\. First: .*calls\.csv, row 2: .*saved is "31\/2\/2026 08:10"/,
    );
    expect(text).toContain(
      '1 times the status "Parked" of calls, which nothing maps: kept as it is. Name it in the mapping',
    );
    expect(await deliveries(data)).toEqual({ ...none, done: 2, setAside: 2 });
  });
});

describe.concurrent('a desk', { timeout: TIMEOUT }, () => {
  it('written by a newer program is left alone', async () => {
    const data = desk();
    await json('status', '--data', data);
    using db = new DatabaseSync(join(data, 'stepladder.db'));
    db.exec("insert into kysely_migration (name, timestamp) values ('999-from-the-future', '2030-01-01')");
    for (const args of [['status'], ['flags'], ['tickets']]) {
      const text = said(await stepladder([...args, '--data', data]), 1);
      expect(text).toContain(
        'This database was written by a newer Stepladder. Start that version, or give another --data folder.',
      );
    }
  });

  it('at which another process is writing is waited for, and then left alone', async () => {
    const data = desk();
    await importing(data, await file('calls.csv', LOG));
    const before = await digest(data);
    using db = new DatabaseSync(join(data, 'stepladder.db'));
    db.exec('begin immediate');
    const text = said(await importing(data, await file('calls.csv', `${HEADER}C9,1/3/2026 09:00,New,Owner 1\n`)), 1);
    db.exec('rollback');
    expect(text).toMatch(/Another process has been writing to .*stepladder\.db .*Run this again when it has ended\./);
    expect(await digest(data)).toEqual(before);
  });

  it('into which several imports are read at once holds every row once', async () => {
    const data = desk();
    const odd = await file('odd.csv', LOG.replaceAll(',New,', ',Parked,'));
    const plain = await file('plain.csv', LOG);
    const both = await Promise.all([importing(data, plain), importing(data, plain), importing(data, odd)]);
    for (const ended of both) said(ended, 0);
    expect(await deliveries(data)).toEqual({ ...none, done: ROWS.length * 1.5 });
    expect((await inStore(data, (store) => store.unmapped())).map(({ count }) => count)).toEqual([ROWS.length / 2]);
  });

  it('whose file is no database is named, and not overwritten', async () => {
    const data = desk();
    await mkdir(data);
    await writeFile(join(data, 'stepladder.db'), 'shopping list: '.repeat(500));
    expect(said(await stepladder(['status', '--data', data]), 1)).toMatch(
      /stepladder\.db is no database\. Name another --data/,
    );
    expect((await stat(join(data, 'stepladder.db'))).size).toBe(7_500);
  });

  it('cannot be a file', async () => {
    const data = await file('a-file', 'x');
    expect(said(await stepladder(['status', '--data', data]), 1)).toMatch(/a-file cannot be the folder of a desk/);
  });

  it('that may not be written to says so', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    const data = desk();
    await mkdir(data);
    await chmod(data, 0o500);
    expect(said(await stepladder(['status', '--data', data]), 1)).toMatch(
      /cannot be opened\. Let this user read and write it/,
    );
  });

  it('on a disk that is full keeps what it had, and goes on once there is room', async ({ skip }) => {
    if (process.platform === 'win32') skip('needs a shell that limits the size of files');
    const data = desk();
    const path = await file('calls.csv', LOG);
    const args = ['import', '--data', data, '--mapping', await file('mapping.yaml', MAPPING), path];
    const limited = `trap '' XFSZ; ulimit -f 400; exec "$@"`; // no file beyond 400 blocks
    const ended = await promisify(execFile)('sh', ['-c', limited, 'sh', process.execPath, ...CLI, ...args]).then(
      () => ({ code: 0, stdout: '', stderr: '' }),
      (error) => error,
    );
    expect(said({ ...ended, seconds: 0 }, 1)).toMatch(
      /stepladder\.db.*full.*run this again: what was kept before is still there/,
    );
    expect((await deliveries(data)).done).toBeLessThan(ROWS.length);
    await expectMended(data);
  });
});

describe.concurrent('a command', { timeout: TIMEOUT }, () => {
  it.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['flags', '--as-of', '2016-13-45'], '--as-of "2016-13-45" is no date. Write 2026-05-04'],
    [['flags', '--as-of', 'yesterday'], '--as-of "yesterday" is no date.'],
    [['flags', '--kind', 'gossip'], 'Allowed choices are readiness, risk.'],
    [['flags', '--sorted-by', 'score'], "unknown option '--sorted-by'"],
    [['import', 'x.csv'], 'Give either --mapping FILE, or --format ticket-log.'],
    [['import', '--format', 'ticket-log', '--source', 'a:b', 'x.csv'], '--source "a:b" begins every id'],
    [['import', '--mapping', 'm.yaml', '--agents', 'a.csv', 'x.csv'], '--agents goes with --format ticket-log only.'],
    [['export', 'ticket-log', '--out', 'x.pdf'], 'x.pdf: give a name ending in .csv, .jsonl, .csv.gz or .jsonl.gz.'],
    [['people', 'confirm', '--by', 'me'], 'Give either ACCOUNT and AGENT, or --min-share.'],
    [['serve', '--port', 'http'], '--port "http" is no port.'],
  ])('used wrongly says how it is used and ends with 2: %j', async (args, message) => {
    expect(said(await stepladder(withData(args)), 2)).toContain(message);
  });

  it.each([
    [['tickets', 'calls:C0'], 'There is no ticket calls:C0.'],
    [['explain', 'abc'], 'There is no flag abc. `stepladder flags` lists those there are.'],
    [
      ['people', 'confirm', 'calls:a', 'calls:b', '--by', 'me'],
      'Nobody is known as calls:a. `stepladder agents` lists',
    ],
    [['status', '--rules', '/nowhere/rules'], '/nowhere/rules cannot be read as a folder of rules. Check the path'],
    [['export', 'ticket-log', '--out', '/nowhere/x.csv'], '/nowhere/x.csv.part does not exist, or the folder'],
  ])('that finds no such thing says where to look and ends with 1: %j', async (args, message) => {
    expect(said(await stepladder(withData(args)), 1)).toContain(message);
  });

  it.each([[['--help']], [['import', '--help']], [['people', 'confirm', '--help']]])(
    '%j helps and ends with 0',
    async (args) => {
      expect(said(await stepladder(args), 0)).toMatch(/^Usage: stepladder/);
    },
  );

  function withData(args: readonly string[]): string[] {
    return args[0] === 'nonsense' ? [...args] : [...args, '--data', join(scratch, 'empty-desk')];
  }
});
