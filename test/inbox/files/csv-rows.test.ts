import { describe, expect, it } from 'vitest';
import { readLog } from './log-files.ts';

const readCsv = (content: string | Buffer, maxRowBytes?: number) =>
  readLog('log.csv', content, maxRowBytes === undefined ? {} : { maxRowBytes });

describe('csv rows', () => {
  it('come with the line they start on, in the order of the header', async () => {
    const log = await readCsv('id,state\n1,New\n2,Closed\n');
    expect(log).toMatchObject({ format: 'csv', columns: ['id', 'state'], troubles: [] });
    expect(log.rows).toEqual([
      { row: 2, values: ['1', 'New'] },
      { row: 3, values: ['2', 'Closed'] },
    ]);
  });

  it.each([
    ['no newline at the end', 'a,b\n1,2'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['mixed line ends', 'a,b\r\n1,2\n'],
    ['a byte-order mark', '\ufeffa,b\n1,2\n'],
  ])('read %s', async (_, content) => {
    const log = await readCsv(content);
    expect(log.columns).toEqual(['a', 'b']);
    expect(log.rows).toEqual([{ row: 2, values: ['1', '2'] }]);
  });

  it.each(['\n', '\r\n'])('keep quoted commas, quotes and line breaks (%j) and count lines past them', async (eol) => {
    const log = await readCsv(['a,b', `"x, ""y""","one${eol}two${eol}three"`, '', '3,4', ''].join(eol));
    expect(log.rows).toEqual([
      { row: 2, values: ['x, "y"', `one${eol}two${eol}three`] },
      { row: 6, values: ['3', '4'] },
    ]);
  });

  it('with too few or too many values are reported and passed over', async () => {
    const log = await readCsv('a,b\n1\n1,2,3\n1,2\n');
    expect(log.rows).toEqual([{ row: 4, values: ['1', '2'] }]);
    expect(log.troubles.map(({ row, fatal, problem }) => ({ row, fatal, problem }))).toEqual([
      { row: 2, fatal: false, problem: 'The row has 1 values, the header has 2 columns' },
      { row: 3, fatal: false, problem: 'The row has 3 values, the header has 2 columns' },
    ]);
  });

  it('of a file cut off within a row end in a trouble', async () => {
    const log = await readCsv('a,b,c\n1,2,3\n4,5');
    expect(log.rows).toHaveLength(1);
    expect(log.troubles).toMatchObject([{ row: 3, fatal: false, remedy: expect.stringContaining('cut off') }]);
  });

  it.each([
    ['inside a value', 'a,b\n1,2\n3,5" disk\n5,6\n', 'a quote where none may stand'],
    ['closed too early', 'a,b\n1,2\n"3"x,4\n5,6\n', 'a quote where none may stand'],
    ['never closed', 'a,b\n1,2\n"3,4\n5,6\n', 'never closed'],
  ])('before a broken quote (%s) are kept; after it nothing can be read', async (_, content, problem) => {
    const log = await readCsv(content);
    expect(log.rows).toEqual([{ row: 2, values: ['1', '2'] }]);
    expect(log.troubles).toMatchObject([{ row: 3, fatal: true, problem: expect.stringContaining(problem) }]);
  });

  it('stop at a quote that swallows more than a row may hold', async () => {
    const log = await readCsv(`a,b\n1,2\n"3,4\n${'5,6\n'.repeat(100)}`, 50);
    expect(log.rows).toHaveLength(1);
    expect(log.troubles).toMatchObject([{ row: 3, fatal: true, problem: expect.stringContaining('within 50 bytes') }]);
  });

  it('too long are left out, also when their quotes reach into other lines', async () => {
    const long = 'x'.repeat(100);
    const log = await readCsv(`a,b\n1,2\n3,${long}\n"4\n${long}",5\n6,"${long}\n7"\n8,9\n`, 50);
    expect(log.rows).toEqual([
      { row: 2, values: ['1', '2'] },
      { row: 8, values: ['8', '9'] },
    ]);
    expect(log.troubles.map(({ row, fatal, problem }) => [row, fatal, problem.slice(0, 24)])).toEqual([
      [3, false, 'Line 3 is longer than 50'],
      [4, false, 'Line 5 is longer than 50'],
      [6, false, 'Line 6 is longer than 50'],
    ]);
  });

  it.each([
    ['NUL bytes', Buffer.from('a,b\n1,2\n3,\0\n5,6\n')],
    ['another encoding', Buffer.from('a,b\n1,2\n3,\xe9\n5,6\n', 'latin1')],
  ])('with %s are left out', async (_, content) => {
    const log = await readCsv(content);
    expect(log.rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(log.troubles).toMatchObject([{ row: 3, fatal: false, remedy: expect.stringContaining('UTF-8') }]);
  });

  it('may be none', async () => {
    expect(await readCsv('a,b\n')).toMatchObject({ columns: ['a', 'b'], rows: [], troubles: [] });
  });
});

describe('a csv header', () => {
  it('may follow blank lines', async () => {
    expect(await readCsv('\n\r\na,b\n1,2\n')).toMatchObject({ columns: ['a', 'b'], rows: [{ row: 4 }] });
  });

  it.each([
    ['names a column twice', 'a,b,a\n1,2,3\n', 'names "a" twice'],
    ['has two columns without a name', 'a,,\n1,2,3\n', 'without a name'],
    ['is separated otherwise', 'a;b\n1;2\n', 'no comma'],
    ['ends in CR alone', 'a,b\r1,2\r', 'CR alone'],
    ['is not there', '\n\n', 'no rows'],
    ['is too long', `${'a'.repeat(200)},b\n1,2\n`, 'header cannot be read: Line 1 is longer'],
    ['is garbage', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00]), 'header cannot be read: Line 1 is not UTF-8'],
  ])('that %s ends the file', async (_, content, problem) => {
    const log = await readCsv(content, 100);
    expect(log.rows).toEqual([]);
    expect(log.troubles).toMatchObject([{ fatal: true, problem: expect.stringContaining(problem) }]);
  });
});
