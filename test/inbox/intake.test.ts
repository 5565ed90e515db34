import { describe, expect, it } from 'vitest';
import { headerSecret } from '../../src/connector/verifiers/index.ts';
import { Intake, type Sender } from '../../src/inbox/intake.ts';
import type { NewDelivery } from '../../src/store/delivery.ts';
import { keptLog } from '../api/desk.ts';

const NOW = 1_000;
const sender: Sender = {
  id: 'helpdesk',
  verifier: headerSecret('x-key', 'x-id'),
  secrets: ['open sesame'],
  limitBytes: 100,
};
const LIMITS = { waitMs: 1, atOnce: 3, mostWaiting: 5, mostBytes: 60 };
const request = (id: string, body: string | Buffer = '{}', key = 'open sesame') => ({
  headers: { 'x-key': key, 'x-id': id },
  body: Buffer.from(body),
});

/** A store whose commits end when the test says so. */
function heldStore() {
  const groups: NewDelivery[][] = [];
  const waiting: ((error?: Error) => void)[] = [];
  return {
    groups,
    end: (error?: Error) => waiting.shift()?.(error),
    addDeliveries: (deliveries: readonly NewDelivery[]) => {
      groups.push([...deliveries]);
      return new Promise<number>((resolve, reject) => {
        waiting.push((error) => (error === undefined ? resolve(deliveries.length) : reject(error)));
      });
    },
  };
}

function intakeOver(store: ReturnType<typeof heldStore>) {
  const { log, lines } = keptLog();
  let woken = 0;
  const onKept = () => {
    woken += 1;
  };
  const intake = new Intake([sender], store, { log, limits: LIMITS, onKept });
  return { intake, lines, woken: () => woken };
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('the way in for webhooks', () => {
  it('says that one is kept only when it is, and then wakes who works it off', async () => {
    const store = heldStore();
    const { intake, woken } = intakeOver(store);
    let taken = '';
    const taking = intake.take(sender, request('1', '{"a":1}'), NOW).then((one) => {
      taken = one;
    });
    await turns();
    expect(store.groups).toEqual([
      [
        {
          source: 'helpdesk',
          key: 'id:1',
          about: 'ticket',
          receivedAt: NOW,
          origin: 'webhook',
          position: 0,
          columns: null,
          body: '{"a":1}',
        },
      ],
    ]);
    expect([taken, woken()]).toEqual(['', 0]);
    store.end();
    await taking;
    expect([taken, woken()]).toEqual(['kept', 1]);
  });

  it('lets many share a commit, and those who come meanwhile the next one', async () => {
    const store = heldStore();
    const { intake } = intakeOver(store);
    const taking = ['1', '2', '3', '4', '5'].map((id) => intake.take(sender, request(id), NOW));
    await turns();
    store.end();
    await turns();
    store.end();
    expect(await Promise.all(taking)).toEqual(['kept', 'kept', 'kept', 'kept', 'kept']);
    expect(store.groups.map((group) => group.map(({ key }) => key))).toEqual([
      ['id:1', 'id:2', 'id:3'],
      ['id:4', 'id:5'],
    ]);
  });

  it('keeps nothing of whom it does not know', async () => {
    const store = heldStore();
    const { intake } = intakeOver(store);
    expect(await intake.take(sender, request('1', '{}', 'guess'), NOW)).toBe('unknown');
    await turns();
    expect(store.groups).toEqual([]);
  });

  it.each([
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a zero byte, which not every store can hold', '{"a":"\0"}'],
  ])('keeps nothing of %s', async (_, body) => {
    const { intake } = intakeOver(heldStore());
    expect(await intake.take(sender, request('1', body), NOW)).toBe('malformed');
  });

  it('takes no more than it may hold, by number and by bytes, and again when that is kept', async () => {
    const store = heldStore();
    const { intake } = intakeOver(store);
    const large = intake.take(sender, request('0', 'x'.repeat(50)), NOW);
    expect(await intake.take(sender, request('1', 'x'.repeat(11)), NOW)).toBe('full');
    const others = ['1', '2', '3', '4'].map((id) => intake.take(sender, request(id, ''), NOW));
    expect(await intake.take(sender, request('5', ''), NOW)).toBe('full');
    await turns();
    store.end();
    await turns();
    store.end();
    expect(await Promise.all([large, ...others])).toEqual(Array(5).fill('kept'));
    const after = intake.take(sender, request('6', 'x'.repeat(60)), NOW);
    await turns();
    store.end();
    expect(await after).toBe('kept');
  });

  it('tells its senders to try again what a store could not keep, and its log why', async () => {
    const store = heldStore();
    const { intake, lines, woken } = intakeOver(store);
    const taking = [intake.take(sender, request('1'), NOW), intake.take(sender, request('2'), NOW)];
    await turns();
    store.end(new Error('the disk is full'));
    expect(await Promise.all(taking)).toEqual(['failed', 'failed']);
    expect(woken()).toBe(0);
    expect(lines.join()).toContain('the disk is full');
    const again = intake.take(sender, request('1'), NOW);
    await turns();
    store.end();
    expect(await again).toBe('kept');
  });
});
