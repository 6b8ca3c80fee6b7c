import { randomUUID } from 'node:crypto';
import { demoAccounts } from '../../stack/seed/accounts';
import { shopUrls } from './browser';

/** What somebody asks of the API, beside what they do on pages: for what a scene needs and is not about. */
export interface Actor {
  /** @returns the answer's body; fails for every answer that is not a success */
  send<Body>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Body>;
}

/** A demo account at the API. @param email such as that of `sellerAccount` */
export async function actorOf(email: string): Promise<Actor> {
  const account = demoAccounts.find((known) => known.email === email);
  if (!account) throw new Error(`There is no demo account ${email}.`);
  const base = `${shopUrls().api}/v1`;
  const ask = async <Body>(method: string, path: string, body: unknown, token?: string): Promise<Body> => {
    const answer = await fetch(base + path, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Body;
  };
  const { accessToken } = await ask<{ accessToken: string }>('POST', '/sessions', {
    email,
    password: account.password,
  });
  return { send: (method, path, body) => ask(method, path, body, accessToken) };
}

/** A seller accepts and ships an order: the money is taken. */
export async function handOver(seller: Actor, orderId: string): Promise<void> {
  await seller.send('POST', `/orders/${orderId}/acceptances`, {});
  await seller.send('POST', `/orders/${orderId}/shipments`, {});
}
