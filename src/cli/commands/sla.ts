import { Command } from 'commander';
import { slaWarnings } from './sla-warnings.ts';

export function slaCommand(): Command {
  return new Command('sla').description('Promised times: what is running out.').addCommand(slaWarnings());
}
