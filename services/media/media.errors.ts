import { DomainError } from '../platform/errors';

export class NotAPictureError extends DomainError {
  constructor() {
    super(
      'invalid',
      'not-a-picture',
      'This is not a picture that we can show. Nothing was stored; choose a JPEG, PNG, WebP, AVIF or GIF.',
    );
  }
}

export class BrokenPictureError extends DomainError {
  constructor() {
    super(
      'invalid',
      'picture-broken',
      'This picture is damaged or incomplete. Nothing was stored; save it again and choose it anew.',
    );
  }
}

/** More pixels, or more bytes, than are taken. */
export class PictureTooLargeError extends DomainError {
  constructor(limits: { maxBytes: number; maxPixels: number }) {
    const mega = (count: number, of: number) => Math.floor(count / of);
    super(
      'invalid',
      'picture-too-large',
      `This picture is too large. Nothing was stored; at most ${mega(limits.maxBytes, 1024 * 1024)} MB and ` +
        `${mega(limits.maxPixels, 1_000_000)} megapixels are taken.`,
      limits,
    );
  }
}

/** Another's, or nobody's: that is not told apart. */
export class UnknownPictureError extends DomainError {
  constructor(ids: readonly string[]) {
    super(
      'invalid',
      'unknown-picture',
      'One of these pictures is not yours. Upload it anew; nothing was saved.',
      {
        pictures: [...ids],
      },
    );
  }
}

export class EnhancementUnavailableError extends DomainError {
  constructor() {
    super(
      'invalid',
      'enhancement-unavailable',
      'This shop cannot change pictures in that way. Nothing was stored; upload the picture as it should look.',
    );
  }
}

export class NotADocumentError extends DomainError {
  constructor() {
    super(
      'invalid',
      'not-a-document',
      'This file is not one that we take. Nothing was stored; choose a PDF, JPEG or PNG of at most 10 MB.',
    );
  }
}

/** The allowance of an hour is used up. */
export class TooManyUploadsError extends DomainError {
  constructor(perHour: number) {
    super(
      'unavailable',
      'too-many-uploads',
      `These were ${perHour} files within an hour, which is what we take. This one was not stored; please go on later.`,
    );
  }
}

/** More pictures are being worked on than the machine bears. */
export class PicturesBusyError extends DomainError {
  constructor() {
    super(
      'unavailable',
      'pictures-busy',
      'Many pictures come in just now. This one was not stored; please try again in a moment.',
    );
  }
}

/** Whoever keeps our pictures did not take this one. */
export class PictureStoreUnavailableError extends DomainError {
  constructor(options?: { cause?: unknown }) {
    super(
      'unavailable',
      'picture-store-unavailable',
      'Pictures cannot be stored just now. This one was not; please try again in a few minutes.',
    );
    this.cause = options?.cause;
  }
}
