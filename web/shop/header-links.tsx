'use client';

import Link from 'next/link';
import { useCart } from '@/lib/queries';
import { useSession } from '@/lib/session';
import { Bell } from '@/notifications/bell';
import { MessagesLink } from '@/talk/unread';
import { Icon } from '@/ui/icon';

const LINK =
  'relative inline-flex min-h-11 items-center gap-2 rounded-chip px-1.5 font-medium transition-colors duration-150 hover:bg-sunk sm:px-3';

/** The basket with how many things are in it. */
export function BasketLink() {
  const cart = useCart().data;
  const count = (cart?.lines ?? []).reduce((sum, line) => sum + line.quantity, 0);
  return (
    <Link href="/basket" className={LINK}>
      <Icon name="basket" size={22} />
      <span className="max-lg:sr-only">Basket</span>
      {count > 0 && (
        <span
          key={count}
          className="appear figures absolute -top-0.5 left-6 flex h-5 min-w-5 items-center justify-center rounded-chip bg-flame px-1 text-small font-semibold text-on-flame"
        >
          {count}
          <span className="sr-only"> {count === 1 ? 'thing' : 'things'} in it</span>
        </span>
      )}
    </Link>
  );
}

/** Sign-in for visitors; orders and account for those who are here. */
export function PersonLink() {
  const session = useSession();
  const role = session.status === 'present' ? session.session.actor.role : null;
  const isKnown = role !== null && role !== 'guest';
  return (
    <>
      {role === 'seller' && (
        <Link href="/seller" className={`${LINK} max-md:hidden`}>
          <Icon name="shop" size={22} />
          <span className="max-lg:sr-only">Your shop</span>
        </Link>
      )}
      {role === 'courier' && (
        <Link href="/courier" className={LINK}>
          <Icon name="truck" size={22} />
          <span className="max-lg:sr-only">Your round</span>
        </Link>
      )}
      {(role === 'admin' || role === 'support') && (
        <Link href="/staff" className={`${LINK} max-md:hidden`}>
          <Icon name="help" size={22} />
          <span className="max-lg:sr-only">Staff</span>
        </Link>
      )}
      {role !== null && (
        <Link href="/orders" className={LINK}>
          <Icon name="parcel" size={22} />
          <span className="max-lg:sr-only">Orders</span>
        </Link>
      )}
      {isKnown && <MessagesLink className={LINK} />}
      <Bell href="/account/notifications" className={LINK} />
      <Link href={isKnown ? '/account' : '/sign-in'} className={LINK}>
        <Icon name="person" size={22} />
        <span className="max-lg:sr-only">{isKnown ? 'Account' : 'Sign in'}</span>
      </Link>
    </>
  );
}
