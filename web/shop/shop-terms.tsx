import { country } from '@/lib/format';
import type { Seller } from '@/lib/types';
import { WEEKDAYS } from '@/lib/weekdays';

const POLICIES = [
  ['returns', 'Returns'],
  ['shipping', 'Shipping'],
  ['privacy', 'Privacy'],
] as const;

/** What a shop promises, when somebody is in, and who stands behind it. */
export function ShopTerms({ seller, locale }: { seller: Seller; locale: string }) {
  const { policies, hours, trader } = seller;
  const given = POLICIES.flatMap(([name, title]) => {
    const text = policies?.[name];
    return text ? [{ title, text }] : [];
  });
  if (given.length === 0 && !hours && !trader) return null;
  return (
    <div className="page grid gap-x-10 gap-y-8 border-t border-line py-10 md:grid-cols-3">
      {given.map(({ title, text }) => (
        <section key={title} aria-label={title}>
          <h2 className="text-lead">{title}</h2>
          <p className="mt-2 whitespace-pre-line">{text}</p>
        </section>
      ))}
      {hours && (
        <section aria-label="Opening hours">
          <h2 className="text-lead">Opening hours</h2>
          <dl className="figures mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            {hours.days.map(({ day, from, to }) => (
              <div key={`${day} ${from}`} className="contents">
                <dt className="text-muted">{WEEKDAYS[day - 1]}</dt>
                <dd>
                  {from} to {to}
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-2 text-small text-muted">Times of {hours.timeZone.replaceAll('_', ' ')}</p>
        </section>
      )}
      {trader && (
        <section aria-label="Who sells">
          <h2 className="text-lead">Who sells</h2>
          <p className="mt-2">{trader.legalName}</p>
          <p>
            {trader.address}, {country(locale, trader.country)}
          </p>
          {trader.registration && <p>Register: {trader.registration}</p>}
          {trader.vatNumber && <p>VAT number: {trader.vatNumber}</p>}
        </section>
      )}
    </div>
  );
}
