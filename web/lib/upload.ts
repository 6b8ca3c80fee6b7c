'use client';

import type { Enhancement, PrivateDocument } from '../../services/media/media.schema';
import { noAnswer, problemOf } from './problem';
import { renew, token } from './session';
import type { Picture } from './types';

/** A picture that is to be uploaded: a file, or where it lies. */
export type PictureSource = File | { url: string };

export interface UploadWatch {
  /** Told how much of the file has gone out, from 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

export interface PictureWishes {
  crop?: '4:5';
  enhance?: readonly Enhancement[];
}

/** A large picture over a slow line, and the time it takes to be rendered. */
const TIMEOUT_MS = 180_000;

/**
 * Uploads a picture.
 * @throws ApiProblem for every answer that is not a success, and for none; DOMException when it was called off
 */
export function uploadPicture(
  source: PictureSource,
  { crop, enhance = [], ...watch }: PictureWishes & UploadWatch = {},
): Promise<Picture> {
  const query = new URLSearchParams({
    ...(crop && { crop }),
    ...(enhance.length > 0 && { enhance: enhance.join(',') }),
  });
  const path = `/pictures?${query.toString()}`;
  if (source instanceof File) return send<Picture>(path, source, source.type, watch);
  return send<Picture>(path, JSON.stringify(source), 'application/json', watch);
}

/**
 * Uploads a private document: a PDF, JPEG or PNG.
 * @throws ApiProblem as `uploadPicture`
 */
export function uploadDocument(file: File, watch: UploadWatch = {}): Promise<PrivateDocument> {
  const query = new URLSearchParams({ name: file.name.slice(0, 120) });
  return send<PrivateDocument>(`/documents?${query.toString()}`, file, file.type, watch);
}

async function send<Body>(
  path: string,
  body: File | string,
  type: string,
  watch: UploadWatch,
): Promise<Body> {
  const bearer = await token();
  let answer = await post(path, body, type, bearer, watch);
  if (answer.status === 401 && bearer) {
    const renewed = await renew(bearer);
    if (renewed) answer = await post(path, body, type, renewed, watch);
  }
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as Body;
}

/** XMLHttpRequest, because fetch does not tell how much has gone out. */
function post(
  path: string,
  body: File | string,
  type: string,
  bearer: string | null,
  { onProgress, signal }: UploadWatch,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const end = (settle: () => void) => {
      signal?.removeEventListener('abort', stop);
      settle();
    };
    request.open('POST', `/api/v1${path}`);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader('content-type', type || 'application/octet-stream');
    if (bearer) request.setRequestHeader('authorization', `Bearer ${bearer}`);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    };
    request.onload = () => {
      const { status, responseText } = request;
      // A status that no answer can have means that there was none.
      end(() => (status < 200 ? reject(noAnswer()) : resolve(new Response(responseText, { status }))));
    };
    request.onerror = () => end(() => reject(noAnswer()));
    request.ontimeout = () => end(() => reject(noAnswer()));
    request.onabort = () => end(() => reject(new DOMException('called off', 'AbortError')));
    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop, { once: true });
    request.send(body);
  });
}
