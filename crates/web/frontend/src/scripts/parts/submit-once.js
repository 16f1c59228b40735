/**
 * Lets a form be sent once: a second click while the first is under way does nothing. The buttons stay focusable and
 * keep their value, and come back when the person returns with the browser's back button.
 */
export function submitOnce(form) {
  let sending = false
  const mark = (busy) => {
    sending = busy
    for (const button of form.querySelectorAll('button:not([type="button"])')) {
      if (busy) button.setAttribute('aria-busy', 'true')
      else button.removeAttribute('aria-busy')
    }
  }
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    if (sending) event.preventDefault()
    // A form that downloads a file never leaves the page, so nothing would ever free it again.
    else if (!('download' in form.dataset)) mark(true)
  })
  window.addEventListener('pageshow', () => mark(false))
}
