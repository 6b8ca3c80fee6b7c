// Runs one command of the project, in a clone as fresh as git leaves it: installs the packages when they are
// missing or older than the lock file, builds the command and runs it in this process, so that signals and the
// exit code are its own. Plain JavaScript with no imports but Node's, because nothing else is here yet.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

const COMMANDS = {
  start: 'stack/commands/start.ts',
  doctor: 'stack/commands/doctor.ts',
  build: 'stack/commands/build.ts',
  test: 'test/run.ts',
  demo: 'stack/commands/demo.ts',
  bench: 'bench/main.ts',
  replay: 'stack/commands/replay.ts',
  record: 'stack/commands/record.ts',
  audit: 'stack/commands/audit.ts',
  events: 'stack/commands/events.ts',
  ledger: 'stack/commands/ledger.ts',
};

const LOCK = join(root, '.caravan', 'packages.lock');
const LOCK_WAIT_MS = 15 * 60 * 1000;
const NODE_NEEDED = [20, 19];
/** What is installed takes two thirds of it; npm unpacks beside it. */
const PACKAGES_NEED_MB = 1500;
const UPDATES_NEED_MB = 300;

class Refusal extends Error {}

try {
  await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(name, args) {
  process.chdir(root);
  checkNode();
  const entry = COMMANDS[name];
  if (!entry)
    throw new Refusal(`There is no command "${name ?? ''}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  if (packagesAreOld()) await installPackages();
  if (!existsSync(join(root, entry))) {
    throw new Refusal(`The command "${name}" is not in this checkout: ${entry} is missing. Nothing was run.`);
  }
  const file = await build(entry);
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], file, ...args];
  require(file);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1])) return;
  throw new Refusal(
    `Caravan needs Node.js ${NODE_NEEDED.join('.')} or newer; this is ${process.versions.node}. ` +
      'Install a newer one (for example with nvm: "nvm install 22") and run the command again.',
  );
}

/** npm touches node_modules/.package-lock.json whenever it has changed node_modules. */
function packagesAreOld() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(installed).mtimeMs;
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(root);
  const freeMb = Math.floor((bavail * bsize) / 1024 ** 2);
  // Bringing a few packages up to date takes little.
  const neededMb = existsSync(join(root, 'node_modules', '.package-lock.json'))
    ? UPDATES_NEED_MB
    : PACKAGES_NEED_MB;
  if (freeMb >= neededMb) return;
  throw new Refusal(
    `The disk of ${root} has ${freeMb} MB free; installing the packages needs ${neededMb} MB. ` +
      'Nothing was installed or started. Free some space, then run the command again.',
  );
}

async function installPackages() {
  await holdLock();
  try {
    if (!packagesAreOld()) return;
    checkDisk();
    const startedMs = Date.now();
    const seconds = () => `${Math.round((Date.now() - startedMs) / 1000)} s`;
    console.log('Installing packages with npm (about a minute the first time)');
    const ticker = setInterval(() => console.log(`  still installing packages, ${seconds()}`), 10_000);
    const { code, output } = await npmInstall();
    clearInterval(ticker);
    if (code !== 0) {
      throw new Refusal(
        `${output.trim().split('\n').slice(-15).join('\n')}\n\n"npm install" failed, so nothing was started. ` +
          'Look at the lines above, then run the command again.',
      );
    }
    // npm leaves this file alone when nothing had to change.
    utimesSync(join(root, 'node_modules', '.package-lock.json'), new Date(), new Date());
    console.log(`  packages are installed (${seconds()})`);
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/**
 * Installs exactly what the lock file says, and leaves that file alone. Not `npm ci`: it refuses a lock file without
 * the binaries of every other platform, which a registry that mirrors only some of them cannot give, and it begins by
 * removing the packages from under whatever runs in this folder.
 */
function npmInstall() {
  const args = ['install', '--no-save', '--no-audit', '--no-fund'];
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: `${error.message}\nIs npm on PATH?` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Two commands in one clone must not install at once. A lock whose process is gone is nobody's. */
async function holdLock() {
  mkdirSync(dirname(LOCK), { recursive: true });
  const deadlineMs = Date.now() + LOCK_WAIT_MS;
  for (let told = false; ; told = true) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(readOr(LOCK, '0'));
    if (holder > 0 && !isAlive(holder)) rmSync(LOCK, { force: true });
    else if (Date.now() > deadlineMs)
      throw new Refusal(
        `Process ${holder} has been installing packages for 15 minutes. Stop it, then run the command again.`,
      );
    else if (!told) console.log(`Waiting for process ${holder}, which is installing packages in this folder`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function readOr(file, fallback) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One command takes well under 100 ms, so it is always built anew. */
async function build(entry) {
  const esbuild = require('esbuild');
  const outfile = join(root, 'dist', entry.replace(/\.ts$/, '.js'));
  try {
    await esbuild.build({
      entryPoints: [join(root, entry)],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      packages: 'external',
      sourcemap: true,
      logLevel: 'error',
    });
  } catch {
    throw new Refusal(`${entry} does not build; the reason stands above. Nothing was run.`);
  } finally {
    esbuild.stop();
  }
  return outfile;
}
