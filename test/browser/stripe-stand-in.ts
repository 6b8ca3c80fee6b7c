import type { Page, Route } from 'playwright-core';

/** A payment method that the stand-in has made, and the card it was made of. */
interface MadeMethod {
  id: string;
  number: string;
}

export interface StripeStandIn {
  /** In the order in which they were made. */
  made: readonly MadeMethod[];
  /** What the page asked the fields to be, such as their amount and colours. */
  wishes(): Promise<Record<string, unknown>>;
  /** From now on the script is there, or is not. */
  setReachable(isReachable: boolean): void;
}

/**
 * Stands in for js.stripe.com and api.stripe.com, which the tests cannot reach: a script that shows one field in a
 * frame of its own origin and makes a payment method by a call, so that the page's content security policy is met as
 * with the real one. What it shows is that the page uses Stripe's interface as documented, not that Stripe keeps it.
 */
export async function standInForStripe(page: Page): Promise<StripeStandIn> {
  const made: MadeMethod[] = [];
  let isReachable = true;
  await page.route('https://js.stripe.com/**', (route) => {
    if (!isReachable) return route.abort('connectionrefused');
    const isScript = new URL(route.request().url()).pathname === '/endive/stripe.js';
    return route.fulfill(
      isScript
        ? { contentType: 'text/javascript', body: `(${script.toString()})()` }
        : { contentType: 'text/html', body: FIELD },
    );
  });
  await page.route('https://api.stripe.com/v1/payment_methods', (route) => {
    const number = new URLSearchParams(route.request().postData() ?? '').get('number') ?? '';
    const id = `pm_standin${made.length + 1}`;
    made.push({ id, number });
    return answer(route, { id, card: { brand: 'visa', last4: number.slice(-4) } });
  });
  return {
    made,
    wishes: () => page.evaluate('window.stripeWishes'),
    setReachable: (value) => {
      isReachable = value;
    },
  };
}

/** Types a card number into the stand-in's frame. */
export async function typeCard(page: Page, number: string): Promise<void> {
  await page
    .frameLocator('iframe[title="Secure card payment input frame"]')
    .getByLabel('Card number')
    .fill(number);
}

const answer = (route: Route, body: object) =>
  route.fulfill({ json: body, headers: { 'access-control-allow-origin': '*' } });

const FIELD = `<!doctype html><html lang="en"><title>Card</title>
<style>body { margin: 0; font: 15px system-ui; } input { width: 100%; box-sizing: border-box; padding: 12px; }</style>
<label for="number">Card number</label><input id="number" inputmode="numeric" autocomplete="cc-number">
<script>
  const say = (said) => parent.postMessage({ stripe: said }, '*');
  const field = document.querySelector('input');
  field.addEventListener('input', () => say({ number: field.value.replaceAll(' ', '') }));
  addEventListener('message', ({ data }) => {
    if (data.focus) field.focus();
    if (data.colours) Object.assign(document.body.style, data.colours);
    if ('readOnly' in data) field.readOnly = data.readOnly;
  });
  say({ ready: true });
</script>`;

/** Runs in the browser: what of Stripe.js the page uses. */
function script(): void {
  type Heard = Record<string, (() => void) | undefined>;
  const page = globalThis as unknown as Record<string, unknown> & {
    document: { createElement(name: string): Frame };
    addEventListener(event: 'message', heard: (event: { data: { stripe?: Said } }) => void): void;
  };
  interface Frame {
    title: string;
    src: string;
    style: { cssText: string };
    contentWindow: { postMessage(said: unknown, to: string): void } | null;
    remove(): void;
  }
  interface Said {
    ready?: boolean;
    number?: string;
  }
  let number = '';
  const wishes: Record<string, unknown> = {};
  page.stripeWishes = wishes;
  const wish = (change: Record<string, unknown>) => Object.assign(wishes, change);

  function element() {
    const heard: Heard = {};
    const frame = page.document.createElement('iframe');
    const tell = (said: unknown) => frame.contentWindow?.postMessage(said, '*');
    const paint = () => {
      const { variables = {} } = (wishes.appearance ?? {}) as { variables?: Record<string, string> };
      tell({ colours: { background: variables.colorBackground, color: variables.colorText } });
    };
    page.addEventListener('message', ({ data }) => {
      if (data.stripe?.ready) {
        paint();
        heard.ready?.();
      }
      if (data.stripe?.number === undefined) return;
      number = data.stripe.number;
      heard.change?.();
    });
    return {
      on: (event: string, act: () => void) => (heard[event] = act),
      mount(host: { append(child: Frame): void }) {
        frame.title = 'Secure card payment input frame';
        frame.src = 'https://js.stripe.com/endive/field.html';
        frame.style.cssText = 'width: 100%; height: 80px; border: 0';
        host.append(frame);
      },
      update: tell,
      focus: () => tell({ focus: true }),
      destroy: () => frame.remove(),
      paint,
    };
  }

  function elements(options: Record<string, unknown>) {
    wish(options);
    const card = element();
    return {
      create: () => card,
      submit: () =>
        Promise.resolve(
          number.length < 12 ? { error: { type: 'validation_error' } } : { selectedPaymentMethod: 'card' },
        ),
      update(change: Record<string, unknown>) {
        wish(change);
        card.paint();
        return Promise.resolve();
      },
    };
  }

  async function createPaymentMethod() {
    const body = new URLSearchParams({ type: 'card', number });
    const said = await fetch('https://api.stripe.com/v1/payment_methods', { method: 'POST', body });
    return { paymentMethod: (await said.json()) as unknown };
  }

  page.Stripe = Object.assign((key: string) => (wish({ key }), { elements, createPaymentMethod }), {
    version: 'endive',
  });
}
