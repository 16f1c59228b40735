# The answer library: public answers, and how they are written.

answers-title = Answers
answers-search = What do you want to know?
answers-search-hint = Ask in your own words, as you would ask a person.
answers-search-act = Find answers
answers-found-title = Answers to “{ $words }”
answers-found = { $n ->
    [one] 1 answer
   *[other] { $n } answers
}
answers-corrected = Showing answers to “{ $words }”.
answers-none = Nothing was found for “{ $words }”
answers-none-text = Try other words, or ask us: a person reads what you write.
answers-ask = Ask us
answers-not-there = Your question is not there?
answers-by-experience = Where you are in life
answers-by-service = By service
answers-popular = What many people ask
answers-count = { $n ->
    [one] 1 answer
   *[other] { $n } answers
}
answers-all = All answers
answers-empty = There are no answers here yet. Ask us instead: a person reads what you write.
answers-group-empty = There are no answers here yet.
answer-changes-on = From { $day } something else holds.
answer-slots = What holds for you?
answer-slots-act = Show my answer
answer-next-steps = What to do next
answer-details = More about it
answer-other-words = In other words
answer-alternatives = If this does not work for you
answer-helper = Who can help
answer-helped = Did this help?
answer-helped-yes = Yes, it helped
answer-helped-no = No, it did not
answer-helped-yes-thanks = Thank you. You said that it helped.
answer-helped-no-thanks = Thank you for saying so. We count it, and whoever keeps this answer sees it.
answer-missing-act = Send it
answer-missing-thanks = Thank you. What you wrote is read by those who look after this service.
answer-still = Do you still need help?
answer-still-act = Ask a person
answer-sources = Where this comes from
answer-from = From { $organisation }. It says so since { $day }.
answer-more-of = More answers about { $service }

