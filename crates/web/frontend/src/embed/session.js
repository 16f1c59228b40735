/** One survey on one page: its form, what becomes of the answers, and the words afterwards. */
import { h, storage } from './dom.js'
import { Form, notices } from './form.js'
import { complete, finish, retry, submit } from './outbox.js'
import { call } from './send.js'

const drafts = storage('sessionStorage')

/** The definition of a form, or `undefined` when it cannot be had; `status` tells why. */
export async function load({ origin, survey, language }) {
  const wanted = language || document.documentElement.lang || navigator.language || 'en'
  const answer = await call(`${origin}/api/v1/surveys/${encodeURIComponent(survey)}/form?language=${encodeURIComponent(wanted.slice(0, 20))}`)
  return { status: answer.status, definition: answer.status === 200 ? answer.body : undefined }
}

export class Session {
  /** `emit(name, detail)` tells the page; `show(...nodes)` puts something in the place of the form. */
  constructor(options, definition, { emit, show }) {
    Object.assign(this, { options, definition, emit, show })
    this.draft = `catsup:draft:${definition.survey}:${definition.version}`
  }

  /** The form with the fine print below. */
  form() {
    const form = new Form(this.definition, {
      values: { ...pairs(this.options.values), ...this.kept() },
      onanswer: (key) => {
        this.keep(form)
        this.emit('answer', { question: key })
      },
      onsend: (raw) => this.send(raw),
    })
    form.ontype = () => this.keep(form)
    return [form.node, notices(this.definition)]
  }

  /** Page feedback: a click counts at once, then it asks why. */
  page() {
    const question = this.definition.sections[0].questions[0]
    const id = `catsup-page-${this.definition.survey}`
    const buttons = question.options.map((option) =>
      h('button', { type: 'button', onclick: () => this.click(question, option.value) }, option.text))
    return [h('div', { class: 'click', role: 'group', 'aria-labelledby': id }, h('p', { class: 'strong', id }, question.text), h('div', { class: 'actions' }, buttons))]
  }

  click(question, value) {
    if (this.clicked) return
    this.clicked = true
    const { definition } = this
    const { counted, more } = definition.words
    this.emit('answer', { question: question.key })
    const first = { [question.key]: Number(value) }
    const body = { ...this.body(first), section: definition.sections[0].key }
    const key = submit(this.options.origin, definition.survey, body, (news) => this.told(news))
    const form = new Form(definition, {
      values: { [question.key]: value },
      skip: question.key,
      heading: false,
      onanswer: (answered) => this.emit('answer', { question: answered }),
      onsend: (raw) => this.deliver((listen) => complete(key, raw, listen), 'completion'),
      cancel: () => {
        finish(key)
        this.thank()
      },
    })
    const title = h('p', { class: 'strong', role: 'status', tabindex: -1 }, counted)
    if (form.next(-1) === undefined) {
      finish(key)
      return this.thank()
    }
    this.show(title, h('p', {}, more), form.node, notices(definition))
    title.focus()
  }

  body(answers) {
    const { touchpoint, campaign, channel, segments } = this.options
    const { language, version } = this.definition
    const page = location.origin === 'null' ? undefined : location.origin + location.pathname
    const body = { answers, language, version, source: 'embed', page, touchpoint, campaign, channel }
    const attributes = pairs(segments)
    if (Object.keys(attributes).length) body.segments = attributes
    return JSON.parse(JSON.stringify(body))
  }

  send(raw) {
    const { origin } = this.options
    return this.deliver((listen) => submit(origin, this.definition.survey, this.body(raw), listen), 'response')
  }

  /** Resolves to the server's errors, or to nothing once the answers are in or wait. */
  deliver(hand, step) {
    return new Promise((resolve) => {
      hand((news) => {
        if (news.state === 'refused' && news.errors.length) return resolve(news.errors)
        this.told(news)
        if (news.state === 'sent' && news.step === step) {
          drafts.remove(this.draft)
          this.thank()
        } else if (news.state === 'waiting') this.wait()
        else if (news.state === 'refused') this.say(news.status === 410 ? 'closed' : 'refused')
        resolve()
      })
    })
  }

  told({ state, id, step, status }) {
    if (state === 'sent' && step === 'response') this.emit('sent', { response: id })
    else if (state !== 'sent') this.emit('error', { reason: state === 'waiting' ? 'unavailable' : 'refused', status })
  }

  thank() {
    const { words, thanks } = this.definition
    this.show(h('h2', { tabindex: -1 }, words.thanks_title), h('p', { class: 'lead', role: 'status' }, words.thanks), thanks && h('p', {}, thanks))
    this.thanked = true
    this.onthanks?.()
  }

  wait() {
    const { waiting, retry: again } = this.definition.words
    this.show(h('h2', { tabindex: -1 }, this.definition.title), h('p', { class: 'note', role: 'status' }, waiting),
      h('div', { class: 'actions' }, h('button', { type: 'button', onclick: retry }, again)))
  }

  say(word) {
    this.show(h('h2', { tabindex: -1 }, this.definition.title), h('p', { class: 'note', role: 'status' }, this.definition.words[word]))
  }

  keep(form) {
    drafts.set(this.draft, JSON.stringify(form.answers.values))
  }

  kept() {
    try {
      return JSON.parse(drafts.get(this.draft)) ?? {}
    } catch {
      return {}
    }
  }
}

/** `a=b&c=d`, or an object, as an object of texts. */
function pairs(given) {
  if (!given) return {}
  return typeof given === 'string' ? Object.fromEntries(new URLSearchParams(given)) : given
}
