# What people come back for next, and whether telling them helps.

next-needs-title = What people come back for
next-needs-text = People who come with a need often come back with another. These pairs were found in { $days ->
    [one] contacts and the day behind them
   *[other] contacts and the { $days } days behind them
}, more often than behind other contacts and not by chance: of the pairs listed, about one in twenty is. Readers of answers see the likeliest as suggestions.
next-needs-taken = Worked out on { $at }.
next-needs-none-yet = Nothing is worked out yet
next-needs-none-yet-text = Bring in interactions that say who came and what for. What people come back for is worked out a few minutes later, and once a day.
next-needs-none = No pairs here
next-needs-none-text = With this window, channel and search nothing is found that chance would not do. Look at all pairs, or at all contacts.
next-needs-show-found = Show what is found
next-needs-total = { $n ->
    [one] One need that others follow.
   *[other] { $n } needs that others follow.
}
next-need-window = Within
next-need-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
next-need-cut = Counted among
next-need-uncut = All
next-need-search = Need
next-need-all = All pairs
next-need-all-hint = Also those that may be chance
next-need-name-one = Name one that is missing
next-need-caption = After “{ $need }”: { $n ->
    [one] one contact
   *[other] { $n } contacts
}
next-need-caption-none = After “{ $need }”: only what staff say
next-need-next = They come back for
next-need-support = Times
next-need-decide = Decide
next-need-sentence = Of { $contacts } contacts for “{ $need }”, { $followed } were followed by one for “{ $next }” within { $days ->
    [one] a day
   *[other] { $days } days
}, half of them within { $delay }.
next-need-no-figures = There are no figures for this pair here.
next-need-pinned = Pinned
next-need-hidden = Hidden
next-need-no-answer = No answer yet
next-need-pin = Pin
next-need-hide = Hide
next-need-take-back = Let the figures decide
next-need-correct = Say it differently
next-need-decided = Decided on { $day }.
next-need-decided-by = Decided by { $name } on { $day }.
next-need-undo = Undo
next-need-undone = It is as it was.
next-need-refused = This could not be kept. Look at it again, then try once more.
next-need-did-pinned = “{ $next }” is pinned: it is suggested first.
next-need-did-hidden = “{ $next }” is hidden: it is not suggested any more.
next-need-did-corrected = “{ $next }” is said in your words.
next-need-did-none = The figures decide about “{ $next }” again.
next-correct-title = What is suggested next
next-correct-text = Say in plain words what people come back for, choose the answer to it, or name a pair that the figures do not tell of.
next-correct-need = People who come for
next-correct-need-hint = As contacts name it
next-correct-next = Come back for
next-correct-wording = In plain words, in English
next-correct-wording-hint = What readers see in place of the name from your systems
next-correct-wording-es = In plain words, in Spanish
next-correct-answer = Answer to show
next-correct-answer-hint = Readers see it only where they may read it.
next-correct-answer-none = The one that lists the need
next-correct-why = Why
decision-pinned = Pin it: suggested first, whatever the figures say
decision-hidden = Hide it: never suggested
decision-corrected = Suggest it as the figures say, in these words
next-rule-title = What is looked at
next-rule-text = Only contacts whose customer is known are looked at, under a pseudonym. Figures are about all people with a need, never about one.
next-rule-source = A need is
next-rule-segments = Also tell apart by
next-rule-segments-hint = The channel always. What people are like only where you choose it: think of who could be singled out.
next-rule-window = Suggestions are what comes within
next-rule-history = History looked at
next-rule-changed = The change counts from the next time it is worked out.
need-source-intention = What the person came for, else what was done
need-source-activity = What was done
segment-service = Service
segment-language = Language
segment-device = Device

suggestions-title = People who asked this also needed
suggestion-why = Why this is shown
suggestion-why-public = About { $of_hundred } of 100 people who came with this need came back for it within { $days ->
    [one] a day
   *[other] { $days } days
}. Counted over { $n } contacts; nothing about you was looked at.
suggestion-why-staff = Our staff know from experience that people need this next.
suggestion-figures = { $share } ({ $low } to { $high }, n { $n }), { $lift } times as likely as after any contact, half of them within { $delay }.

