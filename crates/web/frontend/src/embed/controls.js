/** One question as fieldset or field, the same for screen readers as on the hosted form. */
import { h, icon, words } from './dom.js'

const thumbs = {
  1: 'M7 10v11H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h3zm0 0 4-8c1.7 0 3 1.3 3 3v4h5.500a2 2 0 0 1 2 2.300l-1.300 8a2 2 0 0 1-2 1.700H7',
  0: 'M17 14V3h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-3zm0 0-4 8c-1.700 0-3-1.300-3-3v-4H4.500a2 2 0 0 1-2-2.300l1.300-8A2 2 0 0 1 5.800 3H17',
}
const star = 'M12 2l3 6.500 7 .8-5.200 4.800 1.400 7L12 17.600 5.800 21l1.400-7L2 9.300l7-.8z'

/** The question with `update()`, which shows or hides it and fills its texts anew, and `refuse(message)`. */
export function control(form, question) {
  const { kind } = question
  if (kind === 'hidden') return undefined
  if (kind === 'display') return display(form, question)
  if (kind === 'grid') return grid(form, question)
  if (question.options && question.look !== 'dropdown') return group(form, question, question.key, question.text)
  return field(form, question)
}

function display(form, question) {
  const text = h('p', { class: 'display' })
  const update = () => (text.textContent = form.answers.fill(question.text))
  return { node: h('div', { class: 'question' }, text), update, refuse() {} }
}

/** Legend or label: the text, and a mark when an answer is needed. */
function caption(form, question, name, text, attributes) {
  const said = h('span')
  const { required } = form.definition.words
  const mark = question.required && [h('span', { class: 'mark', 'aria-hidden': 'true' }, ' *'), h('span', { class: 'unseen' }, ` (${required})`)]
  const node = h(name, attributes, said, ...(mark || []))
  return { node, update: () => (said.textContent = form.answers.fill(text)) }
}

/** Hint, error, and the ids that describe a field by them. */
function help(form, id, hint) {
  const hintLine = hint && h('p', { class: 'hint', id: `${id}-hint` }, hint)
  const error = h('p', { class: 'error', id: `${id}-error`, hidden: true })
  return {
    nodes: [hintLine, error],
    refuse(message, target) {
      error.replaceChildren(...(message ? [h('span', { class: 'unseen' }, `${form.definition.words.error_prefix} `), message] : []))
      error.hidden = !message
      const described = [hint && `${id}-hint`, message && `${id}-error`, target.dataset.counter].filter(Boolean).join(' ')
      if (described) target.setAttribute('aria-describedby', described)
      else target.removeAttribute('aria-describedby')
      if (message && target.getAttribute('role') !== 'group') target.setAttribute('aria-invalid', 'true')
      else target.removeAttribute('aria-invalid')
    },
  }
}

/** Radios or ticks in a fieldset. `key` is the question's own, or that of a statement of a grid. */
function group(form, question, key, text) {
  const many = question.kind === 'multiple'
  const id = form.id(key)
  const legend = caption(form, question, 'legend', text)
  const about = help(form, id, key === question.key && question.hint)
  const inputs = question.options.map((option, place) => {
    const input = h('input', {
      type: many ? 'checkbox' : 'radio',
      name: id,
      id: place ? `${id}-${place}` : id,
      value: option.value,
      onchange: () => {
        const ticked = inputs.filter((one) => one.checked).map((one) => one.value)
        form.answer(key, many ? ticked : option.value)
      },
    })
    input.checked = form.answers.isTaken(key, option.value)
    return input
  })
  const options = h('div', { class: `options ${question.look || (many ? 'ticks' : 'radios')}` },
    inputs.map((input, place) => h('label', {}, input, face(question, place))))
  const node = h('fieldset', { class: 'question', role: many ? 'group' : 'radiogroup', 'aria-required': !many && question.required && 'true' },
    legend.node, about.nodes, options)
  if (question.ends) node.append(h('p', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, question.ends[0]), h('span', {}, question.ends[1])))
  const others = key === question.key ? question.options.filter((option) => option.other).map((option) => other(form, key, option)) : []
  node.append(...others.map((one) => one.node))
  about.refuse('', node)
  const update = () => {
    legend.update()
    others.forEach((one) => one.update())
    const chosen = form.answers.given(key)
    if (question.look === 'stars') [...options.children].forEach((label, place) => label.classList.toggle('on', place < chosen))
  }
  return { node, update, refuse: (message) => about.refuse(message, node), first: inputs[0] }
}

