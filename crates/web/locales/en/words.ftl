# The glossary, and bureaucratic words.

words-language = Language
glossary-title = Glossary
glossary-text = What people say and what you say. The search finds answers by either, once a pair is confirmed. Pairs are suggested when somebody searches in vain and then finds an answer in other words, and when many people write a term in comments or cases that your answers and services do not use.
glossary-empty = No pair of terms yet
glossary-empty-text = Add how people say what you call otherwise, such as “food stamps” for “nutrition assistance”.
glossary-caption = { $n ->
    [one] { $n } pair of terms
   *[other] { $n } pairs of terms
  }
glossary-said = People say
glossary-said-hint = A word or up to six, such as: food stamps
glossary-term = You say
glossary-term-hint = As your answers have it, such as: nutrition assistance
glossary-state = State
glossary-state-suggested = Waits for you
glossary-state-confirmed = In use
glossary-state-refused = Refused
glossary-source = From
glossary-source-search = searches
glossary-source-comment = comments
glossary-source-case = people’s cases
glossary-source-staff = staff
glossary-support = Times met, or people who say it
glossary-confirm = Confirm
glossary-refuse = Refuse
glossary-remove = Remove
glossary-new = Another pair
glossary-add = Add pair
glossary-added = The pair is in use.
glossary-confirmed = The search uses the pair from now on.
glossary-refused = The pair is not used, and not suggested again.
glossary-removed = The pair is removed.
glossary-gaps = Searched for and not found
glossary-gaps-text = Words of the last 90 days after which people mostly found or opened nothing. Write an answer, or add a pair that leads to one.
glossary-gap-by-staff = by staff
glossary-gap-words = Words
glossary-gap-asked = Searches
glossary-gap-missed = In vain
jargon-title = Bureaucratic words
jargon-text = Your own words with what to say instead. They are marked while somebody writes, together with a built-in list of English and Spanish words.
jargon-empty = No words of your own
jargon-empty-text = The built-in list is used. Add words of your agency that people do not understand.
jargon-caption = { $n ->
    [one] { $n } word of your own
   *[other] { $n } words of your own
  }
jargon-term = Word
jargon-term-hint = Its forms are marked as well: adjudicate, adjudicated
jargon-plain = Say instead
jargon-plain-hint = Parted by semicolons, the best first. Leave it empty if a word of the built-in list is fine for you.
jargon-not-marked = Not marked
jargon-remove = Remove
jargon-new = Another word
jargon-add = Add word
jargon-added = The word is kept.
jargon-removed = The word is removed.
