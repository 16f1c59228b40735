/** Answers as they are typed, and as branching, piping and the server see them. */
import { asked } from '../scripts/parts/conditions.js'

export class Answers {
  /** `values` holds what was typed: texts by question, `question.row` or `question.choice`, lists of ticks. */
  constructor({ sections, language, words = {} }, values = {}) {
    Object.assign(this, { language, and: words.list_and ?? '{first}, {last}' })
    this.sections = sections
    this.values = values
    this.questions = new Map(sections.flatMap((section) => section.questions).map((one) => [one.key, one]))
  }

  /** The answer to a question as `conditions.js` takes it. */
  given(key) {
    const value = this.values[key]
    const kind = this.questions.get(key.split('.')[0])?.kind
    if (value === undefined || value === '') return undefined
    if (kind === 'single') return [value]
    if (kind === 'scale' || kind === 'grid' || kind === 'number') {
      return /^-?\d+$/.test(String(value).trim()) ? Number(value) : undefined
    }
    return value
  }

  /** Keys of the questions asked, in order. */
  asked() {
    return new Set(asked(this.sections, (key) => this.given(key)))
  }

  /** What is sent: answers to questions that are asked. A choice of several that was left blank says so. */
  raw() {
    const raw = {}
    const keep = (key) => {
      const value = this.values[key]
      if (value !== undefined && value !== '') raw[key] = this.given(key) instanceof Array ? value : (this.given(key) ?? value)
    }
    for (const key of this.asked()) {
      const question = this.questions.get(key)
      if (question.kind === 'multiple') raw[key] = this.values[key] ?? []
      else if (question.kind === 'grid') question.rows.forEach((row) => keep(`${key}.${row.key}`))
      else if (question.kind !== 'display') keep(key)
      for (const option of question.options ?? []) {
        if (option.other && this.isTaken(key, option.value)) keep(`${key}.${option.value}`)
      }
    }
    return raw
  }

  isTaken(key, value) {
    return [].concat(this.values[key] ?? []).includes(value)
  }

  isBlank() {
    return Object.values(this.raw()).every((value) => Array.isArray(value) && value.length === 0)
  }

  /** Whether a question that needs an answer has none, or too few or many ticks. Nothing else is judged here. */
  problem(question) {
    const ticks = this.values[question.key]?.length ?? 0
    const [fewest, most] = question.ticks ?? [0, Infinity]
    if (question.kind === 'multiple' && ticks > 0 && (ticks < fewest || ticks > most)) return 'unfit'
    if (!question.required) return undefined
    if (question.kind === 'grid') {
      return question.rows.some((row) => this.given(`${question.key}.${row.key}`) === undefined) ? 'required' : undefined
    }
    const value = this.values[question.key]
    return value === undefined || value.length === 0 || String(value).trim() === '' ? 'required' : undefined
  }

  /** A text with the words of earlier answers in their places (`crates/model/src/survey/piping.rs`). */
  fill(text) {
    return text.replace(/\{\{([^]*?)\}\}/g, (_, inner) => {
      const bar = inner.indexOf('|')
      const key = (bar < 0 ? inner : inner.slice(0, bar)).trim()
      return this.words(key) ?? (bar < 0 ? '' : inner.slice(bar + 1).trim())
    })
  }

  words(key) {
    const question = this.questions.get(key.split('.')[0])
    const value = this.values[key]
    if (!question || value === undefined || value.length === 0 || !this.asked().has(question.key)) return undefined
    if (question.kind === 'date') return this.day(value)
    if (!question.options) return String(value).trim() || undefined
    const name = (one) => this.values[`${key}.${one}`]?.trim() || question.options.find((option) => option.value === one)?.text || one
    const names = [].concat(value).map(name)
    const last = names.pop()
    return names.length ? this.and.replace('{first}', () => names.join(', ')).replace('{last}', () => last) : last
  }

  day(value) {
    const day = new Date(`${value}T00:00`)
    return Number.isNaN(day.getTime()) ? value : day.toLocaleDateString(this.language, { year: 'numeric', month: 'short', day: 'numeric' })
  }
}
