import { deliverRows } from '../../src/inbox/deliver-rows.ts';
import { type Line, workOff } from '../../src/pipeline.ts';
import type { Judgement } from '../../src/progression/judgement.ts';
import { estimate, figure, judgement } from '../store/facts.ts';
import { emptyLine } from './desk.ts';

const WEEK = 7 * 86_400_000;
/** The latest of two evaluations. */
export const SETTLED = Date.UTC(2026, 4, 4);
const agent = (id: string) => ({ kind: 'agent', id: `desk:${id}` }) as const;

/**
 * Two people and a team with flags up and one withdrawn; nothing was computed for it. Ann: ready by the
 * first of the shipped roles, and at a risk. Bob: at the same risk. Mail: thin.
 */
export async function flaggedLine(folder?: string): Promise<Line & { readonly risk: string; readonly role: string }> {
  const line = await emptyLine(folder);
  const { store } = line;
  const ready = line.rules.rules.find(({ kind, subject }) => kind === 'readiness' && subject === 'agent');
  const [role, risk, team] = [ready?.id ?? 'none', 'slipping', 'thin'];
  await store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
  const from = { source: 'desk', origin: 'by hand', receivedAt: SETTLED };
  const rows = ['ann', 'bob'].map((id) => ({ agent: id, name: id === 'ann' ? 'Ann Ash' : 'Bob Birch', team: 'mail' }));
  await deliverRows(store, { ...from, about: 'agent' }, rows);
  await workOff(line);
  const up = (rule: string, subject: Judgement['subject']): Judgement =>
    judgement(rule, subject, { verdict: 'met', heldFor: 3, raisedAt: SETTLED - WEEK });
  const standing = [up(role, agent('ann')), up(risk, agent('ann')), up(risk, agent('bob'))];
  const ofMail = up(team, { kind: 'team', id: 'mail' });
  const fading = up('fading', agent('bob'));
  const gone = { ...fading, raisedAt: null, withdrawn: { raisedAt: SETTLED - WEEK, reason: 'it no longer held' } };
  const figures = [{ ...figure('standardised-quality', agent('ann'), estimate(0.9)), expectation: 'e1' }];
  for (const [asOf, last] of [
    [SETTLED - WEEK, fading],
    [SETTLED, gone],
  ] as const) {
    await store.saveEvaluation({ asOf, rulesVersion: line.rules.version }, figures, [...standing, ofMail, last]);
  }
  return { ...line, role, risk };
}
