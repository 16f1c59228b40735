/** A kiosk: asks one person after another, keeps every answer until it is in, and leads nowhere else. */
import css from '../embed/style.css'
import { h, words } from '../embed/dom.js'
import { Form, notices } from '../embed/form.js'
import { call, newKey } from '../embed/send.js'
import { Idle } from './idle.js'
import { note, noted, put, waiting } from './kept.js'
import { Sender } from './sender.js'

const { survey, worker } = document.body.dataset
const said = JSON.parse(document.body.dataset.words)
const asked = new URLSearchParams(location.search)
const seconds = (name, usual, least) => Math.max(Number(asked.get(name)) || usual, least)
const thanksFor = seconds('thanks', 8, 2)
const main = document.getElementById('kiosk')
const first = said[asked.get('language')] ? asked.get('language') : document.documentElement.lang
let language = first
let restart

const sheet = new CSSStyleSheet()
// The form's own sheet, for a page that is ours as a whole.
sheet.replaceSync(css.replace(/:host\(([^)]*)\)/g, ':root$1').replaceAll(':host', ':root'))
document.adoptedStyleSheets = [sheet]
const dark = window.matchMedia('(prefers-color-scheme: dark)')
const paint = () => document.documentElement.setAttribute('data-theme', dark.matches ? 'dark' : 'light')
dark.addEventListener('change', paint)
paint()

const sender = new Sender(survey, () => document.body.dispatchEvent(new CustomEvent('kept')))
const idle = new Idle(seconds('idle', 45, 5), attract)
const definitions = new Map()

async function definition(code) {
  const answer = await call(`/api/v1/surveys/${survey}/form?language=${code}`)
  if (answer.status === 200) definitions.set(code, answer.body)
  if (answer.status === 410) definitions.delete(code)
  return { status: answer.status, form: definitions.get(code) }
}

function show(...nodes) {
  main.replaceChildren(...nodes.filter(Boolean))
  document.documentElement.lang = language
  window.scrollTo(0, 0)
}

/** The screen that waits for somebody. */
async function attract() {
  clearTimeout(restart)
  idle.stop()
  language = first
  const codes = Object.keys(said)
  const begin = h('button', { type: 'button', class: 'main big', onclick: () => start(first) }, said[first].begin)
  const others = codes.filter((code) => code !== first)
    .map((code) => h('button', { type: 'button', class: 'big', lang: code, onclick: () => start(code) }, said[code].language))
  show(h('div', { class: 'attract' }, h('p', { class: 'organisation' }, said[first].organisation),
    h('h1', { tabindex: -1 }, said[first].attract), h('div', { class: 'actions' }, begin, others)))
  // Nobody is here: a good moment for what was changed, and for what waits.
  sender.run()
  await Promise.all(codes.map(definition))
}

async function start(code) {
  language = code
  const known = definitions.get(code)
  const { form: found, status } = known ? { form: known, status: 200 } : await definition(code)
  if (status === 410) return message(said[code].closed)
  if (!found) return message(said[code].not_ready)
  const form = new Form(found, {
    single: asked.get('layout') !== 'page',
    level: 1,
    values: Object.fromEntries(asked),
    onsend: (raw) => keep(found, raw),
  })
  const top = h('div', { class: 'top' }, h('button', { type: 'button', class: 'plain', onclick: attract }, said[code].start_over))
  show(top, form.node, notices(found))
  form.onpage = () => window.scrollTo(0, 0)
  form.title.focus()
  idle.watch(said[code])
  return undefined
}

/** First into the browser's own database, then the thanks, then the network. */
async function keep(found, answers) {
  idle.stop()
  const touchpoint = asked.get('touchpoint') ?? undefined
  const place = asked.get('location')
  const body = { answers, language: found.language, version: found.version, source: 'kiosk', channel: 'self_service_kiosk' }
  if (touchpoint) body.touchpoint = touchpoint
  if (place) body.segments = { location: place.slice(0, 200) }
  try {
    await put({ key: newKey(), survey, at: new Date().toISOString(), body })
  } catch {
    return message(said[language].not_kept)
  }
  sender.now()
  const { words: found_words, thanks } = found
  const title = h('h1', { tabindex: -1 }, found_words.thanks_title)
  show(h('div', { class: 'attract' }, title, h('p', { class: 'lead', role: 'status' }, found_words.thanks), thanks && h('p', {}, thanks),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'main big', onclick: attract }, said[language].done))))
  title.focus()
  restart = setTimeout(attract, thanksFor * 1000)
  return undefined
}

function message(text) {
  show(h('div', { class: 'attract' }, h('h1', { class: 'lead', tabindex: -1 }, text)))
  restart = setTimeout(attract, 15_000)
}

/** For staff: how many answers wait. Behind `?status`, or a finger held for three seconds on an upper corner. */
async function status() {
  const of = said[language]
  const body = h('div', { class: 'status' })
  const dialog = h('dialog', { 'aria-labelledby': 'status-title', onclose: () => dialog.remove() }, body)
  const fill = async () => {
    const [kept, sent, key] = await Promise.all([waiting(survey), noted(`sent:${survey}`), noted(`key:${survey}`)])
    const refused = kept.filter((entry) => entry.refused).length
    const when = sent ? new Date(sent).toLocaleString(language) : of.never
    body.replaceChildren(
      h('h2', { id: 'status-title' }, of.status_title),
      h('p', { 'data-unsent': kept.length - refused }, words(of.unsent, kept.length - refused)),
      ...(refused ? [h('p', { class: 'error' }, words(of.refused, refused))] : []),
      h('p', {}, words(of.last_sent, when)),
      h('p', {}, navigator.onLine ? of.online : of.offline),
      h('p', {}, key ? of.dated : of.undated),
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'main', onclick: () => sender.now() }, of.send_now),
        h('button', { type: 'button', onclick: () => dialog.close() }, of.close)))
  }
  await fill()
  document.body.append(dialog)
  document.body.addEventListener('kept', () => dialog.isConnected && fill())
  dialog.showModal()
}

function listenForStaff() {
  let held
  window.addEventListener('pointerdown', (event) => {
    const corner = event.clientY < 80 && (event.clientX < 80 || event.clientX > window.innerWidth - 80)
    if (corner) held = setTimeout(status, 3000)
  })
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => clearTimeout(held))
  // No menu that leads out.
  window.addEventListener('contextmenu', (event) => event.preventDefault())
}

/** The key comes after `#`, so that no server log holds it, and goes from the address at once. */
async function takeKey() {
  const key = new URLSearchParams(location.hash.slice(1)).get('key')
  if (!key) return
  await note(`key:${survey}`, key)
  history.replaceState(null, '', location.pathname + location.search)
}

/** Lets the worker keep page, style, script and forms for a time without a network. */
async function keepForLater() {
  if (!navigator.serviceWorker) return
  await navigator.serviceWorker.register(worker, { scope: '/kiosk/' })
  const { active } = await navigator.serviceWorker.ready
  const files = [...document.querySelectorAll('link[rel=stylesheet], script[src]')].map((one) => one.href || one.src)
  const forms = Object.keys(said).map((code) => new URL(`/api/v1/surveys/${survey}/form?language=${code}`, location.href).href)
  active.postMessage({ keep: [location.origin + location.pathname, ...files, ...forms] })
  await navigator.storage?.persist?.()
}

listenForStaff()
takeKey().catch(() => {}).then(attract)
keepForLater().catch(() => {})
if (asked.has('status')) status().catch(() => {})
