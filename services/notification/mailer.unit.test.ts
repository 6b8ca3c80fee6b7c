import { createServer, type AddressInfo, type Server } from 'node:net';
import { createMailer } from './mailer';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A mail server as small as the protocol allows; it keeps what it is told, or refuses every recipient. */
async function mailServer(recipientAnswer = '250 ok'): Promise<{ smtpUrl: string; received: string[] }> {
  const received: string[] = [];
  const started = createServer((socket) => {
    let inData = false;
    socket.setEncoding('utf8');
    socket.write('220 test\r\n');
    socket.on('data', (chunk: string) => {
      received.push(chunk);
      if (inData) {
        if (!received.join('').endsWith('\r\n.\r\n')) return;
        inData = false;
        socket.write('250 taken\r\n');
      } else if (chunk.startsWith('EHLO')) socket.write('250 test\r\n');
      else if (chunk.startsWith('RCPT')) socket.write(`${recipientAnswer}\r\n`);
      else if (chunk.startsWith('DATA')) {
        inData = true;
        socket.write('354 go on\r\n');
      } else socket.write('250 ok\r\n');
    });
    socket.on('error', () => undefined);
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return { smtpUrl: `smtp://127.0.0.1:${port}`, received };
}

test('a mail reaches the server with sender, recipient, text and HTML', async () => {
  const { smtpUrl, received } = await mailServer();
  const mailer = createMailer({
    smtpUrl,
    from: 'Caravan <hello@caravan.example>',
    webUrl: 'http://localhost',
  });
  await mailer.sendOneTimeCode({ to: 'amina@example.com', code: '042137', minutes: 10 });
  mailer.close();
  const mail = received.join('');
  expect(mail).toContain('MAIL FROM:<hello@caravan.example>');
  expect(mail).toContain('RCPT TO:<amina@example.com>');
  expect(mail).toContain('Content-Type: text/plain');
  expect(mail).toContain('Content-Type: text/html');
  expect(mail.match(/042137/g)?.length).toBe(2);
});

test('a mail server that is not there is said to be away', async () => {
  const { smtpUrl } = await mailServer();
  server?.close();
  const mailer = createMailer({
    smtpUrl,
    from: 'Caravan <hello@caravan.example>',
    webUrl: 'http://localhost',
  });
  const sending = mailer.sendNoAccount({ to: 'amina@example.com' });
  await expect(sending).rejects.toMatchObject({ kind: 'unavailable', code: 'mail-unavailable' });
  mailer.close();
});

test('a mail that the server does not take is not passed off as sent', async () => {
  const { smtpUrl } = await mailServer('451 not now');
  const mailer = createMailer({
    smtpUrl,
    from: 'Caravan <hello@caravan.example>',
    webUrl: 'http://localhost',
  });
  const sending = mailer.sendNoAccount({ to: 'amina@example.com' });
  await expect(sending).rejects.toMatchObject({ code: 'mail-unavailable' });
  mailer.close();
});
