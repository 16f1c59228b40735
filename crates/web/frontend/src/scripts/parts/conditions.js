/**
 * Branching as the server decides it (`crates/model/src/survey/condition.rs`; a test holds the two against each other).
 *
 * `given(key)` tells the answer to a question, or to the statement `question.row` of a grid: a number for a value of a
 * scale and for a number, an array of keys for choices, a string for every other text. No answer is `undefined`, an
 * empty array or a blank string: missing is missing, not zero.
 */

/** Whether `condition` holds; a missing condition always does. */
export function holds(condition, given) {
  if (!condition) return true
  if (condition.all) return condition.all.every((one) => holds(one, given))
  if (condition.any) return condition.any.some((one) => holds(one, given))
  const answer = given(condition.question)
  const there = isThere(answer)
  if ('answered' in condition) return condition.answered === there
  if (!there) return false
  if (Array.isArray(answer)) {
    if (condition.choices) return answer.some((key) => condition.choices.includes(key))
    return Boolean(condition.none_of) && !answer.some((key) => condition.none_of.includes(key))
  }
  if (typeof answer !== 'number') return false
  if (condition.values) return condition.values.includes(answer)
  return 'at_least' in condition ? answer >= condition.at_least : answer <= condition.at_most
}

/** Keys of the questions asked, in order: an answer to a question that is not asked counts as none. */
export function asked(sections, given) {
  const keys = new Set()
  const counted = (question) => (keys.has(question.split('.')[0]) ? given(question) : undefined)
  for (const section of sections) {
    if (!holds(section.ask_when, counted)) continue
    for (const question of section.questions) {
      if (holds(question.ask_when, counted)) keys.add(question.key)
    }
  }
  return [...keys]
}

function isThere(answer) {
  if (Array.isArray(answer)) return answer.length > 0
  return typeof answer === 'string' ? answer.trim() !== '' : answer !== undefined && answer !== null
}
