import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { PATIENCE_MS, shopUrls } from './browser';

const mailsSchema = z.array(
  z.object({ to: z.array(z.object({ address: z.string() })), subject: z.string(), text: z.string() }),
);
const LOOK_EVERY_MS = 200;

/** The mails to an address, the oldest first. */
export async function mailsTo(address: string): Promise<z.infer<typeof mailsSchema>> {
  const mails = mailsSchema.parse(await (await fetch(`${shopUrls().mail}/email`)).json());
  return mails.filter(({ to }) => to.some((one) => one.address === address));
}

/**
 * The six digits of the newest mail to an address, once it has come.
 * @param before a code that was sent earlier, and is not meant
 * @throws Error when none comes
 */
export async function codeSentTo(address: string, before?: string): Promise<string> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(LOOK_EVERY_MS)) {
    const newest = (await mailsTo(address)).at(-1);
    const code = newest && /\b\d{6}\b/.exec(newest.text)?.[0];
    if (code && code !== before) return code;
  }
  throw new Error(`No mail with a code came to ${address}.`);
}
