// Small comforts for public forms. Every page works without them.
import { count } from './parts/counter.js'
import { followUps } from './parts/follow-ups.js'
import { keepDraft } from './parts/draft.js'
import { prove } from './parts/proof.js'
import { submitOnce } from './parts/submit-once.js'

for (const form of document.querySelectorAll('form')) {
  // First the draft, so that counters and follow-up questions see the restored answers.
  keepDraft(form)
  followUps(form)
  submitOnce(form)
  prove(form)
}
document.querySelectorAll('[data-counter]').forEach(count)
