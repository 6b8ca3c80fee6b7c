'use client';

import { noAnswer, problemOf } from './problem';
import { renew, token } from './session';

/** A large file over a slow line. */
const TIMEOUT_MS = 3_600_000;

interface TableUpload {
  /** Sent again under the same key it is the same import. */
  key: string;
  /** Told how much of the file has gone out, from 0 to 1. */
  onProgress: (share: number) => void;
}

/**
 * Gives a table of goods to the API itself: what goes through our own origin is cut off at the size of a picture.
 * @param apiUrl where browsers reach the API
 * @throws ApiProblem for every answer that is not a success, and for none
 */
export async function uploadTable(apiUrl: string, file: File, upload: TableUpload): Promise<void> {
  const url = `${apiUrl}/v1/imports?${new URLSearchParams({ name: file.name.slice(0, 120) }).toString()}`;
  const bearer = await token();
  let answer = await post(url, file, bearer, upload);
  if (answer.status === 401 && bearer) {
    const renewed = await renew(bearer);
    if (renewed) answer = await post(url, file, renewed, upload);
  }
  if (!answer.ok) throw await problemOf(answer);
}

/** XMLHttpRequest, because fetch does not tell how much has gone out. */
function post(
  url: string,
  file: File,
  bearer: string | null,
  { key, onProgress }: TableUpload,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('idempotency-key', key);
    if (bearer) request.setRequestHeader('authorization', `Bearer ${bearer}`);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    };
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(noAnswer());
    request.ontimeout = () => reject(noAnswer());
    request.send(file);
  });
}
