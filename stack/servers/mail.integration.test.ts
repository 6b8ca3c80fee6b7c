import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { eventually } from '../../test/shopper/wait';
import { root } from '../machine/paths';
import { freePorts } from '../machine/ports';

const MOST = 3;
let catcher: ChildProcess;
let folder: string;
afterEach(() => {
  catcher.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

test('of many mails the catcher keeps the newest, also of those that it finds when it starts', async () => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-mails-'));
  for (let age = 1; age <= 5; age += 1) {
    const file = join(folder, `old-${age}.eml`);
    writeFileSync(file, `Subject: old ${age}\r\n\r\nHello.`);
    utimesSync(file, new Date(), new Date(Date.now() - age * 60_000));
  }
  const { SMTP_PORT: smtp, MAIL_UI_PORT: web } = await freePorts();
  const script = join(root, 'stack', 'servers', 'mail-catcher.mjs');
  catcher = spawn(process.execPath, [script, String(smtp), String(web), folder, String(MOST)]);
  const subjects = async () => {
    const answer = await fetch(`http://127.0.0.1:${web}/email`).catch(() => null);
    const mails = ((await answer?.json()) ?? []) as { subject: string }[];
    return mails.map(({ subject }) => subject).sort();
  };
  const are = (...wanted: string[]) =>
    eventually('the mails to be those', subjects, (found) => found.join() === wanted.join(), {
      show: (found) => found.join(),
    });
  await are('old 1', 'old 2', 'old 3');

  const post = createTransport({ host: '127.0.0.1', port: smtp });
  for (const subject of ['new 1', 'new 2', 'new 3'])
    await post.sendMail({ from: 'a@people.example', to: 'b@people.example', subject, text: 'Hello.' });
  await are('new 1', 'new 2', 'new 3');
  await eventually(
    'the files of the others to be gone',
    () => Promise.resolve(readdirSync(folder).filter((name) => name.endsWith('.eml'))),
    (files) => files.length === MOST,
  );
});
