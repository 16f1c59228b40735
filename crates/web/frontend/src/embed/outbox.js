/**
 * Answers on their way. Each has an Idempotency-Key from the start, so that however often it is sent it counts once.
 * They wait in this tab's own storage: gone with the tab, not left on a shared computer.
 */
import { storage } from './dom.js'
import { isForLater, newKey, post } from './send.js'

const kept = storage('sessionStorage')
const name = 'catsup:outbox'
const listeners = new Map()
let sending = false
let timer
let pause = 1

const read = () => {
  try {
    return JSON.parse(kept.get(name)) ?? []
  } catch {
    return []
  }
}
const isDue = (entry) => !entry.id || entry.rest
const write = (entries) => (entries.length ? kept.set(name, JSON.stringify(entries)) : kept.remove(name))

function change(key, work) {
  write(read().map((entry) => (entry.key === key ? { ...entry, ...work(entry) } : entry)))
}

/** Puts a response in and sends it. `listen({ state, … })` hears `sent`, `waiting` or `refused`, maybe several times. */
export function submit(origin, survey, body, listen) {
  const key = newKey()
  listeners.set(key, listen)
  write([...read(), { key, origin, survey, body }])
  flush()
  return key
}

/** Adds what completes a response, whether that is in already or not. */
export function complete(key, answers, listen) {
  listeners.set(key, listen)
  change(key, () => ({ rest: answers }))
  flush()
}

/** A response to which nothing will be added. */
export function finish(key) {
  change(key, () => ({ done: true }))
  write(read().filter((entry) => entry.key !== key || !entry.id))
}

/** Changes what waits, before a new attempt. */
export function retry() {
  pause = 1
  flush()
}

/** Sends whatever waits, one after the other. */
export async function flush() {
  if (sending) return
  sending = true
  clearTimeout(timer)
  let waits = false
  for (const { key } of read()) {
    try {
      waits = (await step(key)) || waits
    } catch {
      waits = true
    }
  }
  sending = false
  if (waits) {
    pause = Math.min(pause * 2, 60)
    timer = setTimeout(flush, pause * 1000)
  } else {
    pause = 1
    if (read().some(isDue)) flush()
  }
}

/** Takes one response a step further; says whether it has to wait. */
async function step(key) {
  const entry = read().find((one) => one.key === key)
  if (!entry || !isDue(entry)) return false
  const { origin, survey, body, id, token, rest } = entry
  const answer = id
    ? await post(`${origin}/api/v1/responses/${id}/completion`, { token, answers: rest })
    : await post(`${origin}/api/v1/surveys/${survey}/responses`, body, { 'Idempotency-Key': key })
  const tell = (news) => listeners.get(key)?.({ key, ...news })
  if (isForLater(answer)) {
    tell({ state: 'waiting' })
    return true
  }
  // A key that was used before was ours: the response is in.
  if (answer.status >= 200 && answer.status < 300 || answer.status === 409) {
    const { id: stored = id, completion } = answer.body
    const goesOn = !id && completion && !entry.done
    if (goesOn) change(key, () => ({ id: stored, token: completion }))
    else write(read().filter((one) => one.key !== key))
    tell({ state: 'sent', id: stored, step: id ? 'completion' : 'response' })
    return false
  }
  const errors = answer.body.errors ?? []
  const circumstances = errors.map(({ field }) => field.split('.')[0]).filter((field) => field in body && field !== 'answers')
  if (!id && circumstances.length) {
    // What the page's author wrote does not fit: the answers are worth more than it.
    const rest = Object.entries(body).filter(([field]) => !circumstances.includes(field))
    change(key, () => ({ body: Object.fromEntries(rest) }))
    return step(key)
  }
  if (id) change(key, () => ({ rest: undefined }))
  else write(read().filter((one) => one.key !== key))
  tell({ state: 'refused', status: answer.status, errors })
  return false
}

// What could still have been completed on the page before has nobody left to complete it.
write(read().filter(isDue))
window.addEventListener('online', retry)
