import type { DocumentType } from './media.schema';

export type PictureType = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif';

const has = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));

/** Furthest that the brands of an AVIF file are looked for, in bytes. */
const MAX_BRANDS = 256;

/** What a file is by its first bytes, whatever it is called; null for everything that we do not show. */
export function pictureTypeOf(bytes: Buffer): PictureType | null {
  if (has(bytes, 0, '\xff\xd8\xff')) return 'jpeg';
  if (has(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (has(bytes, 0, 'GIF87a') || has(bytes, 0, 'GIF89a')) return 'gif';
  if (has(bytes, 0, 'RIFF') && has(bytes, 8, 'WEBP')) return 'webp';
  return isAvif(bytes) ? 'avif' : null;
}

/** ISO 14496-12: a box `ftyp` with its length, whose brands (four bytes each) name AVIF. */
function isAvif(bytes: Buffer): boolean {
  if (bytes.length < 16 || !has(bytes, 4, 'ftyp')) return false;
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, MAX_BRANDS);
  for (let at = 8; at + 4 <= end; at += 4) if (has(bytes, at, 'avif')) return true;
  return false;
}

/** The same for private documents. */
export function documentTypeOf(bytes: Buffer): DocumentType | null {
  if (has(bytes, 0, '%PDF-')) return 'application/pdf';
  const type = pictureTypeOf(bytes);
  return type === 'jpeg' || type === 'png' ? `image/${type}` : null;
}