/** What stands beside the input of an option. */
function face(question, place) {
  const { value, text } = question.options[place]
  if (question.look === 'thumbs') return [icon(thumbs[value] ?? thumbs[1]), h('span', {}, text)]
  if (question.look === 'stars') return [icon(star), h('span', { class: 'unseen' }, text)]
  const end = question.ends && (place === 0 ? question.ends[0] : place === question.options.length - 1 && question.ends[1])
  return [h('span', {}, text), end && h('span', { class: 'unseen' }, ` ${end}`)]
}

/** The few words beside a choice that asks for them. */
function other(form, key, option) {
  const name = `${key}.${option.value}`
  const id = form.id(name)
  const input = h('input', { id, type: 'text', maxlength: 200, oninput: () => form.answer(name, input.value, true) })
  input.value = form.answers.values[name] ?? ''
  const node = h('div', { class: 'other' }, h('label', { for: id }, option.other), input)
  return { node, update: () => (node.hidden = !form.answers.isTaken(key, option.value)) }
}

/** Statements on one scale: a fieldset for each, never a table. */
function grid(form, question) {
  const legend = caption(form, question, 'legend', question.text)
  const about = help(form, form.id(`${question.key}.`), question.hint)
  const rows = question.rows.map((row) => group(form, { ...question, look: question.look || 'words' }, `${question.key}.${row.key}`, row.text))
  const node = h('fieldset', { class: 'question grid', role: 'group' }, legend.node, about.nodes, rows.map((row) => row.node))
  const update = () => {
    legend.update()
    rows.forEach((row) => row.update())
  }
  const refuse = (message) => {
    question.rows.forEach((row, place) => {
      const missing = form.answers.given(`${question.key}.${row.key}`) === undefined
      rows[place].refuse(message && missing ? message : '')
    })
  }
  return { node, update, refuse, get first() {
    const missing = question.rows.findIndex((row) => form.answers.given(`${question.key}.${row.key}`) === undefined)
    return rows[Math.max(missing, 0)].first
  } }
}

const types = { email: 'email', phone: 'tel', date: 'date' }
const autocomplete = { email: 'email', phone: 'tel' }

/** A line, several lines, or a list that opens. */
function field(form, question) {
  const { key, kind, limit } = question
  const id = form.id(key)
  const label = caption(form, question, 'label', question.text, { for: id })
  const about = help(form, id, question.hint)
  const counter = kind === 'long_text' && h('p', { class: 'hint', id: `${id}-counter` })
  const attributes = {
    id,
    'aria-required': question.required && 'true',
    'data-counter': counter && `${id}-counter`,
    autocomplete: autocomplete[kind],
    oninput: () => {
      form.answer(key, input.value, true)
      count()
    },
  }
  const input = makeInput()
  input.value = form.answers.values[key] ?? ''
  function makeInput() {
    if (question.options) {
      const { choose_one } = form.definition.words
      const options = [h('option', { value: '' }, choose_one), ...question.options.map((one) => h('option', { value: one.value }, one.text))]
      return h('select', attributes, options)
    }
    if (kind === 'long_text') return h('textarea', { ...attributes, rows: 4 })
    const inputmode = kind === 'number' ? 'numeric' : undefined
    return h('input', { ...attributes, type: types[kind] ?? 'text', inputmode, min: question.earliest, max: question.latest })
  }
  function count() {
    if (!counter) return
    const left = limit - input.value.length
    const { characters_left, characters_over } = form.definition.words
    counter.textContent = left < 0 ? words(characters_over, -left) : words(characters_left, left)
  }
  const others = (question.options ?? []).filter((option) => option.other).map((option) => other(form, key, option))
  count()
  about.refuse('', input)
  const node = h('div', { class: 'question' }, label.node, about.nodes, input, counter, others.map((one) => one.node))
  const update = () => {
    label.update()
    others.forEach((one) => one.update())
  }
  return { node, update, refuse: (message) => about.refuse(message, input), first: input }
}
