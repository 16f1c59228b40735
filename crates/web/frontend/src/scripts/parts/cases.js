// A case by keyboard, and how hard an answer is to read. Everything works without it.

const pause = 600

/** Whether somebody types. */
function isTaken(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true
  return Boolean(event.target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]'))
}

/** `j` and `k` go from case to case, `x` picks the one that has the focus, `z` takes back what was just done. */
export function caseRows(list) {
  const links = [...list.querySelectorAll('[data-row]')]
  const step = (by) => {
    const here = links.indexOf(document.activeElement?.closest('.case-row')?.querySelector('[data-row]'))
    links[Math.min(Math.max(here + by, 0), links.length - 1)]?.focus()
  }
  const pick = () => document.activeElement?.closest('.case-row')?.querySelector('input[type=checkbox]')?.click()
  document.addEventListener('keydown', (event) => {
    if (isTaken(event) || localStorage.getItem('catsup-keys-off') !== null) return
    const known = {
      j: () => step(1),
      k: () => step(-1),
      x: pick,
      '/': () => document.getElementById('q')?.focus(),
      z: () => document.querySelector('[data-key="z"]')?.click(),
    }[event.key]
    if (!known) return
    event.preventDefault()
    known()
  })
}

/** `1`, `2` and `3` put an answer that fits into the reply. */
export function fittingAnswers(list) {
  document.addEventListener('keydown', (event) => {
    if (isTaken(event) || localStorage.getItem('catsup-keys-off') !== null) return
    const button = /^[1-3]$/.test(event.key) ? list.querySelector(`[data-key="${event.key}"]`) : null
    if (!button) return
    event.preventDefault()
    button.click()
  })
}

/** Says below an answer how hard it is to read, a moment after somebody stopped typing. */
export function reply(form) {
  const text = form.elements.namedItem('text')
  const line = form.querySelector('[data-reading]')
  let timer = 0
  const ask = async () => {
    const body = new URLSearchParams()
    for (const name of ['csrf', 'language', 'text']) body.set(name, form.elements.namedItem(name).value)
    const answer = await fetch(form.dataset.reply, { method: 'POST', body }).catch(() => null)
    if (!answer?.ok) return
    const { words, long } = await answer.json()
    line.textContent = long ? `${words} “${long}”` : words
  }
  text.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, pause)
  })
}
