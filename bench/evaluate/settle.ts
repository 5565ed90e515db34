import { settleDue } from '../../src/settle.ts';
import { lineOver } from './desk.ts';

/** Settles what is due by an instant, in a process of its own whose memory is counted. */
const [folder = '', until] = process.argv.slice(2);
const line = await lineOver(folder);
await settleDue(line, Number(until));
await line.store.close();
