import { Command } from 'commander';
import { NotFound } from '../../api/desk.ts';
import { iso } from '../../api/views/words.ts';
import { workOff } from '../../pipeline.ts';
import type { SetAsideDelivery, SetAsideFilter, Store } from '../../store/store.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { ProgressLine, print, printJson, printTable } from '../output.ts';

interface Json {
  readonly json?: boolean;
}
interface ListOptions extends DeskOptions, Json {
  readonly reason?: string;
  readonly limit: string;
}
interface ChangeOptions extends DeskOptions, Json {
  readonly reason?: string;
  readonly all?: boolean;
}

export function inboxCommand(): Command {
  const inbox = new Command('inbox').description('Deliveries that wait, and those that were set aside and why.');
  const list = new Command('list')
    .description('What waits, and what was set aside, oldest first.')
    .option('--reason <reason>', 'only what was set aside for this reason')
    .option('--limit <n>', 'how many at most', '20');
  inbox.addCommand(withJson(withDesk(list)).action(listInbox));
  const show = new Command('show').description('One that was set aside, as it was delivered.').argument('<id>');
  inbox.addCommand(withJson(withDesk(show)).action(showDelivery));
  const retry = new Command('retry')
    .description('Read again what was set aside, now that its cause is mended; tickets that could not be folded too.')
    .argument('[id...]')
    .option('--reason <reason>', 'all that was set aside for this reason')
    .option('--all', 'all that was set aside');
  inbox.addCommand(withJson(withDesk(retry)).action(retryDeliveries));
  const drop = new Command('drop')
    .description('Delete what was set aside and is not worth mending. Nothing else can be deleted by it.')
    .argument('[id...]')
    .option('--reason <reason>', 'all that was set aside for this reason')
    .option('--all', 'all that was set aside');
  return inbox.addCommand(withJson(withDesk(drop)).action(dropDeliveries));
}

async function listInbox(options: ListOptions): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new WrongUse('--limit is a whole number from 1 on.');
  const { counts, deliveries, tickets } = await atDesk(options, async ({ store }) => ({
    counts: await store.counts(),
    deliveries: await store.setAsideDeliveries({ reason: options.reason }, limit),
    tickets: await store.setAsideTickets(limit),
  }));
  const { pending, setAside } = counts.deliveries;
  const oldest = counts.oldestPending === null ? null : iso(counts.oldestPending);
  if (options.json) {
    return printJson({ pending, oldestPending: oldest, setAside, deliveries: deliveries.map(deliveryView), tickets });
  }
  print(`${pending} waiting${oldest === null ? '' : `, the oldest since ${oldest}`}; ${setAside} set aside`);
  if (deliveries.length > 0) {
    print();
    printTable(
      ['id', 'source', 'received', 'from', 'reason', 'detail'],
      deliveries.map((one) => [
        String(one.id),
        one.source,
        iso(one.receivedAt),
        originOf(one),
        one.reason,
        firstLine(one.detail),
      ]),
    );
    print('\n`stepladder inbox show ID` shows one whole. Mend the cause, then `inbox retry`; or `inbox drop`.');
  }
  if (tickets.length > 0) {
    print();
    printTable(
      ['ticket that cannot be folded', 'why'],
      tickets.map(({ ticketId, detail }) => [ticketId, firstLine(detail)]),
    );
  }
}

const originOf = ({ origin, position }: SetAsideDelivery): string =>
  position === 0 ? origin : `${origin}, row ${position}`;
const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
const deliveryView = ({ receivedAt, ...rest }: SetAsideDelivery) => ({ ...rest, receivedAt: iso(receivedAt) });

async function showDelivery(text: string, options: DeskOptions & Json): Promise<void> {
  const [id] = idsOf([text]);
  const [found] = await atDesk(options, ({ store }) => store.setAsideDeliveries({ ids: [id ?? 0] }, 1));
  if (found === undefined) {
    throw new NotFound(`No delivery ${id} was set aside. \`stepladder inbox list\` shows those that were.`);
  }
  if (options.json) return printJson(deliveryView(found));
  print(`${found.source}, received ${iso(found.receivedAt)} from ${originOf(found)}`);
  print(`set aside: ${found.reason}\n${found.detail}\n\n${found.body}`);
}

async function retryDeliveries(ids: string[], options: ChangeOptions): Promise<void> {
  const filter = filterOf(ids, options);
  const progress = new ProgressLine();
  const result = await atDesk(options, async (line) => {
    const before = await setAsideNow(line.store);
    const retried = await line.store.retrySetAside(filter);
    const tickets = options.all ? await line.store.retryTickets() : 0;
    await workOff(line, (stage, done) => progress.draw(stage, done, null, ''));
    progress.clear();
    return { retried, tickets, mended: before - (await setAsideNow(line.store)) };
  });
  if (options.json) return printJson(result);
  print(
    `${result.retried} read again: ${result.mended} mended, ${result.retried - result.mended} set aside once more.`,
  );
  if (result.tickets > 0) print(`${result.tickets} tickets folded again.`);
}

const setAsideNow = async (store: Store): Promise<number> => (await store.counts()).deliveries.setAside;

async function dropDeliveries(ids: string[], options: ChangeOptions): Promise<void> {
  const filter = filterOf(ids, options);
  const dropped = await atDesk(options, ({ store }) => store.dropSetAside(filter));
  if (options.json) return printJson({ dropped });
  print(`${dropped} deleted.`);
}

/** Nothing named is nothing meant: whatever is to happen to all has to be asked for. */
function filterOf(ids: readonly string[], { reason, all }: ChangeOptions): SetAsideFilter {
  if (all && (ids.length > 0 || reason !== undefined)) throw new WrongUse('--all goes with neither ids nor --reason.');
  if (all) return {};
  if (ids.length === 0 && reason === undefined) {
    throw new WrongUse('Name ids, or --reason, or --all. `stepladder inbox list` shows them.');
  }
  return { reason, ...(ids.length > 0 && { ids: idsOf(ids) }) };
}

function idsOf(texts: readonly string[]): number[] {
  return texts.map((text) => {
    const id = Number(text);
    if (!Number.isInteger(id) || id < 1)
      throw new WrongUse(`"${text}" is no id. \`stepladder inbox list\` shows them.`);
    return id;
  });
}
