import type { Parcel } from './parcel.state';

/** A6 in points of 1/72 inch. */
const WIDTH = 298;
const HEIGHT = 420;

/** Wide and narrow of five bars and the four spaces between them (ISO/IEC 16388, Code 39). */
const CODE_39: Readonly<Record<string, string>> = {
  ...{ '0': 'nnnwwnwnn', '1': 'wnnwnnnnw', '2': 'nnwwnnnnw', '3': 'wnwwnnnnn', '4': 'nnnwwnnnw' },
  ...{ '5': 'wnnwwnnnn', '6': 'nnwwwnnnn', '7': 'nnnwnnwnw', '8': 'wnnwnnwnn', '9': 'nnwwnnwnn' },
  ...{ A: 'wnnnnwnnw', B: 'nnwnnwnnw', C: 'wnwnnwnnn', D: 'nnnnwwnnw', E: 'wnnnwwnnn', F: 'nnwnwwnnn' },
  ...{ G: 'nnnnnwwnw', H: 'wnnnnwwnn', I: 'nnwnnwwnn', J: 'nnnnwwwnn', K: 'wnnnnnnww', L: 'nnwnnnnww' },
  ...{ M: 'wnwnnnnwn', N: 'nnnnwnnww', O: 'wnnnwnnwn', P: 'nnwnwnnwn', Q: 'nnnnnnwww', R: 'wnnnnnwwn' },
  ...{ S: 'nnwnnnwwn', T: 'nnnnwnwwn', U: 'wwnnnnnnw', V: 'nwwnnnnnw', W: 'wwwnnnnnn', X: 'nwnnwnnnw' },
  ...{ Y: 'wwnnwnnnn', Z: 'nwwnwnnnn', '*': 'nwnnwnwnn' },
};
const NARROW = 0.8;
const WIDE = 2 * NARROW;

/** The label of a parcel: a PDF of one page in plain ASCII, with its number as a barcode. */
export function labelPdf(parcel: Parcel): string {
  const { trackingId, from, to, weightGrams } = parcel;
  const content = [
    text(24, HEIGHT - 40, 11, `From ${from.country} ${from.postcode}`),
    text(24, HEIGHT - 100, 34, `${to.country} ${to.postcode}`),
    text(24, HEIGHT - 130, 11, `${weightGrams} g`),
    barcode(20, 110, 80, trackingId),
    text(24, 90, 12, trackingId),
    text(24, 30, 9, 'Dune Post, a carrier for trials'),
  ].join('\n');
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]);
}

function text(x: number, y: number, size: number, line: string): string {
  const plain = line.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/[\\()]/g, String.raw`\$&`);
  return `BT /F1 ${size} Tf ${x} ${y} Td (${plain}) Tj ET`;
}

function barcode(left: number, y: number, height: number, code: string): string {
  let x = left;
  const bars: string[] = [];
  for (const sign of `*${code}*`) {
    for (const [place, width] of [...(CODE_39[sign] ?? '')].entries()) {
      const wide = width === 'w' ? WIDE : NARROW;
      if (place % 2 === 0) bars.push(`${x.toFixed(2)} ${y} ${wide} ${height} re f`);
      x += wide;
    }
    x += NARROW;
  }
  return bars.join('\n');
}

/** A PDF of these objects, the first of which is the catalogue (ISO 32000-1, 7.5). */
function pdfOf(objects: readonly string[]): string {
  let file = '%PDF-1.4\n';
  const places: number[] = [];
  for (const [index, object] of objects.entries()) {
    places.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}
