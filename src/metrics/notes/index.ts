import { bunching } from './bunching.ts';
import { cherryPicking } from './cherry-picking.ts';
import { earlyClose } from './early-close.ts';
import { latePauses } from './late-pauses.ts';
import { lateTransfers } from './late-transfers.ts';
import { mixDrift } from './mix-drift.ts';
import { pausesBeforeBreach } from './pauses-before-breach.ts';
import { pickedOutcome } from './picked-outcome.ts';
import { recoding } from './recoding.ts';
import type { Signal } from './signal.ts';
import { surveySelection } from './survey-selection.ts';
import { ticketSplitting } from './ticket-splitting.ts';

/** All signs we look for, in the order in which pages show them. Adding one: its file, and its line here. */
export const SIGNALS: readonly Signal[] = [
  cherryPicking,
  pickedOutcome,
  earlyClose,
  ticketSplitting,
  latePauses,
  pausesBeforeBreach,
  bunching,
  lateTransfers,
  recoding,
  surveySelection,
  mixDrift,
];
