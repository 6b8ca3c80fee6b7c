// Shows what is pushed to this browser, and opens its page on a click. Served as it stands: no build step, no imports.

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  event.waitUntil(show(noticeOf(event.data)));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path));
});

/** What Firebase delivers: `notification` as it was sent, and `data` beside it. */
function noticeOf(data) {
  let sent = {};
  try {
    sent = data?.json() ?? {};
  } catch {
    // Not ours; still something has to be shown, or the browser shows words of its own.
  }
  const { notification = {}, data: facts = {} } = sent;
  return { title: notification.title ?? 'Caravan', body: notification.body ?? '', ...facts };
}

function show({ title, body, path, tag }) {
  return self.registration.showNotification(title, {
    body,
    // One that is pushed again takes the place of the first, without a second ring.
    tag: tag ?? 'caravan',
    renotify: false,
    icon: '/icon.svg',
    data: { path: isPage(path) ? path : '/' },
  });
}

/** Only pages of this shop: an address of elsewhere is not opened, whoever sent it. */
function isPage(path) {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path);
}

/** Goes to the page in a window that is open already, else in a new one. */
async function open(path = '/') {
  const target = new URL(path, self.location.origin);
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find(({ url }) => new URL(url).pathname === target.pathname);
  if (there) return there.focus();
  const any = windows[0];
  if (any && 'navigate' in any) {
    const moved = await any.navigate(target.href).catch(() => null);
    if (moved) return moved.focus();
  }
  return self.clients.openWindow(target.href);
}
