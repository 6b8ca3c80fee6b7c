import { DomainError } from '../platform/errors';

/** The file cannot be read as a table of goods. Nothing of it was applied. */
export class UnreadableFileError extends DomainError {
  constructor(code: string, message: string) {
    super('invalid', code, message);
  }
}

export const emptyFile = () =>
  new UnreadableFileError('file-empty', 'The file has no rows. Nothing was imported.');

export const wrongEncoding = (looksLike: string) =>
  new UnreadableFileError(
    'file-encoding',
    `The file is in ${looksLike}, not in UTF-8. Nothing was imported. Save it as 'CSV UTF-8' and give it again.`,
  );

export const wrongHeader = (message: string) =>
  new UnreadableFileError('file-header', `${message} Nothing was imported.`);

export const fileGone = () =>
  new UnreadableFileError(
    'file-gone',
    'The file is no longer there. What was not read was not imported. Give it again.',
  );

export const fileTooLarge = (limitMb: number) =>
  new DomainError(
    'invalid',
    'too-large',
    `The file is larger than ${limitMb} MB. Nothing was imported. Split it.`,
  );
