# Ready texts, responses that become cases, mentions.

case-view-mentioned = Names me
cases-given-none = No case changed hands
cases-taken-back = Cases that are again with whoever had them: { $name }
cases-taken-back-some = Taken back, but for cases that went on meanwhile: { $name }
cases-taken-back-before = That was taken back before, or is not yours to take back
case-event-staff-noted-for = Note for staff, { $names } told
case-template = Ready text
case-template-insert = Insert
templates-title = Ready texts
templates-text = An answer can begin with one of these. Whoever answers changes it to fit the person before it is sent.
templates-none = No ready text yet
templates-none-text = Write down what you answer often, once and well.
template-add = Add a text
template-added = The text is added
template-changed = The text is changed
template-removed = The text is removed
template-name = Name
template-name-hint = Staff find it by this. The person does not see it.
template-language = Language
template-text = Text
template-text-hint = The case fills in { "{name}" }, { "{number}" }, { "{service}" } and { "{subject}" }.
template-remove-act = Remove this text
template-remove-question = Remove “{ $name }”?
template-remove-consequence = Answers that were sent stay as they are.
follow-ups-title = Responses that become cases
follow-ups-text = When a response went badly or holds alarming words, and the person left a way to be reached, a case opens by itself and the person is told. Whoever left none is left alone.
follow-ups-none = No response becomes a case by itself
follow-ups-none-text = Staff can still make a case of a response in the inbox.
follow-ups-caption = { $n ->
    [one] Survey whose responses become cases: { $n }
   *[other] Surveys whose responses become cases: { $n }
  }
follow-up-survey = Survey
follow-up-survey-hint = Only surveys that ask for an email address or a phone number
follow-up-no-survey = No survey asks for an email address or a phone number yet.
follow-up-when = When
follow-up-when-low = It went badly: the lower end of the scale of the first question that measures something
follow-up-when-alarming = It holds words of threat or despair
follow-up-short-low = it went badly
follow-up-short-alarming = alarming words
follow-up-add = Have cases opened
follow-up-set = From now on these responses become cases
follow-up-removed = Responses to this survey no longer become cases by themselves
follow-up-end-column = End
follow-up-end = End
follow-up-end-of = End: no longer make cases of responses to { $name }
follow-up-asks-no-longer = asks for no address
case-relate = Has to do with another case
case-relate-text = Both go on, each by itself. Whoever opens one sees the other.
case-relate-act = Note it
case-related-done = { $name } and the other case have to do with each other
case-unrelated = { $name } no longer has to do with the other case
case-related = Cases it has to do with
case-unrelate = Take back
case-unrelate-of = Take back: no longer to do with { $number }
