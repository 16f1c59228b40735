// A case by keyboard. Everything works without it.

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
