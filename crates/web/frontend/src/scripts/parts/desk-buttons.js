/** Sends a filter form when a choice changes; its button is no longer needed and leaves. */
export function filterForm(form) {
  form.querySelector('[data-without-script]')?.setAttribute('hidden', '')
  form.addEventListener('change', () => form.requestSubmit())
}

/** Copies the text of `data-copy="id"` and says so in words (`data-copied`), then returns to its own. */
export function copyButton(button) {
  const label = button.textContent
  button.hidden = false
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy)
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim())
    button.textContent = button.dataset.copied
    setTimeout(() => { button.textContent = label }, 2000)
  })
}

export function printButton(button) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

/** Says what a slider stands at while it moves: the `<output>` of its label. */
export function sliderOutput(slider) {
  const output = document.querySelector(`output[for="${slider.id}"]`)
  const tell = () => { output.textContent = slider.value }
  slider.addEventListener('input', tell)
  // A browser that goes back restores the slider after the page was built.
  window.addEventListener('pageshow', tell)
}
