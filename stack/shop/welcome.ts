/** Every page of a running shop, by the name that a person looks for. */
export function urlsOf(env: Record<string, string>): Record<string, string> {
  const web = env.WEB_PUBLIC_URL ?? '';
  const api = env.API_PUBLIC_URL ?? '';
  return {
    shop: web,
    seller: `${web}/seller`,
    staff: `${web}/staff`,
    api: `${api}/v1`,
    'API docs': `${api}/docs`,
    ...(env.TEMPORAL_UI_URL ? { 'Temporal UI': env.TEMPORAL_UI_URL } : {}),
    ...(env.MAIL_UI_URL ? { mail: env.MAIL_UI_URL } : {}),
    'payment provider': env.PAYMENT_PROVIDER_URL ?? '',
    carrier: env.CARRIER_URL ?? '',
    ...(env.PUSH_STAND_IN_URL && !env.FIREBASE_CREDENTIALS
      ? { 'push messages': `${env.PUSH_STAND_IN_URL}/sent` }
      : {}),
  };
}

export interface DemoAccount {
  role: string;
  email: string;
  password: string;
}

/** What a person sees when the shop is up: where everything is, and whom to be. */
export function welcome(urls: Record<string, string>, accounts: readonly DemoAccount[]): string {
  const rows = (entries: readonly (readonly string[])[]) => {
    const width = Math.max(0, ...entries.map(([first]) => first?.length ?? 0));
    return entries.map(([first, ...rest]) => `  ${(first ?? '').padEnd(width)}  ${rest.join('  ')}`);
  };
  const people = accounts.map(({ role, email, password }) => [role, email, password]);
  return [
    '',
    ...rows(Object.entries(urls)),
    ...(people.length > 0 ? ['', 'Demo accounts', ...rows(people)] : []),
    '',
  ].join('\n');
}
