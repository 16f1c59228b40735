/**
 * Shows parts of a form only after a matching answer: `data-show-when="field=value"`, several values parted by `|`.
 * Hidden parts are disabled, so that their answers are not sent; without script all of them stay visible and the
 * server discards what was not asked.
 */
export function followUps(form) {
  const parts = [...form.querySelectorAll('[data-show-when]')]
  if (parts.length === 0) return

  const update = () => {
    for (const part of parts) {
      // Read anew for each part: hiding one takes the answers with it that a later part may follow from.
      const answers = new FormData(form)
      const [field, values] = part.dataset.showWhen.split('=')
      const shown = answers.getAll(field).some((value) => values.split('|').includes(value))
      part.hidden = !shown
      const controls = part.matches('fieldset') ? [part] : part.querySelectorAll('input, select, textarea')
      for (const control of controls) control.disabled = !shown
    }
  }
  form.addEventListener('change', update)
  update()
}
