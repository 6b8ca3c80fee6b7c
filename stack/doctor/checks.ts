import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../services/platform/config';
import { connectDatabases } from '../../services/platform/mongo';
import { probeConcurrency } from '../../services/platform/mongo-probe';
import { ENTRIES } from '../build/entries';
import { reasonOf } from '../failure';
import { freeMib } from '../machine/disk';
import { missingPrograms, type Tool } from '../machine/install';
import { cacheDir, onPath, root } from '../machine/paths';
import {
  DEFAULT_PORTS,
  fixedPorts,
  freePorts,
  isFree,
  takenSentence,
  portHolder,
  type PortName,
} from '../machine/ports';
import { readLauncher, readRunning } from '../running';
import { chromium } from '../servers/chromium';
import { servers, startServers } from '../servers/start';
import { stripeMock } from '../servers/stripe-mock';
import { temporalTestServer } from '../servers/temporal-test-server';
import type { Finding } from './table';

/** What the data of the shop may grow to before anyone minds, in MiB. */
const DATA_MIB = 500;

/** Looks at everything that the commands need; changes nothing but a probe document in the database. */
export async function checkMachine(dataDir: string): Promise<Finding[]> {
  return [
    { what: 'Node.js', state: 'ok', detail: process.versions.node },
    checkEntries(),
    ...servers.map(({ setting, tool }) => checkServer(tool, setting)),
    checkTool(temporalTestServer, 'npm test'),
    checkTool(stripeMock, 'npm test'),
    checkTool(chromium, 'npm test'),
    await checkDisk('disk of the data', dataDir, DATA_MIB),
    await checkDisk('disk of the cache', cacheDir(), spaceToInstall()),
    ...(await checkPorts(dataDir)),
    await checkDatabase(dataDir),
  ];
}

function checkEntries(): Finding {
  const missing = ENTRIES.filter((entry) => !existsSync(join(root, entry)));
  if (missing.length === 0) return { what: 'checkout', state: 'ok', detail: root };
  return {
    what: 'checkout',
    state: 'missing',
    detail: `${missing.join(', ')}; "git status" shows what was removed`,
  };
}

function checkServer(tool: Tool, setting: string): Finding {
  if (process.env[setting]) return { what: tool.title, state: 'ok', detail: `elsewhere, as ${setting} says` };
  return checkTool(tool, 'npm start');
}

/** A tool is there, or will be installed, or cannot be. */
function checkTool(tool: Tool, command: string): Finding {
  const found = tool.find();
  if (found) return { what: tool.title, state: 'ok', detail: found };
  const missing = missingPrograms(tool);
  if (missing.length > 0) {
    return { what: tool.title, state: 'missing', detail: missing.map(({ remedy }) => remedy).join('; ') };
  }
  const needsRoot = tool.needs.length === 0;
  if (needsRoot && (process.getuid?.() !== 0 || !onPath('apt-get'))) {
    return {
      what: tool.title,
      state: 'missing',
      detail: `install ${tool.title} with your system's package manager`,
    };
  }
  return { what: tool.title, state: 'later', detail: `"${command}" installs it (${tool.hint}, once)` };
}

function spaceToInstall(): number {
  const tools = [...servers.map(({ tool }) => tool), temporalTestServer, stripeMock].filter(
    (tool) => !tool.find(),
  );
  return Math.max(100, ...tools.map(({ neededMib }) => neededMib));
}

async function checkDisk(what: string, folder: string, neededMib: number): Promise<Finding> {
  const free = Math.floor(await freeMib(folder));
  const enough = free >= neededMib;
  return {
    what,
    state: enough ? 'ok' : 'missing',
    detail: `${free} MB free of ${neededMib} MB needed${enough ? '' : '; free some space'}`,
  };
}

async function checkPorts(dataDir: string): Promise<Finding[]> {
  if (readLauncher(dataDir)) return [{ what: 'ports', state: 'ok', detail: 'held by the shop that runs' }];
  const external = new Set(
    servers.filter(({ setting }) => process.env[setting]).flatMap(({ ports }) => ports),
  );
  const ports = Object.entries(fixedPorts(process.env)).filter(([name]) => !external.has(name as PortName));
  const taken: Finding[] = [];
  for (const [name, port] of ports) {
    if (await isFree(port)) continue;
    const detail = takenSentence(name as PortName, port, await portHolder(port));
    taken.push({ what: `port ${port}`, state: 'missing', detail });
  }
  if (taken.length > 0) return taken;
  const moved = ports.filter(([name, port]) => DEFAULT_PORTS[name as PortName] !== port).length;
  return [
    {
      what: 'ports',
      state: 'ok',
      detail: `all ${ports.length} are free${moved > 0 ? `, ${moved} moved by settings` : ''}`,
    },
  ];
}

/** Races the database that the shop would use: the one that runs, the one that is named, or its own for a moment. */
async function checkDatabase(dataDir: string): Promise<Finding> {
  const what = 'database keeps concurrent updates';
  try {
    const url = readRunning(dataDir)?.env.MONGODB_URL ?? process.env.MONGODB_URL;
    if (url) await race(url);
    else if (servers.every(({ name, tool }) => name !== 'mongodb' || tool.find())) await raceOwn(dataDir);
    else return { what, state: 'later', detail: 'checked at every start, once the database is installed' };
    return { what, state: 'ok', detail: '10 units, 100 buyers, 10 sold' };
  } catch (error) {
    return { what, state: 'missing', detail: reasonOf(error) };
  }
}

async function raceOwn(dataDir: string): Promise<void> {
  const own = join(dataDir, 'doctor');
  const { env, stop } = await startServers({
    dataDir: own,
    ports: await freePorts(),
    only: ['mongodb'],
    settings: {},
  });
  try {
    await race(env.MONGODB_URL ?? '');
  } finally {
    await stop();
    await rm(own, { recursive: true, force: true });
  }
}

async function race(url: string): Promise<void> {
  const databases = await connectDatabases(
    loadConfig({ MONGODB_URL: url, MONGODB_PREFIX: process.env.MONGODB_PREFIX }),
  );
  try {
    await probeConcurrency(databases);
  } finally {
    await databases.close();
  }
}
