import { Command } from 'commander';
import { slaCompare } from './sla-compare.ts';
import { slaExplain } from './sla-explain.ts';
import { slaWarnings } from './sla-warnings.ts';

export function slaCommand(): Command {
  return new Command('sla')
    .description('Promised times: where they went, what is running out, and what the source says of them.')
    .addCommand(slaExplain())
    .addCommand(slaWarnings())
    .addCommand(slaCompare());
}
