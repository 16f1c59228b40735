/** Starts over when nobody touches the screen, after a warning that anyone can stop (WCAG 2.2.1). */
import { h, words } from '../embed/dom.js'

const warning = 20

export class Idle {
  /** `seconds` without a touch; then a countdown, then `over()`. */
  constructor(seconds, over) {
    Object.assign(this, { seconds, over })
    for (const sign of ['pointerdown', 'keydown', 'input', 'scroll']) {
      window.addEventListener(sign, () => !this.dialog && this.begin(), { passive: true, capture: true })
    }
  }

  watch(said) {
    this.said = said
    this.begin()
  }

  stop() {
    clearTimeout(this.timer)
    this.said = undefined
    this.shut()
  }

  begin() {
    clearTimeout(this.timer)
    if (this.said) this.timer = setTimeout(() => this.warn(), this.seconds * 1000)
  }

  warn() {
    let left = warning
    const { idle_title, idle_text, stay, start_over } = this.said
    const text = h('p', {}, words(idle_text, left))
    const go = () => {
      this.shut()
      this.begin()
    }
    const end = () => {
      this.stop()
      this.over()
    }
    const keep = h('button', { type: 'button', class: 'main', onclick: go }, stay)
    this.dialog = h('dialog', { 'aria-labelledby': 'idle-title', oncancel: (event) => (event.preventDefault(), go()) },
      h('h2', { id: 'idle-title' }, idle_title), text, h('div', { class: 'actions' }, keep, h('button', { type: 'button', onclick: end }, start_over)))
    document.body.append(this.dialog)
    this.dialog.showModal()
    keep.focus()
    this.timer = setInterval(() => {
      left -= 1
      text.textContent = words(idle_text, left)
      if (left <= 0) end()
    }, 1000)
  }

  shut() {
    clearInterval(this.timer)
    this.dialog?.remove()
    this.dialog = undefined
  }
}
