/**
 * Counts the characters of a text area: `data-counter="id of the line that shows it"`, with the catalogue's words in
 * that line's `data-left` and `data-over` (`{n}` stands for the number). The visible line changes at each key; the
 * spoken one only once typing pauses, or a screen reader would talk over the person who types.
 */
export function count(field) {
  const line = document.getElementById(field.dataset.counter)
  if (!line) return
  const limit = Number(line.dataset.limit)
  const number = new Intl.NumberFormat(document.documentElement.lang)
  const spoken = document.createElement('span')
  spoken.className = 'visually-hidden'
  spoken.setAttribute('aria-live', 'polite')
  line.after(spoken)
  let pause

  const update = () => {
    const left = limit - [...field.value].length
    const words = left < 0 ? line.dataset.over : line.dataset.left
    const text = words.replace('{n}', number.format(Math.abs(left)))
    line.textContent = text
    line.classList.toggle('over', left < 0)
    return text
  }
  field.addEventListener('input', () => {
    const text = update()
    clearTimeout(pause)
    pause = setTimeout(() => { spoken.textContent = text }, 1000)
  })
  update()
}
