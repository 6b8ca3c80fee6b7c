import { composeMail } from './mail-texts';

const reset = (name: string) => composeMail({ kind: 'password-reset', name, code: '042137', minutes: 10 });

test('a code stands in text and HTML, and not in the subject that a lock screen shows', () => {
  const mail = composeMail({ kind: 'one-time-code', code: '042137', minutes: 10 });
  expect(mail.text).toContain('042137');
  expect(mail.html).toContain('042137');
  expect(mail.subject).not.toMatch(/\d/);
  expect(mail.text).toContain('10 minutes');
});

test.each(['Amina Haddad', 'J. R. R. Tolkien', "Siobhán O'Brien", '山田 太郎', 'Jean-Luc'])(
  'people are greeted by name: %s',
  (name) => {
    expect(reset(name).text).toContain(`Hello ${name},`);
  },
);

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'Win now https://evil.example/x',
  'evil.example',
  'Visit www evil',
  'a@b.c',
  'x'.repeat(61),
  'Amina\u202e',
  '',
])('a name that is bait or markup greets nobody: %s', (name) => {
  const { text, html } = reset(name);
  expect(text.startsWith('Hello,\n')).toBe(true);
  expect(html).not.toMatch(/<script|<img|evil/);
});

test('a name cannot add lines of its own', () => {
  expect(reset('Amina\r\n\r\nYour code was stolen').text).toContain('Hello Amina Your code was stolen,');
});

test('an apostrophe in a name is text in HTML', () => {
  expect(reset("O'Brien").html).toContain('Hello O&#39;Brien,');
});

test.each([
  composeMail({ kind: 'one-time-code', code: '1', minutes: 10 }),
  reset('Amina'),
  composeMail({ kind: 'account-exists', name: 'Amina' }),
  composeMail({ kind: 'no-account' }),
])('a mail says what to do when it was somebody else, without shouting: $subject', ({ text }) => {
  expect(text).toContain('Then do nothing.');
  expect(text).not.toContain('!');
});

test("an invitation names the shop and its own link, and no link that a shop's name would make", () => {
  const invitation = (shopName: string) =>
    composeMail({
      ...{ kind: 'courier-invitation', shopName, code: '042137', minutes: 10 },
      link: 'https://caravan.example/courier/join?invitation=1',
    }).text;
  expect(invitation('Oleiro & Filha')).toContain('Oleiro & Filha would like you');
  expect(invitation('Oleiro & Filha')).toContain('https://caravan.example/courier/join?invitation=1');
  expect(invitation('Win at evil.example')).not.toContain('evil');
});
