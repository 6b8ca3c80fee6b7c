import type { FactsOf } from './notification.facts';
import type { NoticeKind } from './notification.schema';
import type { Words } from './notification.words';
import { PAGES } from './words.pages';

const MONEY: Record<FactsOf<'parcel-returned'>['money'], string> = {
  none: 'Dafür wurde nichts abgebucht.',
  due: 'Du musst nichts tun: was du dafür bezahlt hast, ist unterwegs zu dir, und die Lieferkosten auch, wenn nichts von deiner Bestellung angekommen ist.',
  given: 'Dein Geld ist erstattet.',
};

/** What is said of parcels. */
export const PARCELS_DE: Pick<Words, Extract<NoticeKind, `parcel-${string}`>> = {
  'parcel-attempted': ({ orderId, sellerName, by, until, canMove }, write) => ({
    title: `Dein Paket von ${sellerName} konnte nicht übergeben werden`,
    lines: [
      `${by === 'courier' ? 'Der Bote war da und konnte es nicht übergeben.' : 'Niemand war da, als der Paketdienst kam.'} ${until === null ? 'Es wird noch einmal gebracht.' : `Es sollte bis ${write.day(until)} noch einmal kommen.`}`,
      ...(canMove
        ? [
            'Passt dir das nicht, wähl auf der Seite deiner Bestellung einen anderen Tag oder eine Abholstelle.',
          ]
        : []),
      ...(by === 'courier'
        ? [`Hast du einen Wunsch, schreib ${sellerName} von der Seite deiner Bestellung aus.`]
        : []),
      'Was nicht übergeben werden kann, geht an den Laden zurück.',
    ],
    action: { label: canMove ? 'Anderen Tag wählen' : 'Paket verfolgen', path: PAGES.order(orderId) },
  }),
  'parcel-held': ({ orderId, place, until }, write) => ({
    title: 'Dein Paket liegt zur Abholung bereit',
    lines: [
      `Es liegt ${place === null ? 'in einer Abholstelle' : `hier: ${place}`}${until === null ? '' : `, bis ${write.day(until)}`}.`,
      'Bring etwas mit, das den Namen auf dem Paket beweist. Was niemand abholt, geht an den Laden zurück.',
    ],
    action: { label: 'Ansehen, wo', path: PAGES.order(orderId) },
  }),
  'parcel-delivered': ({ orderId, sellerName, items }, write) => ({
    title: `Dein Paket von ${sellerName} ist da`,
    lines: [
      `Zugestellt: ${write.list(items)}.`,
      'Stimmt etwas nicht? Sag es auf der Seite deiner Bestellung.',
    ],
    action: { label: 'Zur Bestellung', path: PAGES.order(orderId) },
  }),
  'parcel-lost': ({ orderId, as, side }) => ({
    title: as === 'lost' ? 'Ein Paket ist verloren' : 'Ein Paket wurde beschädigt',
    lines:
      side === 'buyer'
        ? [
            `Der Paketdienst sagt, dass dein Paket ${as === 'lost' ? 'verloren ist' : 'unterwegs beschädigt wurde'}. Das tut uns leid.`,
            'Du musst nichts tun: dein Geld ist unterwegs zu dir.',
          ]
        : [
            `Der Paketdienst sagt, dass ein Paket von dir ${as === 'lost' ? 'verloren ist' : 'unterwegs beschädigt wurde'}.`,
            'Das Geld geht an die Käuferin oder den Käufer zurück.',
          ],
    action: { label: 'Zur Bestellung', path: PAGES.order(orderId, side) },
  }),
  'parcel-returned': ({ orderId, sellerName, items, money, side }, write) => ({
    title: side === 'buyer' ? `Dein Paket von ${sellerName} geht zurück` : 'Ein Paket kommt zu dir zurück',
    lines:
      side === 'buyer'
        ? [
            `Nicht übergeben werden konnte: ${write.list(items)}. Es geht an ${sellerName} zurück.`,
            MONEY[money],
          ]
        : [
            `Nicht übergeben werden konnte: ${write.list(items)}. Es ist auf dem Weg zu dir oder schon da.`,
            'Sieh es an, wenn es da ist. Es ist wieder zu kaufen, sobald du es in deinen Bestand zählst.',
            ...(money === 'none' ? [] : ['Das Geld geht an die Käuferin oder den Käufer zurück.']),
          ],
    action: { label: 'Zur Bestellung', path: PAGES.order(orderId, side) },
  }),
  'parcel-assigned': ({ deliveryId, city }) => ({
    title: city === null ? 'Ein Paket für dich' : `Ein Paket nach ${city}`,
    lines: ['Es gehört jetzt zu deiner Runde.'],
    action: { label: 'Zum Paket', path: PAGES.parcel(deliveryId) },
  }),
};
