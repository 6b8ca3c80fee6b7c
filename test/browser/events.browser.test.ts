import { demoAccounts } from '../../stack/seed/accounts';
import { closeBrowserAfterwards, PHONE, scene } from './browser';

closeBrowserAfterwards();
jest.setTimeout(120_000);

const admin = demoAccounts.find(({ role }) => role === 'admin')?.email ?? '';

/** Names of what the browser keeps of ours. */
const KEPT = `Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => key.startsWith('caravan'))`;

interface Told {
  consent: boolean;
  visitorId?: string;
  events: { type: string }[];
}

scene(
  'a visitor is nobody until they agree, and is asked with two answers that are equally easy',
  async (visit) => {
    const { page, context } = await visit({ unasked: true, viewport: PHONE });
    const sent: { body: Told; cookie: string | undefined; token: string | undefined }[] = [];
    page.on('request', (request) => {
      if (!request.url().endsWith('/api/v1/behaviour')) return;
      const { cookie, authorization } = request.headers();
      sent.push({ body: request.postDataJSON() as Told, cookie, token: authorization });
    });
    const told = () => page.waitForResponse((response) => response.url().endsWith('/api/v1/behaviour'));

    await page.goto('/search');
    const question = page.getByRole('region', { name: 'What we may remember' });
    const [yes, no] = await Promise.all(
      ['Yes', 'No'].map((name) => question.getByRole('button', { name, exact: true }).boundingBox()),
    );
    expect([yes?.width, yes?.height]).toEqual([no?.width, no?.height]);

    const first = told();
    await page.getByRole('main').locator('a[href^="/p/"]').first().click();
    expect((await first).status()).toBe(202);
    expect(sent[0]).toMatchObject({ body: { consent: false, events: [{ type: 'seen' }] } });
    expect([sent[0]?.body.visitorId, sent[0]?.cookie, sent[0]?.token]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await page.evaluate(KEPT)).toEqual([]);

    await question.getByRole('button', { name: 'Yes', exact: true }).click();
    await question.waitFor({ state: 'hidden' });
    const second = told();
    await page.reload();
    await second;
    expect(await question.isVisible()).toBe(false);
    expect(sent.at(-1)?.body).toMatchObject({ consent: true, visitorId: expect.any(String) as string });

    await page.getByRole('button', { name: 'What we remember' }).click();
    await question.getByRole('button', { name: 'No', exact: true }).click();
    expect(await page.evaluate(KEPT)).toEqual([]);
    expect((await context.cookies()).find(({ name }) => name === 'caravan_consent')?.value).toBe('no');
  },
);

scene(
  'staff see the streams and who reads them, and follow one event through every consumer',
  async (visit) => {
    const { page } = await visit({ as: admin, viewport: PHONE });
    await page.goto('/staff/events');
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    await page.getByRole('link', { name: 'Consumers' }).click();
    await page.getByRole('heading', { name: 'This explorer' }).waitFor();
    await page.getByRole('link', { name: 'Search' }).click();
    await page.getByRole('main').locator('a[href^="/staff/events/"]').first().click();
    const how = page.getByRole('region', { name: 'How it went' });
    await how.getByText('This explorer').waitFor();
    await how.getByText('Applied').first().waitFor();
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await page.goto('/staff/events?tab=dead-letters');
    await page.getByRole('heading', { name: 'Nothing is set aside' }).waitFor();
  },
);
