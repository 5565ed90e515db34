import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Flag, flagDetailSchema, flagListSchema } from '../../src/api/schemas.ts';
import {
  type AppBrowser,
  arrived,
  expectAccessible,
  focused,
  launchBrowser,
  tabTo,
  whyNoBrowser,
} from './app-browser.ts';
import { buildWebApp } from './build-web-app.ts';
import { type DemoDesk, startDemoDesk } from './demo-desk.ts';

const because = whyNoBrowser === null ? '' : ` (skipped: ${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== null)(`deciding in a browser${because}`, () => {
  let desk: DemoDesk;
  let browser: AppBrowser;
  let flags: Flag[];

  beforeAll(async () => {
    desk = await startDemoDesk({ webFolder: buildWebApp() });
    browser = await launchBrowser();
    ({ flags } = await desk.ask('/flags?state=all', flagListSchema));
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  afterEach(async () => {
    await browser.closePages();
    expect(browser.trouble.splice(0)).toEqual([]);
  });

  /** Each test decides about a flag of its own. */
  function take(state: Flag['state'], kind: Flag['kind']): Flag {
    const index = flags.findIndex(
      (flag) => flag.state === state && flag.kind === kind && flag.subject.kind === 'agent',
    );
    const [found] = index < 0 ? [] : flags.splice(index, 1);
    if (found === undefined) throw new Error(`the demo desk has too few ${kind} flags that are ${state}`);
    return found;
  }
  const open = (path: string) => browser.open(desk.url + path);
  const lifeOf = async ({ id }: Flag) => (await desk.ask(`/flags/${id}`, flagDetailSchema)).life;
  const panel = (page: Page) => page.getByRole('region', { name: 'Where it stands' });

  async function decide(page: Page, act: string, reason: string): Promise<void> {
    await panel(page).getByRole('button', { name: act, exact: true }).click();
    const form = page.getByRole('form', { name: act });
    await form.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await form.getByRole('button', { name: act, exact: true }).click();
    await form.waitFor({ state: 'detached' });
  }

  it('leads from a flag over a nomination to an appointment, and the list and the person tell of it', async () => {
    const flag = take('open', 'readiness');
    const page = await open(`/flags/${flag.id}`);
    await panel(page).getByRole('button', { name: 'Nominate' }).click();
    const form = page.getByRole('form', { name: 'Nominate' });
    await form.getByRole('button', { name: 'Nominate' }).click();
    expect(await form.getByRole('alert').textContent()).toBe('Give the reason.');
    await form.getByRole('textbox', { name: 'Reason' }).fill('Asked, and glad to.');
    await form.getByRole('textbox', { name: 'Your name' }).fill('Zoë Lead');
    await form.getByRole('button', { name: 'Nominate' }).click();
    await panel(page).getByText('Nominated since').waitFor();
    expect((await lifeOf(flag)).log).toMatchObject([
      { act: 'nominate', by: 'Zoë Lead', reason: 'Asked, and glad to.' },
    ]);
    await panel(page).getByRole('button', { name: 'Appoint' }).click();
    await expectAccessible(page); // with an open form, as it is wide and narrow, light and dark
    const appointment = page.getByRole('form', { name: 'Appoint' });
    expect(await appointment.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe('Zoë Lead');
    await appointment.getByRole('combobox', { name: 'Stage' }).selectOption({ index: 1 });
    await appointment.getByRole('textbox', { name: 'Reason' }).fill('Agreed with them and their mentor.');
    await appointment.getByRole('button', { name: 'Appoint' }).click();
    await panel(page).getByText('Decided since').waitFor();
    await page.getByRole('link', { name: flag.subject.name, exact: true }).click();
    await arrived(page, flag.subject.name);
    await page.getByText('Agreed with them and their mentor.').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Flags' }).last().click();
    await page.getByRole('combobox', { name: 'Where it stands' }).selectOption('decided');
    await expect.poll(() => page.locator('.row-link').allTextContents()).toEqual([flag.subject.name]);
  });

  it('takes a challenge on the own page, which freezes the flag until it is answered', async () => {
    const flag = take('open', 'risk');
    const manager = await open(`/flags/${flag.id}`);
    const own = await open(`/own/${encodeURIComponent(flag.subject.id)}`);
    expect(await own.title()).toBe('Your page · Stepladder');
    expect(await own.getByRole('navigation').count()).toBe(0);
    const mine = own.getByRole('article').filter({ has: own.getByRole('heading', { name: flag.title, exact: true }) });
    await mine.getByRole('button', { name: 'This is wrong' }).click();
    await expectAccessible(own);
    await mine.getByRole('textbox', { name: 'Reason' }).fill('I was lent to another team.');
    await mine.getByRole('button', { name: 'Challenge' }).click();
    await mine.getByText('Your challenge is there.').waitFor();
    // The manager has looked away meanwhile: what they try now is refused, with what happened.
    await panel(manager).getByRole('button', { name: 'Close' }).click();
    const form = manager.getByRole('form', { name: 'Close' });
    await form.getByRole('textbox', { name: 'Your name' }).fill('Zoë Lead');
    await form.getByRole('textbox', { name: 'Reason' }).fill('Seen.');
    await form.getByRole('button', { name: 'Close' }).click();
    await panel(manager).getByText('Challenged since').waitFor();
    expect(await form.getByRole('alert').textContent()).toContain(
      `${flag.subject.name} wrote "challenge" since you looked`,
    );
    await form.getByRole('button', { name: 'Not now' }).click();
    expect((await lifeOf(flag)).acts).toEqual(['answer']);
    await panel(manager).getByRole('button', { name: 'Answer the challenge' }).click();
    await manager.getByRole('radio', { name: 'The challenge is right' }).check();
    const answer = manager.getByRole('form', { name: 'Answer the challenge' });
    await answer.getByRole('textbox', { name: 'Reason' }).fill('You were. The log did not know.');
    await answer.getByRole('button', { name: 'Answer the challenge' }).click();
    await panel(manager).getByText('Closed since').waitFor();
    await own.reload();
    await mine.getByText('You were. The log did not know.').first().waitFor();
  });

  it('closes a withdrawn flag, by keyboard alone', async () => {
    const flag = take('withdrawn', 'risk');
    const page = await open(`/flags/${flag.id}`);
    await panel(page).getByText('Withdrawn since').waitFor();
    await tabTo(page, 'Close');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Talked about it.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ann Manager');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Close');
    await page.keyboard.press('Enter');
    await panel(page).getByText('Closed since').waitFor();
    expect(await lifeOf(flag)).toMatchObject({ state: 'closed', by: 'Ann Manager', reason: 'Talked about it.' });
  });

  it('writes down what concerns a person, and takes it back', async () => {
    const flag = take('open', 'readiness');
    const page = await open(`/agents/${encodeURIComponent(flag.subject.id)}`);
    await page.getByRole('button', { name: 'Write something down' }).click();
    const form = page.getByRole('form', { name: 'Write it down' });
    await form.getByRole('combobox', { name: 'What it is' }).selectOption('improvement');
    await form.getByRole('textbox', { name: 'Your name' }).fill('Zoë Lead');
    await form.getByRole('textbox', { name: 'Reason' }).fill('The new form for mail.');
    await form.getByRole('button', { name: 'Write it down' }).click();
    await page.getByText('1 × an improvement raised by themselves').waitFor();
    await page.getByRole('button', { name: 'Write something down' }).click();
    await form.getByRole('combobox', { name: 'What', exact: true }).selectOption('reverse');
    await form.getByRole('combobox', { name: 'Line' }).selectOption({ index: 1 });
    await form.getByRole('textbox', { name: 'Reason' }).fill('It was somebody else.');
    await form.getByRole('button', { name: 'Write it down' }).click();
    await page.getByText('(taken back)').waitFor();
    expect(await page.getByText('1 × an improvement').count()).toBe(0);
  });

  it('sends a support period with its end', async () => {
    const flag = take('open', 'risk');
    const page = await open(`/flags/${flag.id}`);
    await panel(page).getByRole('button', { name: 'Start support' }).click();
    const form = page.getByRole('form', { name: 'Start support' });
    await form.getByRole('textbox', { name: 'Your name' }).fill('Zoë Lead');
    await form.getByLabel('Until').fill('2027-06-01');
    await form.getByRole('textbox', { name: 'Reason' }).fill('Agreed: an hour a week with Wen.');
    await form.getByRole('button', { name: 'Start support' }).click();
    await panel(page).getByText('In support since').waitFor();
    expect((await lifeOf(flag)).until).toMatch(/^2027-0(5-31|6-01)/);
    await panel(page).getByRole('button', { name: 'End support' }).click();
    await page.getByRole('radio', { name: 'The quality is back', exact: true }).check();
    await page.getByRole('form', { name: 'End support' }).getByRole('textbox', { name: 'Reason' }).fill('It is.');
    await page.getByRole('form', { name: 'End support' }).getByRole('button', { name: 'End support' }).click();
    await panel(page).getByText('Looked at since').waitFor();
    await decide(page, 'Close', 'All is well.');
    await panel(page).getByText('Closed since').waitFor();
  });
});
