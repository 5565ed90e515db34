import { openStore } from '../../../src/store/open-store.ts';

// Opens the store in the folder it is given for serving, says so, and goes on until it is killed.
await openStore(process.argv[2] ?? '', { serving: true });
process.stdout.write('open\n');
setInterval(() => {}, 1_000);
