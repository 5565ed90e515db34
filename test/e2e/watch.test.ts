import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agentPathSchema } from '../../src/api/path-schema.ts';
import { type WatchKind, watchListSchema } from '../../src/api/watch-schema.ts';
import { type AppBrowser, arrived, expectAccessible, launchBrowser, whyNoBrowser } from './app-browser.ts';
import { buildWebApp } from './build-web-app.ts';
import { type DemoDesk, startDemoDesk } from './demo-desk.ts';

const because = whyNoBrowser === null ? '' : ` (skipped: ${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== null)(`paths and what is worth a look in a browser${because}`, () => {
  let desk: DemoDesk;
  let browser: AppBrowser;
  let overlooked: WatchKind['items'];

  beforeAll(async () => {
    desk = await startDemoDesk({ webFolder: buildWebApp() });
    browser = await launchBrowser();
    const { kinds } = await desk.ask('/watch', watchListSchema);
    overlooked = kinds.find(({ id }) => id === 'overlooked')?.items ?? [];
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  afterEach(async () => {
    await browser.closePages();
    expect(browser.trouble.splice(0)).toEqual([]);
  });

  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${desk.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.status).toBe(201);
  };

  it('names who was overlooked by team and name, and leads to the flag; who is looked at leaves the list', async () => {
    const [one] = overlooked;
    if (one?.flag == null) return expect.unreachable('the demo desk has nobody who was overlooked');
    const page = await browser.open(`${desk.url}/watch`);
    const section = page.getByRole('region', { name: 'Overlooked' });
    const names = await section
      .getByRole('listitem')
      .getByRole('link', { name: /^(?!Open)/ })
      .allTextContents();
    expect(names).toEqual(overlooked.map(({ subject }) => subject.name));
    await expectAccessible(page);
    await section.getByRole('link', { name: 'Open the flag' }).first().click();
    await page.getByRole('region', { name: 'Where it stands' }).waitFor();
    await post(`/flags/${one.flag}/decisions`, { act: 'acknowledge', by: 'Zoë Lead', reason: 'Asked them.' });
    await page.getByRole('link', { name: 'Worth a look' }).click();
    await arrived(page, 'Worth a look');
    await page.reload();
    await expect.poll(() => section.getByRole('link', { name: 'Open the flag' }).count()).toBe(overlooked.length - 1);
    // Looked at is not decided.
    const waiting = page.getByRole('region', { name: 'Ready and waiting' });
    await waiting.getByText('looked at by Zoë Lead, and not decided').waitFor();
  });

  it('shows the path of a person as steps with the held one marked, to those who lead and to themself', async () => {
    const id = overlooked.at(-1)?.subject.id ?? '';
    const person = `/agents/${encodeURIComponent(id)}`;
    const page = await browser.open(desk.url + person);
    const panel = page.getByRole('region', { name: 'Path' });
    await panel.getByText('They are at no stage of a path yet.').waitFor();
    const appointment = { act: 'appoint', path: 'generalist', stage: 'analyst', by: 'Zoë Lead', reason: 'Agreed.' };
    await post(`${person}/decisions`, appointment);
    await page.reload();
    const steps = panel.getByRole('list', { name: 'Stages of Generalist analyst' });
    await steps.waitFor();
    expect(await steps.locator('[aria-current=step]').textContent()).toMatch(/^Analysthere since/);
    expect(await steps.getByRole('listitem').allTextContents()).toHaveLength(4);
    await panel
      .getByText(/^What is missing: \d+$/)
      .first()
      .click();
    await expectAccessible(page);
    const { next } = await desk.ask(`${person}/path`, agentPathSchema);
    const gap = next.find(({ stage }) => stage === 'broad-analyst')?.role?.gaps[0];
    expect(await panel.textContent()).toContain(gap?.title);
    const own = await browser.open(`${desk.url}/own/${encodeURIComponent(id)}`);
    await own.getByRole('heading', { name: 'Your path' }).waitFor();
    expect(await own.locator('[aria-current=step]').count()).toBe(1);
    await expectAccessible(own);
  });
});
