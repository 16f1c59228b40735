/**
 * Comforts of the designer of journey maps. Everything here has a button of its own: dragging a step, moving it with Alt
 * and an arrow key. And the picture of a map, which the browser draws.
 */
import { focusTarget, send } from './builder.js'

const verbs = { ArrowLeft: 'start', ArrowUp: 'start', ArrowRight: 'end', ArrowDown: 'end' }

/** The map in the designer: a step is dragged, or moved with Alt and an arrow key. */
export function journey(form) {
  for (const hint of document.querySelectorAll('[data-with-script]')) hint.hidden = false
  const step = (target) => target.closest?.('[data-step]')
  let dragged

  form.addEventListener('keydown', (event) => {
    const verb = verbs[event.key]
    const item = step(event.target)
    if (!verb || !event.altKey || !item) return
    event.preventDefault()
    item.querySelector(`button[value="${verb}:${item.dataset.step}"]`)?.click()
  })

  for (const item of form.querySelectorAll('[data-step]')) item.draggable = true
  const unmark = () => {
    for (const marked of form.querySelectorAll('.drop-before, .drop-after')) {
      marked.classList.remove('drop-before', 'drop-after')
    }
  }
  form.addEventListener('dragstart', (event) => {
    dragged = event.target.closest?.('[data-step]')
    if (!dragged) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', dragged.dataset.step)
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
    send(form, { act: `place:${dragged.dataset.step}`, stage: place.stage, index: String(place.index) })
  })

  /** Where a step would land: its stage, and its place there counted without it. */
  function placeOf(event) {
    const stage = event.target.closest?.('[data-stage]')
    if (!stage) return undefined
    const others = [...stage.querySelectorAll('[data-step]')].filter((item) => item !== dragged)
    const over = step(event.target)
    if (!over || over === dragged) {
      return { stage: stage.dataset.stage, index: others.length, marked: others.at(-1) ?? stage, after: true }
    }
    const { left, width } = over.getBoundingClientRect()
    const after = event.clientX > left + width / 2
    return { stage: stage.dataset.stage, index: others.indexOf(over) + (after ? 1 : 0), marked: over, after }
  }

  focusTarget()
}

/** A drawing as a picture with twice its points: the browser has the faces that the words need. */
export function pictureButton(button) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const drawing = new Image()
    drawing.src = button.dataset.picture
    await drawing.decode()
    const canvas = document.createElement('canvas')
    canvas.width = drawing.naturalWidth * 2
    canvas.height = drawing.naturalHeight * 2
    canvas.getContext('2d').drawImage(drawing, 0, 0, canvas.width, canvas.height)
    const picture = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
    const link = document.createElement('a')
    link.href = URL.createObjectURL(picture)
    link.download = button.dataset.name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  })
}
