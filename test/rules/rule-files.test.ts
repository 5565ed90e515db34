import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRuleFiles } from '../../src/rules/rule-files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

describe('readRuleFiles', () => {
  it('reads the known places, sorted, and no other', async () => {
    await write({
      'roles/b.yaml': 'b',
      'desk.yaml': 'desk',
      'roles/a.cases.yaml': 'a cases',
      'roles/notes.md': 'no',
      'roles/old/c.yaml': 'no',
      'stray.yaml': 'kept, so that it can be complained of',
      'other-desk/desk.yaml': 'no',
    });
    const files = await readRuleFiles(folder);
    expect(Object.keys(files)).toEqual(['desk.yaml', 'roles/a.cases.yaml', 'roles/b.yaml', 'stray.yaml']);
    expect(files['desk.yaml']).toBe('desk');
  });

  it('lays a folder over its base, file by file', async () => {
    await write({ 'desk.yaml': 'base desk', 'roles/a.yaml': 'base a', 'roles/b.yaml': 'base b' });
    await write({ 'small/base.yaml': 'base: ..', 'small/roles/b.yaml': 'small b', 'small/sla/c.yaml': 'small c' });
    expect(await readRuleFiles(join(folder, 'small'))).toEqual({
      'desk.yaml': 'base desk',
      'roles/a.yaml': 'base a',
      'roles/b.yaml': 'small b',
      'sla/c.yaml': 'small c',
    });
  });

  it('lays a folder over one that is itself laid over another', async () => {
    await write({ 'desk.yaml': '1', 'sla/a.yaml': '1', 'sla/b.yaml': '1' });
    await write({ 'two/base.yaml': 'base: ..', 'two/sla/a.yaml': '2', 'two/sla/b.yaml': '2' });
    await write({ 'two/three/base.yaml': 'base: ..', 'two/three/sla/b.yaml': '3' });
    const files = await readRuleFiles(join(folder, 'two/three'));
    expect(files).toEqual({ 'desk.yaml': '1', 'sla/a.yaml': '2', 'sla/b.yaml': '3' });
  });

  it('refuses a folder laid over itself', async () => {
    await write({ 'desk.yaml': '', 'base.yaml': 'base: .' });
    await expect(readRuleFiles(folder)).rejects.toThrow('is laid over itself');
  });

  it('says what to do about a base.yaml that cannot be read', async () => {
    await write({ 'desk.yaml': '', 'base.yaml': '\nfolder: ..' });
    await expect(readRuleFiles(folder)).rejects.toThrow(/base\.yaml:2:9 .*Known here: base/);
  });

  it('says what to do about a folder that is not there', async () => {
    await expect(readRuleFiles(join(folder, 'none'))).rejects.toThrow(/none cannot be read .* Check the path/);
    await write({ 'base.yaml': 'base: elsewhere' });
    await expect(readRuleFiles(folder)).rejects.toThrow(/elsewhere cannot be read .* Check the path/);
  });

  it('says what to do about a folder without desk.yaml', async () => {
    await write({ 'metrics.yaml': '' });
    await expect(readRuleFiles(folder)).rejects.toThrow('holds no desk.yaml. Name a folder of rules');
  });
});
