/**
 * Page views, and whether people did what they came for. The number of a view lives in this page's memory alone: no
 * cookie, nothing stored, no way to tell two views of one person apart from two people.
 */
import { newKey, post } from './send.js'

const views = new Map()

/** Counts this view of the page once, or tells what became of it. */
export function visit({ origin, survey, language }, outcome) {
  if (!survey) return undefined
  const known = views.get(survey)
  if (known && !outcome) return undefined
  const key = known ?? newKey()
  views.set(survey, key)
  const { lang } = document.documentElement
  const spoken = /^(en|es)\b/.exec((language || lang).toLowerCase())?.[1]
  const body = { visit: key, page: location.origin + location.pathname, language: spoken, outcome }
  return post(`${origin}/api/v1/surveys/${survey}/visits`, body)
}
