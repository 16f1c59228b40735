// How hard texts are to read and which words make them so, said below each. Everything works without it.

const pause = 600

/** The language a field is written in: its own, what the form says, or what its surroundings are in. */
function languageOf(form, area) {
  return area.lang || (form.elements.namedItem('language')?.value ?? area.closest('[lang]').lang)
}

function line(mark) {
  const item = document.createElement('li')
  const words = document.createElement('mark')
  words.textContent = mark.words
  item.append(words, ` ${mark.advice}`)
  return item
}

function watch(form, area) {
  const said = document.createElement('div')
  said.className = 'reading'
  said.setAttribute('role', 'status')
  area.after(said)
  let timer = 0
  const ask = async () => {
    const body = new URLSearchParams({ language: languageOf(form, area), text: area.value })
    body.set('csrf', form.elements.namedItem('csrf').value)
    const answer = await fetch(form.dataset.plain, { method: 'POST', body }).catch(() => null)
    if (!answer?.ok) return
    const { words, plain, marks } = await answer.json()
    const list = document.createElement('ul')
    list.append(...marks.map(line))
    // A question is no longer than it should be: that there is little of it to judge is not worth saying.
    const short = plain === null && 'plainShort' in form.dataset
    said.replaceChildren(...(short ? [] : [words]), ...(marks.length ? [list] : []))
  }
  area.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, pause)
  })
}

/** Watches the fields of a form that its `data-plain-fields` names. */
export function plainLanguage(form) {
  for (const name of form.dataset.plainFields.trim().split(' ')) {
    const area = form.elements.namedItem(name)
    if (area) watch(form, area)
  }
}
