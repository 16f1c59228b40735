# Surveys: list, setting up, showing.

surveys-title = Surveys
surveys-caption = Surveys within your reach
surveys-lately = Responses, last 90 days
surveys-none = No surveys yet
surveys-none-text = Choose a standard instrument, say which service it is about, and publish it. Answers arrive here and in the scorecard.
surveys-none-here = No survey matches
surveys-none-here-text = Archived surveys show only when you choose that state.
surveys-all = Show all surveys
survey-set-up = Set up a survey
survey-name = Name
survey-name-hint = Staff know the survey by it; the public does not see it.
survey-service = Service
survey-state = State
survey-instrument = Instrument
survey-channel = Channel
survey-channel-hint = Answers count for this channel unless they say otherwise.
survey-touchpoint = Touchpoint
survey-touchpoint-hint = Only when the survey asks about one place of the service.
survey-expires = Last day
survey-expires-hint = After this day the form takes no more answers.
survey-expired = Expired
survey-no-expiry = no end
survey-choose-title = Choose an instrument
survey-choose-text = Standard instruments keep results comparable over time and with others. You choose among the allowed wordings and leave out what is optional; the rest is ready in English and Spanish.
survey-questions-count = { $n ->
    [one] { $n } question
   *[other] { $n } questions
  }
survey-pages-count = { $n ->
    [one] { $n } page
   *[other] { $n } pages
  }
survey-federal = A-11 section 280
survey-set-up-title = Set up: { $name }
survey-change = Change
survey-change-title = Change: { $name }
survey-in-english = { $what } (English)
survey-in-spanish = { $what } (Spanish)
survey-for-example = For example: { $example }
survey-where = What it is about
survey-names = Names in the questions
survey-names-text = The questions speak of these. Write them as people know them; the Spanish form uses the English one when the Spanish is empty.
survey-questions = Questions
survey-questions-text = The names you entered stand in the questions after saving; until then, examples stand in brackets.
survey-question = Question { $number }
survey-page = Page { $number }
survey-wording = Wording
survey-demanded = Always asked
survey-demanded-reason = The rules of the instrument demand this question, with an answer.
survey-ask = Ask question { $number }
survey-asked-after = Asked depending on the answer to question { $number }
survey-choices = Answers to offer
survey-choice-demanded = must be offered
survey-around = Around the questions
survey-form-title = Heading
survey-form-title-hint = Empty: the instrument's own heading.
survey-introduction = Introduction
survey-introduction-hint = A sentence or two below the heading.
survey-thanks = After sending
survey-thanks-hint = What happens with the answers, besides the thanks.
survey-notices = Notices
survey-notices-text = Federal forms must show these. Leave them empty where no such rule applies to you.
survey-control-number = OMB control number
survey-control-number-hint = Four digits, a hyphen, four digits.
survey-burden = Minutes to answer
survey-burden-hint = The average, as approved.
survey-privacy = Privacy statement
survey-privacy-hint = Why you ask, and what becomes of the answers.
survey-save-draft = Save as draft
survey-trend-title = What a change does to the trend
survey-trend-text = Another name, heading or notice changes no figure. Another wording of a question counts apart from the one before: its trend starts anew. A change of what is asked makes version { $number }; earlier answers stay with the version they were given to.
survey-reworded-title = These answers will count apart
survey-reworded-text = The questions below get another wording. What was answered before stays as it is, but is not added to what comes: each trend starts anew on the day you save.
survey-understood = I understand that these trends start anew
survey-save-version = Save as version { $number }
survey-made = The survey is saved as a draft. Look at the preview, then publish it.
survey-changed = The survey is changed.
survey-new-version = The survey is changed: the public now sees the new version.
survey-published = The survey is published: the public can answer it.
survey-closed = The survey is closed. Its results stay.
survey-archived = The survey is archived. Its results stay.
survey-not-publishable = The survey cannot be published yet: see what is in the way.
survey-state-moved = Somebody else changed the survey in the meantime. This is how it stands now.
survey-preview = Preview
survey-open = Open the form
survey-link = Public link
survey-link-text = Put this link on your page, in your email, or on a poster.
survey-problems = In the way of publishing
survey-problem-nothing-asked = The survey asks nothing: change it and ask at least one question.
survey-problem-empty-text = Question { $question } has no text.
survey-problem-repeated-key = Two questions are called { $question }.
survey-problem-never-asked = Question { $question } can never be asked: its conditions contradict each other, or what it depends on is left out.
survey-problem-never-shown = Page { $page } can never be shown: its conditions contradict each other.
survey-problem-empty-page = Page { $page } is empty: add a question or remove the page.
survey-problem-unfit-key = “{ $key }” cannot be a name: use up to 40 lower-case letters, digits and _.
survey-problem-repeated-page = Two pages are called { $page }.
survey-problem-too-few-choices = Question { $question } needs { $n ->
    [one] at least one answer
   *[other] at least { $n } answers
} to choose from.
survey-problem-repeated-choice = Question { $question } has two choices called { $choice }.
survey-problem-empty-choice = Question { $question } has a choice without text: { $choice }.
survey-problem-cannot-be-answered = Question { $question } cannot be answered: its limits exclude every answer.
survey-problem-condition-not-before = { $place } depends on { $question }, which does not come before it.
survey-problem-condition-other-kind = { $place } depends on { $question }, which has no answers of that kind.
survey-problem-condition-no-such-answer = { $place } waits for an answer that { $question } does not offer.
survey-problem-condition-nothing-named = { $place } depends on { $question } but names no answer to wait for.
survey-problem-piped-too-early = The text of { $place } repeats the answer to { $question }, which is not asked on an earlier page.
survey-problem-expired = Its approval ended on { $date }: enter the new last day first.
survey-advice = Before you publish
survey-advice-language = Some texts are missing in { $language }: people who read it see English there.
survey-advice-control-number = There is no OMB control number. A federal form needs one.
survey-advice-expires = There is a control number but no last day: the form would not stop when the approval ends.
survey-next-step = Next step
survey-act-publish = Publish
survey-act-reopen = Reopen
survey-act-close = Close
survey-act-archive = Archive
survey-act-restore = Take out of the archive
survey-meaning-publish = The public can answer from now on. What is asked is kept as a version.
survey-meaning-reopen = The public can answer again.
survey-meaning-close = The form takes no more answers. Results stay, and you can reopen it.
survey-meaning-archive = Out of sight in lists. Results stay, and you can take it out again.
survey-meaning-restore = It shows in lists again, closed.
survey-facts = The survey
survey-not-stated = not stated
survey-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
  }
