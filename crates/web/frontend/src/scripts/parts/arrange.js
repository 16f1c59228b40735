/**
 * Items in groups that an author puts in order: a question among pages, a step among stages. An item is dragged, or moved
 * with Alt and an arrow key; both press buttons or post what the buttons post.
 */

/**
 * @param {HTMLFormElement} form
 * @param {object} kind
 * @param {string} kind.item Name of the attribute `data-…` of an item, with its key.
 * @param {string} kind.group Name of the attribute of a group, and of the field that names it in a post.
 * @param {string} [kind.movable] Items that may be dragged; all of them unless told otherwise.
 * @param {Record<string, string>} kind.verbs What an arrow key does, as the buttons of an item name it.
 * @param {boolean} [kind.sideways] Whether items of a group stand beside one another.
 */
export function arrange(form, { item, group, movable = `[data-${item}]`, verbs, sideways = false }) {
  for (const hint of document.querySelectorAll('[data-with-script]')) hint.hidden = false
  const itemAt = (target) => target.closest?.(`[data-${item}]`)
  let dragged

  form.addEventListener('keydown', (event) => {
    const verb = verbs[event.key]
    const moved = itemAt(event.target)
    if (!verb || !event.altKey || !moved) return
    event.preventDefault()
    moved.querySelector(`button[value="${verb}:${moved.dataset[item]}"]`)?.click()
  })

  for (const one of form.querySelectorAll(movable)) one.draggable = true
  const unmark = () => {
    for (const marked of form.querySelectorAll('.drop-before, .drop-after')) {
      marked.classList.remove('drop-before', 'drop-after')
    }
  }
  form.addEventListener('dragstart', (event) => {
    dragged = event.target.closest?.(movable)
    if (!dragged) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', dragged.dataset[item])
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
    send(form, { act: `place:${dragged.dataset[item]}`, [group]: place.group, index: String(place.index) })
  })

  /** Where an item would land: its group, and its place there counted without it. */
  function placeOf(event) {
    const around = event.target.closest?.(`[data-${group}]`)
    if (!around) return undefined
    const others = [...around.querySelectorAll(`[data-${item}]`)].filter((one) => one !== dragged)
    const over = itemAt(event.target)
    if (!over || over === dragged) {
      // An empty group of a row is marked itself.
      const last = others.at(-1) ?? (sideways ? around : undefined)
      return { group: around.dataset[group], index: others.length, marked: last, after: true }
    }
    const { left, width, top, height } = over.getBoundingClientRect()
    const after = sideways ? event.clientX > left + width / 2 : event.clientY > top + height / 2
    return { group: around.dataset[group], index: others.indexOf(over) + (after ? 1 : 0), marked: over, after }
  }

  focusTarget()
}

/** Puts the focus where the last act left the author, so that the next key goes on from there. */
function focusTarget() {
  const target = location.hash.startsWith('#at-') && document.getElementById(location.hash.slice(1))
  if (target) target.focus()
}

function send(form, entries) {
  for (const [name, value] of Object.entries(entries)) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name, value })
    form.append(field)
  }
  form.requestSubmit()
}
