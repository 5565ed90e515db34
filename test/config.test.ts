import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Misconfigured, readToken } from '../src/config.ts';

const TOKEN = '0123456789abcdef:+/=';
const folder = mkdtempSync(join(tmpdir(), 'stepladder-token-'));
const file = join(folder, 'token');
writeFileSync(file, `${TOKEN}\n`);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the token', () => {
  it.each([
    ['is none where nothing says it', {}, null],
    ['is none where it is set to nothing', { STEPLADDER_TOKEN: '', STEPLADDER_TOKEN_FILE: '' }, null],
    ['is read from the environment', { STEPLADDER_TOKEN: TOKEN }, TOKEN],
    ['is read from a file, without the end of its line', { STEPLADDER_TOKEN_FILE: file }, TOKEN],
  ])('%s', (_, env, token) => {
    expect(readToken(env)).toBe(token);
  });

  it('of the panels has a name of its own', () => {
    expect(readToken({ STEPLADDER_TOKEN: 'x' }, 'STEPLADDER_PANEL_TOKEN')).toBe(null);
    expect(readToken({ STEPLADDER_PANEL_TOKEN: TOKEN }, 'STEPLADDER_PANEL_TOKEN')).toBe(TOKEN);
  });

  it.each([
    ['too short to be safe', { STEPLADDER_TOKEN: 'short-secret' }, 'openssl rand -hex 32'],
    ['with a space in it', { STEPLADDER_TOKEN: 'a secret of two or more words' }, 'spaces'],
    ['no header can carry', { STEPLADDER_TOKEN: 'geheimes-Schlüsselwort' }, 'ASCII'],
    ['given twice', { STEPLADDER_TOKEN: TOKEN, STEPLADDER_TOKEN_FILE: file }, 'Unset one'],
    ['in a file that is not there', { STEPLADDER_TOKEN_FILE: join(folder, 'none') }, 'cannot be read'],
  ])('%s is refused with a remedy, and not repeated', (_, env: Record<string, string>, words) => {
    const read = () => readToken(env);
    expect(read).toThrow(Misconfigured);
    expect(read).toThrow(words);
    expect(read).not.toThrow(env['STEPLADDER_TOKEN'] ?? 'no secret');
  });
});
