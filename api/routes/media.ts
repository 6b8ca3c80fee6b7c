import { z } from 'zod';
import {
  altSchema,
  cropSchema,
  documentNameSchema,
  enhancementSchema,
  pictureOptionsSchema,
  privateDocumentSchema,
} from '../../services/media/media.schema';
import { MAX_DOCUMENT_BYTES } from '../../services/media/media.service';
import { PICTURE_LIMITS, PICTURE_TYPES } from '../../services/media/picture.guard';
import { DomainError, NotFoundError } from '../../services/platform/errors';
import { pictureSchema } from '../../services/product/product.schema';
import { ACCOUNTS, isStaff, uploaderOf } from '../access';
import type { ApiDeps } from '../deps';
import { faultsOf, InvalidRequestError } from '../http/problem';
import { created, ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams } from './shared';

const kB = (bytes: number) => Math.ceil(bytes / 1024);

const pictureQuery = z.strictObject({
  alt: altSchema.optional().describe('What is to be seen, for those who cannot see it'),
  crop: cropSchema.optional().describe('Cuts the picture to this shape; else its own is kept'),
  enhance: z
    .string()
    .max(60)
    .transform((text) => text.split(','))
    .pipe(z.array(enhancementSchema).max(3))
    .optional()
    .describe('Comma-separated, of what `GET /picture-options` offers'),
});
const documentQuery = z.strictObject({ name: documentNameSchema.describe('The name of the file') });
/** A picture that lies elsewhere. */
const elsewhereSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) });

/** Uploads: pictures for all to see, documents for nobody but their owner and staff. */
export function mediaRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { media } = services;
  const tags = ['Pictures'];
  return [
    route({
      method: 'get',
      path: '/picture-options',
      summary: 'What is taken of pictures, and what can be done to them',
      tags,
      auth: 'public',
      responses: { 200: { description: 'The limits and enhancements', schema: pictureOptionsSchema } },
      handler: () => ok(media.options()),
    }),
    route({
      method: 'post',
      path: '/pictures',
      summary: 'Uploads a picture: its bytes, or `{"url": ...}` of where it lies',
      tags,
      auth: ACCOUNTS,
      query: pictureQuery,
      idempotent: 'optional',
      rawBody: true,
      rawTypes: ['application/json', ...PICTURE_TYPES],
      bodyLimitKb: kB(PICTURE_LIMITS.maxBytes),
      responses: {
        201: { description: 'The picture, ready to be named in a form', schema: pictureSchema },
        422: { description: 'It is no picture, broken, or its address is not one that we fetch from' },
      },
      async handler({ actor, query, raw, header }) {
        const wishes = { ...query, ownerId: uploaderOf(actor) };
        const isElsewhere = header('content-type')?.startsWith('application/json');
        const picture = isElsewhere
          ? await media.fetchPicture({ ...wishes, url: elsewhere(raw) })
          : await media.putPicture({ ...wishes, bytes: raw });
        return { status: 201, body: picture };
      },
    }),
    route({
      method: 'post',
      path: '/documents',
      summary: 'Uploads a private document: the bytes of a PDF, JPEG or PNG',
      tags: ['Documents'],
      auth: ACCOUNTS,
      query: documentQuery,
      idempotent: 'optional',
      rawBody: true,
      rawTypes: ['application/pdf', 'image/jpeg', 'image/png'],
      bodyLimitKb: kB(MAX_DOCUMENT_BYTES),
      responses: {
        201: { description: 'The document', schema: privateDocumentSchema },
        422: { description: 'It is not a file that we take' },
      },
      async handler({ actor, query, raw }) {
        const ownerId = uploaderOf(actor);
        const document = await media.putDocument({ bytes: raw, name: query.name, ownerId });
        return created(document, `/v1/documents/${document.id}`);
      },
    }),
    route({
      method: 'get',
      path: '/documents/{id}',
      summary: 'A private document, as a file; for its owner and staff',
      tags: ['Documents'],
      auth: ACCOUNTS,
      params: idParams,
      responses: { 200: { description: 'The file' } },
      async handler({ actor, params }) {
        const known = await media.document(params.id);
        if (!known || !(isStaff(actor) || known.ownerId === uploaderOf(actor)))
          throw new NotFoundError('document');
        const found = await media.readDocument(params.id);
        if (!found) throw new NotFoundError('document');
        return {
          status: 200,
          bytes: found.bytes,
          headers: {
            'content-type': found.type,
            'content-disposition': attachment(found.name),
            // Whatever is in it, a browser that opens it all the same may run nothing.
            'content-security-policy': "default-src 'none'; sandbox",
            'cache-control': 'private, no-store',
          },
        };
      },
    }),
  ];
}

/** @throws InvalidRequestError, DomainError `malformed-json` */
function elsewhere(raw: Buffer): string {
  const parsed = elsewhereSchema.safeParse(json(raw));
  if (!parsed.success) throw new InvalidRequestError(faultsOf(parsed.error, 'body'));
  return parsed.data.url;
}

function json(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw new DomainError('invalid', 'malformed-json', 'The body is not valid JSON. Nothing was changed.');
  }
}

/** A file name in a header (RFC 6266): for every browser, whatever is in the name. */
function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="document"; filename*=UTF-8''${encoded}`;
}
