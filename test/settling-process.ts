import { settleApart } from '../src/settle-apart.ts';
import { emptyLine } from './api/desk.ts';

// Has what is due at a store settled by a process of its own, and says when a week is done.
const [, , location = '', until] = process.argv;
const line = await emptyLine(location);
const onProgress = (stage: string) => void (stage === 'evaluating' && process.stdout.write('a week\n'));
await settleApart(location)(line, Number(until), onProgress, new AbortController().signal);
