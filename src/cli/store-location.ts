import { Option } from 'commander';
import { WrongUse } from './failure.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where the desk is kept: `--data`, else STORE_URL, else the folder STEPLADDER_DATA, else `data`. Both `--data` and
 * STORE_URL: WrongUse, as a command at the wrong desk is worse than one that does not run.
 */
export function dataOption(env: Env = process.env): Option {
  // Set to nothing is how a compose file passes on what is not set.
  const { STORE_URL: url = '', STEPLADDER_DATA: folder = '' } = env;
  const standard = folder === '' ? 'data' : folder;
  return new Option('--data <folder>', 'where the desk is kept; or set STORE_URL=postgres://…')
    .default(url === '' ? standard : url, url === '' ? JSON.stringify(standard) : 'the database of STORE_URL')
    .argParser((given: string) => {
      if (url === '') return given;
      throw new WrongUse('--data and STORE_URL name two places for the desk. Leave out --data, or unset STORE_URL.');
    });
}
