import { describe, expect, it } from 'vitest';
import { readLog } from './log-files.ts';

describe('jsonl rows', () => {
  it.each(['log.jsonl', 'log.NDJSON'])('are the objects of %s, blank lines aside', async (name) => {
    const log = await readLog(name, '\ufeff{"id":1,"who":{"name":"Zoë"}}\r\n\n{"id":2}');
    expect(log).toMatchObject({ format: 'jsonl', columns: null, troubles: [] });
    expect(log.rows).toEqual([
      { row: 1, values: { id: 1, who: { name: 'Zoë' } } },
      { row: 3, values: { id: 2 } },
    ]);
  });

  it.each([
    ['is not JSON', '{"id":1', 'The line is not JSON'],
    ['is an array', '[1]', 'The line is JSON, but not an object'],
    ['is null', 'null', 'The line is JSON, but not an object'],
    ['nests beyond all measure', '['.repeat(200_000), 'The line is not JSON'],
    ['holds NUL', '{"id":"\0"}', 'Line 2 is not UTF-8 text; its row is left out'],
    ['is too long', `{"id":"${'x'.repeat(300_000)}"}`, 'Line 2 is longer than 300000 bytes; its row is left out'],
  ])('go on after a line that %s', async (_, line, problem) => {
    const log = await readLog('log.jsonl', `{"id":1}\n${line}\n{"id":3}\n`, { maxRowBytes: 300_000 });
    expect(log.rows.map(({ row }) => row)).toEqual([1, 3]);
    expect(log.troubles).toEqual([{ row: 2, problem, remedy: expect.any(String), fatal: false }]);
  });

  it('cannot reach into the prototype', async () => {
    const log = await readLog('log.jsonl', '{"__proto__":{"admin":true}}\n');
    expect(log.rows[0]?.values).not.toHaveProperty('admin');
  });
});
