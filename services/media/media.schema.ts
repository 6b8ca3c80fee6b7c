import { z } from 'zod';

/** What can be done to a picture by whoever keeps our pictures; a shop that keeps them itself offers none of it. */
export const enhancementSchema = z.enum(['background', 'upscale', 'retouch']);
export type Enhancement = z.infer<typeof enhancementSchema>;

/** `4:5` cuts a picture to the shape of our product cards, around what stands out; else its shape is kept. */
export const cropSchema = z.enum(['4:5']);
export type Crop = z.infer<typeof cropSchema>;

export const altSchema = z.string().trim().max(300);

/** How somebody wants a picture of theirs kept. */
export interface PictureWishes {
  /** Seller or user whose it is. */
  ownerId: string;
  alt?: string;
  crop?: Crop;
  enhance?: readonly Enhancement[];
}

/** A picture as a form names it, with the words for those who cannot see it. */
export const namedPictureSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-z]{20,40}$/),
  alt: altSchema.optional(),
});
export type NamedPicture = z.infer<typeof namedPictureSchema>;

export const documentTypeSchema = z.enum(['application/pdf', 'image/jpeg', 'image/png']);
export type DocumentType = z.infer<typeof documentTypeSchema>;
export const documentNameSchema = z.string().trim().min(1).max(120);

/** A private file: its owner and staff may have it, nobody else knows of it. `size` in bytes. */
export const privateDocumentSchema = z.object({
  id: z.string(),
  name: documentNameSchema,
  type: documentTypeSchema,
  size: z.number().int(),
  createdAt: z.string(),
});
export type PrivateDocument = z.infer<typeof privateDocumentSchema>;

/** What the shop takes and can do, for forms. */
export const pictureOptionsSchema = z.object({
  maxBytes: z.number().int(),
  maxPixels: z.number().int(),
  types: z.array(z.string()),
  enhancements: z.array(enhancementSchema),
});
export type PictureOptions = z.infer<typeof pictureOptionsSchema>;
