/**
 * Keeps the unsent answers of `form[data-draft="key"]` in this tab's own storage, so that a reload or a lost
 * connection loses nothing. A page that carries `data-draft-sent="key"` has taken the answers: the draft goes.
 * Hidden fields (nonce, token) and `data-no-draft` fields are never kept.
 */
const prefix = 'catsup-draft:'

function storage() {
  try {
    return window.sessionStorage
  } catch {
    // Storage is refused in some privacy settings; the form then simply has no draft.
    return null
  }
}

for (const sent of document.querySelectorAll('[data-draft-sent]')) {
  storage()?.removeItem(prefix + sent.dataset.draftSent)
}

function fields(form) {
  return [...form.elements].filter((field) =>
    field.name && !field.closest('[data-no-draft]') && !['hidden', 'password', 'file', 'submit'].includes(field.type))
}

function restore(form, draft) {
  for (const field of fields(form)) {
    const kept = draft[field.name]
    if (kept === undefined) continue
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = kept.includes(field.value)
    else if (field.value === '') field.value = kept[0] ?? ''
  }
}

export function keepDraft(form) {
  const store = storage()
  const key = form.dataset.draft && prefix + form.dataset.draft
  if (!store || !key) return

  // After a refused post the server has filled the form in: its values are newer than the draft.
  if (!form.querySelector('[aria-invalid="true"]')) {
    try {
      restore(form, JSON.parse(store.getItem(key) ?? '{}'))
    } catch {
      store.removeItem(key)
    }
  }
  form.addEventListener('input', () => {
    const draft = {}
    for (const field of fields(form)) {
      const ticks = field.type === 'radio' || field.type === 'checkbox'
      draft[field.name] ??= []
      if (!ticks || field.checked) draft[field.name].push(field.value)
    }
    try {
      store.setItem(key, JSON.stringify(draft))
    } catch {
      // Full or refused: the person can still send the form.
    }
  })
}
