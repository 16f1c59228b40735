# The front page, the forms that the public answers, and what we say about them.

home-title = Feedback
home-heading = How are we doing?
home-lead = { $agency } wants to know how its services work for you. Choose the one you used: it takes about a minute, and you need no account.
home-open-now = Tell us about
home-nothing-open = No survey is open right now. Please come back later.
home-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
  }

form-minutes = { $n ->
    [one] Takes about { $n } minute
   *[other] Takes about { $n } minutes
  }
form-already-in = Thank you: your answers so far are in. You can add a little more below, or
form-stop-here = stop here
other-words = “{ $choice }”: in a few words
leave-out-personal-details = Please leave out personal details such as your Social Security number.
error-nothing-answered = Answer at least one question before you send the form
only-if-it-follows = Answer this only if it follows from an answer above.
list-and = { $first } and { $last }
clicked-lead = This is the answer you chose. Send it, or choose another one first.
send-this-answer = Send this answer
day-month = Month
day-day = Day
day-year = Year
hint-number = A whole number.
hint-number-range = A whole number from { $low } to { $high }.
hint-date = For example: October 3 2026.
hint-digits = Digits only.
hint-zip-code = Five digits, or nine with a hyphen.
hint-web-address = For example: https://example.gov/page
hint-ticks = Tick all that apply.
hint-ticks-exactly = Tick { $n }.
hint-ticks-at-least = Tick at least { $n }.
hint-ticks-at-most = { $n ->
    [one] Tick one at most.
   *[other] Tick up to { $n }.
  }
hint-ticks-between = Tick from { $fewest } to { $most }.
error-choose-for = Choose an answer for “{ $row }”
error-ticks-exactly = Tick exactly { $n }
error-ticks-at-least = Tick at least { $n }
error-ticks-at-most = { $n ->
    [one] Tick no more than one
   *[other] Tick no more than { $n }
  }
error-ticks-between = Tick from { $fewest } to { $most }
error-date-missing = Enter a day
error-day = Enter a day of the calendar: month, day and year
error-day-from = Enter { $first } or a later day
error-day-until = Enter { $last } or an earlier day
error-day-between = Enter a day from { $first } to { $last }
error-phone = Enter a phone number such as 202-555-0143
error-digits = Enter digits only
error-zip-code = Enter a ZIP code such as 20500 or 20500-0001
error-web-address = Enter a web address such as https://example.gov

preview-heading = Preview
preview-text = This is the form as the public will see it. Branching works from page to page; nothing is stored.
preview-over-heading = The form ends here
preview-over-text = With these answers people read the thanks now. Nothing was stored.
preview-again = Begin again

notice-control-number = OMB control number { $number }
notice-expires = Expires { $date }
notice-burden-title = How long this takes
notice-burden = { $n ->
    [one] Answering takes { $n } minute on average, including the time to read the questions.
   *[other] Answering takes { $n } minutes on average, including the time to read the questions.
  }
notice-not-required = Answering is voluntary. You are not required to respond to a collection of information unless it shows a valid OMB control number.
notice-privacy-title = Privacy

thanks-title = Thank you
thanks-lead = Your answers about { $service } are in.
thanks-next-title = What happens now
thanks-counted = They count in the results of { $service } from this moment on.
thanks-read = The people who run the service read the comments and look for what to mend first.
thanks-no-reply = Nobody will contact you about this form. If you need help, use the usual ways to reach the service.
thanks-home = Give feedback on another service

privacy-title = Privacy
privacy-lead = What { $agency } keeps when you answer a form on this site, and what it does not.
privacy-kept-title = What is kept
privacy-kept-answers = The answers and the words you send.
privacy-kept-circumstances = When you sent them, the language, the channel, and whether you used a phone, a tablet or a computer.
privacy-not-kept-title = What is not kept
privacy-no-address = Your network address is not stored with your answers.
privacy-no-tracking = No other company's scripts, pictures or counters run on these pages.
privacy-cookies = There is no tracking cookie across sites. One cookie remembers the language you chose. One tells, for thirty days, a second reading of our answers from a first, so that what you read goes along when you ask us, and so that we see what readers need next; we keep only a scrambled form of it, for sixty days, and none if your browser asks not to be recognised. Staff who sign in get one for their session. Answers you have not sent yet stay in your own browser tab.
privacy-survey = A form that has a privacy statement of its own shows it below its questions.

accessibility-title = Accessibility
accessibility-lead = { $agency } wants everyone to be able to answer.
accessibility-keyboard = Every form works with the keyboard alone and with a screen reader.
accessibility-script = Every form works without JavaScript.
accessibility-zoom = Text can be enlarged to 400 percent, and pages fit a screen 320 pixels wide. Colours follow the light or dark setting of your device.
accessibility-languages = Every page is available in English and Spanish; a form is offered in the languages it was translated into.
accessibility-standard = These pages are built to the Web Content Accessibility Guidelines 2.2, level AA, and Section 508.

proof-title = Your answers are in
proof-lead = One moment, please: the page goes on by itself.
proof-text = Unusually many answers came from your network just now. Your browser is computing for a moment to show that it is no program sending in bulk. You need not do anything, and you need not wait: you can go on at once.