survey-responses = Its responses
survey-import = Import responses
survey-asks = What it asks (version { $number })
survey-versions = Versions
survey-version = Version
survey-version-made = Made
survey-version-shown = First shown to the public
survey-version-current = current
survey-version-never = not yet
error-control-number = Write it as 1234-5678
error-touchpoint = Choose a touchpoint of this service
survey-questions-own = You write the questions yourself: save, and go on in the builder.
survey-copy = Copy the survey
survey-copy-title = Copy: { $name }
survey-copy-text = The copy is a draft of its own, with the questions, texts and notices as they stand in the builder. Its answers count apart.
survey-copy-name = Copy of { $name }
survey-copy-act = Make the copy
survey-copied = The copy is made. It is a draft.
survey-file-out = Save as a file (JSON)
survey-file-in = Set up from a file
survey-file-title = Set a survey up from a file
survey-file-text = Choose a survey that was saved as a file, here or in another installation, or paste its text. Nothing is made unless everything in it fits.
survey-file-name-hint = Empty: the name in the file.
survey-file-choose = File (JSON)
survey-file-paste = Or paste it here
survey-file-act = Set it up
survey-file-none = Choose a file, or paste its text
survey-file-taken = The survey is set up from the file. It is a draft.
survey-file-faults = { $n ->
    [one] { $n } thing in the file does not fit. Nothing was made.
   *[other] { $n } things in the file do not fit. Nothing was made.
  }
survey-answers = Answers of the library
survey-answers-takes = Also takes “Did this help?” of
survey-answers-of-none = No answers
survey-answers-of-service = Answers of this service
survey-answers-of-organisation = Answers of the whole organisation
survey-answers-hint = Each yes or no under an answer becomes a response for the service of that answer. One survey takes them at a time: choosing this one ends what another took. A survey that takes those of one service comes before one that takes the organisation’s.
survey-answers-unfit = To take “Did this help?” of answers, this survey must ask it in these words: choose that wording first.
survey-answers-kept = It is kept whose answers the survey takes.
