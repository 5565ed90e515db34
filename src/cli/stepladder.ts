#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=15 --no-allocation-site-pretenuring
// Commands keep their heap small, the service does not: docs/decisions/015.
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2));
