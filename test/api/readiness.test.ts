import { describe, expect, it } from 'vitest';
import { flagDetailSchema, flagListSchema, rulesSchema } from '../../src/api/schemas.ts';
import { judge } from '../../src/progression/judge.ts';
import { type Judgement, judgementKey } from '../../src/progression/judgement.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { share } from '../progression/requirement.ts';
import { smallDesk } from '../rules/small-desk.ts';
import { appOf, ask, emptyLine } from './desk.ts';

const WEEK = 7 * 86_400_000;
const START = Date.UTC(2026, 0, 5);
const STRONG = 'strong: { confidence: 0.9, hold_for: 3, minimum_sample: 30, stay_confidence: 0.6 }';
const RECORD = '  - { record: improvement, at_least: 1, weeks: 26, reason: because it shows initiative }';
const lead = (smallDesk['roles/lead.yaml'] ?? '')
  .replace('leave_after: 3', `leave_after: 3\ninterest: asked\nfirst: agent\n${STRONG}`)
  .replace('requirements:\n', `requirements:\n${RECORD}\n`);
const later = lead.replace('id: lead', 'id: lead-2\nversion_of: lead\nfrom: 2026-06-01').replace('Lead', 'Later');
const rules = loadRules({
  ...smallDesk,
  'roles/lead.yaml': lead,
  'roles/lead-2.yaml': later,
  'roles/lead-2.cases.yaml': (smallDesk['roles/lead.cases.yaml'] ?? '').replace('rule: lead', 'rule: lead-2'),
});

/** A desk where one person has been judged for so many weeks by a figure that is very good. */
async function judgedFor(weeks: number, asIs: (judged: Judgement) => Judgement = (judged) => judged) {
  const line = { ...(await emptyLine()), rules };
  const [asked] = rules.rules.flatMap(({ requirements }) => requirements);
  if (asked === undefined) return expect.unreachable();
  const figure = { metric: asked.metric, weeks: asked.weeks, heldBack: null, sample: share(98, 100) };
  const measurements = [{ ...figure, subject: { kind: 'agent', id: 'desk:ann' } as const }];
  const records = { countOf: () => 1, wants: () => true, isFrozen: () => false };
  let previous = new Map<string, Judgement>();
  for (let week = 0; week < weeks; week += 1) {
    const asOf = START + week * WEEK;
    const judged = judge(rules.rules, measurements, { asOf, previous, records }).map(asIs);
    previous = new Map(judged.map((one) => [judgementKey(one.ruleId, one.subject), one]));
    await line.store.saveEvaluation({ asOf, rulesVersion: rules.version }, [], judged);
  }
  const app = appOf(line);
  const [flag] = flagListSchema.parse((await ask(app, '/flags')).body).flags;
  if (flag === undefined) return expect.unreachable();
  return { flag, detail: flagDetailSchema.parse((await ask(app, `/flags/${flag.id}`)).body), app };
}

describe('a flag of readiness', () => {
  it('says what people had put on record, and why that is asked', async () => {
    const { detail } = await judgedFor(2);
    expect(detail.records).toEqual([
      {
        record: 'improvement',
        title: 'an improvement raised by themselves',
        atLeast: 1,
        weeks: 26,
        count: 1,
        verdict: 'met',
        reason: '1 record of an improvement raised by themselves in the last 26 weeks',
        why: 'because it shows initiative',
      },
    ]);
    expect(detail.evidence).toMatchObject([{ metric: 'standardised-quality', enough: true }]);
  });

  it('says how sure it is, and how long it is until it is strong', async () => {
    const nominated = await judgedFor(2);
    expect(nominated.flag.readiness).toBe('nominated');
    expect(nominated.detail.strong).toEqual({
      confidence: 0.9,
      holdFor: 3,
      minimumSample: 30,
      stayConfidence: 0.6,
      heldFor: 2,
      since: null,
    });
    const strong = await judgedFor(3);
    expect(strong.flag.readiness).toBe('strong');
    expect(strong.detail.strong?.since).toBe(new Date(START + 2 * WEEK).toISOString());
  });

  it('of which less was kept once is shown with what there is', async () => {
    const { detail } = await judgedFor(2, ({ records: _, strong: __, ...judged }) => ({
      ...judged,
      evidence: judged.evidence.map(({ enough: ___, ...evidence }) => evidence),
    }));
    expect(detail).toMatchObject({ readiness: 'nominated', records: [], strong: { heldFor: 0, since: null } });
    expect(detail.evidence[0]?.enough).toBe(true);
  });

  it('is told by the words of the version that judged, while the later one waits', async () => {
    const { flag, app } = await judgedFor(2);
    expect(flag).toMatchObject({ title: 'Lead', ruleVersion: rules.rules[0]?.version });
    const told = rulesSchema.parse((await ask(app, '/rules')).body).rules;
    const june = '2026-05-31T22:00:00.000Z'; // midnight in Berlin
    expect(told.map(({ id, title, from, until }) => [id, title, from, until])).toEqual([
      ['lead', 'Lead', null, june],
      ['lead', 'Later', june, null],
    ]);
    expect(told[0]).toMatchObject({
      records: [{ record: 'improvement', title: 'an improvement raised by themselves', atLeast: 1, weeks: 26 }],
      asksInterest: true,
      firstSeenBy: 'agent',
      strong: { confidence: 0.9 },
    });
  });
});
