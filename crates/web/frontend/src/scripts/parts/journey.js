/**
 * Comforts of journey maps: steps put in order in the designer, and the picture of a map, which the browser draws.
 */
import { arrange } from './arrange.js'

/** The map in the designer: a step is dragged, or moved with Alt and an arrow key. */
export function journey(form) {
  const verbs = { ArrowLeft: 'start', ArrowUp: 'start', ArrowRight: 'end', ArrowDown: 'end' }
  arrange(form, { item: 'step', group: 'stage', verbs, sideways: true })
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
