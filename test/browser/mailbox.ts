import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { PATIENCE_MS, shopUrls } from './browser';

const mailsSchema = z.array(
  z.object({ to: z.array(z.object({ address: z.string() })), subject: z.string(), text: z.string() }),
);
const LOOK_EVERY_MS = 200;

/**
 * The six digits of the newest mail to an address, once it has come.
 * @param before a code that was sent earlier, and is not meant
 * @throws Error when none comes
 */
export async function codeSentTo(address: string, before?: string): Promise<string> {
  const { mail } = shopUrls();
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(LOOK_EVERY_MS)) {
    const mails = mailsSchema.parse(await (await fetch(`${mail}/email`)).json());
    const newest = mails.filter(({ to }) => to.some((one) => one.address === address)).at(-1);
    const code = newest && /\b\d{6}\b/.exec(newest.text)?.[0];
    if (code && code !== before) return code;
  }
  throw new Error(`No mail with a code came to ${address}.`);
}
