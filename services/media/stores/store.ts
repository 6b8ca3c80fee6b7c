import { resolve } from 'node:path';
import { ConfigError, type Config } from '../../platform/config';
import type { MediaStore } from '../media-store.port';
import { createImageKitStore } from './imagekit';
import { createLocalStore } from './local';

/** The keeper of pictures that the configuration names. */
export function createMediaStore(config: Config): MediaStore {
  if (config.MEDIA_STORE === 'local') return createLocalStore({ folder: resolve(config.MEDIA_DIR) });
  const { IMAGEKIT_PUBLIC_KEY, IMAGEKIT_PRIVATE_KEY, IMAGEKIT_URL_ENDPOINT } = config;
  if (!IMAGEKIT_PUBLIC_KEY || !IMAGEKIT_PRIVATE_KEY || !IMAGEKIT_URL_ENDPOINT)
    throw new ConfigError('IMAGEKIT_PUBLIC_KEY, .._PRIVATE_KEY, .._URL_ENDPOINT: are needed for ImageKit');
  return createImageKitStore({
    publicKey: IMAGEKIT_PUBLIC_KEY,
    privateKey: IMAGEKIT_PRIVATE_KEY,
    urlEndpoint: IMAGEKIT_URL_ENDPOINT,
    uploadUrl: config.IMAGEKIT_UPLOAD_URL,
    apiUrl: config.IMAGEKIT_API_URL,
    timeoutMs: config.IMAGEKIT_TIMEOUT_MS,
  });
}
