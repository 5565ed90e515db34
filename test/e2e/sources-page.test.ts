import { createHmac, randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../../src/main.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { emptyLine, keptLog } from '../api/desk.ts';
import { type AppBrowser, expectAccessible, launchBrowser, plain, whyNoBrowser } from './app-browser.ts';
import { buildWebApp } from './build-web-app.ts';
import { sourcesAfter } from './fixture-sources.ts';

const TITLE = `the page of the sources${whyNoBrowser === null ? '' : ` (skipped: ${whyNoBrowser})`}`;
const KEY = randomBytes(32);
const SOURCES = 'helpdesk: { connector: ticket-log, verify: { kind: standard-webhooks } }';

async function served(sources: string): Promise<Served> {
  const line = await emptyLine();
  return serve({
    line: { ...line, rules: loadRules({ ...line.rules.files, ...(sources !== '' && { 'sources.yaml': sources }) }) },
    host: '127.0.0.1',
    port: 0,
    token: null,
    webFolder: buildWebApp(),
    secretsOf: () => [`whsec_${KEY.toString('base64')}`],
    log: keptLog().log,
  });
}

function send(url: string, id: string, value: string, key = KEY): Promise<Response> {
  const at = '2026-03-02T09:00:00Z';
  const body = JSON.stringify({ rows: [{ ticket: id, at, event: 'status', value, team: 'first', priority: 'P2' }] });
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
  return fetch(`${url}/webhooks/helpdesk`, { method: 'POST', headers, body });
}

describe.skipIf(whyNoBrowser !== null)(TITLE, () => {
  let desk: Served;
  let browser: AppBrowser;
  beforeAll(async () => {
    desk = await served(SOURCES);
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await browser.closePages();
    expect(browser.trouble.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const card = (page: Page, id: string) => page.getByRole('article', { name: id });
  const said = async (page: Page, id: string) => plain(await card(page, id).textContent());
  /** Each look of the page is two seconds after the one before, and held until the test lets it come. */
  async function withFixture(): Promise<Page> {
    let looks = 0;
    return browser.open(`${desk.url}/sources`, (page) =>
      page.route('**/api/v1/sources', (route) => route.fulfill({ json: sourcesAfter(looks++ * 2) })),
    );
  }

  it('lets one watch signed webhooks arrive, without a reload, and only what is signed', async () => {
    const page = await browser.open(`${desk.url}/`);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Sources' }).click();
    await card(page, 'helpdesk').getByText('No webhook has come yet').waitFor();
    expect((await send(desk.url, 'forged', 'new', randomBytes(32))).status).toBe(401);
    expect((await send(desk.url, '1', 'parked-somewhere')).status).toBe(202);
    await card(page, 'helpdesk').getByText('All is well').waitFor();
    await card(page, 'helpdesk').locator('circle.webhook-mark').nth(1).waitFor(); // the first one is the legend's
    expect(await said(page, 'helpdesk')).toMatch(/Last webhook(just now|\d+ s ago)/);
    await page.getByText('1 word not mapped').click();
    await page.getByRole('row', { name: 'status parked-somewhere 1' }).waitFor();
    expect(plain(await page.locator('.deliveries').textContent())).toBe(
      'Deliveries understood1Waiting to be understood0Set aside0',
    );
  });

  it('says of each source in plain words how it is and what to do', async () => {
    const page = await withFixture();
    const snow = await said(page, 'snow');
    expect(snow).toContain('3 tickets cannot be read');
    expect(snow).toContain('Give the account the role snc_read_only. What failed is tried again by itself.');
    expect(await said(page, 'zendesk-emea')).toMatch(/\d+ tickets wait to be read/);
    const jira = await said(page, 'jira');
    expect(jira).toContain('All is well');
    expect(jira).toContain('Last compared6 h ago: 4,210 tickets listed, 3 read again, 1 no longer listed');
    expect(await said(page, 'crm')).toContain('No webhook has come yet');
  });

  it('draws how many wait, more of it at each look', async () => {
    const page = await withFixture();
    const bars = card(page, 'zendesk-emea').locator('.waiting-bar');
    await expect.poll(() => bars.count(), { timeout: 30_000 }).toBeGreaterThan(2);
    const picture = page.getByRole('img', {
      name: 'zendesk-emea: changed tickets waiting, since this page was opened',
    });
    expect(plain(await picture.locator('desc').textContent())).toMatch(/^\d\d tickets now, \d\d at most; /);
  });

  it('says when the service has ceased to answer, and shows what was told last', async () => {
    let gone = false;
    const page = await browser.open(`${desk.url}/sources`, (window) =>
      window.route('**/api/v1/sources', (route) =>
        gone ? route.fulfill({ status: 503, json: {} }) : route.continue(),
      ),
    );
    await card(page, 'helpdesk').waitFor();
    gone = true;
    await page.getByRole('alert').getByText('The service does not answer.').waitFor();
    expect(await card(page, 'helpdesk').count()).toBe(1);
    gone = false;
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('says how to connect a source where there is none', async () => {
    const empty = await served('');
    try {
      const page = await browser.open(`${empty.url}/sources`);
      await page.getByRole('heading', { name: 'No source is connected' }).waitFor();
      expect(await page.locator('main').textContent()).toContain('docs/connect.md');
      await expectAccessible(page);
    } finally {
      await empty.close();
    }
  });

  it('can be read by everyone', async () => {
    const page = await withFixture();
    await expectAccessible(page);
    expect(await page.title()).toBe('Sources · Stepladder');
  });
});
