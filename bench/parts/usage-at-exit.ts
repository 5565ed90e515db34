import { writeFileSync } from 'node:fs';

/** Loaded into a measured process with --import: leaves behind what it used when it ends. */
const file = process.env['BENCH_USAGE'];
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  if (file !== undefined) writeFileSync(file, JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime }));
});
