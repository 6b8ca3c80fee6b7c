import { loadConfig } from '../../services/platform/config';
import { audit } from '../../audit/audit';
import { runCommand } from '../failure';
import { readRunning } from '../running';

/** Ids shown of one finding; what is broken on a large scale is seen from fewer. */
const MOST_IDS = 20;

/** `npm run audit`: compares all records of the shop, changes nothing, and exits 1 when something does not agree. */
async function main(): Promise<number> {
  const config = loadConfig({ ...process.env, ...readRunning()?.env });
  const { findings, seen } = await audit(config);
  const looked = Object.entries(seen).map(([what, count]) => `${count} ${what}`);
  console.log(`Looked at ${looked.join(', ')}.`);
  for (const { invariant, ids } of findings) {
    console.log(`\n  BROKEN    ${invariant}`);
    for (const id of ids.slice(0, MOST_IDS)) console.log(`            ${id}`);
    if (ids.length > MOST_IDS) console.log(`            and ${ids.length - MOST_IDS} more`);
  }
  console.log(
    findings.length === 0 ? 'Everything agrees.' : `\n${findings.length} of the invariants do not hold.`,
  );
  return findings.length === 0 ? 0 : 1;
}

runCommand(main);
