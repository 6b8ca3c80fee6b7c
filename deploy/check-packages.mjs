// Fails when an installed package is not the one that the lock file names: `npm install` follows that file, and this
// makes sure that it did.
import { readFileSync } from 'node:fs';

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
const locked = packagesOf('package-lock.json');
const installed = packagesOf('node_modules/.package-lock.json');

// An older package has no integrity in the lock file, and one for another platform may not be in it at all.
const differs = (path, one) =>
  one.version !== locked[path].version ||
  (locked[path].integrity !== undefined && one.integrity !== locked[path].integrity);
const wrong = Object.entries(installed).filter(([path, one]) => {
  if (locked[path]) return differs(path, one);
  return !one.optional;
});
for (const [path, { version }] of wrong) {
  console.error(`${path} is ${version}; the lock file says ${locked[path]?.version ?? 'nothing of it'}.`);
}
process.exitCode = wrong.length > 0 ? 1 : 0;
