/** A form drawn from its definition: page by page, branching as one answers, errors beside their fields. */
import { Answers } from './answers.js'
import { control } from './controls.js'
import { h, words } from './dom.js'

let forms = 0

export class Form {
  /**
   * `definition` comes from the API. `values` are answers so far, `skip` a question answered elsewhere, `single` shows
   * one question at a time. `onanswer(key)` hears of each answer; `onsend(raw)` takes the answers and resolves to the
   * errors of the server, if there are any.
   */
  constructor(definition, { values, skip, single, level, heading = true, onanswer, onsend, cancel }) {
    Object.assign(this, { definition, skip, heading, level, onanswer, onsend, cancel })
    this.prefix = `catsup${(forms += 1)}-`
    this.answers = new Answers(definition, values)
    const split = (section) => section.questions.filter((one) => one.key !== skip && one.kind !== 'hidden')
      .map((question) => ({ title: section.title, questions: [question] }))
    this.pages = single ? definition.sections.flatMap(split) : definition.sections
    this.place = 0
    this.node = h('div', { class: 'form' })
    this.show(this.next(-1) ?? 0)
  }

  id(key) {
    return this.prefix + key
  }

  /** Notes an answer; `quiet` for a text that is still being typed. */
  answer(key, value, quiet) {
    this.answers.values[key] = value
    this.update()
    if (!quiet) this.onanswer?.(key)
    else this.ontype?.()
  }

  /** Questions that a page shows now. */
  shown(page, asked = this.answers.asked()) {
    return page.questions.filter((question) => asked.has(question.key) && question.kind !== 'hidden' && question.key !== this.skip)
  }

  next(from, step = 1) {
    for (let place = from + step; this.pages[place]; place += step) {
      if (this.shown(this.pages[place]).length > 0) return place
    }
    return undefined
  }

  update() {
    const asked = this.answers.asked()
    for (const { question, shown } of this.controls) {
      shown.update()
      shown.node.hidden = !asked.has(question.key)
    }
    const last = this.next(this.place) === undefined
    const { send, next, page } = this.definition.words
    this.go.textContent = last ? send : next
    const visible = this.pages.filter((one) => this.shown(one, asked).length > 0)
    const place = visible.indexOf(this.pages[this.place]) + 1
    this.steps.textContent = visible.length > 1 ? words(page, place, visible.length) : ''
    this.steps.hidden = visible.length < 2
  }

  show(place, focus) {
    const { definition } = this
    const page = this.pages[(this.place = place)]
    const ours = page.questions.filter((question) => question.key !== this.skip)
    this.controls = ours.map((question) => ({ question, shown: control(this, question) })).filter((one) => one.shown)
    this.title = h(this.level === 1 ? 'h1' : 'h2', { tabindex: -1, id: this.id('title') }, definition.title)
    this.steps = h('p', { class: 'steps' })
    this.errors = h('div', { class: 'errors', role: 'alert', tabindex: -1, hidden: true })
    this.go = h('button', { type: 'submit', class: 'main' })
    const back = this.next(place, -1)
    const required = ours.some((question) => question.required)
    const first = this.next(-1) === place
    const body = h('form', { novalidate: true, 'aria-labelledby': this.heading ? this.id('title') : undefined, onsubmit: (event) => {
      event.preventDefault()
      this.submit()
    } },
    required && h('p', { class: 'hint' }, definition.words.required_note),
    this.controls.map((one) => one.shown.node),
    h('div', { class: 'actions' },
      this.go,
      back !== undefined && h('button', { type: 'button', onclick: () => this.show(back, true) }, definition.words.back),
      this.cancel && h('button', { type: 'button', class: 'plain', onclick: () => this.cancel() }, definition.words.no_more)))
    this.node.replaceChildren(...[
      this.heading && this.title,
      this.heading && first && definition.introduction && h('p', { class: 'lead' }, definition.introduction),
      this.steps,
      page.title && h(this.level === 1 ? 'h2' : 'h3', {}, page.title),
      this.errors,
      body,
    ].filter(Boolean))
    this.update()
    if (focus) (this.heading ? this.title : this.controls[0]?.shown.first ?? this.go).focus()
    this.onpage?.()
  }

  submit() {
    if (this.busy) return
    const wrong = this.shown(this.pages[this.place]).map((question) => [question.key, this.answers.problem(question)]).filter(([, code]) => code)
    if (wrong.length) return this.refuse(new Map(wrong))
    const next = this.next(this.place)
    if (next !== undefined) return this.show(next, true)
    if (this.answers.isBlank()) return this.refuse(new Map())
    this.send()
  }

  async send() {
    this.busy = true
    this.go.setAttribute('aria-disabled', 'true')
    this.go.textContent = this.definition.words.sending
    try {
      const errors = await this.onsend(this.answers.raw())
      if (errors) this.refused(errors)
    } finally {
      this.busy = false
      this.go.removeAttribute('aria-disabled')
      this.update()
    }
  }

  /** Errors as the API names them: `answers.question` or `answers.question.part`, each with its code. */
  refused(errors) {
    const wrong = new Map()
    for (const { field, code } of errors) {
      const key = field.split('.')[1]
      if (this.answers.questions.has(key) && !wrong.has(key)) wrong.set(key, code)
    }
    const place = this.pages.findIndex((page) => this.shown(page).some((question) => wrong.has(question.key)))
    if (place >= 0 && place !== this.place) this.show(place)
    this.refuse(wrong)
  }

  /** Marks what is wrong, and leads there. */
  refuse(wrong) {
    const { error_title, error_required, error_choose, error_nothing } = this.definition.words
    const lines = []
    for (const { question, shown } of this.controls) {
      const code = wrong.get(question.key)
      const needed = question.options ? error_choose : error_required
      const message = code && (code === 'required' ? needed : question.unfit)
      shown.refuse(message ?? '')
      if (!message) continue
      const lead = (event) => {
        event.preventDefault()
        shown.first?.focus()
      }
      lines.push(h('li', {}, h('a', { href: `#${this.id(question.key)}`, onclick: lead }, message)))
    }
    const text = lines.length ? h('ul', {}, lines) : h('p', {}, error_nothing)
    this.errors.replaceChildren(h('p', { class: 'strong' }, error_title), text)
    this.errors.hidden = false
    this.errors.focus()
  }
}

/** Fine print below a form. */
export function notices({ lines, notices, words: { notice_title } }) {
  if (!lines.length && !notices.length) return undefined
  const statements = notices.flatMap(({ title, text }) => [h('p', { class: 'strong' }, title), h('p', {}, text)])
  const more = notices.length > 0 && h('details', {}, h('summary', {}, notice_title), statements)
  return h('div', { class: 'notices' }, lines.length > 0 && h('p', {}, lines.join(' · ')), more)
}
