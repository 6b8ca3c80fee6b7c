import { labelPdf } from './label.pdf';
import { book } from './parcel.state';

const { parcel } = book(
  {
    deliveryId: 'd-1',
    from: { country: 'FR', postcode: '75001' },
    to: { country: 'DE', postcode: '10(1)\\15' },
    weightGrams: 1200,
    parcels: 1,
  },
  'deliver',
  Date.parse('2030-01-01'),
  1000,
);

test('every object of the label stands where its table says', () => {
  const pdf = labelPdf(parcel);
  const table = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
  expect(table).toHaveLength(5);
  for (const [index, place] of table.entries())
    expect(pdf.slice(place)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
  expect(pdf.slice(start)).toMatch(/^xref\n/);
});

test('what is typed into an address cannot leave its text', () => {
  expect(labelPdf(parcel)).toContain(String.raw`(DE 10\(1\)\\15) Tj`);
});

test('the number stands on it for people and as a barcode for machines', () => {
  const pdf = labelPdf(parcel);
  expect(pdf).toContain(`(${parcel.trackingId})`);
  // Five bars for each sign, and the two asterisks that begin and end it.
  expect(pdf.match(/ re f$/gm)).toHaveLength(5 * (parcel.trackingId.length + 2));
});
