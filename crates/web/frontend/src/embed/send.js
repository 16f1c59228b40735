/** Requests to our server. They end in time, and never throw: an answer is data, trouble is data too. */
import { solve } from './proof.js'

/** Reads JSON within eight seconds: `{ status, body }`, status 0 when nothing came. */
export async function call(url, options = {}, seconds = 8) {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), seconds * 1000)
  try {
    const answer = await fetch(url, { ...options, credentials: 'omit', referrerPolicy: 'no-referrer', signal: patience.signal })
    const text = await answer.text()
    let body = {}
    try {
      body = JSON.parse(text)
    } catch {
      // A proxy's page, or nothing: the status says enough.
    }
    return { status: answer.status, body, wait: Number(answer.headers.get('retry-after')) || 0 }
  } catch {
    return { status: 0, body: {}, wait: 0 }
  } finally {
    clearTimeout(timer)
  }
}

/** Posts JSON; does the proof of work when asked for it. */
export async function post(url, body, headers = {}) {
  let sent = body
  for (let attempt = 0; ; attempt += 1) {
    const text = JSON.stringify(sent)
    const answer = await call(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: text,
      // Goes on when the visitor leaves the page; browsers take so much at most.
      keepalive: text.length < 30_000,
    }, 20)
    const { challenge } = answer.body
    if (answer.status !== 429 || !challenge || attempt > 1) return answer
    sent = { ...body, proof: await solve(challenge) }
  }
}

/** Whether sending the same again may help. */
export function isForLater({ status }) {
  return status === 0 || status === 408 || status === 429 || status >= 500
}

/** A key that nobody guesses and that makes a second sending the same response. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
