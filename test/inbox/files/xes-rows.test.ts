import { describe, expect, it } from 'vitest';
import { readLog } from './log-files.ts';

const xes = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">${body}</log>`;
const readXes = (content: string | Buffer, maxRowBytes = 1000) => readLog('log.xes', content, { maxRowBytes });

describe('xes rows', () => {
  it('are events with their own attributes and those of their trace', async () => {
    const log = await readXes(
      xes(`<string key="concept:name" value="the log"/>
        <global scope="event"><string key="concept:name" value="none"/></global>
        <trace>
          <string key="concept:name" value="T1"/><int key="weight" value="3"/>
          <event><string key="concept:name" value="open &amp; shut"/><date key="time:timestamp" value="2020-01-01T00:00:00Z"/></event>
          <event><boolean key="ok" value="true"/><float key="cost" value="1.50"/><id key="uid" value="u1"/></event>
        </trace>
        <trace><event><string key="concept:name" value="alone"/></event></trace>
        <event><string key="concept:name" value="traceless"/></event>`),
    );
    expect(log).toMatchObject({ format: 'xes', columns: null, troubles: [] });
    const trace = { 'trace:concept:name': 'T1', 'trace:weight': '3' };
    expect(log.rows).toEqual([
      { row: 1, values: { ...trace, 'concept:name': 'open & shut', 'time:timestamp': '2020-01-01T00:00:00Z' } },
      { row: 2, values: { ...trace, ok: 'true', cost: '1.50', uid: 'u1' } },
      { row: 3, values: { 'concept:name': 'alone' } },
      { row: 4, values: { 'concept:name': 'traceless' } },
    ]);
  });

  it('leave out attributes of attributes and lists', async () => {
    const log = await readXes(
      xes(`<event><string key="a" value="1"><string key="b" value="2"/></string>
        <list key="c"><values><string key="d" value="3"/></values></list><int key="e" value="4"/></event>`),
    );
    expect(log.rows).toEqual([{ row: 1, values: { a: '1', e: '4' } }]);
  });

  it('may come under a prefix', async () => {
    const log = await readXes('<x:log xmlns:x="u"><x:event><x:string key="a" value="1"/></x:event></x:log>');
    expect(log.rows).toEqual([{ row: 1, values: { a: '1' } }]);
  });

  it('keep a key that names the prototype as a key', async () => {
    const log = await readXes(xes('<event><string key="__proto__" value="1"/></event>'));
    expect(Object.entries(log.rows[0]?.values ?? {})).toEqual([['__proto__', '1']]);
  });

  it('report attributes they cannot use and go on', async () => {
    const log = await readXes(
      xes('<trace><event><int key="a"/><int key="b" value="2"/></event><int key="late" value="1"/><event/></trace>'),
    );
    expect(log.rows).toEqual([
      { row: 1, values: { b: '2' } },
      { row: 2, values: {} },
    ]);
    expect(log.troubles).toMatchObject([
      { row: 1, fatal: false, problem: expect.stringContaining('no key or no value (line 2, column') },
      { row: null, fatal: false, problem: expect.stringContaining('after its events') },
    ]);
  });

  it('leave out an event that is too large', async () => {
    const many = '<string key="a" value="bbbbbbbbbb"/>'.repeat(100);
    const log = await readXes(xes(`<event>${many}</event><event><string key="a" value="1"/></event>`));
    expect(log.rows).toEqual([{ row: 2, values: { a: '1' } }]);
    expect(log.troubles).toMatchObject([{ row: 1, fatal: false, problem: expect.stringContaining('more than 1000') }]);
  });

  it('leave out the events of a trace with attributes beyond number', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => `<int key="${index}" value=""/>`).join('');
    const log = await readXes(xes(`<trace>${many}<event/><event/></trace><trace><event/></trace>`), 1e6);
    expect(log.rows).toEqual([{ row: 3, values: {} }]);
    expect(log.troubles).toMatchObject([{ row: 1 }, { row: 2, problem: expect.stringContaining('1000 attributes') }]);
  });

  const good = '<event><string key="a" value="1"/></event>';
  it.each([
    ['breaks off', `${good}<event><string key="a" `, 'not well-formed XML: unclosed tag'],
    ['closes the wrong tag', `${good}<event></trace></log>`, 'not well-formed XML: unexpected close tag'],
    ['uses an unknown entity', `${good}<event><string key="a" value="&lol;"/></event></log>`, 'undefined entity'],
    ['abuses an entity', `${good}<event><string key="a" value="&constructor;"/></event></log>`, 'undefined entity'],
    ['holds NUL', `${good}<event><string key="a" value="\0"/></event></log>`, 'not well-formed XML'],
    ['nests without end', `${good}${'<a>'.repeat(200)}`, 'nests more than 100 tags'],
    ['has an endless tag', `${good}<string key="${'x'.repeat(100_000)}"/></log>`, 'more than 1000 bytes'],
    ['has an endless comment', `${good}<!--${'x'.repeat(200_000)}--></log>`, 'more than 1000 bytes'],
  ])('end where the file %s, with the place', async (_, body, problem) => {
    const log = await readXes(`<log>${body}`);
    expect(log.rows).toEqual([{ row: 1, values: { a: '1' } }]);
    expect(log.troubles).toMatchObject([{ row: 2, fatal: true, problem: expect.stringContaining(problem) }]);
    expect(log.troubles[0]?.problem).toMatch(/\(line \d+, column \d+\)/);
  });

  it.each([
    ['is another XML', '<html></html>', 'not XES: it begins with <html>'],
    ['is no XML', 'a,b\n1,2\n', 'not well-formed XML'],
    ['is not UTF-8', Buffer.from('<log><string key="\xe9" value=""/></log>', 'latin1'), 'not UTF-8'],
  ])('are none when the file %s', async (_, content, problem) => {
    const log = await readXes(content);
    expect(log.rows).toEqual([]);
    expect(log.troubles).toMatchObject([{ row: 1, fatal: true, problem: expect.stringContaining(problem) }]);
  });

  it('stream from a single line far longer than a row may be', async () => {
    const events = 20_000;
    const log = await readXes(xes(good.repeat(events)).replace('\n', ''));
    expect(log.rows).toHaveLength(events);
    expect(log.rows.at(-1)?.row).toBe(events);
    expect(log.troubles).toEqual([]);
  });
});
