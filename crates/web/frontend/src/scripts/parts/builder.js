/**
 * Comforts of the survey builder. Everything here has a button of its own: dragging a question, Alt with an arrow key,
 * and moving lines of choices without a round trip.
 */

/** The list of pages and questions: a question is dragged, or moved with Alt and an arrow key. */
export function builder(form) {
  for (const hint of document.querySelectorAll('[data-with-script]')) hint.hidden = false
  const question = (target) => target.closest?.('[data-question]')
  let dragged

  form.addEventListener('keydown', (event) => {
    const verb = { ArrowUp: 'up', ArrowDown: 'down' }[event.key]
    const item = question(event.target)
    if (!verb || !event.altKey || !item) return
    event.preventDefault()
    item.querySelector(`button[value="${verb}:${item.dataset.question}"]`)?.click()
  })

  for (const item of form.querySelectorAll('[data-moves]')) item.draggable = true
  const unmark = () => {
    for (const marked of form.querySelectorAll('.drop-before, .drop-after')) {
      marked.classList.remove('drop-before', 'drop-after')
    }
  }
  form.addEventListener('dragstart', (event) => {
    dragged = event.target.closest?.('[data-moves]')
    if (!dragged) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', dragged.dataset.question)
    dragged.classList.add('is-dragged')
  })
  form.addEventListener('dragend', () => {
    unmark()
    dragged?.classList.remove('is-dragged')
    dragged = undefined
  })
  form.addEventListener('dragover', (event) => {
    const place = dragged && placeOf(event)
    if (!place) return
    event.preventDefault()
    unmark()
    place.marked?.classList.add(place.after ? 'drop-after' : 'drop-before')
  })
  form.addEventListener('drop', (event) => {
    const place = dragged && placeOf(event)
    if (!place) return
    event.preventDefault()
    send(form, { act: `place:${dragged.dataset.question}`, page: place.page, index: String(place.index) })
  })

  /** Where a question would land: its page, and its place there counted without it. */
  function placeOf(event) {
    const page = event.target.closest?.('[data-page]')
    if (!page) return undefined
    const others = [...page.querySelectorAll('[data-question]')].filter((item) => item !== dragged)
    const over = question(event.target)
    if (!over || over === dragged) return { page: page.dataset.page, index: others.length, marked: others.at(-1), after: true }
    const { top, height } = over.getBoundingClientRect()
    const after = event.clientY > top + height / 2
    return { page: page.dataset.page, index: others.indexOf(over) + (after ? 1 : 0), marked: over, after }
  }

  focusTarget()
}

/** Puts the focus where the last act left the author, so that the next key goes on from there. */
export function focusTarget() {
  const target = location.hash.startsWith('#at-') && document.getElementById(location.hash.slice(1))
  if (target) target.focus()
}

export function send(form, entries) {
  for (const [name, value] of Object.entries(entries)) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name, value })
    form.append(field)
  }
  form.requestSubmit()
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