suggestions-proof-title = Do suggestions help?
suggestions-proof-text = Suggestions are shown to some visits and held back from others, drawn by lot. Everyone to whom something could have been suggested counts on the side they were drawn for, whether they looked at it or not.
proof-verdict-shown = Fewer people come back
proof-verdict-not-shown = No effect is shown
proof-verdict-worse = More people come back
proof-verdict-too-few = Too few people to tell
proof-sentence-shown = About { $contacts } contacts were avoided among the { $n } who saw suggestions (95% interval { $low } to { $high }).
proof-sentence-hours = That is about { $hours } hours of work saved ({ $low } to { $high }).
proof-sentence-not-shown = Among the { $n } who saw suggestions, between { $low } and { $high } contacts were avoided (95% interval; below 0 means more contacts). No effect can be told from chance.
proof-sentence-worse = About { $contacts } more contacts came from the { $n } who saw suggestions: the interval of those avoided is { $low } to { $high }. Look at what is suggested before you go on.
proof-sentence-too-few = At least 100 people on each side must have had their time to come back, and some must have. Let the experiment run.
proof-by-service = Services were drawn, not people. Only the time with services on both sides counts; people of one service are alike, so the interval is narrower than it should be.
proof-caption = Who came back within { $days ->
    [one] a day
   *[other] { $days } days
}
proof-arm = Suggestions
proof-n = People
proof-came-back = Came back
proof-share = Share
proof-opened = Opened one
proof-waiting = Still waiting
proof-difference = Difference in percentage points, held back less shown
proof-difference-points = { $points } ({ $low } to { $high }), p { $p }
proof-handle = Time a contact takes
proof-handle-time = { $time } on average, over { $n ->
    [one] one contact
   *[other] { $n } contacts
} of the last 90 days
arm-shown = Shown
arm-held = Held back
proof-setup = The experiment
proof-state-off = The experiment does not run: everyone sees suggestions, and nobody is followed.
proof-state-visits = Runs since { $day }: suggestions are held back from { $held } of 100 visits.
proof-state-services = Runs since { $day }, by service: { $n ->
    [one] one service has its day.
   *[other] { $n } services have their day.
}
proof-runs = Run the experiment
proof-runs-hint = A change of who sees suggestions begins it anew.
proof-draw = Who sees suggestions
proof-draw-visits = Most visits, drawn by lot
proof-draw-services = Services one after the other
proof-held = Held back, of 100 visits
proof-held-hint = 1 to 50, for visits drawn by lot
proof-window = Days to come back
proof-window-hint = 1 to 60
proof-services = First day of each service
proof-services-hint = For services one after the other: suggestions are held back until that day. Draw the days by lot. A service without a day is not part of it.
proof-changed = The experiment is changed.
error-held-share = Enter 1 to 50 of 100
error-window-days = Enter 1 to 60 days
error-too-few-services = Give at least two services a first day

next-mail-subject = What people usually need next · { $service }
next-mail-text = You wrote to { $service }, and asked us to tell you what people in your place usually need next.
next-mail-why = About { $of_hundred } of 100 people who came with this need came back for it within { $days ->
    [one] a day
   *[other] { $days } days
}. Counted over { $n } contacts.
next-mail-because = You get this mail because you agreed to it with your message { $number }.

mining-source-contacts = What people come back for
mining-source-readings = What readers do next
next-need-of = Figures
next-needs-text-readings = Readers of one answer often go on to another, or ask a person. These pairs were found in what visits to the public answers did within { $days ->
    [one] a day
   *[other] { $days } days
}, more often than after other readings and not by chance. A reading is no contact: these figures have a base of their own, and reach back sixty days, as long as visits are told apart.
next-need-next-readings = They go on to
next-need-caption-readings = After reading about “{ $need }”: { $n ->
    [one] one reading
   *[other] { $n } readings
}
next-need-sentence-readings = Of { $contacts } readings about “{ $need }”, { $followed } were followed by “{ $next }” within { $days ->
    [one] a day
   *[other] { $days } days
}, half of them within { $delay }.
next-need-asked = Asking a person
next-need-from-search = Found by a search
next-messages = Mails that told people what comes next, in the last 90 days: { $sent } sent, { $held } held back by the experiment. { $agree ->
    [one] One person agrees
   *[other] { $agree } people agree
} to be told just now.
suggestion-why-read = About { $of_hundred } of 100 readings of this were followed by one of that within { $days ->
    [one] a day
   *[other] { $days } days
}. Counted over { $n } readings; nothing about you was looked at.
