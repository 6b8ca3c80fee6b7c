'use client';

/**
 * The token under which Firebase reaches this browser. Its SDK is loaded only here, where a shop has Firebase.
 * @param web Firebase's web configuration, with `vapidKey`
 */
export async function firebaseToken(
  web: Record<string, string>,
  worker: ServiceWorkerRegistration,
): Promise<string> {
  const [{ getApps, initializeApp }, { getMessaging, getToken }] = await Promise.all([
    import('@firebase/app'),
    import('@firebase/messaging'),
  ]);
  const { vapidKey, ...options } = web;
  const app = getApps()[0] ?? initializeApp(options);
  return getToken(getMessaging(app), {
    serviceWorkerRegistration: worker,
    ...(vapidKey !== undefined && { vapidKey }),
  });
}
