import { z } from 'zod';
import { InvalidSettings, readYaml } from '../settings/read-yaml.ts';

/** Worked SLA examples: calendars by name, and cases that say what is to come out. Cases are read one by one later. */
export interface CaseFile {
  readonly calendars: Readonly<Record<string, Fields>>;
  readonly cases: readonly Fields[];
}

export type Fields = Readonly<Record<string, unknown>>;

const fields = z.record(z.string(), z.unknown(), 'write a block of keys');
const form = z.object(
  { calendars: z.record(z.string(), fields).default({}), cases: z.array(fields, 'write a list of cases') },
  'write { calendars: { NAME: { timezone, weekly } }, cases: [{ id, kind, calendar, start, end, expect }] }',
);

/** Reads JSON, or YAML where the name ends so. Throws InvalidSettings naming every problem with its place. */
export function readCaseFile(file: string, text: string): CaseFile {
  if (/\.ya?ml$/.test(file)) return readYaml(file, text, form).value;
  const parsed = form.safeParse(parseJson(file, text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) =>
    wrong(file, `${path.map(String).join('.')}: ${message}.`),
  );
  throw new InvalidSettings(problems);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? error.message : error;
    throw new InvalidSettings([
      wrong(file, `not JSON: ${cause}. Mend it, or let its name end in .yaml if it is YAML.`),
    ]);
  }
}

/** JSON is read without places. */
const wrong = (file: string, message: string) => ({ file, line: 1, column: 1, message });
