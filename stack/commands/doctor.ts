import { runCommand } from '../failure';
import { describeConfig } from '../../services/platform/config';
import { DEFAULT_PORTS } from '../machine/ports';
import { checkMachine } from '../doctor/checks';
import { renderFindings, renderTable } from '../doctor/table';
import { dataDirOf } from '../running';

/** `npm run doctor`: what the shop needs and what of it is here; `-- --config` lists every setting instead. */
async function doctor(): Promise<number> {
  if (process.argv.includes('--config')) {
    const settings = describeConfig().map(({ name, fallback, meaning }) => [name, fallback, meaning]);
    const known = new Set(settings.map(([name]) => name));
    const ports = Object.entries(DEFAULT_PORTS)
      .filter(([name]) => !known.has(name))
      .map(([name, port]) => [name, String(port), 'Port of a server that npm start runs here']);
    console.log(renderTable([['setting', 'default', 'meaning'], ...settings, ...ports]));
    return 0;
  }
  const findings = await checkMachine(dataDirOf());
  console.log(renderFindings(findings));
  const missing = findings.filter(({ state }) => state === 'missing');
  console.log(
    missing.length === 0
      ? '\nEverything that "npm start" needs is here, or it will install it.'
      : `\n${missing.length} ${missing.length === 1 ? 'thing is' : 'things are'} missing; the remedy stands beside each.`,
  );
  return missing.length === 0 ? 0 : 1;
}

runCommand(doctor);
