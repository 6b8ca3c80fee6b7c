import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

export default function NotFound() {
  return (
    <div className="page">
      <EmptyState
        level={1}
        title="Nothing here but sand"
        action={
          <ButtonLink href="/search" look="flame">
            Look around
          </ButtonLink>
        }
      >
        <p>What stood here is gone, or the address has a slip in it.</p>
      </EmptyState>
    </div>
  );
}
