import type { Instant } from '../domain/interval.ts';
import type { NewDelivery } from '../store/delivery.ts';
import type { Store } from '../store/store.ts';
import { rowDelivery } from './deliver-rows.ts';
import { openRows } from './files/open-rows.ts';
import type { RowFile, RowFormat, RowTrouble } from './files/source-row.ts';
import { UnreadableFile } from './files/unreadable-file.ts';

export interface ImportPlan {
  readonly source: string;
  readonly about: 'ticket' | 'agent';
  readonly neededColumns: readonly string[];
  /** Where the needed columns are named, for the message that one is missing. */
  readonly columnsFrom: string;
  readonly receivedAt: Instant;
  /** What the rows can be written in, where not in anything: a file of another format is refused. */
  readonly only?: RowFormat;
  /** Longer rows are left out and told; openRows says how long they may be where this is left out. */
  readonly maxRowBytes?: number;
  /** Awaited before the rows of a file are kept: it can be read, and has the needed columns. */
  readonly onFits: () => Promise<void>;
}

/** A row or file that could not be read at all, named so that its owner finds it. */
interface ImportTrouble extends RowTrouble {
  readonly file: string;
}

export interface ImportedFile {
  readonly rows: number;
  readonly added: number;
  /** Rows left out because they could not be read. */
  readonly lost: number;
  /** The first hundred, and every one that ended a file. */
  readonly troubles: readonly ImportTrouble[];
}

const BATCH = 2_000;
/** Characters of all rows of a batch, so that long rows do not fill the memory. */
const BATCH_TEXT = 16 * 1024 * 1024;
const MOST_TROUBLES = 100;

/**
 * Reads a log file into the inbox, a batch of rows a transaction, whatever can be read of it. Read again, it adds nothing.
 * Nothing is thrown for a bad file: it is in the troubles.
 */
export async function importFile(
  store: Store,
  path: string,
  plan: ImportPlan,
  onProgress: (bytes: number, total: number, rows: number) => void,
): Promise<ImportedFile> {
  const done = new Tally();
  const { maxRowBytes } = plan;
  try {
    const onBytes = (bytes: number, total: number) => onProgress(bytes, total, done.rows);
    for await (const file of openRows(path, { ...(maxRowBytes && { maxRowBytes }), onBytes })) {
      await importRows(store, file, plan, done);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { problem, remedy } = error;
    done.trouble({ file: path, row: null, problem, remedy, fatal: true });
  }
  return done;
}

class Tally implements ImportedFile {
  rows = 0;
  added = 0;
  lost = 0;
  readonly troubles: ImportTrouble[] = [];

  trouble(trouble: ImportTrouble): void {
    if (!trouble.fatal) {
      this.rows += 1;
      this.lost += 1;
    }
    if (this.troubles.length < MOST_TROUBLES || trouble.fatal) this.troubles.push(trouble);
  }
}

async function importRows(store: Store, file: RowFile, plan: ImportPlan, done: Tally): Promise<void> {
  const misfit = misfitOf(file, plan);
  if (misfit !== null) {
    done.trouble({ file: file.name, ...misfit, fatal: true });
    return;
  }
  await plan.onFits();
  let batch: NewDelivery[] = [];
  let text = 0;
  const flush = async () => {
    done.added += await store.addDeliveries(batch);
    batch = [];
    text = 0;
  };
  for await (const item of file.items) {
    if ('problem' in item) {
      done.trouble({ file: file.name, ...item });
      continue;
    }
    done.rows += 1;
    const delivery = rowDelivery({ ...plan, origin: file.name }, item.row, file.columns, item.values);
    batch.push(delivery);
    text += delivery.body.length;
    if (batch.length === BATCH || text >= BATCH_TEXT) await flush();
  }
  if (batch.length > 0) await flush();
}

/** Why none of the file's rows can be meant; null: they can. */
function misfitOf({ format, columns }: RowFile, plan: ImportPlan): Omit<RowTrouble, 'fatal'> | null {
  if (plan.only !== undefined && format !== plan.only) {
    const remedy = `Write it as ${plan.only}, with a name that ends so, as ${plan.columnsFrom} shows. Nothing of the file was kept.`;
    return { row: null, problem: `It is ${format}, and these rows come as ${plan.only}`, remedy };
  }
  const missing = columns === null ? [] : plan.neededColumns.filter((name) => !columns.includes(name));
  if (missing.length === 0) return null;
  const problem = `Column ${missing.map((name) => `"${name}"`).join(', ')} is not there; it has ${columns?.join(', ')}`;
  const remedy = `Correct the name in ${plan.columnsFrom}, or the header of the file. Nothing of the file was kept.`;
  return { row: 1, problem, remedy };
}
