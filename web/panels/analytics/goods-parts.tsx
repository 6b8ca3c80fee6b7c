'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { useFormat, useLocale } from '@/lib/surroundings';
import { Bar, ReportPart, Table, type PartProps } from './report-part';
import { dayWords, DEVICE_WORDS, type Dashboard } from './words';

/** What is looked at and ordered most. */
export function Products({ figures, ...part }: PartProps) {
  const format = useFormat();
  const { products, currency } = figures;
  return (
    <ReportPart
      {...part}
      title="Products"
      report="products"
      empty={products.length === 0 && 'Nothing was looked at in these days.'}
    >
      <Table
        label="Products that were ordered most"
        rows={products}
        keyOf={({ productId }) => productId}
        columns={[
          { head: 'Product', text: true, cell: ({ title }) => title },
          { head: 'Visits', cell: ({ visits }) => format.count(visits) },
          { head: 'Units', cell: ({ units }) => format.count(units) },
          { head: 'Ordered', cell: ({ orderedMinor }) => format.money(orderedMinor, currency) },
        ]}
      />
    </ReportPart>
  );
}

/** Where the money of orders goes, by category. */
export function Categories({ figures, ...part }: PartProps) {
  const format = useFormat();
  const { categories, currency } = figures;
  const names = useQuery({
    queryKey: ['categories'],
    queryFn: async ({ signal }) =>
      (await api<{ items: { id: string; name: string }[] }>('/categories', { as: 'none', signal })).items,
    staleTime: 300_000,
  }).data;
  const nameOf = (id: string) => names?.find((category) => category.id === id)?.name ?? (id || 'Without one');
  const most = Math.max(...categories.map(({ orderedMinor }) => orderedMinor), 0);
  return (
    <ReportPart
      {...part}
      title="Categories"
      report="categories"
      hint="What was ordered, before anything was cancelled."
      empty={categories.length === 0 && 'Nothing was looked at in these days.'}
    >
      <ul className="space-y-3">
        {categories.map(({ categoryId, orderedMinor, units }) => (
          <li key={categoryId}>
            <p className="flex items-baseline justify-between gap-4">
              <span className="min-w-0 truncate">{nameOf(categoryId)}</span>
              <span className="figures whitespace-nowrap">
                {format.money(orderedMinor, currency)}
                <span className="ml-2 text-small text-muted">{format.count(units)} units</span>
              </span>
            </p>
            <Bar part={orderedMinor} whole={most} />
          </li>
        ))}
      </ul>
    </ReportPart>
  );
}

const DIMENSIONS = [
  { key: 'referrer', title: 'From where', unknown: 'Directly, or not told' },
  { key: 'device', title: 'With what', unknown: 'Not known' },
  { key: 'country', title: 'From which country', unknown: 'Not known' },
] as const;
/** Of each kind so many are shown; the file has them all. */
const MOST = 6;

/** Where visits came from. */
export function Sources({ figures, ...part }: PartProps) {
  const format = useFormat();
  const nameOf = ({ dimension, value }: Dashboard['sources'][number], unknown: string) => {
    if (value === '' || value === 'unknown') return unknown;
    if (dimension === 'device') return DEVICE_WORDS[value] ?? value;
    return dimension === 'country' ? format.country(value) : value;
  };
  return (
    <ReportPart
      {...part}
      title="Where visits come from"
      report="sources"
      empty={figures.sources.length === 0 && 'Nobody came in these days.'}
    >
      <div className="space-y-5">
        {DIMENSIONS.map(({ key, title, unknown }) => {
          const rows = figures.sources.filter(({ dimension }) => dimension === key);
          const most = Math.max(...rows.map(({ visits }) => visits), 0);
          return (
            <section key={key} aria-label={title}>
              <h3 className="mb-2 text-base font-medium">{title}</h3>
              <ul className="space-y-2">
                {rows.slice(0, MOST).map((row) => (
                  <li key={row.value}>
                    <p className="flex items-baseline justify-between gap-4 text-small">
                      <span className="min-w-0 truncate">{nameOf(row, unknown)}</span>
                      <span className="figures whitespace-nowrap">
                        {format.count(row.visits)} {row.visits === 1 ? 'visit' : 'visits'}
                      </span>
                    </p>
                    <Bar part={row.visits} whole={most} tone="bg-dusk" />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </ReportPart>
  );
}

/** What people wanted and we do not have. */
export function Searches({ figures, ...part }: PartProps) {
  const format = useFormat();
  const locale = useLocale();
  return (
    <ReportPart
      {...part}
      title="Searched, and nothing found"
      report="searches"
      empty={figures.searches.length === 0 && 'Every search of these days found something.'}
    >
      <Table
        label="Searches that found nothing"
        rows={figures.searches}
        keyOf={({ text }) => text}
        columns={[
          { head: 'Words', text: true, cell: ({ text }) => <bdi>{text}</bdi> },
          { head: 'Visits', cell: ({ visits }) => format.count(visits) },
          { head: 'Last', cell: ({ lastDay }) => dayWords(locale, lastDay) },
        ]}
      />
    </ReportPart>
  );
}
