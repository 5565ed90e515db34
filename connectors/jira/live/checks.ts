import { z } from 'zod';
import { credentialLasts } from '../../../src/connector/credential-end.ts';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Check, CheckOutcome } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import { accountSchema, anyObject, type ListedIssue, readAs } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { historiesOf } from './issues-of.ts';
import { ratingsSince } from './rated-tickets.ts';
import { askFeedback } from './request-parts.ts';
import { DAWN, isBadQuery, queryOf, searchPage, since } from './search.ts';
import type { Site } from './site.ts';
import { webhookSetup } from './webhook-setup.ts';

type Run = () => Promise<CheckOutcome>;

const ok = (said: string): CheckOutcome => ({ result: 'ok', said });
const warning = (said: string, remedy: string): CheckOutcome => ({ result: 'warning', said, remedy });
const failed = (said: string, remedy: string): CheckOutcome => ({ result: 'failed', said, remedy });

/** Each right by itself, in the order in which they are needed. None of them throws. */
export function checksOf(site: Site, catalogue: (lane: Lane) => Promise<Catalogue>): readonly Check[] {
  return [
    check('Signs in', () => signsIn(site)),
    credentialLasts(site.from, site.now, 'API tokens of Cloud end after a year at the latest.'),
    check('Sees the projects', () => seesProjects(site)),
    check('Finds tickets', () => findsTickets(site)),
    check('Reads the history of tickets', () => readsHistory(site)),
    check('Works as an agent: notes are told from replies', () => isAgent(site)),
    check('Reads SLAs', () => readsSlas(catalogue)),
    check('Reads ratings', () => readsRatings(site, catalogue)),
    check('Lists people, with their mail', () => listsPeople(site)),
    check('Looks after its webhook', () => managesWebhooks(site)),
  ];
}

function check(title: string, run: Run): Check {
  return {
    title,
    run: async () => {
      try {
        return await run();
      } catch (error) {
        const remedy =
          'See to what it says, then ask again; `stepladder connect SOURCE --print` lists the rights needed.';
        return failed(error instanceof SourceTrouble ? error.message : 'It broke off.', remedy);
      }
    },
  };
}

async function signsIn(site: Site): Promise<CheckOutcome> {
  const { at } = await site.door();
  const { data } = await site.ask({ path: site.api('/myself'), lane: 'live' });
  const { displayName, accountId, key, name } = readAs('account', accountSchema.myself, data);
  const where = at === 'gateway' ? "at Atlassian's gateway" : 'at its own address';
  return ok(`As ${displayName ?? accountId ?? key ?? name ?? 'somebody'}, ${where}.`);
}

async function seesProjects(site: Site): Promise<CheckOutcome> {
  const { only } = site.from;
  const asked =
    only.length === 0 ? [await someProject(site)] : await Promise.all(only.map((key) => projectOf(site, key)));
  const missing = only.filter((_, i) => asked[i] === null);
  const remedy = 'Check the keys, and give the account "Browse projects" in them.';
  if (missing.length > 0) return failed(`It does not see ${missing.join(', ')}.`, remedy);
  if (asked.includes(null)) return failed('It sees no project at all.', remedy);
  return ok(only.length === 0 ? 'All that the account may see are read.' : `${only.join(', ')}.`);
}

async function projectOf(site: Site, key: string): Promise<unknown> {
  const { status, data } = await site.ask({ path: site.api(`/project/${key}`), lane: 'live', also: [404] });
  return status === 404 ? null : data;
}

async function someProject(site: Site): Promise<unknown> {
  const path = site.api(site.isCloud ? '/project/search' : '/project');
  const { data } = await site.ask({ path, query: { maxResults: 1 }, lane: 'live' });
  const list = z.object({ values: z.array(anyObject) }).transform(({ values }) => values);
  return readAs('list of projects', z.union([z.array(anyObject), list]), data)[0] ?? null;
}

/** The tickets that were changed last. */
async function latest(site: Site, condition = since('updated', DAWN)): Promise<readonly ListedIssue[]> {
  const query = { jql: queryOf(site, condition, 'updated DESC'), fields: ['updated'] };
  return (await searchPage(site, query, null, 'live')).values;
}

async function findsTickets(site: Site): Promise<CheckOutcome> {
  if ((await latest(site)).length > 0) return ok('There are some.');
  return warning('It finds not a single ticket.', 'If there are some, give the account "Browse projects" there.');
}

