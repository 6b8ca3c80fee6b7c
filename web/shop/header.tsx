import Link from 'next/link';
import type { Category } from '@/lib/types';
import { BasketLink, PersonLink } from './header-links';
import { Logo } from './logo';
import { SearchBox } from './search-box';

/** Top of every page of the shop: name, search, person, basket, and the ways into the market. */
export function Header({ categories }: { categories: Category[] }) {
  return (
    <header className="border-b border-line bg-ground">
      <div className="page grid grid-cols-[auto_1fr_auto] items-center gap-x-1 gap-y-2 py-3 md:gap-x-8 md:py-4">
        <Logo />
        <div className="order-last col-span-3 md:order-none md:col-span-1">
          <SearchBox />
        </div>
        <div className="col-start-3 flex items-center justify-end sm:gap-1 md:col-start-auto">
          <PersonLink />
          <BasketLink />
        </div>
      </div>
      {categories.length > 0 && (
        <nav aria-label="Categories" className="page">
          <ul className="scroll-quiet -mx-1 flex gap-x-5 overflow-x-auto px-1 pb-2.5">
            {categories.map((category) => (
              <li key={category.id} className="shrink-0">
                <Link
                  href={`/c/${category.id}`}
                  prefetch={false}
                  className="block py-1 text-base text-muted underline-offset-8 hover:text-ink hover:underline"
                >
                  {category.name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  );
}
