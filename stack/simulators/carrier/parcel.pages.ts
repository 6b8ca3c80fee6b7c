import { escapeHtml, page } from '../lib/page';
import type { Parcel, TrackingType } from './parcel.state';

const BRAND = 'Dune Post, a carrier for trials';

const HEADLINES: Record<TrackingType, string> = {
  booked: 'Waiting to be collected',
  collected: 'Collected',
  'in-transit': 'On its way',
  'out-for-delivery': 'Arriving today',
  attempted: 'We missed you',
  rescheduled: 'Moved to another time',
  held: 'At our pick-up point',
  delivered: 'Delivered',
  lost: 'Lost',
  damaged: 'Damaged',
  returned: 'Sent back',
  cancelled: 'Called off',
};
const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });

/** The public page of one parcel: no name, no address. */
export function trackPage(parcel: Parcel): string {
  const events = [...parcel.events]
    .reverse()
    .map(
      (event) =>
        `<li>${escapeHtml(event.description)}<time datetime="${event.occurredAt}">${time(event.occurredAt)}</time></li>`,
    );
  return page({
    title: `${HEADLINES[parcel.status]}: parcel ${parcel.trackingId}`,
    brand: BRAND,
    content: `<h1>${HEADLINES[parcel.status]}</h1><p class="muted">Parcel ${escapeHtml(parcel.trackingId)}</p><ol>${events.join('')}</ol>`,
  });
}

export function labelPage(parcel: Parcel): string {
  return page({
    title: `Label ${parcel.trackingId}`,
    brand: BRAND,
    content: `<h1>${escapeHtml(parcel.to.country)} ${escapeHtml(parcel.to.postcode)}</h1>
<p class="amount">${escapeHtml(parcel.trackingId)}</p>
<p class="muted">from ${escapeHtml(parcel.from.country)} ${escapeHtml(parcel.from.postcode)}, ${parcel.parcels === 1 ? '1 parcel' : `${parcel.parcels} parcels`}, ${parcel.weightGrams} g</p>
<p>Print this page and fix it to the parcel.</p>`,
  });
}

export function unknownParcelPage(): string {
  return page({
    title: 'No such parcel',
    brand: BRAND,
    content:
      '<h1>We know no such parcel</h1><p>Check the number; parcels show up here once they are booked.</p>',
  });
}

function time(iso: string): string {
  return escapeHtml(`${TIME.format(new Date(iso))} UTC`);
}
