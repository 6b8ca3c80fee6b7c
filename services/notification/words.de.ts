import type { Words } from './notification.words';
import { PAGES } from './words.pages';
import { PARCELS_DE } from './words.parcels.de';
import { placedRows, soldRows } from './words.rows';

const CANCELLED: Record<string, string> = {
  'changed-mind': 'sie nicht mehr gewünscht ist',
  'ordered-by-mistake': 'sie ein Versehen war',
  'found-elsewhere': 'es anderswo gefunden wurde',
  'out-of-stock': 'etwas ausverkauft ist',
  'cannot-ship': 'sie nicht verschickt werden kann',
  'not-accepted-in-time': 'der Laden sie nicht rechtzeitig angenommen hat',
  'not-shipped-in-time': 'der Laden sie nicht rechtzeitig verschickt hat',
  'authorisation-expired': 'die Bank das Geld freigegeben hat',
};
const because = (reason: string) => (CANCELLED[reason] ? `, weil ${CANCELLED[reason]}` : '');

const RETURNS: Record<string, string> = {
  offered:
    'Der Laden bietet dir einen Teil des Geldes an, wenn du es behältst. Antworte, oder schick es zurück.',
  approved:
    'Der Laden ist einverstanden. Den Aufkleber findest du bei deiner Bestellung: ausdrucken und abschicken.',
  accepted: 'Der Laden hat geprüft, was du geschickt hast. Dein Geld ist unterwegs.',
  refused: 'Der Laden hat geprüft, was du geschickt hast, und gibt kein Geld zurück.',
  rejected: 'Der Laden ist mit der Rücksendung nicht einverstanden. Du kannst ihm schreiben, oder uns.',
  kept: 'Du behältst es, und der vereinbarte Teil des Geldes ist unterwegs.',
  expired: 'Die Zeit für die Rücksendung ist vorbei.',
};

