import Link from 'next/link';
import { classes } from '@/ui/classes';

interface Tab {
  key: string;
  label: string;
  href: string;
}

/** Lists to choose from; the choice stands in the address. */
export function ViewTabs({ label, tabs, current }: { label: string; tabs: Tab[]; current: string }) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 scroll-quiet md:mx-0 md:px-0">
      <ul className="flex gap-1 border-b border-line">
        {tabs.map((tab) => (
          <li key={tab.key}>
            <Link
              href={tab.href}
              scroll={false}
              prefetch={false}
              aria-current={tab.key === current ? 'page' : undefined}
              className={classes(
                '-mb-px block border-b-2 px-3 py-2.5 whitespace-nowrap focus-visible:-outline-offset-2',
                tab.key === current
                  ? 'border-dusk font-medium text-dusk'
                  : 'border-transparent text-muted hover:text-ink',
              )}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
