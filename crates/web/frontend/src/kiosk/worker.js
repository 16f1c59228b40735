/**
 * The kiosk's service worker: page, style, script and form definitions from the network when it answers within three
 * seconds, else from what was kept. It rules over `/kiosk/` alone and keeps nothing but what the kiosk names.
 */
const cacheName = 'catsup-kiosk-1'
const patience = 3000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(tidy()))
self.addEventListener('message', (event) => event.waitUntil(keep(event.data?.keep ?? [])))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method === 'GET' && url.origin === location.origin && isOurs(url)) event.respondWith(answer(request, url))
})

/** What a kiosk may keep. Nothing of staff, whatever a page asks for. */
function isOurs({ pathname }) {
  return /^\/kiosk\/[\w-]+$/.test(pathname) || /^\/assets\/kiosk-/.test(pathname) || /^\/api\/v1\/surveys\/[\w-]+\/form$/.test(pathname)
}

async function tidy() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('catsup-kiosk-') && name !== cacheName).map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function keep(addresses) {
  const cache = await caches.open(cacheName)
  const ours = addresses.filter((address) => new URL(address).origin === location.origin && isOurs(new URL(address)))
  await Promise.all(ours.map(async (address) => {
    const response = await fetch(address, { cache: 'no-cache', credentials: 'omit' })
    if (response.ok) await cache.put(nameOf(new URL(address)), response)
  }))
}

/** The page is one page, whatever its parameters; a form has one for each language. */
function nameOf(url) {
  return url.origin + url.pathname + (url.pathname.startsWith('/api/') ? url.search : '')
}

async function answer(request, url) {
  const cache = await caches.open(cacheName)
  const kept = () => cache.match(nameOf(url))
  // A name with a hash holds the same for ever.
  if (url.pathname.startsWith('/assets/')) {
    const known = await kept()
    if (known) return known
  }
  try {
    const fresh = await inTime(fetch(request))
    if (fresh.ok && fresh.type === 'basic') {
      await cache.put(nameOf(url), fresh.clone())
      return fresh
    }
    // Closed for good is for the kiosk to say; a page of trouble is not for the lobby.
    return url.pathname.startsWith('/api/') && fresh.status === 410 ? fresh : (await kept()) ?? fresh
  } catch (trouble) {
    const known = await kept()
    if (known) return known
    throw trouble
  }
}

function inTime(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error('no answer in time')), patience))])
}