library-title = Answers
library-text = One answer to a question, the same on every channel. What is approved is what people read.
library-search = Words of a question or an answer
library-search-act = Search
library-any = Any
library-show = Show
library-show-due = Due for review
library-show-without = Not written in { $language }
library-public = As the public sees them
library-none-found = No answer fits.
library-all = Show all answers
library-empty = No answers yet
library-empty-text = Write the answer to the question you hear most, or take over the questions and answers you have.
library-caption = Answers within your reach
library-total = { $n ->
    [one] 1 answer
   *[other] { $n } answers
}
library-more = The first { $n } are shown: search to see others.
answer-question = Question
answer-state = State
answer-state-draft = Draft
answer-state-review = Waiting for approval
answer-state-approved = Approved
answer-state-retired = Out of use
answer-older-in-force = people read the version before
answer-due = Due for review
answer-without = Not written in { $language }
answer-audience = For whom
audience-public = Everyone
audience-partner = Partners and staff
audience-staff = Staff only
audience-hint-public = On the public pages, in searches, and read out by staff.
audience-hint-partner = For organisations that hold a link to the service.
audience-hint-staff = Never shown outside the desk.
answer-reads = Readings in 90 days
answer-reads-90 = Readings in 90 days
answer-reads-desk = By staff, with a person or for a reply
answer-said = { $share } of { $n } said that it helped
answer-said-few = Fewer than { $smallest } people said whether it helped
answer-said-nothing = Nobody said whether it helped
answer-owner = Keeper
answer-owner-hint = Who keeps it right, and is asked when it is due for review.
answer-owner-none = Nobody yet
answer-add = Write an answer
answer-change = Change the answer
answer-save = Save as a draft
answer-added = The answer is saved as a draft. Nobody reads it until it is approved.
answer-saved = The change is saved as a draft. People read the version before until this one is approved.
answer-words = Words
answer-words-text = English and Spanish stand side by side. What is missing in one language is shown in the other.
answer-field-in = { $field } ({ $language })
answer-field-question = Question
answer-field-variants = Also asked as
answer-field-short = Short answer
answer-field-other-words = In other words
answer-field-next-steps = Next steps
answer-field-details = Details
answer-field-alternatives = When the answer is no
answer-field-helper-name = Who can help
answer-field-helper-phone = Their phone
answer-field-helper-hours = Their hours
answer-field-helper-hand-over = What staff tell them first
answer-field-clarifying = What staff ask back
answer-field-sources = Sources
answer-field-slots = What it depends on
answer-field-hint-question = In customers’ words, not the agency’s
answer-field-hint-variants = One way of asking on each line
answer-field-hint-short = One or two sentences that answer the question. Put a slot in braces, such as {"{"}fee{"}"}.
answer-field-hint-other-words = The same for who did not understand it the first time
answer-field-hint-next-steps = One on each line; after a bar how long it really takes: Send the form | 10 minutes
answer-field-hint-details = Everything else, in Markdown: **bold**, lists with -, links as [words](https://…)
answer-field-hint-alternatives = What else the person can do. Never a bare no.
answer-field-hint-helper-name = An office or a person
answer-field-hint-helper-phone = As people dial it
answer-field-hint-helper-hours = Such as Mon–Fri 8–17
answer-field-hint-helper-hand-over = So that the person does not begin again. Only staff see it.
answer-field-hint-clarifying = One question on each line. Only staff see them.
answer-field-hint-sources = One on each line; after a bar its address: 22 CFR 51 | https://…
answer-slots-field = What it depends on
answer-slots-hint = A key and a question, then = what stands there otherwise, then a choice on each line: - adult: 16 or older => 130 dollars. Spanish stands after a bar.
answer-about = About this answer
answer-organisation = Organisation
answer-service = Service
answer-service-none = No service in particular
answer-needs = Needs it answers
answer-needs-hint = One on each line, as contacts name them: renew a passport
answer-experiences = Life experiences
answer-review-on = Look at it again on
answer-review-on-hint = A year after its approval unless you say otherwise
answer-ends-on = Holds until
answer-ends-on-hint = Leave empty when it has no end
answer-this-version = This change
answer-note = What changed
answer-note-hint = Read by staff, and by the public before the change takes effect
answer-starts-on = Holds from
answer-starts-on-hint = Leave empty for at once
answer-must-read = Staff are to read and acknowledge it
answer-must-read-hint = Everyone who answers people about it gets a mail, and you see who has not read it.
answer-training = Training
answer-training-hint = Where staff learn more about the change
answer-training-link = Learn more about the change
answer-as-read = As people read it
answer-version = Version
answer-version-number = Version { $n }
answer-reading-version = People read version { $n }
answer-nobody-reads = Nobody reads it yet
answer-next-step = Next step
answer-approve = Approve it
answer-send-to-review = Ask for approval
answer-return = Give it back to write on
answer-in-review = The answer waits for approval.
answer-returned = The answer is a draft again.
answer-approved-now = The answer is approved.
answer-retired = The answer is out of use. Nobody reads it any longer.
answer-moved = Somebody saved the answer in the meantime. Look at it as it stands, then approve it.
answer-other-state = That step does not fit where the answer stands now.
answer-needs-short = Write the short answer in every language first.
answer-bad-day = Enter the day as it is chosen in the field, such as 2027-01-31.
answer-readers = Who read the change
answer-readers-count = { $read } acknowledged it, { $unread } did not yet.
answer-unread = Not yet
answer-read-by = Acknowledged
answer-versions = Versions
answer-versions-caption = Every version, the latest first
answer-written = Written
answer-approved = Approved
answer-compared = What this version says otherwise than
answer-same = It says the same as the version before.
answer-removed = Taken out:
answer-inserted = Put in:
answer-restore = Save this version again as a draft
answer-restored = The old version is saved again as a draft.
answer-back = Back to the answer
answer-retire-act = Take the answer out of use
answer-retire-question = Take “{ $name }” out of use?
answer-retire-consequence = Nobody reads it any longer, and no search finds it. Its versions stay, and saving it again makes it a draft.
answer-changes-title = Changed answers to read
answer-changes-text = These answers change what you tell people. Read each before it takes effect, and say that you did.
answer-changes-none = Nothing to read
answer-changes-none-text = When an answer changes that you are to know, it stands here, and you get a mail.
answer-changes-unread = { $n ->
    [0] You read all of them.
    [one] 1 waits for you.
   *[other] { $n } wait for you.
}
answer-change-now = Holds now.
answer-change-from = Holds from { $day }.
answer-acknowledge = I read it
answer-acknowledged = Noted: you read it.
answer-acknowledged-at = You acknowledged it on { $at }.
answer-mail-subject = Please read: { $question }
answer-mail-text = An answer that you give people changes. Please read it and say that you did.
answer-mail-act = Read the change and acknowledge it
answer-import = Take over questions and answers
answer-import-text = Bring the questions and answers you have: a table, a Markdown text or a web page. First you see what was understood; then they become drafts. Nothing is published.
faq-form = In what form are they?
faq-form-csv = A table (CSV) with columns “question” and “answer”
faq-form-markdown = Markdown with a heading for each question
faq-form-html = A web page
faq-file = File
faq-text = Or the text itself
faq-text-hint = Paste it here when you have no file.
faq-language = Language
faq-try = See what is understood
faq-take = Make drafts of these
faq-understood = What was understood
faq-taken = Taken over as drafts
faq-counts = { $taken } to take over, { $known } in the library already, { $left } left out.
faq-taken-caption = Questions with their short answers
faq-topic = Topic
faq-more = and details
faq-known = In the library already
faq-left-out = Left out
faq-place = Place { $n }:
faq-why-no-answer = nothing stands under it
faq-why-no-question = no question stands above it
faq-why-repeated = the same question stands there before
faq-why-does-not-fit = it is too long, or holds signs that do not fit
faq-see-drafts = See the drafts

contact-desk-title = A contact
contact-desk-find = Find the answer
contact-desk-need = What does the person need?
contact-desk-customer = Who is it?
contact-desk-customer-hint = Their number or address, as your systems know them. It is not kept.
contact-desk-any-service = Any service
contact-desk-language = Their language
contact-desk-none = No answer fits
contact-desk-none-text = Try other words. Do not leave the person with “I don’t know”: open a case, or hand them over to somebody who knows.
contact-desk-others = Other answers that fit
contact-desk-earlier = What they did before
contact-desk-no-earlier = No earlier contact is known under that name.
contact-desk-log = Write it down
contact-desk-log-act = Write it down and go on
contact-desk-what = What it was about
contact-desk-outcome = How did it end for the person?
contact-desk-minutes = Minutes it took
contact-logged = The contact is written down. Ready for the next one.
contact-about = You read:
case-fitting = Answers that fit
case-fitting-hint = Put one into your reply and make it fit this person. Press 1, 2 or 3 when you are not typing.
case-put-in = Put it into the reply
case-ask-back = Ask back:
case-read-before = Read before writing
case-answers-sent = Answers sent

gaps-title = What to write next
gaps-text = Where people ask and nobody answers, what does not help, and what contradicts: by how many people it concerned in the last 90 days, so that the most useful hour of writing comes first.
gaps-none = Nothing is missing
gaps-none-text = Searches in vain, needs without an answer and answers that do not help stand here as people use the library.
gaps-caption = What to write, the most people first
gap-what = What
gap-kind = Why
gap-volume = How many people
gap-kind-searched = Searched in vain
gap-kind-searched-by-staff = Searched in vain by staff
gap-kind-unanswered = A need that no answer is to
gap-kind-cases = Cases answered without the library
gap-kind-distrusted = Many readers say that it does not help
gap-kind-contradiction = The same question with different facts
gap-facts = One says { $these }, the other { $those }.
gap-volume-searched = { $n ->
    [one] 1 search
   *[other] { $n } searches
}
gap-volume-searched-by-staff = { $n ->
    [one] 1 search
   *[other] { $n } searches
}
gap-volume-unanswered = { $n ->
    [one] 1 contact
   *[other] { $n } contacts
}
gap-volume-cases = { $n ->
    [one] 1 case
   *[other] { $n } cases
}
gap-volume-distrusted = { $n ->
    [one] 1 reader
   *[other] { $n } readers
}
gap-volume-contradiction = { $n ->
    [one] 1 reading
   *[other] { $n } readings
}

answer-consistency = Consistency in 90 days
answer-consistency-share = { $share } of { $n } replies that it was put into kept it ({ $low } to { $high })
answer-consistency-few = It was put into fewer than { $smallest } replies
gap-kind-departed = Replies depart from the approved answer
gap-kind-contradicted = Replies state other facts than the approved answer
gap-missing = They leave out { $missing }.
gap-instead = The answer says { $missing }, they say { $instead }.
gap-volume-departed = { $n ->
    [one] 1 of { $replies } replies
   *[other] { $n } of { $replies } replies
}
gap-volume-contradicted = { $n ->
    [one] 1 reply
   *[other] { $n } replies
}

answer-came-back = People who read this still came back for
answer-came-back-line = “{ $next }”: { $share } of { $n } within { $days } days.
answer-came-back-same = They came for the same again: the answer does not settle it.
answer-came-back-add = Add it to this answer, or link to the answer there is.
answer-came-back-write = No answer is to it yet: write it.
thanks-answers = What others ask about this service
plain-passive = says that something is done, not who does it.
plain-long = is long: make two sentences of it.
plain-jargon = is a word of offices.
plain-instead = is a word of offices. Say: { $words }.
