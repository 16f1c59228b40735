/**
 * Comforts of the survey builder. Everything here has a button of its own: dragging a question, Alt with an arrow key,
 * and moving lines of choices without a round trip.
 */
import { arrange } from './arrange.js'

/** The list of pages and questions: a question is dragged, or moved with Alt and an arrow key. */
export function builder(form) {
  const verbs = { ArrowUp: 'up', ArrowDown: 'down' }
  arrange(form, { item: 'question', group: 'page', movable: '[data-moves]', verbs })
}

/** Lines of choices: up, down and clear work on the spot. */
export function partLines(form) {
  const lines = [...form.querySelectorAll('.part-line')]
  const fields = (line) => [...line.querySelectorAll('input')]
  const state = (line) => fields(line).map((field) => [field.type === 'checkbox' ? field.checked : field.value, field.type])
  const put = (line, values) => {
    fields(line).forEach((field, index) => {
      if (field.type === 'checkbox') field.checked = values[index][0]
      else field.value = values[index][0]
    })
  }
  form.addEventListener('click', (event) => {
    const button = event.target.closest('button[name="arrange"]')
    if (!button) return
    event.preventDefault()
    const [verb, place] = button.value.split('.')
    const index = Number(place)
    if (verb === 'clear') {
      put(lines[index], state(lines[index]).map(([, type]) => [type === 'checkbox' ? false : '', type]))
      lines[index].querySelector('input[type="text"]').focus()
      return
    }
    const other = index + (verb === 'up' ? -1 : 1)
    if (!lines[other]) return
    const values = state(lines[other])
    put(lines[other], state(lines[index]))
    put(lines[index], values)
    const next = lines[other].querySelector(`button[value^="${verb}."]`)
    if (next && !next.disabled) next.focus()
    else lines[other].querySelector('input[type="text"]').focus()
  })
}
