/** Sends what the kiosk keeps: oldest first, each under its own key, so that it counts once however often it is sent. */
import { isForLater, post } from '../embed/send.js'
import { note, noted, put, remove, waiting } from './kept.js'

const longestPause = 5 * 60

export class Sender {
  constructor(survey, onchange) {
    Object.assign(this, { survey, onchange, pause: 2 })
    window.addEventListener('online', () => this.now())
  }

  /** Starts afresh, whatever pause was running. */
  now() {
    this.pause = 2
    this.again = Boolean(this.running)
    return this.run()
  }

  async run() {
    if (this.running) return this.running
    clearTimeout(this.timer)
    // Two tabs of one kiosk take turns; the key keeps it right where the browser has no locks.
    const work = () => this.sendAll()
    const locked = navigator.locks ? navigator.locks.request('catsup-kiosk-sender', work) : work()
    this.running = locked.catch(() => 0).then((wait) => {
      this.running = undefined
      if (wait !== undefined) {
        this.timer = setTimeout(() => this.run(), Math.max(wait, this.pause) * 1000)
        this.pause = Math.min(this.pause * 2, longestPause)
      }
      this.onchange?.()
      // What came in meanwhile was not among those sent.
      if (this.again) this.now()
    })
    return this.running
  }

  /** Resolves to the seconds to wait when something is left, else to nothing. */
  async sendAll() {
    for (const entry of (await waiting(this.survey)).filter((one) => !one.refused)) {
      const wait = await this.send(entry)
      if (wait !== undefined) return wait
      this.onchange?.()
    }
    this.pause = 2
    return undefined
  }

  async send(entry) {
    const { key, body } = entry
    const kioskKey = entry.undated ? undefined : await noted(`key:${this.survey}`)
    const headers = { 'Idempotency-Key': key }
    // Without a key of its own the kiosk may not say when: the answer then counts on the day it arrives.
    const dated = kioskKey ? { ...body, occurred_at: entry.at } : body
    if (kioskKey) headers['Kiosk-Key'] = kioskKey
    const answer = await post(`/api/v1/surveys/${this.survey}/responses`, dated, headers)
    if (isForLater(answer)) return answer.wait
    // 409: under this key something is stored, and the key is ours.
    if ((answer.status >= 200 && answer.status < 300) || answer.status === 409) {
      await note(`sent:${this.survey}`, new Date().toISOString())
      await remove(key)
      return undefined
    }
    const fields = (answer.body.errors ?? []).map(({ field }) => field)
    if (kioskKey && fields.some((field) => field === 'Kiosk-Key' || field === 'occurred_at')) {
      if (fields.includes('Kiosk-Key')) await note(`key:${this.survey}`, undefined)
      return this.keepAndSend({ ...entry, undated: true })
    }
    const loose = fields.filter((field) => ['touchpoint', 'segments'].includes(field))
    if (loose.length) {
      const rest = Object.entries(body).filter(([field]) => !loose.includes(field))
      return this.keepAndSend({ ...entry, body: Object.fromEntries(rest) })
    }
    // Kept all the same: staff see it, and nobody's words vanish.
    await put({ ...entry, refused: answer.status })
    return undefined
  }

  async keepAndSend(entry) {
    await put(entry)
    return this.send(entry)
  }
}
