import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** The least that any import of a csv has to do: cut it into values. */
let rows = 0;
const parser = createReadStream(process.argv[2] ?? '').pipe(parse({ record_delimiter: ['\r\n', '\n'] }));
parser.on('data', () => {
  rows += 1;
});
parser.on('end', () => process.stdout.write(`${rows}\n`));
