# Mails: what they say, the digests staff choose, and the log of what was sent.

digest-subject = { $n ->
    [one] { $n } new response · { $name }
   *[other] { $n } new responses · { $name }
  }
digest-subject-of = { $n ->
    [one] { $n } new response to { $name }
   *[other] { $n } new responses to { $name }
  }
digest-heading = What came in at { $name }
digest-since = { $n ->
    [one] { $n } response has come in since { $since }.
   *[other] { $n } responses have come in since { $since }.
  }
digest-of = Only { $name } is counted.
digest-low = { $n ->
    [0] None of them has a low score.
    [one] { $n } of them has a low score.
   *[other] { $n } of them have a low score.
  }
digest-commented = { $n ->
    [0] None of them holds a comment.
    [one] { $n } of them holds a comment.
   *[other] { $n } of them hold a comment.
  }
digest-by-survey = By survey
digest-comments = What people wrote
digest-urgent = Please look at once.
digest-low-score = Low score:
digest-read = Read it on the desk
digest-hidden = Personal data in comments is hidden here.
digest-inbox = Open the inbox
digest-why = You get this mail because you asked for it on your desk.
digest-settings = Change what you are told
digest-unsubscribe = Stop this mail

digests-title = Digests by mail
digests-text = Choose what you want to be told about by mail. A mail comes only when there is something new, and tells only what you may read.
digests-caption = { $n ->
    [one] { $n } digest
   *[other] { $n } digests
  }
digests-empty = You get no digests
digests-empty-text = Begin one below: for a service you answer for, or for low scores only.
digests-no-server = No mail server is set in this installation: digests are written and held until one is.
digest-what = What
digest-when = When
digest-everything = All responses you may read
digest-low-only = low scores only
digest-comment-only = with a comment only
digest-language = Language
digest-rhythm-instantly = Within a minute
digest-rhythm-daily = Every day
digest-rhythm-weekly = Every week
digest-at = at { $hour }:00
digest-on = on { $day } at { $hour }:00
digest-new = Begin a digest
digest-service = Service
digest-survey = Survey
digest-filter = Only some of them
digest-rhythm = How often
digest-hour = Hour
digest-hour-hint = For every day and every week; in the time zone of the installation
digest-weekday = Day of the week
digest-weekday-hint = For every week
digest-begin = Begin
digest-end = End
digest-begun = The digest begins now
digest-ended = The digest has ended
error-hour = Choose an hour
error-weekday = Choose a day of the week
error-too-many-digests = You have as many digests as there can be: end one first

unsubscribe-title = Stop this mail
unsubscribe-text = You will get no more mails of this digest. You can begin a new one on your desk at any time.
unsubscribe-next-text = You will no longer be told what people in your place usually need next. Answers to your messages still reach you.
unsubscribed-next-text = You are no longer told what people in your place usually need next. Answers to your messages still reach you.
unsubscribe-act = Stop the mails
unsubscribed-title = The mails have stopped
unsubscribed-text = You get no more mails of this digest. You can begin a new one on your desk at any time.

mail-title = Outgoing mail
mail-text = Every mail this installation wrote, with what became of it. A mail leaves once what caused it is stored, and is tried again while the mail server is down.
mail-no-server = No mail server is set: mails are held here. Start the program with one, and those of the last three days leave by themselves.
mail-empty = No mail was written yet
mail-empty-text = Digests and replies will stand here.
mail-caption = { $n ->
    [one] { $n } mail on this page
   *[other] { $n } mails on this page
  }
mail-to = To
mail-subject = Subject
mail-kind = Kind
mail-kind-digest = Digest
mail-kind-case = Case
mail-kind-next = What comes next
mail-state = State
mail-written = Written
mail-sent-at = Sent
mail-any-state = Every state
mail-show = Show
mail-state-waiting = Waiting
mail-state-held = Held
mail-state-sent = Sent
mail-state-failed = Failed
mail-state-returned = Did not arrive
mail-headers = Headers
mail-plain = Plain part
mail-html = HTML part, as text
mail-error = Why it did not leave
mail-returned-why = Why it did not arrive
mail-send-again = Send it again
mail-sending-again = The mail leaves in a moment
mail-message-id = Message-ID
mail-older = Older mails

jobs-title = Background jobs
jobs-text = What the program does by itself. A job that fails is tried again with growing pauses; one that failed too often stands below as dead until somebody puts it back.
jobs-waiting = Waiting
jobs-failed = Failed, to be tried again
jobs-running = Running
jobs-dead = Dead
jobs-done = Done in the last three days
jobs-none = None
job-kind = Job
job-kind-send-mail = Send a mail
job-kind-write-digests = Write digests
job-kind-tell-cases = Tell of cases that are due
job-kind-recount-cases = Work deadlines of cases out anew
job-kind-count-cases = Count cases of quarters that changed
job-kind-open-case = Make a case of a response
job-kind-learn-terms = Learn people’s terms from comments and cases
job-kind-measure-standards = Work out results of standards from cases and interactions
job-kind-take-days-off = Take days off of a calendar from its address
job-kind-tell-next = Tell a person what comes next
job-kind-anticipate = Work out what people come back for
job-kind-fetch-mail = Fetch mail from the mailbox
job-kind-upkeep = Forget what is no longer needed
job-attempts = Tries
job-runs = Runs
job-changed = Last change
job-error = What went wrong
job-replay = Run it again
job-run-now = Run it now
job-replayed = The job runs again in a moment
digest-language-en = English
digest-language-es = Español
