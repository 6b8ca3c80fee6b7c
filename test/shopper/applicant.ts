import { z } from 'zod';
import { applicationSchema, type Business } from '../../services/onboarding/onboarding.schema';
import { sellerSchema, type ShopChanges } from '../../services/seller/seller.schema';
import { expecting, type Call } from './http';
import type { Shop, Visitor } from './shopper';
import { eventually } from './wait';

const applicationViewSchema = applicationSchema.extend({
  missing: z.array(z.string()),
  actions: z.array(z.string()),
});
const shopViewSchema = sellerSchema.extend({
  record: z.object({ name: z.string(), value: z.string() }).nullable(),
  isDomainLost: z.boolean(),
  actions: z.array(z.string()),
});
const documentSchema = z.object({ id: z.string() });
const mailsSchema = z.array(z.object({ to: z.array(z.object({ address: z.string() })), text: z.string() }));

export type Applicant = ReturnType<typeof applicantOf>;

/** A business that passes every check. */
export const BUSINESS: Business = {
  legalName: 'Lind & Lera GmbH',
  form: 'company',
  address: { line1: 'Hafenstraße 1', city: 'Bremen', postcode: '28195', country: 'DE' },
};
/** What the test banks are sent. */
export const DEPOSITS: readonly [number, number] = [32, 45];

/** What somebody does who wants to sell, and what staff do about it: over HTTP, as `Visitor` does everything else. */
export function applicantOf(shop: Shop, { token, actor }: Visitor) {
  const ask = <T extends z.ZodType>(
    method: Call['method'],
    path: string,
    schema: T,
    more: Pick<Call, 'body' | 'headers'> & { statuses?: readonly number[] } = {},
  ) => {
    const { statuses = [200], ...rest } = more;
    return expecting(shop.http, { method, path, token, ...rest }, statuses, schema);
  };
  const application = (method: Call['method'], path: string, body?: unknown) =>
    ask(method, path, applicationViewSchema, { body });
  const view = (method: Call['method'], path: string, body?: unknown, headers?: Record<string, string>) =>
    ask(method, path, shopViewSchema, { body, ...(headers && { headers }) });

  return {
    id: actor.id,
    begin: () => application('POST', '/onboarding', {}),
    mine: () => application('GET', '/onboarding'),
    sendCode: () => ask('POST', '/onboarding/email-codes', z.undefined(), { body: {}, statuses: [204] }),
    confirmEmail: (code: string) => application('PUT', '/onboarding/email', { code }),
    give: (
      step: 'business' | 'tax-number' | 'documents' | 'bank-account' | 'deposits' | 'profile',
      body: unknown,
    ) => application('PUT', `/onboarding/${step}`, body),
    submit: () => application('POST', '/onboarding/submissions', {}),

    application: (id: string) => application('GET', `/applications/${id}`),
    askBack: (id: string, text: string) =>
      application('POST', `/applications/${id}/questions`, { questions: [{ step: 'documents', text }] }),
    approve: (id: string) => application('POST', `/applications/${id}/approvals`, {}),
    refuse: (id: string, note: string) => application('POST', `/applications/${id}/refusals`, { note }),
    suspend: (id: string, note: string) => view('POST', `/sellers/${id}/suspensions`, { note }),
    reinstate: (id: string, note: string) => view('POST', `/sellers/${id}/reinstatements`, { note }),

    shop: (id: string) => view('GET', `/sellers/${id}/shop`),
    changeShop: (id: string, version: number, changes: ShopChanges) =>
      view('PATCH', `/sellers/${id}/shop`, changes, { 'if-match': `"${version}"` }),
    nameDomain: (id: string, host: string) => view('PUT', `/sellers/${id}/domain`, { host }),
    dropDomain: (id: string) => view('DELETE', `/sellers/${id}/domain`),
    checkDomain: (id: string) =>
      ask('POST', `/sellers/${id}/domain-checks`, shopViewSchema, { body: {}, statuses: [202] }),
  };
}

/** Uploads a private document. @returns its id */
export async function uploadDocument(apiUrl: string, token: string, name = 'passport.pdf'): Promise<string> {
  const answer = await fetch(`${apiUrl}/documents?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
    body: '%PDF-1.4\n% a document of a test\n%%EOF\n',
  });
  return documentSchema.parse(await answer.json()).id;
}

/** The six digits of the newest mail to an address. @param mailUrl of the mail server's own pages */
export async function mailedCode(mailUrl: string, address: string): Promise<string> {
  const newest = async () => {
    const mails = mailsSchema.parse(await (await fetch(`${mailUrl}/email`)).json());
    const mail = mails.filter(({ to }) => to.some((one) => one.address === address)).at(-1);
    return /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? null;
  };
  return (await eventually('a mail with a code', newest, (code) => code !== null)) ?? '';
}

/**
 * Everything that an application needs but its submission.
 * @param press how each act is sent; as it is where nobody says otherwise
 */
export async function fillApplication(
  applicant: Applicant,
  { apiUrl, token, mailUrl, email }: { apiUrl: string; token: string; mailUrl: string; email: string },
  press: (what: string, act: () => Promise<unknown>) => Promise<void> = async (_what, act) =>
    void (await act()),
): Promise<void> {
  await press('begin', () => applicant.begin());
  // A code whose answer was lost is used up, as it is for a person; another one is sent.
  for (let tries = 0; tries < 3; tries += 1) {
    await press('send a code', () => applicant.sendCode());
    const code = await mailedCode(mailUrl, email);
    await press('confirm', () => applicant.confirmEmail(code));
    if ((await applicant.mine()).email.confirmedAt !== null) break;
  }
  const id = await uploadDocument(apiUrl, token);
  const vat = { country: 'DE', kind: 'vat', number: 'DE 136 695 976' };
  await press('name the business', () => applicant.give('business', BUSINESS));
  await press('give the tax number', () => applicant.give('tax-number', vat));
  await press('hand in documents', () =>
    applicant.give('documents', { documents: [{ id, kind: 'identity' }] }),
  );
  await press('name the bank', () =>
    applicant.give('bank-account', { holder: 'Lind & Lera GmbH', bankToken: 'ba_ok' }),
  );
  await press('name the deposits', () => applicant.give('deposits', { amounts: DEPOSITS }));
  await press('describe the shop', () => applicant.give('profile', profileOf(applicant.id)));
}

/** A profile that nobody else has. */
export const profileOf = (id: string) => ({
  name: `Lind & Lera ${id.slice(-4)}`,
  slug: `lind-${id.slice(-10)}`,
  tagline: 'Things of wood and wool',
  story: 'Two sisters and a shed by the river.',
});
