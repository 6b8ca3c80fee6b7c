import { createLedgerService } from '../../services/ledger/ledger.service';
import { systemClock } from '../../services/platform/clock';
import { loadConfig, type Config } from '../../services/platform/config';
import { connectDatabases } from '../../services/platform/mongo';
import { runCommand, StackError } from '../failure';
import { readRunning } from '../running';

const USAGE = `npm run ledger -- <what>
  rebuild    makes the snapshots of all balances anew from the entries, while the old ones serve`;

const COMMANDS: Readonly<Record<string, (config: Config) => Promise<number>>> = { rebuild };

/** `npm run ledger -- ...`: mends what is derived from the books of the shop that runs here; never an entry. */
async function main(): Promise<number> {
  const [name = ''] = process.argv.slice(2).filter((given) => given !== '--');
  const command = COMMANDS[name];
  if (!command) throw new StackError(USAGE);
  return command(loadConfig({ ...process.env, ...readRunning()?.env }));
}

async function rebuild(config: Config): Promise<number> {
  const databases = await connectDatabases(config);
  try {
    const ledger = createLedgerService({ connection: databases.of('ledger'), clock: systemClock });
    // A number that nobody used can be closed only where the index refuses to give it twice.
    await ledger.ready();
    const { accounts, through } = await ledger.rebuildSnapshots();
    console.log(
      `The balances of ${accounts} accounts were made anew from the entries up to number ${through}, and are in use.`,
    );
    return 0;
  } finally {
    await databases.close();
  }
}

runCommand(main);
