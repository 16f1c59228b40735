/**
 * Entering answers from the keyboard: in a question, the key beside an answer chooses it (`data-key`), Enter goes on,
 * Backspace clears, Ctrl+Enter saves. Without script the form is an ordinary one.
 */
export function entryForm(form) {
  const questions = [...form.querySelectorAll('.entry-question')]
  const controls = (question) => [...question.querySelectorAll('input:not([type="hidden"]), textarea')]
  const isTyped = (element) => element.matches('textarea, input:not([type="radio"]):not([type="checkbox"])')

  /** Focuses a question where the keyboard would: on the chosen answer, else on the first control. */
  const enter = (question) => {
    const all = controls(question)
    const target = all.find((control) => control.type === 'radio' && control.checked) ?? all[0]
    target?.focus()
    target?.scrollIntoView({ block: 'nearest' })
  }
  const goOn = (question) => {
    const next = questions[questions.indexOf(question) + 1]
    if (next) enter(next)
    else form.querySelector('button')?.focus()
  }
  const choose = (question, input) => {
    const any = question.dataset.keys === 'any'
    input.checked = any ? !input.checked : true
    input.dispatchEvent(new Event('change', { bubbles: true }))
    const words = input.parentElement.querySelector('input[type="text"]')
    if (words && input.checked) words.focus()
    else if (any) input.focus()
    else goOn(question)
  }
  /** The answer that a key chooses; y (or s) and n stand for yes and no. */
  const answerOf = (question, key) => {
    const inputs = [...question.querySelectorAll('[data-key]')]
    const named = inputs.find((input) => input.dataset.key === key)
    const isYesNo = inputs.length === 2 && inputs.every((input) => ['0', '1'].includes(input.dataset.key))
    const meant = { y: '1', s: '1', n: '0' }[key]
    return named ?? (isYesNo ? inputs.find((input) => input.dataset.key === meant) : undefined)
  }
  const clear = (question) => {
    for (const input of question.querySelectorAll('[data-key]')) input.checked = false
  }

  form.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const { key, target } = event
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.requestSubmit()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const question = target.closest('.entry-question')
    if (key === 'Enter' && target.matches('input')) {
      event.preventDefault()
      if (question) goOn(question)
      else enter(questions[0])
      return
    }
    if (!question || isTyped(target)) return
    if (key === 'Backspace' || key === 'Delete') {
      event.preventDefault()
      clear(question)
      return
    }
    const answer = answerOf(question, key.toLowerCase())
    if (answer) {
      event.preventDefault()
      choose(question, answer)
    }
  })

  const wrong = form.querySelector('.entry-question[aria-invalid]')
  if (wrong) enter(wrong)
  else if (!form.querySelector('[aria-invalid]') && questions.length > 0) enter(questions[0])
}
