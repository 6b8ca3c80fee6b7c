import { Logo } from '@/shop/logo';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main id="main" className="page pt-5">
      <Logo />
      <EmptyState
        level={1}
        title="Nothing here but sand"
        action={
          <>
            <ButtonLink href="/" look="flame">
              To the market
            </ButtonLink>
            <ButtonLink href="/search">Search</ButtonLink>
          </>
        }
      >
        <p>The page is gone, or the address has a slip in it.</p>
      </EmptyState>
    </main>
  );
}
