/** Where we draw: an element with a shadow root that the page's own styles do not reach, and a dialog inside one. */
import { h, icon } from './dom.js'
import css from './style.css'

let sheet

/** A new element of ours in `parent`; `root` is its inside. */
export function surface(options, mode) {
  const host = document.createElement('catsup-survey')
  const root = host.attachShadow({ mode: 'open' })
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
    }
    root.adoptedStyleSheets = [sheet]
  } catch {
    // An old browser: plain, but it works.
  }
  host.setAttribute('data-mode', mode)
  dress(host, options)
  return { host, root }
}

/** Light or dark as the page is, and the page's accent colour with a text colour that can be read on it. */
function dress(host, { accent, theme }) {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const follows = theme === 'auto' || (!theme && getComputedStyle(document.documentElement).colorScheme.includes('dark'))
  const paint = () => host.setAttribute('data-theme', theme === 'dark' || (follows && dark.matches) ? 'dark' : 'light')
  paint()
  if (follows) dark.addEventListener('change', paint)
  const colour = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(accent ?? '')
  if (!colour) return
  const [red, green, blue] = colour.slice(1).map((hex) => {
    const part = parseInt(hex, 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  host.style.setProperty('--catsup-accent', accent)
  host.style.setProperty('--catsup-on-accent', 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff')
}

let opened

/** Opens a dialog with `content`: the rest of the page is inert, Esc closes, the focus goes back where it was. */
export function openDialog(options, language, label, close, content) {
  closeDialog()
  const before = document.activeElement
  const { host, root } = surface(options, 'modal')
  const button = h('button', { type: 'button', class: 'close', 'aria-label': close, onclick: () => dialog.close() },
    icon('M6 6l12 12M18 6L6 18'))
  const body = h('div', { class: 'body' }, content)
  const dialog = h('dialog', { 'aria-label': label, lang: language }, h('div', { class: 'panel' }, button, body))
  root.append(dialog)
  document.body.append(host)
  const unlock = lockScroll()
  let reason = 'closed'
  dialog.addEventListener('keydown', (event) => event.key === 'Tab' && keepFocus(event, dialog))
  dialog.addEventListener('close', () => {
    unlock()
    host.remove()
    opened = undefined
    if (before?.isConnected) before.focus?.()
    options.onclose?.(reason)
  })
  dialog.showModal()
  const heading = body.querySelector('h2')
  ;(heading ?? button).focus()
  opened = {
    say: (...nodes) => {
      body.replaceChildren(...nodes.filter(Boolean))
      body.querySelector('h2')?.focus()
    },
    close: (why) => {
      reason = why ?? reason
      dialog.close()
    },
  }
  return opened
}

export function closeDialog(why) {
  opened?.close(why)
}

/** The browser leaves its own buttons reachable from a dialog; Tab goes round inside it instead. */
function keepFocus(event, dialog) {
  const all = [...dialog.querySelectorAll('button, input, select, textarea, a[href], summary')]
  const reachable = all.filter((one) => !one.disabled && one.getClientRects().length > 0 && isTabStop(one, all))
  const inside = dialog.getRootNode().activeElement
  const [first, last] = [reachable[0], reachable[reachable.length - 1]]
  const atTheEnd = event.shiftKey ? inside === first || !reachable.includes(inside) : inside === last
  if (!atTheEnd) return
  event.preventDefault()
  const onward = event.shiftKey ? last : first
  onward?.focus()
}

/** Of radios with one name only one is reached by Tab: the chosen one, or any when none is. */
function isTabStop(one, all) {
  if (one.type !== 'radio') return true
  const chosen = all.find((other) => other.name === one.name && other.checked)
  return !chosen || chosen === one
}

function lockScroll() {
  const { style } = document.documentElement
  const before = [style.overflow, style.paddingInlineEnd]
  const bar = window.innerWidth - document.documentElement.clientWidth
  style.overflow = 'hidden'
  if (bar > 0) style.paddingInlineEnd = `${bar}px`
  return () => ([style.overflow, style.paddingInlineEnd] = before)
}
