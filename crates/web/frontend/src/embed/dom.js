/** Elements without markup as text: nothing here is parsed, so nothing an author or a visitor wrote can become code. */

const svgSpace = 'http://www.w3.org/2000/svg'

/** An element; `on…` attributes are listeners, what is `undefined`, `null` or `false` is left out. */
export function h(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value)
    else node.setAttribute(key, value === true ? '' : value)
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== '' && child !== false))
  return node
}

/** A picture that says nothing to a screen reader. */
export function icon(path, filled) {
  const svg = document.createElementNS(svgSpace, 'svg')
  const line = document.createElementNS(svgSpace, 'path')
  line.setAttribute('d', path)
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  if (filled) svg.setAttribute('class', 'filled')
  svg.append(line)
  return svg
}

/** Puts counts into the words of the catalogue. */
export function words(text, n, m) {
  return text.replace('{n}', n).replace('{m}', m)
}

/** The storage of that name, or something like it in memory: privacy settings may refuse it, even while it is used. */
export function storage(name) {
  const memory = new Map()
  const attempt = (work, otherwise) => {
    try {
      return work(window[name])
    } catch {
      return otherwise()
    }
  }
  return {
    get: (key) => attempt((kept) => kept.getItem(key), () => memory.get(key)) ?? memory.get(key) ?? null,
    set: (key, value) => attempt((kept) => kept.setItem(key, value), () => memory.set(key, value)),
    remove: (key) => {
      memory.delete(key)
      attempt((kept) => kept.removeItem(key), () => {})
    },
  }
}
