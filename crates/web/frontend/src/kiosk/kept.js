/** What the kiosk keeps in the browser: answers on their way, its key, and when it last sent. Survives a restart. */

const name = 'catsup-kiosk'

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('outbox', { keyPath: 'key' }).createIndex('survey', 'survey')
      request.result.createObjectStore('notes')
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('the database is held by another tab'))
  })
}

let database

/** Runs `work` on a store and resolves once what it did is on disk. */
async function act(store, mode, work) {
  database ??= open()
  const db = await database.catch((error) => {
    database = undefined
    throw error
  })
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: 'strict' })
    const request = work(transaction.objectStore(store))
    transaction.oncomplete = () => resolve(request?.result)
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
}

export const put = (entry) => act('outbox', 'readwrite', (store) => store.put(entry))
export const remove = (key) => act('outbox', 'readwrite', (store) => store.delete(key))
/** Every response to this survey that waits or was refused, the oldest first. */
export async function waiting(survey) {
  const all = await act('outbox', 'readonly', (store) => store.index('survey').getAll(survey))
  return all.sort((one, other) => one.at.localeCompare(other.at))
}
export const note = (key, value) => act('notes', 'readwrite', (store) => store.put(value, key))
export const noted = (key) => act('notes', 'readonly', (store) => store.get(key))
