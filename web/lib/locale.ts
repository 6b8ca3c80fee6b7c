import { headers } from 'next/headers';
import { localeOf } from './format';

/** The reader's locale, in a server component. */
export async function readerLocale(): Promise<string> {
  return localeOf((await headers()).get('accept-language'));
}
