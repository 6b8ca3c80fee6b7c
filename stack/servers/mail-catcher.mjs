// The mail catcher: maildev, which keeps every mail in memory, with an end to that. Started by mail.ts as
// `node mail-catcher.mjs <smtp port> <web port> <folder> [most mails]`.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [smtp, web, folder, most] = process.argv.slice(2);
/** The oldest beyond these go: some 20 KB each in memory, and all of them are read at the start. */
const MOST_MAILS = Number(most ?? 1000);

const kept = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
  .sort((a, b) => b.at - a.at);
for (const { name } of kept.slice(MOST_MAILS)) {
  rmSync(join(folder, name), { force: true });
  rmSync(join(folder, name.slice(0, -'.eml'.length)), { recursive: true, force: true });
}

// maildev 2.2.0 reads a variable `host` that it does not have once it listens, and ends; so we give it one.
globalThis.host = '127.0.0.1';
const maildev = createRequire(import.meta.url)('maildev')({
  ...{ smtp, web, ip: '127.0.0.1', mailDirectory: folder, silent: true, hideExtensions: [] },
});

const ids = [];
maildev.on('new', ({ id }) => {
  ids.push(id);
  // One that somebody has deleted on the page is not there any more.
  while (ids.length > MOST_MAILS) maildev.deleteEmail(ids.shift(), () => undefined);
});
maildev.listen();
