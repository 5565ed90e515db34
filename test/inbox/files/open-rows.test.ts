import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openRows } from '../../../src/inbox/files/open-rows.ts';
import type { RowFile } from '../../../src/inbox/files/source-row.ts';
import { UnreadableFile } from '../../../src/inbox/files/unreadable-file.ts';
import { logFile, readLog, readLogs } from './log-files.ts';
import { makeZip } from './make-zip.ts';

const CSV = 'a,b\n1,2\n';
const JSONL = '{"a":1}\n';
const XES = '<log><event><string key="a" value="1"/></event></log>';
const MANY = 50_000;
/** Rows that do not compress to nothing, so that a file of them can be cut in the middle. */
const MANY_ROWS = Array.from({ length: MANY }, (_, index) => `${index},${(index * 2654435761) % 4294967296}`).join(
  '\n',
);
const MANY_CSV = `a,b\n${MANY_ROWS}\n`;

describe('a log file', () => {
  it.each([
    ['log.csv', CSV, 'csv'],
    ['LOG.CSV', CSV, 'csv'],
    ['log.jsonl', JSONL, 'jsonl'],
    ['log.ndjson', JSONL, 'jsonl'],
    ['log.xes', XES, 'xes'],
  ])('%s is read plain, gzipped and zipped', async (name, content, format) => {
    const zip = makeZip([{ name, content }]);
    for (const [file, bytes] of [
      [name, content],
      [`${name}.gz`, gzipSync(content)],
      ['x.zip', zip],
    ] as const) {
      expect(await readLog(file, bytes)).toMatchObject({ format, rows: [{}], troubles: [] });
    }
  });

  it('is unpacked by what it holds, whatever its name', async () => {
    expect((await readLog('log.csv', gzipSync(CSV))).rows).toHaveLength(1);
    expect((await readLog('log.csv', makeZip([{ name: 'log.csv', content: CSV }]))).rows).toHaveLength(1);
  });

  it('is read as told, whatever its name', async () => {
    expect((await readLog('export.txt', CSV, { format: 'csv' })).rows).toHaveLength(1);
    expect(
      (await readLog('x.zip', makeZip([{ name: 'export', content: JSONL }]), { format: 'jsonl' })).rows,
    ).toHaveLength(1);
  });

  it('shows how many compressed bytes have been read', async () => {
    const bytes = gzipSync(MANY_CSV);
    const seen: [number, number][] = [];
    await readLog('log.csv.gz', bytes, { onBytes: (read, total) => seen.push([read, total]) });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted(([a], [b]) => a - b));
    expect(seen.at(-1)).toEqual([bytes.length, bytes.length]);
  });

  it('goes on after a line of 100 MB without an end', async () => {
    const zip = makeZip([
      { name: 'log.csv', content: Buffer.concat([Buffer.from(CSV), Buffer.alloc(1e8), Buffer.from('\n3,4\n')]) },
    ]);
    const log = await readLog('x.zip', zip);
    expect(log.rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(log.troubles).toMatchObject([
      { row: 3, fatal: false, problem: expect.stringContaining('longer than 1048576') },
    ]);
  });
});

describe('a zip', () => {
  it('gives each of its logs in turn and leaves the rest alone', async () => {
    const path = logFile(
      'logs.zip',
      makeZip([
        { name: 'readme.txt', content: 'hello' },
        { name: 'day/', content: '', store: true },
        { name: 'day/one.csv', content: CSV },
        { name: '__MACOSX/day/._one.csv', content: 'x' },
        { name: '../../etc/two.jsonl', content: JSONL, store: true },
      ]),
    );
    const logs = await readLogs(path);
    expect(logs.map(({ name, rows, troubles }) => [name, rows.length, troubles.length])).toEqual([
      [`${path}:day/one.csv`, 1, 0],
      [`${path}:../../etc/two.jsonl`, 1, 0],
    ]);
  });

  it.each([
    ['is encrypted', { encrypted: true }, 'encrypted', 'no password'],
    ['is packed in an unusual way', { method: 9 }, 'unusual way (9)', 'ordinary zip'],
    ['is damaged', { spoil: (packed: Buffer) => packed.fill(0xff) }, 'cannot be decompressed', 'again'],
    ['has another checksum', { crc: 1 }, 'not what was packed', 'again'],
    ['holds more than it says', { size: 3 }, 'not what was packed', 'again'],
    ['is empty', { content: '' }, 'empty', 'again'],
  ])('tells of an entry that %s and goes on with the next', async (_, entry, problem, remedy) => {
    const zip = makeZip([
      { name: 'a.jsonl', content: JSONL, ...entry },
      { name: 'b.jsonl', content: JSONL },
    ]);
    const [first, second] = await readLogs(logFile('x.zip', zip));
    expect(first?.troubles).toMatchObject([
      { fatal: true, problem: expect.stringContaining(problem), remedy: expect.stringContaining(remedy) },
    ]);
    expect(second).toMatchObject({ rows: [{ row: 1 }], troubles: [] });
  });

  it('gives nothing of an entry beyond the size it promises', async () => {
    expect((await readLog('x.zip', makeZip([{ name: 'a.csv', content: MANY_CSV, size: 10 }]))).rows).toEqual([]);
  });
});

