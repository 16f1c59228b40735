/**
 * Shows parts of a form only when they are asked.
 *
 * - `data-ask-when` on a question: a condition as JSON, evaluated as the server does. The question says how answers
 *   are read (`data-question`, `data-answers`); answers of earlier pages stand in the form's `data-given`.
 * - `data-show-when="field=value"`, several values parted by `|`: the few words beside a choice, and staff forms.
 *
 * Hidden parts are disabled, so that their answers are not sent; without script all of them stay visible and the
 * server discards what was not asked.
 */
import { holds } from './conditions.js'

export function followUps(form) {
  const questions = [...form.querySelectorAll('[data-ask-when]')]
    .map((part) => [part, JSON.parse(part.dataset.askWhen)])
  const parts = [...form.querySelectorAll('[data-show-when]')]
  if (questions.length + parts.length === 0) return
  for (const line of form.querySelectorAll('[data-ask-when] [data-without-script]')) line.hidden = true
  const earlier = JSON.parse(form.dataset.given ?? '{}')

  const update = () => {
    // Read anew for each part: hiding one takes the answers with it that a later part may follow from.
    for (const [part, condition] of questions) {
      show(part, holds(condition, (question) => earlier[question] ?? given(form, question)))
    }
    for (const part of parts) {
      if (part.closest('[data-ask-when][hidden]')) continue
      const [field, values] = part.dataset.showWhen.split('=')
      show(part, new FormData(form).getAll(field).some((value) => values.split('|').includes(value)))
    }
  }
  form.addEventListener('input', update)
  form.addEventListener('change', update)
  update()
}

/** The answer on this page to a question, or to the statement `question.row` of a grid, as conditions take it. */
function given(form, question) {
  const [key] = question.split('.')
  const part = form.querySelector(`[data-question="${CSS.escape(key)}"]`)
  const answers = new FormData(form)
  const kind = part?.dataset.answers
  if (kind === 'choices') return answers.getAll(question).filter((choice) => choice !== '')
  if (kind === 'value') return number(answers.get(question))
  if (!part?.querySelector('[data-day]')) return answers.get(question) ?? ''
  return ['', '.day', '.year'].map((field) => answers.get(question + field) ?? '').join('')
}

function number(text) {
  return /^\s*[+-]?\d+\s*$/.test(text ?? '') ? Number(text) : undefined
}

function show(part, shown) {
  part.hidden = !shown
  const controls = part.matches('fieldset') ? [part] : part.querySelectorAll('input, select, textarea')
  for (const control of controls) control.disabled = !shown
}
