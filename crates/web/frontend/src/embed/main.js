/**
 * The embed: puts a survey into a page of another site. `docs/embedding.md` documents attributes, events and the API.
 *
 * The page around it is never harmed: it is reached only through a shadow root, whatever fails ends in an event, and
 * the file may be included as often as one likes.
 */
import { h } from './dom.js'
import { flush, retry } from './outbox.js'
import { load, Session } from './session.js'
import { closeDialog, openDialog, surface } from './surface.js'
import { isAsked, wasAsked, when } from './targeting.js'
import { visit } from './visits.js'

/** Said when the server cannot be reached, and so has no words for us. */
const alone = {
  en: { unavailable: 'Feedback is not available right now. Please try again later.', close: 'Close' },
  es: { unavailable: 'En este momento no podemos recibir opiniones. Inténtelo más tarde.', close: 'Cerrar' },
}
const seen = new WeakSet()
let prompted = false

/** Runs our own work so that trouble in it stays ours. */
async function safely(target, survey, work) {
  try {
    await work()
  } catch (error) {
    emit(target, 'error', { survey, reason: 'internal', message: String(error?.message ?? error) })
  }
}

function emit(target, name, detail) {
  try {
    const place = target?.isConnected ? target : document
    place.dispatchEvent(new CustomEvent(`catsup:${name}`, { bubbles: true, composed: true, detail }))
  } catch {
    // A listener of the page threw: the browser has reported it there.
  }
}

/** The options of a script or a button, from its `data-` attributes. */
function optionsOf(element, origin) {
  return { origin, ...element.dataset, survey: element.dataset.survey || element.dataset.catsupOpen }
}

/** What a session needs of the page: where to tell of it, and where to show it. */
function sessionOf(options, definition, target, show) {
  const tell = (name, detail) => emit(target, name, { survey: options.survey, mode: options.mode ?? 'modal', ...detail })
  const session = new Session(options, definition, { emit: tell, show })
  return { session, tell }
}

/** Opens a survey in a dialog. */
async function openModal(options, target, loaded) {
  const { definition, status } = loaded ?? (await load(options))
  if (!definition) {
    const words = alone[(options.language || document.documentElement.lang || 'en').slice(0, 2)] ?? alone.en
    emit(target, 'error', { survey: options.survey, reason: status === 410 ? 'closed' : 'unavailable', status })
    openDialog(options, undefined, words.unavailable, words.close, h('p', { class: 'note', role: 'status' }, words.unavailable))
    return
  }
  let dialog
  const { session, tell } = sessionOf(options, definition, target, (...nodes) => dialog.say(...nodes))
  const onclose = (reason) => tell('close', { reason: session.thanked ? 'sent' : reason })
  dialog = openDialog({ ...options, onclose }, definition.language, definition.title, definition.words.close, session.form())
  session.onthanks = () => wasAsked(options)
  tell('open')
}

/** Shows a survey in the page: the form itself, or page feedback. */
function showInline(options, target, definition) {
  const place = options.target ? document.querySelector(options.target) : undefined
  const { host, root } = surface(options, options.mode)
  const box = h('div', { class: 'box', lang: definition.language })
  const { session, tell } = sessionOf(options, definition, target, (...nodes) => {
    box.replaceChildren(...nodes.filter(Boolean))
    box.querySelector('h2')?.focus()
  })
  const asPage = options.mode === 'page' && definition.one_click
  box.append(...(asPage ? session.page() : session.form()).filter(Boolean))
  root.append(box)
  session.onthanks = () => wasAsked(options)
  if (place) place.append(host)
  else if (target?.isConnected && target.parentNode !== document.head) target.after(host)
  else document.body.append(host)
  tell('open')
}

/** A button of ours that stays in sight. */
function showButton(options, target, definition) {
  const { host, root } = surface(options, 'button')
  const label = options.label || definition.words.feedback
  const open = () => safely(target, options.survey, () => openModal(options, target, { definition }))
  root.append(h('button', { type: 'button', class: 'main float', lang: definition.language, 'aria-haspopup': 'dialog', onclick: open }, label))
  if (options.position === 'left') host.setAttribute('data-position', 'left')
  document.body.append(host)
}

/** Takes a script element up, once. */
function mount(element, more) {
  if (seen.has(element)) return
  seen.add(element)
  const origin = new URL(element.src || ours).origin
  const options = { mode: 'inline', ...optionsOf(element, origin), ...more }
  safely(element, options.survey, async () => {
    await parsed()
    if (options.visits !== undefined) visit(options)
    if (options.mode === 'none' || !options.survey || !isAsked(options)) return
    const loaded = await load(options)
    if (!loaded.definition) {
      const reason = loaded.status === 410 ? 'closed' : loaded.status === 404 ? 'unknown' : 'unavailable'
      return emit(element, 'error', { survey: options.survey, mode: options.mode, reason, status: loaded.status })
    }
    emit(element, 'ready', { survey: options.survey, mode: options.mode })
    when(options, () => safely(element, options.survey, () => {
      if (options.mode !== 'modal') return (options.mode === 'button' ? showButton : showInline)(options, element, loaded.definition)
      // One prompt on one page view, whoever asks for it.
      if (prompted) return undefined
      prompted = true
      wasAsked(options)
      return openModal(options, element, loaded)
    }))
  })
}

function parsed() {
  if (document.readyState !== 'loading') return undefined
  return new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }))
}

function mountAll() {
  for (const element of document.querySelectorAll('script[data-survey]')) {
    if (element.src && new URL(element.src).origin === ours && /\/embed\.js$/.test(new URL(element.src).pathname)) mount(element)
  }
}

const ours = new URL(document.currentScript?.src || document.querySelector('script[src*="/embed.js"]')?.src || location.href).origin

if (window.catsup?.mount) {
  // The file is here already: only this element is new.
  safely(document, undefined, () => document.currentScript && window.catsup.mount(document.currentScript))
} else {
  window.catsup = {
    /** Opens a survey in a dialog: `catsup.open('key', { language, campaign, … })`. */
    open: (survey, options = {}) => {
      safely(document, survey, () => openModal({ origin: ours, ...options, survey }, options.element ?? document))
    },
    /** Closes the dialog, if one is open. */
    close: () => closeDialog('closed'),
    /** Takes up a script element, or any element, as if it stood in the page: `catsup.mount(element, { survey, mode })`. */
    mount: (element, options) => safely(document, options?.survey, () => mount(element, options)),
    /** Counts this view of the page once: `catsup.visit('key')`. */
    visit: (survey, options = {}) => safely(document, survey, () => visit({ origin: ours, ...options, survey })),
    /** Tells whether the person did what they came for: `catsup.done('key', true)`, or an outcome such as 'partly'. */
    done: (survey, how = true, options = {}) => {
      const outcome = { true: 'fulfilled', yes: 'fulfilled', false: 'not_fulfilled', no: 'not_fulfilled' }[how] ?? how
      safely(document, survey, () => visit({ origin: ours, ...options, survey }, outcome))
    },
    /** Sends at once what waits for the network. */
    retry,
  }
  document.addEventListener('click', (event) => {
    const said = event.target instanceof Element && event.target.closest('[data-catsup-done]')
    if (said) window.catsup.done(said.dataset.survey, said.dataset.catsupDone || true, optionsOf(said, ours))
    const button = event.target instanceof Element && event.target.closest('[data-catsup-open]')
    if (!button) return
    event.preventDefault()
    safely(button, button.dataset.catsupOpen, () => openModal(optionsOf(button, ours), button))
  })
  safely(document, undefined, flush)
  safely(document, undefined, mountAll)
}
