import { Command } from 'commander';
import { slaCompare } from './sla-compare.ts';
import { slaWarnings } from './sla-warnings.ts';

export function slaCommand(): Command {
  return new Command('sla')
    .description('Promised times: what is running out, and what the source says of them.')
    .addCommand(slaWarnings())
    .addCommand(slaCompare());
}
