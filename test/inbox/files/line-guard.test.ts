import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DroppedLine, type GuardOptions, guardLines } from '../../../src/inbox/files/line-guard.ts';

async function* inChunks(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size);
}

async function guarded(chunks: AsyncIterable<Buffer>, options: GuardOptions) {
  const texts: Buffer[] = [];
  const dropped: DroppedLine[] = [];
  for await (const lines of guardLines(chunks, options)) {
    texts.push(lines.text);
    dropped.push(...lines.dropped);
  }
  return { text: Buffer.concat(texts).toString('utf8'), dropped };
}

describe('the line guard', () => {
  it('lets text through as it stands, however it is cut, without the byte-order mark', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', 'é', '€', '😀') });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, size) => {
        const chunks = inChunks(Buffer.from(`\ufeff${content}`), size);
        expect(await guarded(chunks, { maxBytes: 10_000, keepQuotes: true })).toEqual({ text: content, dropped: [] });
      }),
    );
  });

  it('drops just the lines that are too long or no text, whatever the chunks', async () => {
    const line = fc.constantFrom('', 'ok', '"q"', 'é', '123456789', '1234567890', 'nul\0', '\u{dcff}');
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 40 }), async (lines, size) => {
        const bytes = Buffer.concat(lines.map((each) => Buffer.concat([asBytes(each), Buffer.from('\n')])));
        const { text, dropped } = await guarded(inChunks(bytes, size), { maxBytes: 10, keepQuotes: false });
        expect(text).toBe(lines.map((each) => (reasonToDrop(each) ? '\n' : `${each}\n`)).join(''));
        expect(dropped).toEqual(
          lines.flatMap((each, index) => {
            const reason = reasonToDrop(each);
            return reason ? [{ line: index + 1, reason }] : [];
          }),
        );
      }),
    );
  });

  it('keeps a quote for a line that had an odd number of them', async () => {
    const chunks = inChunks(Buffer.from(`${'"xxxx'.repeat(3)}\n${'"xxxx'.repeat(4)}\n`), 4);
    expect((await guarded(chunks, { maxBytes: 10, keepQuotes: true })).text).toBe('"\n\n');
  });

  it('holds no more than the limit of a line without end', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      for (let sent = 0; sent < 512; sent++) yield Buffer.alloc(1024 * 1024, 'x');
      yield Buffer.from('\nok\n');
    }
    const before = process.memoryUsage().rss;
    expect(await guarded(endless(), { maxBytes: 1024, keepQuotes: true })).toEqual({
      text: '\nok\n',
      dropped: [{ line: 1, reason: 'too-long' }],
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

/** A lone surrogate stands for a byte that is not UTF-8. */
function asBytes(line: string): Buffer {
  return line === '\u{dcff}' ? Buffer.from([0xff]) : Buffer.from(line);
}

function reasonToDrop(line: string): DroppedLine['reason'] | null {
  if (line.length >= 10) return 'too-long';
  return line.includes('\0') || line === '\u{dcff}' ? 'not-text' : null;
}