export const DE: Words = {
  'order-placed': (facts, write) => {
    const total = write.money({ amountMinor: facts.totalMinor, currency: facts.currency });
    return {
      title: facts.orderIds.length === 1 ? 'Wir haben deine Bestellung' : 'Wir haben deine Bestellungen',
      lines: [
        `Danke. Deine Bestellung über ${total} ist aufgegeben, und ${facts.sellers.length === 1 ? 'der Laden weiß' : 'alle Läden wissen'} Bescheid.`,
        ...facts.sellers.map(
          ({ name, from, until }) => `${name} liefert zwischen ${write.day(from)} und ${write.day(until)}.`,
        ),
        'Deine Bank hält das Geld bereit; abgebucht wird es, wenn der Laden deine Sachen verschickt.',
      ],
      rows: placedRows(facts, write, { shipping: 'Lieferung', discount: 'Rabatt', total: 'Summe' }),
      action: { label: 'Zur Bestellung', path: PAGES.placed(facts.orderIds) },
    };
  },
  'order-accepted': ({ orderId, sellerName, from, until, declined, ...money }, write) => ({
    title: `${sellerName} bereitet deine Bestellung vor`,
    lines: [
      `${sellerName} hat deine Bestellung angenommen und liefert zwischen ${write.day(from)} und ${write.day(until)}.`,
      ...(declined.length > 0
        ? [
            `Nicht verschickt werden kann: ${write.list(declined)}. Es werden ${write.money(money)} weniger abgebucht.`,
          ]
        : []),
    ],
    action: { label: 'Zur Bestellung', path: PAGES.order(orderId) },
  }),
  'order-shipped': ({ orderId, sellerName, trackingId, until, items }, write) => ({
    title: `Dein Paket von ${sellerName} ist unterwegs`,
    lines: [
      `Abgeschickt: ${write.list(items)}. Es sollte bis ${write.day(until)} ankommen.`,
      ...(trackingId === null ? [] : [`Die Nummer des Pakets ist ${trackingId}.`]),
    ],
    action: { label: 'Paket verfolgen', path: PAGES.order(orderId) },
  }),
  ...PARCELS_DE,
  'order-cancelled': ({ orderId, sellerName, reason, wasTaken, partly }) => ({
    title: partly
      ? `Ein Teil deiner Bestellung bei ${sellerName} ist storniert`
      : `Deine Bestellung bei ${sellerName} ist storniert`,
    lines: [
      `${partly ? 'Was noch nicht verschickt war, wurde' : 'Deine Bestellung wurde'} storniert${because(reason)}.`,
      wasTaken
        ? 'Was dafür abgebucht wurde, bekommst du zurück.'
        : 'Es wurde nichts abgebucht; deine Bank gibt das Geld frei.',
    ],
    action: { label: 'Zur Bestellung', path: PAGES.order(orderId) },
  }),
  'refund-decided': ({ orderId, agreed, note, ...money }, write) => ({
    title: agreed ? `Du bekommst ${write.money(money)} zurück` : 'Dein Geld wird nicht erstattet',
    lines: [
      agreed
        ? `${write.money(money)} sind unterwegs zu dir. Bei deiner Bank kann es ein paar Tage dauern.`
        : `Der Laden gibt ${write.money(money)} nicht zurück. Es wurde nichts geändert.`,
      ...(note === null ? [] : [`Er sagt dazu: ${note}`]),
      ...(agreed ? [] : ['Du kannst dem Laden schreiben, oder uns.']),
    ],
    action: { label: 'Zur Bestellung', path: PAGES.order(orderId) },
  }),
  'refund-paid': ({ orderId, ...money }, write) => ({
    title: `${write.money(money)} sind erstattet`,
    lines: [
      `Wir haben ${write.money(money)} an die Karte geschickt, mit der du bezahlt hast. Bei deiner Bank kann es ein paar Tage dauern.`,
    ],
    action: { label: 'Zur Bestellung', path: PAGES.order(orderId) },
  }),
  'return-changed': ({ orderId, status, dueBy, note, offer }, write) => ({
    title: 'Deine Rücksendung',
    lines: [
      RETURNS[status] ?? 'Es gibt Neues zu deiner Rücksendung.',
      ...(offer !== null && (status === 'offered' || status === 'kept')
        ? [`Es sind ${write.money(offer)}.`]
        : []),
      ...(note === null ? [] : [`Der Laden sagt: ${note}`]),
      ...(dueBy === null ? [] : [`Du hast Zeit bis ${write.moment(dueBy)}.`]),
    ],
    action: { label: 'Zur Rücksendung', path: PAGES.order(orderId) },
  }),
  'review-answered': ({ orderId, productTitle, sellerName }) => ({
    title: `${sellerName} hat dir geantwortet`,
    lines: [`${sellerName} hat auf deine Bewertung von ${productTitle} geantwortet.`],
    action: { label: 'Antwort lesen', path: PAGES.order(orderId) },
  }),
  'message-received': ({ conversationId, from, subject, side }) => ({
    title: `${from} hat dir geschrieben`,
    lines: [
      `Es gibt eine Nachricht von ${from} zu ${subject}.`,
      'Bitte antworte in Caravan: diese Adresse liest niemand.',
    ],
    action: { label: 'Lesen und antworten', path: PAGES.conversation(conversationId, side) },
  }),
  'new-order': ({ orderId, lines, acceptBy, totalMinor, currency }, write) => ({
    title: `Eine neue Bestellung über ${write.money({ amountMinor: totalMinor, currency })}`,
    lines: [
      `Gekauft wurde: ${write.list(lines.map(({ title, quantity }) => `${quantity} × ${title}`))}.`,
      `Nimm sie bis ${write.moment(acceptBy)} an. Danach wird sie von selbst storniert.`,
    ],
    rows: soldRows(lines, currency, write),
    action: { label: 'Bestellung ansehen', path: PAGES.order(orderId, 'seller') },
  }),
  'order-due': ({ orderId, what, dueBy }, write) => ({
    title:
      what === 'accept' ? 'Eine Bestellung wartet auf dein Ja' : 'Eine Bestellung wartet auf den Versand',
    lines: [`Du hast Zeit bis ${write.moment(dueBy)}. Danach wird sie von selbst storniert.`],
    action: { label: 'Bestellung ansehen', path: PAGES.order(orderId, 'seller') },
  }),
  'order-withdrawn': ({ orderId, reason, partly }) => ({
    title: partly ? 'Ein Teil einer Bestellung ist storniert' : 'Eine Bestellung ist storniert',
    lines: [
      `Sie wurde storniert${because(reason)}. Bitte verschick ${partly ? 'nicht mehr, was noch da ist' : 'sie nicht'}.`,
      'Die Ware ist wieder zu kaufen.',
    ],
    action: { label: 'Bestellung ansehen', path: PAGES.order(orderId, 'seller') },
  }),
  'refund-to-decide': ({ orderId, decideBy, side, ...money }, write) => ({
    title: `${write.money(money)} werden zurückverlangt`,
    lines: [
      `Jemand muss entscheiden, ob ${write.money(money)} einer Bestellung erstattet werden.`,
      ...(decideBy === null ? [] : [`Bitte entscheide bis ${write.moment(decideBy)}.`]),
    ],
    action: { label: 'Entscheiden', path: PAGES.refunds(orderId, side) },
  }),
  'return-to-handle': ({ what, dueBy }, write) => ({
    title: what === 'answer' ? 'Jemand möchte etwas zurückschicken' : 'Eine Rücksendung ist da',
    lines: [
      what === 'answer'
        ? 'Sag ja, biete einen Teil des Geldes an, oder sag, warum nicht.'
        : 'Sieh sie an und sag, ob alles gut ist.',
      ...(dueBy === null ? [] : [`Nach ${write.moment(dueBy)} gilt Schweigen als Ja.`]),
    ],
    action: { label: 'Zur Rücksendung', path: PAGES.returns },
  }),
  'dispute-opened': ({ disputeId, evidenceDueAt, side, ...money }, write) => ({
    title: `Eine Bank bestreitet ${write.money(money)}`,
    lines: [
      `Der Betrag ist zurückgelegt, bis die Bank entscheidet. Belege sind bis ${write.moment(evidenceDueAt)} nötig.`,
    ],
    action: { label: 'Ansehen', path: PAGES.dispute(disputeId, side) },
  }),
  'dispute-due': ({ disputeId, evidenceDueAt, side, ...money }, write) => ({
    title: 'Ein Streitfall wartet auf eine Antwort',
    lines: [`Es geht um ${write.money(money)}. Belege sind bis ${write.moment(evidenceDueAt)} nötig.`],
    action: { label: 'Antworten', path: PAGES.dispute(disputeId, side) },
  }),
  'dispute-ended': ({ disputeId, won, side, ...money }, write) => ({
    title: won ? 'Ein Streitfall ist gewonnen' : 'Ein Streitfall ist verloren',
    lines: [
      won ? `${write.money(money)} bleiben hier.` : `Die Bank hat ${write.money(money)} zurückgenommen.`,
    ],
    action: { label: 'Ansehen', path: PAGES.dispute(disputeId, side) },
  }),
  'payout-paid': (money, write) => ({
    title: `${write.money(money)} sind ausgezahlt`,
    lines: [`${write.money(money)} sind bei deiner Bank.`],
    action: { label: 'Zu den Auszahlungen', path: PAGES.payouts },
  }),
  'payout-returned': (money, write) => ({
    title: 'Eine Auszahlung kam nicht an',
    lines: [
      `Deine Bank hat ${write.money(money)} nicht angenommen. Wir schulden sie dir weiterhin.`,
      'Nenne dein Konto neu, dann schicken wir sie noch einmal.',
    ],
    action: { label: 'Konto nennen', path: PAGES.payouts },
  }),
  'stock-low': ({ title, available }) => ({
    title: `${title}: noch ${available}`,
    lines: [`Von ${title} sind noch ${available} da. Das wolltest du wissen.`],
    action: { label: 'Zum Bestand', path: PAGES.stock },
  }),
  'review-received': ({ productTitle, stars }) => ({
    title: `${stars} von 5 Sternen für ${productTitle}`,
    lines: ['Jemand hat geschrieben, was sie oder er davon hält. Du kannst antworten.'],
    action: { label: 'Bewertung lesen', path: PAGES.reviews },
  }),
  'webhook-disabled': ({ host, side = 'seller' }) => ({
    title: 'Ein Webhook ist abgeschaltet',
    lines: [
      `${host} antwortet seit Tagen nicht, deshalb wird nichts mehr dorthin geschickt.`,
      'Bring es in Ordnung und schalte ihn wieder ein. Was gefehlt hat, kann noch einmal geschickt werden.',
    ],
    action: { label: 'Zu den Webhooks', path: PAGES.webhooks(side) },
  }),
  'case-opened': ({ text, suggestion, severity }) => ({
    title: severity === 'urgent' ? 'Ein dringender Fall' : 'Ein neuer Fall',
    lines: [text, suggestion],
    action: { label: 'Ansehen', path: PAGES.cases },
  }),
  'order-stuck': ({ orderId, problem }) => ({
    title: 'Eine Bestellung braucht Hilfe',
    lines: [`Sie kommt nicht von selbst weiter: ${problem}.`],
    action: { label: 'Bestellung ansehen', path: PAGES.order(orderId, 'staff') },
  }),
  names: {
    'order-placed': 'Deine Bestellung ist aufgegeben',
    'order-accepted': 'Ein Laden nimmt deine Bestellung an',
    'order-shipped': 'Ein Paket geht ab',
    'parcel-attempted': 'Ein Paket konnte nicht übergeben werden',
    'parcel-held': 'Ein Paket liegt zur Abholung bereit',
    'parcel-delivered': 'Ein Paket kommt an',
    'parcel-lost': 'Ein Paket ist verloren oder beschädigt',
    'parcel-returned': 'Ein Paket geht an seinen Laden zurück',
    'order-cancelled': 'Deine Bestellung ist storniert',
    'refund-decided': 'Über eine Erstattung ist entschieden',
    'refund-paid': 'Geld ist erstattet',
    'return-changed': 'Neues zu deiner Rücksendung',
    'review-answered': 'Ein Laden antwortet auf deine Bewertung',
    'message-received': 'Jemand schreibt dir',
    'new-order': 'Eine neue Bestellung',
    'order-due': 'Eine Bestellung ist bald fällig',
    'order-withdrawn': 'Eine Bestellung ist storniert',
    'refund-to-decide': 'Eine Erstattung ist zu entscheiden',
    'return-to-handle': 'Eine Rücksendung wartet auf dich',
    'dispute-opened': 'Eine Bank bestreitet eine Zahlung',
    'dispute-due': 'Ein Streitfall wartet auf eine Antwort',
    'dispute-ended': 'Ein Streitfall ist entschieden',
    'payout-paid': 'Geld ist ausgezahlt',
    'payout-returned': 'Eine Auszahlung kam nicht an',
    'stock-low': 'Etwas geht zur Neige',
    'review-received': 'Eine neue Bewertung',
    'webhook-disabled': 'Ein Webhook ist abgeschaltet',
    'parcel-assigned': 'Ein Paket ist zu bringen',
    'case-opened': 'Ein neuer Fall',
    'order-stuck': 'Eine Bestellung braucht Hilfe',
  },
  digest: (count) => ({
    title:
      count === 1 ? 'Eine Sache von deinem Tag bei Caravan' : `${count} Dinge von deinem Tag bei Caravan`,
    intro: 'Das wolltest du einmal am Tag hören:',
    action: 'Alles ansehen',
  }),
  mail: {
    greeting: 'Hallo,',
    why: 'Du bekommst diese Mail, weil du bei Caravan etwas tust.',
    choose: 'Auswählen, was du hörst',
  },
};
