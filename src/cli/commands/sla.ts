import { Command } from 'commander';
import { slaCheck } from './sla-check.ts';
import { slaCompare } from './sla-compare.ts';
import { slaExplain } from './sla-explain.ts';
import { slaWarnings } from './sla-warnings.ts';

export function slaCommand(): Command {
  return new Command('sla')
    .description('Promised times: how they were counted, what is running out, and what the source says of them.')
    .addCommand(slaExplain())
    .addCommand(slaWarnings())
    .addCommand(slaCompare())
    .addCommand(slaCheck());
}