async function readsHistory(site: Site): Promise<CheckOutcome> {
  const ids = (await latest(site)).map(({ id }) => id);
  const remedy = 'Without history only what tickets are now can be told. Check that the account may see their history.';
  if (ids.length === 0) return warning('There is no ticket to try it with.', 'Try again when there is one.');
  if (await hasHistory(site, ids)) return ok('It can be read.');
  return warning(`None of the ${ids.length} tickets that were changed last has any.`, remedy);
}

const withLog = z.object({ changelog: z.object({ histories: z.array(z.unknown()) }) });

async function hasHistory(site: Site, ids: readonly string[]): Promise<boolean> {
  if (site.isCloud) return (await historiesOf(site, ids, 'live')).size > 0;
  const query = { fields: 'updated', expand: 'changelog' };
  for (const id of ids.slice(0, 10)) {
    const { data } = await site.ask({ path: site.api(`/issue/${id}`), query, lane: 'live' });
    if (readAs('history', withLog, data).changelog.histories.length > 0) return true;
  }
  return false;
}

const permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });

async function isAgent(site: Site): Promise<CheckOutcome> {
  const query = { permissions: 'SERVICEDESK_AGENT' };
  const { status, data } = await site.ask({ path: site.api('/mypermissions'), query, lane: 'live', also: [400] });
  const said = permissions.safeParse(data);
  if (status === 400 || !said.success) {
    return warning('This Jira has no service projects.', 'Every comment that everybody sees counts as a reply then.');
  }
  if (said.data.permissions['SERVICEDESK_AGENT']?.havePermission === true) return ok('It does.');
  return warning(
    'It has no licence of an agent.',
    'Give it one: without, notes, SLAs and ratings are not shown to it.',
  );
}

async function readsSlas(catalogue: (lane: Lane) => Promise<Catalogue>): Promise<CheckOutcome> {
  const { slas } = await catalogue('live');
  if (slas.length > 0) return ok(`${slas.length} of them, with the tickets.`);
  const remedy = 'Give the account a licence of an agent; if there are no SLAs, all is well.';
  return warning('No field shows any. They are asked for ticket by ticket, which is slow.', remedy);
}

async function readsRatings(site: Site, catalogue: (lane: Lane) => Promise<Catalogue>): Promise<CheckOutcome> {
  const { rating, ratingDate } = await catalogue('live');
  const remedy = 'Give the account a licence of an agent, and switch satisfaction on in the project settings.';
  const [done] = await latest(site, 'statusCategory = Done');
  if (done !== undefined && (await askFeedback(site, done.id, 'live')).status === 403) {
    return warning('It may not see them.', remedy);
  }
  if (rating === undefined) return warning('No field shows any. They are asked for ticket by ticket.', remedy);
  if (ratingDate !== undefined && (await canBeSearched(site, ratingDate))) return ok('With the tickets.');
  const name = 'Name the field of their date as fields.satisfaction_date in the settings.';
  return warning('It cannot be asked when they were given: one is noticed when its ticket changes.', name);
}

async function canBeSearched(site: Site, field: string): Promise<boolean> {
  try {
    await searchPage(site, ratingsSince(site, field, site.now()), null, 'live');
    return true;
  } catch (error) {
    if (isBadQuery(error)) return false;
    throw error;
  }
}

async function listsPeople(site: Site): Promise<CheckOutcome> {
  const path = site.api(site.isCloud ? '/users/search' : '/groups/picker');
  const query = { startAt: 0, maxResults: 50 };
  const { status, data } = await site.ask({ path, query, lane: 'live', also: [403] });
  if (status === 403) return failed('It may not.', 'Give the account the global permission "Browse users and groups".');
  if (!site.isCloud) return ok('By their groups. Data Center does not verify mail addresses, so none are compared.');
  const people = readAs('list of people', z.array(anyObject), data).filter((one) => one['accountType'] === 'atlassian');
  if (people.some(({ emailAddress }) => typeof emailAddress === 'string')) return ok('With their addresses.');
  const remedy = 'Name the same people of other systems by hand (`stepladder people`), or have the addresses shown.';
  return warning('Their mail addresses are hidden, so nobody is found again in another system.', remedy);
}

async function managesWebhooks(site: Site): Promise<CheckOutcome> {
  const byHand = 'Make it by hand (`stepladder connect SOURCE --print`).';
  const setup = webhookSetup(site);
  if (setup === null) return warning('It cannot: only an administrator makes webhooks here.', byHand);
  try {
    await setup.find('', null);
    return ok('It can.');
  } catch (error) {
    if (error instanceof SourceTrouble && error.kind === 'refused') return warning(error.message, byHand);
    throw error;
  }
}
