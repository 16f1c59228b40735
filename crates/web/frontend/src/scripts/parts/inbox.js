// The inbox by keyboard, and the line that says how many came in. Everything works without it.

const switchedOff = 'catsup-keys-off'
const every = 30_000

/** Whether a key belongs to what has the focus: a field that is typed in, a list, an open dialog. */
function isTaken(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true
  const field = event.target.closest?.('input, textarea, select, [contenteditable]')
  return Boolean(field && field.type !== 'checkbox') || Boolean(document.querySelector('dialog[open]'))
}

/** Puts the act into the form for many and sends it, when any response is picked. */
function withPicked(act) {
  const bulk = document.getElementById('bulk')
  if (!bulk?.querySelector('input[name=response]:checked')) return false
  bulk.elements.namedItem('bulk-act').value = act
  bulk.requestSubmit()
  return true
}

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`)
  if (target?.matches('button') && target.name === 'act' && withPicked(target.value)) return true
  if (!target) return key === 'j' && open(document.querySelector('.inbox-rows a'))
  if (target.matches('input')) target.focus()
  else target.click()
  return true
}

function open(link) {
  link?.click()
  return Boolean(link)
}

/** Picks the open response, or the one that has the focus. */
function pick() {
  const row = document.activeElement?.closest('.row') ?? document.querySelector('.row.open')
  const box = row?.querySelector('input[type=checkbox]')
  box?.click()
  return Boolean(box)
}

/** Keys for what the page offers, until somebody switches them off. */
export function inboxKeys(dialog) {
  const button = document.querySelector('[data-keys-help]')
  const on = dialog.querySelector('[data-keys-on]')
  const show = () => { dialog.showModal(); return true }
  on.checked = localStorage.getItem(switchedOff) === null
  on.addEventListener('change', () => {
    if (on.checked) localStorage.removeItem(switchedOff)
    else localStorage.setItem(switchedOff, '1')
  })
  if (button) {
    button.hidden = false
    button.addEventListener('click', show)
  }
  document.addEventListener('keydown', (event) => {
    if (!on.checked || isTaken(event)) return
    const known = { x: pick, '?': show }[event.key] ?? (() => press(event.key))
    if (event.key.length === 1 && known()) event.preventDefault()
  })
  // The open response stays in sight when its list is long.
  document.querySelector('.row.open')?.scrollIntoView({ block: 'nearest' })
}

/** Says how many came in since the list was made, and leads to them; the list itself never moves. */
export function newerLine(line) {
  if (!line.dataset.after) return
  const ask = async () => {
    if (document.hidden) return
    const answer = await fetch(`${line.dataset.newer}&after=${line.dataset.after}`).catch(() => null)
    if (!answer?.ok) return
    const { n } = await answer.json()
    if (n === 0) return
    const link = line.querySelector('a') ?? line.appendChild(document.createElement('a'))
    const here = new URL(location.href)
    for (const name of ['before', 'did', 'undid', 'refused']) here.searchParams.delete(name)
    link.href = here.href
    link.textContent = line.dataset.words.replace('{n}', n)
  }
  setInterval(ask, every)
  document.addEventListener('visibilitychange', ask)
}
