// Small comforts for staff pages. Every page works without them.
import { caseRows, fittingAnswers } from './parts/cases.js'
import { plainLanguage } from './parts/plain-language.js'
import { count } from './parts/counter.js'
import { entryForm } from './parts/entry.js'
import { followUps } from './parts/follow-ups.js'
import { inboxKeys, newerLine } from './parts/inbox.js'
import { builder, partLines } from './parts/builder.js'
import { journey, pictureButton } from './parts/journey.js'
import { submitOnce } from './parts/submit-once.js'
import { copyButton, filterForm, printButton, sliderOutput } from './parts/desk-buttons.js'

for (const form of document.querySelectorAll('form')) {
  followUps(form)
  submitOnce(form)
}
document.querySelectorAll('[data-counter]').forEach(count)
document.querySelectorAll('form[data-auto-submit]').forEach(filterForm)
document.querySelectorAll('[data-copy]').forEach(copyButton)
document.querySelectorAll('dialog[data-keys]').forEach(inboxKeys)
document.querySelectorAll('[data-newer]').forEach(newerLine)
document.querySelectorAll('input[data-output]').forEach(sliderOutput)
document.querySelectorAll('[data-print]').forEach(printButton)
document.querySelectorAll('form[data-builder]').forEach(builder)
document.querySelectorAll('form[data-journey]').forEach(journey)
document.querySelectorAll('[data-picture]').forEach(pictureButton)
document.querySelectorAll('form[data-parts]').forEach(partLines)
document.querySelectorAll('form[data-entry]').forEach(entryForm)
document.querySelectorAll('.case-rows').forEach(caseRows)
document.querySelectorAll('form[data-plain]').forEach(plainLanguage)
document.querySelectorAll('.fitting').forEach(fittingAnswers)