describe('a log that breaks off', () => {
  const whole = gzipSync(MANY_CSV);

  it.each([0.3, 0.6, 0.9, 0.999])(
    'at %d of its gzip gives every whole row before, and no piece of one',
    async (part) => {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      const left = gunzipSync(cut, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
      const wholeRows = left.split('\n').length - 2;
      const log = await readLog('log.csv.gz', cut);
      expect(log.rows).toHaveLength(wholeRows);
      expect(log.troubles).toMatchObject([
        { row: wholeRows + 2, fatal: true, problem: expect.stringContaining('ends too early') },
      ]);
    },
  );

  it('loses only its last bytes when just the gzip trailer is missing', async () => {
    const log = await readLog('log.csv.gz', whole.subarray(0, -8));
    expect(log.rows).toHaveLength(MANY);
    expect(log.troubles).toMatchObject([{ row: MANY + 2, fatal: true }]);
  });

  it('in a zip entry gives the rows before', async () => {
    const spoil = (packed: Buffer) => packed.subarray(0, packed.length / 2);
    const log = await readLog('x.zip', makeZip([{ name: 'a.csv', content: MANY_CSV, spoil }]));
    expect(log.rows.length).toBeGreaterThan(MANY / 3);
    expect(log.troubles).toMatchObject([{ row: log.rows.length + 2, fatal: true }]);
  });

  it.each([
    ['log.jsonl.gz', JSONL, '{"a":'],
    ['log.xes.gz', '<log><event><string key="a" value="1"/></event>', '<event><string key="a"'],
  ])('names the row it lost (%s)', async (name, good, broken) => {
    const log = await readLog(name, gzipSync(good + broken).subarray(0, -8));
    expect(log.rows).toHaveLength(1);
    expect(log.troubles).toMatchObject([{ row: 2, fatal: true, problem: expect.stringContaining('from row 2 on') }]);
  });
});

describe('a consumer', () => {
  it.each([
    ['log.csv', MANY_CSV],
    ['log.csv.gz', gzipSync(MANY_CSV)],
    ['x.zip', makeZip([{ name: 'log.csv', content: MANY_CSV }])],
  ])('sets the pace and may stop early (%s)', async (name, content) => {
    const path = logFile(name, content);
    let seen = [0, 0];
    for await (const { items } of openRows(path, {
      onBytes: (...bytes) => {
        seen = bytes;
      },
    })) {
      for await (const item of items) {
        if (item.row === 2) await new Promise((resolve) => setTimeout(resolve, 50));
        if (item.row === 3) break;
      }
      break;
    }
    expect(seen[0]).toBeLessThan((seen[1] ?? 0) * 0.8);
    expect(isOpen(path)).toBe(false);
  });

  it.each([
    ['log.csv', MANY_CSV],
    ['log.csv.gz', gzipSync(MANY_CSV)],
    ['x.zip', makeZip([{ name: 'log.csv', content: MANY_CSV }])],
  ])('is told when it reads a log too late (%s)', async (name, content) => {
    const files: RowFile[] = [];
    for await (const file of openRows(logFile(name, content))) files.push(file);
    expect(files).toHaveLength(1);
    for (const { items } of files) await expect(allOf(items)).rejects.toThrow('before asking for the next one');
  });

  it('may leave a log unread', async () => {
    const path = logFile('log.csv.gz', gzipSync(MANY_CSV));
    for await (const file of openRows(path)) expect(file.columns).toEqual(['a', 'b']);
    expect(isOpen(path)).toBe(false);
  });
});

describe('a file that cannot be read at all', () => {
  it.each([
    ['is empty', () => logFile('log.csv', ''), 'is empty'],
    ['does not exist', () => join(tmpdir(), 'no-such-file.csv'), 'does not exist. Check the path'],
    ['is a directory', () => tmpdir(), 'is a directory'],
    ['has an unknown ending', () => logFile('log.txt', CSV), 'name end in .csv, .jsonl, .ndjson, .xes'],
    ['has no ending', () => logFile('log.gz', gzipSync(CSV)), 'Let its name end in .csv'],
    ['is falsely named gzip', () => logFile('log.csv.gz', CSV), 'is not gzip'],
    ['is falsely named zip', () => logFile('log.zip', CSV), 'not a whole zip'],
    [
      'is a zip cut off',
      () => logFile('x.zip', makeZip([{ name: 'a.csv', content: CSV }]).subarray(0, -30)),
      'whole zip',
    ],
    ['is an empty zip', () => logFile('x.zip', makeZip([])), 'holds no log, but nothing'],
    ['is a zip of other things', () => logFile('x.zip', makeZip([{ name: 'a.png', content: 'x' }])), 'but a.png'],
    [
      'is a workbook',
      () => logFile('x.xlsx', makeZip([{ name: '[Content_Types].xml', content: 'x' }])),
      'Save its table',
    ],
  ])('because it %s says so', async (_, make, message) => {
    const path = make();
    const error = await readLogs(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableFile);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).toContain(path);
    expect(isOpen(path)).toBe(false);
  });
});

const REAL = '../shared/data/servicenow-incident-log/incident_event_log.zip';

describe.skipIf(!existsSync(REAL))(`the real incident log (skipped unless ${REAL} is there)`, () => {
  it('is read whole', { timeout: 60_000 }, async () => {
    let rows = 0;
    let troubles = 0;
    for await (const { columns, items } of openRows(REAL)) {
      expect(columns).toHaveLength(36);
      for await (const item of items) 'problem' in item ? troubles++ : rows++;
    }
    expect([rows, troubles]).toEqual([141_712, 0]);
  });
});

async function allOf(items: RowFile['items']): Promise<void> {
  for await (const _ of items);
}

/** Whether this process holds the file open; where the system does not tell, it says no. */
function isOpen(path: string): boolean {
  const handles = '/proc/self/fd';
  if (!existsSync(handles)) return false;
  return readdirSync(handles).some((handle) => {
    try {
      return readlinkSync(join(handles, handle)) === path;
    } catch {
      return false;
    }
  });
}
