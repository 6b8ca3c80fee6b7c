import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Category } from '@/lib/types';
import { ConsentLink } from './consent';

/** Foot of every page of the shop: what we promise, and the ways on. */
export function Footer({ categories }: { categories: Category[] }) {
  return (
    <footer className="mt-20 bg-night text-on-night">
      <svg
        viewBox="0 0 1440 70"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="block h-10 w-full bg-ground md:h-16"
      >
        <path d="M0 44c180-46 330-40 520-12s320 28 500 2 290-28 420-6v42H0Z" className="fill-night" />
      </svg>
      <div className="page grid gap-10 pt-6 pb-12 md:grid-cols-[2fr_1fr_1fr]">
        <div className="max-w-md">
          <p className="font-display text-title">Every order comes to its end.</p>
          <p className="mt-3 text-large opacity-80">
            Your card is charged when a shop ships, never before. If a shop cannot send your things, the money
            is let go by itself, and you see here what happened.
          </p>
        </div>
        <FooterList title="The market">
          {categories.slice(0, 6).map((category) => (
            <FooterLink key={category.id} href={`/c/${category.id}`}>
              {category.name}
            </FooterLink>
          ))}
          <FooterLink href="/search">Everything</FooterLink>
        </FooterList>
        <FooterList title="You">
          <FooterLink href="/orders">Orders</FooterLink>
          <FooterLink href="/account">Account</FooterLink>
          <FooterLink href="/basket">Basket</FooterLink>
          <FooterLink href="/sell">Sell here</FooterLink>
          <li>
            <ConsentLink />
          </li>
        </FooterList>
      </div>
    </footer>
  );
}

function FooterList({ title, children }: { title: string; children: ReactNode }) {
  return (
    <nav aria-label={title}>
      <p className="font-medium">{title}</p>
      <ul className="mt-3 space-y-1">{children}</ul>
    </nav>
  );
}

function FooterLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        className="inline-block py-1 opacity-80 hover:underline hover:opacity-100"
      >
        {children}
      </Link>
    </li>
  );
}
