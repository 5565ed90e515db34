import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentId, TicketId } from '../../src/domain/ids.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { json, killed, ROOT, stepladder } from './cli.ts';
import {
  asItWas,
  draws,
  hasLog,
  type IncidentLog,
  knowsResolver,
  LOG,
  MAPPING,
  readLog,
  SOURCE,
  shuffled,
  writeLog,
} from './incident-log.ts';

const RULES = ['--rules', join(ROOT, 'rules/three-month-log')];
const AS_OF = '2016-05-30';
/** Where the log is cut off for the tests of looking ahead: a Monday in its middle. */
const CUT = '2016-04-25';
const ROWS = 141_712;
const TICKETS = 24_918;
const MINUTES = 60_000;

const describeWithLog = describe.skipIf(!hasLog);
const title = `the ServiceNow incident log, through the command line${hasLog ? '' : ` (skipped: ${LOG} is not there)`}`;

describeWithLog(title, { timeout: 10 * MINUTES }, () => {
  let scratch: string;
  let log: IncidentLog;
  let report: Record<string, unknown>;
  let importSeconds: number;
  let flagsSeconds: number;
  let settledDigest: Record<string, string>;

  const folder = (name: string) => join(scratch, name);
  const at = (name: string) => ['--data', folder(name), ...RULES];
  const importInto = (name: string, file = LOG) => ['import', '--mapping', MAPPING, file, ...at(name)];
  const flagsOf = (name: string, asOf = AS_OF) => json('flags', '--as-of', asOf, ...at(name));
  const digestOf = async (name: string) => (await json('status', '--digest', ...at(name))).digest;
  const copy = (from: string, to: string) => cp(folder(from), folder(to), { recursive: true });

  async function inStore<T>(name: string, read: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore(folder(name));
    try {
      return await read(store);
    } finally {
      await store.close();
    }
  }

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'stepladder-real-log-'));
    const [read, imported] = await Promise.all([readLog(), stepladder([...importInto('base'), '--json'])]);
    log = read;
    report = JSON.parse(imported.stdout);
    importSeconds = imported.seconds;
    await copy('base', 'settled');
    const startedAt = performance.now();
    await flagsOf('settled');
    flagsSeconds = (performance.now() - startedAt) / 1000;
    settledDigest = await digestOf('settled');
  }, 5 * MINUTES);
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('is read to the last row, and what nothing maps is counted', () => {
    expect(report).toMatchObject({ rows: ROWS, added: ROWS, known: 0, tickets: TICKETS });
    expect(report).toMatchObject({ unreadable: { rows: 0 }, setAside: { rows: 0, reasons: [] } });
    expect(report['unmapped']).toEqual([{ source: SOURCE, what: 'status', word: '-100', count: 5 }]);
  });

  it.concurrent('changes nothing when it is read again', async () => {
    await copy('settled', 'again');
    expect(await json(...importInto('again'))).toMatchObject({
      rows: ROWS,
      added: 0,
      known: ROWS,
      settingsChanged: false,
    });
    expect(await digestOf('again')).toEqual(settledDigest);
  });

  it.concurrent('gives the same whatever the order of its rows', async () => {
    await writeLog(folder('shuffled.csv'), log, shuffled(log.rows, draws(1)));
    expect(await json(...importInto('shuffled', folder('shuffled.csv')))).toMatchObject({ added: ROWS });
    const { events, contributions } = await digestOf('shuffled');
    expect({ events, contributions }).toEqual({
      events: settledDigest['events'],
      contributions: settledDigest['contributions'],
    });
  });

  it.concurrent('can be rebuilt from the kept rows to the same tables', async () => {
    const { same, kept } = await json('replay', '--verify', ...at('settled'));
    expect({ same, kept }).toEqual({ same: true, kept: settledDigest });
  });

  it.concurrent('ends the same when the import is killed again and again, and the flags with it', async () => {
    const moments = [0.05, 0.3, 0.55, 0.8].map((share) => (share + Math.random() / 5) * importSeconds);
    const hits: boolean[] = [];
    for (const moment of moments) hits.push(await killed(importInto('killed'), moment));
    expect(hits.filter(Boolean).length, `killed after ${moments} s`).toBeGreaterThanOrEqual(2);
    expect(await json(...importInto('killed'))).toMatchObject({ rows: ROWS, tickets: TICKETS });
    await killed(['flags', '--as-of', AS_OF, ...at('killed')], (0.2 + Math.random() / 2) * flagsSeconds);
    await flagsOf('killed');
    expect(await digestOf('killed'), `killed after ${moments} s`).toEqual(settledDigest);
  });

  it.concurrent('is not judged by the half that a killed import has read', async () => {
    await killed(importInto('half'), importSeconds * 0.8);
    await flagsOf('half', CUT);
    await json(...importInto('half'));
    await flagsOf('half');
    expect(await digestOf('half')).toEqual(settledDigest);
  });

  it.concurrent('gives the same contributions and evaluations after an export and import', async () => {
    const files = [folder('tickets.csv.gz'), folder('agents.csv')] as const;
    const exported = await stepladder([
      'export',
      'ticket-log',
      '--out',
      files[0],
      '--agents-out',
      files[1],
      ...at('settled'),
    ]);
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    const imported = await json('import', '--format', 'ticket-log', '--agents', files[1], files[0], ...at('imported'));
    expect(imported).toMatchObject({ tickets: TICKETS, setAside: { rows: 0 }, unreadable: { rows: 0 } });
    await flagsOf('imported');
    const { contributions, evaluations } = await digestOf('imported');
    expect({ contributions, evaluations }).toEqual({
      contributions: settledDigest['contributions'],
      evaluations: settledDigest['evaluations'],
    });
  });

  it.concurrent('is judged, at any Monday, as a desk that had no more rows and no values filled in backwards', async () => {
    const until = Date.parse(CUT);
    const told = log.rows.filter((row) => log.at(row) <= until).map((row) => asItWas(log, row));
    expect(told.length).toBeGreaterThan(50_000);
    await writeLog(folder('cut.csv'), log, told);
    expect(await json(...importInto('cut', folder('cut.csv')))).toMatchObject({ added: told.length });
    await flagsOf('cut', CUT);
    const judged = (name: string) =>
      inStore(name, async (store) => {
        const mondays = (await store.evaluations()).map(({ asOf }) => asOf).filter((asOf) => asOf <= until);
        const each = mondays.map(async (asOf) => {
          const kinds = ['agent', 'team', 'work-type'] as const;
          const figures = await Promise.all(kinds.map((kind) => store.figures(asOf, kind)));
          return { asOf: new Date(asOf).toISOString(), figures, judgements: await store.judgements({ asOf }) };
        });
        return Promise.all(each);
      });
    const [cut, whole] = [await judged('cut'), await judged('settled')];
    expect(cut.length).toBe(8);
    expect(cut.at(-1)!.judgements.length).toBeGreaterThan(300);
    for (const [i, evaluation] of cut.entries()) expect(evaluation).toEqual(whole[i]);
  });

  it.concurrent('shows nobody as a resolver before the row that says so', async () => {
    const knownSince = new Map<string, { at: number; resolver: string }>();
    for (const row of log.rows) {
      const ticket = `${SOURCE}:${log.value(row, 'number')}`;
      const resolver = log.value(row, 'resolved_by');
      if (resolver === '?' || !knowsResolver(log, row)) continue;
      const known = knownSince.get(ticket);
      if (known === undefined || log.at(row) < known.at) knownSince.set(ticket, { at: log.at(row), resolver });
    }
    await inStore('settled', async (store) => {
      const sample = shuffled([...knownSince], draws(2)).slice(0, 200);
      for (const [ticket, { at: since, resolver }] of sample) {
        const agent = `${SOURCE}:resolved-by/${resolver}` as AgentId;
        const known = async (asOf: number) =>
          (await store.contributionsOf(agent, asOf)).map(({ ticketId }) => ticketId);
        expect(await known(since - 1)).not.toContain(ticket);
        expect(await known(since)).toContain(ticket as TicketId);
      }
      for (const day of ['2016-03-07', '2016-03-23T13:47Z', CUT, '2016-05-12T08:01Z', AS_OF]) {
        const asOf = Date.parse(day);
        for (const { ticketId, agentId } of (await Array.fromAsync(store.contributions(asOf, 0))).flat()) {
          if (!agentId?.includes(':resolved-by/')) continue;
          if (!((knownSince.get(ticketId)?.at ?? Number.POSITIVE_INFINITY) <= asOf)) {
            expect.fail(`${ticketId} names ${agentId} as of ${day}, before its own rows do`);
          }
        }
      }
    });
  });

  it.concurrent('raises flags with evidence, holds nothing of quality for or against anyone, and shows no figure bare', async () => {
    const list = await flagsOf('settled');
    expect(list.asOf).toBe('2016-05-30T00:00:00.000Z');
    // Who resolved a ticket of this log does not foretell whether that was good, so nothing of quality gates anybody.
    const { outcomes } = await json('model', 'check', '--as-of', AS_OF, ...at('settled'));
    const verdictOf = (asked: string) => outcomes.find(({ outcome }: { outcome: string }) => outcome === asked);
    const quality = verdictOf('quality');
    expect(quality.verdict).toBe('says-nothing');
    expect(verdictOf('own-time').verdict).toBe('predicts');
    expect(list.flags.length).toBeGreaterThan(0);
    // What is left about people rests on the time in their own hands, which does foretell, and on what they were offered.
    const NOT_OF_QUALITY = ['opportunity-not-offered', 'sla-regression'];
    const personal = list.flags.filter(({ subject }: { subject: { kind: string } }) => subject.kind === 'agent');
    expect([...new Set(personal.map(({ rule }: { rule: string }) => rule))].sort()).toEqual(NOT_OF_QUALITY);
    const people = list.refused.filter(({ subject }: { subject: string }) => subject === 'agent');
    const ofVerdict = (asked: string) => people.filter(({ verdict }: { verdict: string }) => verdict === asked);
    expect(ofVerdict('met').map(({ rule }: { rule: string }) => rule)).toEqual(NOT_OF_QUALITY);
    const refused = ofVerdict('not-enough-data');
    expect(refused.length).toBe(new Set(people.map(({ rule }: { rule: string }) => rule)).size);
    for (const { rule, subjects } of refused)
      if (!['quality-notice', ...NOT_OF_QUALITY].includes(rule)) expect(subjects).toBeGreaterThan(100);

    const oneOfEach = [...Map.groupBy(list.flags as { id: string; rule: string }[], ({ rule }) => rule).values()];
    const explained = await Promise.all(oneOfEach.map(([flag]) => json('explain', flag!.id, ...at('settled'))));
    for (const { evidence } of explained) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const { estimate, tickets, minimumSample, verdict } of evidence) {
        if (verdict === 'met') expect(estimate.sampleSize).toBeGreaterThanOrEqual(minimumSample);
        expect(tickets.total).toBe(estimate?.sampleSize ?? 0);
      }
    }
    const judged = await inStore('settled', (store) => store.figures(Date.parse(AS_OF), 'agent'));
    const someone = judged.find(({ metric }) => metric === 'standardised-quality')!.subject.id;
    const figures = await json('metrics', '--agent', someone, '--as-of', AS_OF, ...at('settled'));
    expect(figures.figures.length).toBeGreaterThan(5);
    const held = figures.figures.find(({ metric }: { metric: string }) => metric === 'standardised-quality').heldBack;
    expect(held).toBe(quality.sentence);
    const bare = [list, ...explained, figures, await json('agents', ...at('settled'))].flatMap((answer) =>
      bareFigures(answer),
    );
    expect(bare).toEqual([]);
  });

  it.concurrent('proposes who is whom by the tickets they share, and refolds once somebody has confirmed it', async () => {
    const lastRows = new Map(log.rows.map((row) => [log.value(row, 'number'), row]));
    const named = ['assigned_to', 'resolved_by'].map((column) =>
      [...lastRows.values()].map((row) => log.value(row, column) !== '?'),
    );
    const withBoth = named[0]!.filter((has, i) => has && named[1]![i]).length;
    await copy('base', 'people');
    const { suggestions } = await json('people', 'suggest', ...at('people'));
    const together = (suggestions as { together: number }[]).reduce((sum, one) => sum + one.together, 0);
    expect(together / withBoth).toBeGreaterThan(0.95);
    expect(together / withBoth).toBeLessThan(0.98);

    const strong = ['people', 'confirm', '--min-share', '0.9', '--by', 'a test', ...at('people')];
    const { confirmed } = await json(...strong);
    expect(confirmed.length).toBeGreaterThan(80);
    expect(confirmed.length).toBeLessThan(suggestions.length);
    const { account, agent } = confirmed[0];
    const ids = (await json('agents', ...at('people'))).agents.map(({ id }: { id: string }) => id);
    expect(ids).toContain(agent);
    expect(ids).not.toContain(account);
    const { events, contributions } = await digestOf('people');
    expect(events).toBe(settledDigest['events']);
    expect(contributions).not.toBe(settledDigest['contributions']);
    expect((await json('people', 'suggest', ...at('people'))).suggestions.length).toBe(
      suggestions.length - confirmed.length,
    );
  });
});

/** Numbers that are no figure of anybody: what a rule asks, and counts of tickets, people and weeks. */
const NO_FIGURES = new Set(
  'target stayTarget confidence minimumSample evidenceRatio weeks holdFor leaveAfter subjects total tickets least'.split(
    ' ',
  ),
);
const WHOLE = ['effectiveSampleSize,level,lower,sampleSize,upper,value', 'evidenceRatio,prior,probability,target'];

/** Paths of all numbers that stand neither in a whole estimate, or in how sure a target is reached, nor under a name that is no figure. */
function bareFigures(answer: unknown, path = '$'): string[] {
  if (typeof answer === 'number') return [path];
  if (typeof answer !== 'object' || answer === null) return [];
  if (WHOLE.includes(Object.keys(answer).sort().join())) return [];
  return Object.entries(answer).flatMap(([key, value]) =>
    typeof value === 'number' && NO_FIGURES.has(key) ? [] : bareFigures(value, `${path}.${key}`),
  );
}
