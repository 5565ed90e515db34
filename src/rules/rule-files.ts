import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { readYaml } from '../settings/read-yaml.ts';
import { Unusable } from '../settings/unusable.ts';
import { keys, text } from './forms.ts';

/** Path below the rules folder, with `/` -> text. */
export type RuleFiles = Readonly<Record<string, string>>;

/** The only sub-folders that are read: others may hold rules of their own for another desk. */
const FOLDERS = ['calendars', 'sla', 'roles', 'risks', 'paths'];
const IS_YAML = /\.ya?ml$/;
const baseForm: z.ZodType<{ base: string }> = keys({
  base: text('the path of the folder this one is laid over, such as ..'),
});

/**
 * Every rule file of a folder, sorted by path. With a base.yaml, the base folder's files too: a file of the same path
 * replaces the base's. Throws Unusable when the folder, its base or desk.yaml is missing.
 */
export async function readRuleFiles(folder: string): Promise<RuleFiles> {
  const files = await readOver(resolve(folder), []);
  if (files['desk.yaml'] === undefined) {
    throw new Unusable(`${folder} holds no desk.yaml. Name a folder of rules, or write a base.yaml that names one.`);
  }
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function readOver(folder: string, below: readonly string[]): Promise<RuleFiles> {
  if (below.includes(folder)) {
    throw new Unusable(`${folder} is laid over itself: ${[...below, folder].join(' over ')}. Correct one base.yaml.`);
  }
  const { 'base.yaml': base, ...own } = await readFolder(folder);
  if (base === undefined) return own;
  const { value } = readYaml(join(folder, 'base.yaml'), base, baseForm);
  return { ...(await readOver(resolve(folder, value.base), [...below, folder])), ...own };
}

async function readFolder(folder: string): Promise<RuleFiles> {
  const paths = [...(await namesIn(folder)), ...(await Promise.all(FOLDERS.map((one) => pathsIn(folder, one)))).flat()];
  const texts = paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await yamlIn(folder);
  } catch (cause) {
    throw new Unusable(`${folder} cannot be read as a folder of rules. Check the path and its permissions.`, { cause });
  }
}

async function pathsIn(folder: string, name: string): Promise<string[]> {
  try {
    return (await yamlIn(join(folder, name))).map((file) => `${name}/${file}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Unusable(`${join(folder, name)} cannot be read. Check its permissions.`, { cause: error });
  }
}

async function yamlIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory() && IS_YAML.test(entry.name)).map((entry) => entry.name);
}
