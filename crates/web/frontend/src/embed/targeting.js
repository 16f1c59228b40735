/** Who is asked, and when: a share of visits, on leaving, after scrolling, after a while, not again for some days. */
import { storage } from './dom.js'

const tab = storage('sessionStorage')
const long = storage('localStorage')
const day = 24 * 60 * 60 * 1000

/** Whether this page and this visit are among those asked. A tab keeps its lot, so that pages do not draw anew. */
export function isAsked({ survey, share, pages, quietDays }) {
  if (pages && !pages.split(',').some((one) => matches(one.trim(), location.pathname))) return false
  const asked = Number(long.get(`catsup:asked:${survey}`))
  if (quietDays > 0 && asked && Date.now() - asked < quietDays * day) return false
  if (share === undefined || share === '' || Number.isNaN(Number(share))) return true
  const key = `catsup:lot:${survey}`
  const lot = tab.get(key) ?? String(Math.random())
  tab.set(key, lot)
  return Number(lot) < Number(share)
}

/** Notes that the visitor was asked, for `data-quiet-days`. */
export function wasAsked({ survey, quietDays }) {
  if (quietDays > 0) long.set(`catsup:asked:${survey}`, String(Date.now()))
}

/** `*` stands for anything. */
function matches(pattern, path) {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(path)
}

/** Calls `ask` once, when the moment has come: `exit`, `scroll` (percent), `delay` (seconds), or at once. */
export function when({ on, scroll, delay }, ask) {
  let asked = false
  const once = () => {
    if (asked) return
    asked = true
    ask()
  }
  const moments = (on || (delay ? 'delay' : scroll ? 'scroll' : '')).split(/[\s,|]+/).filter(Boolean)
  if (!moments.length) return once()
  if (moments.includes('delay')) setTimeout(once, (Number(delay) || 10) * 1000)
  if (moments.includes('exit')) {
    document.addEventListener('mouseout', (event) => event.relatedTarget === null && event.clientY <= 0 && once())
  }
  if (moments.includes('scroll')) {
    const seen = () => {
      const page = document.documentElement
      const room = page.scrollHeight - window.innerHeight
      if (room <= 0 || window.scrollY / room >= (Number(scroll) || 50) / 100) once()
    }
    window.addEventListener('scroll', seen, { passive: true })
  }
}
