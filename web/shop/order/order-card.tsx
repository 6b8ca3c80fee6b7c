'use client';

import Link from 'next/link';
import { mediaUrl } from '@/lib/media';
import { storyOf, trailOf } from '@/lib/order-story';
import { useFormat } from '@/lib/surroundings';
import type { Order } from '@/lib/types';
import { ORDER_STATUS_TONES, ORDER_STATUS_WORDS } from '@/lib/words';
import { Chip } from '@/ui/chip';
import { Price } from '@/ui/price';
import { Trail } from '@/ui/timeline';

/** An order in a list: shop, things, where it stands. */
export function OrderCard({ order }: { order: Order }) {
  const format = useFormat();
  const story = storyOf(order, null, format);
  const more = order.lines.length - 3;
  return (
    <li className="group relative rounded-card border border-line bg-surface p-4 transition-colors hover:border-edge md:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="text-lead">
            <Link
              href={`/orders/${order.id}`}
              prefetch={false}
              className="group-hover:underline after:absolute after:inset-0 after:rounded-card"
            >
              {story.title}
            </Link>
          </h3>
          <p className="text-small text-muted">
            {order.sellerName} · {format.date(order.placedAt, 'long')} ·{' '}
            <Price minor={order.totalMinor} currency={order.currency} />
          </p>
        </div>
        <Chip tone={ORDER_STATUS_TONES[order.status]}>{ORDER_STATUS_WORDS[order.status]}</Chip>
      </div>
      <div className="mt-4 grid gap-5 md:grid-cols-[auto_1fr] md:items-center md:gap-8">
        <ul className="flex items-center gap-2" aria-label="Things in it">
          {order.lines.slice(0, 3).map((line) => (
            <li key={line.id}>
              {line.pictureUrl ? (
                <img
                  src={mediaUrl(line.pictureUrl)}
                  alt={line.title}
                  width={48}
                  height={60}
                  loading="lazy"
                  className="h-15 w-12 rounded-small bg-sunk object-cover"
                />
              ) : (
                <span className="text-small">{line.title}</span>
              )}
            </li>
          ))}
          {more > 0 && <li className="figures text-small text-muted">+{more}</li>}
        </ul>
        <Trail compact label="How far it is" steps={trailOf(order, null, format)} />
      </div>
    </li>
  );
}
