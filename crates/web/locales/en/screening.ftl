# Screening: the screens, what they held back, and how good they are.

screening-title = Screening
screening-text = What comes in without a token passes these screens. Nothing is thrown away: rejected responses are kept as spam, flagged ones wait in the inbox, and neither counts. What you mark as spam or not spam in the inbox shows here how good each screen is.
screening-screened = { $n ->
    [0] Nothing was screened in the last { $days } days.
    [one] { $n } response was screened in the last { $days } days.
   *[other] { $n } responses were screened in the last { $days } days.
  }
screening-missed = { $n ->
    [0] Staff found no spam that every screen had passed.
    [one] Staff found { $n } spam that every screen had passed.
   *[other] Staff found { $n } spam that every screen had passed.
  }
screening-caption = How each screen did
screening-screen = Screen
screening-passed = Passed
screening-flagged = Flagged
screening-rejected = Rejected
screening-urgent = Urgent
screening-confirmed = Confirmed
screening-overturned = Overturned
screening-precision = Precision
screening-precision-value = { $share }, from { $low } to { $high } (n = { $n })
screening-precision-none = nothing looked at yet
screening-precision-hint = Of what a screen held back and staff looked at, the share that was spam indeed, with its 95 % interval.
screen-honeypot = Hidden field
screen-text-honeypot = A field that people do not see and programs fill in.
screen-injected-fields = Injected fields
screen-text-injected-fields = Fields the form never had, hidden fields that were changed, links or markup where a few words belong.
screen-content = Content
screen-text-content = Many links, markup, one character over and over, known phrases of advertisers.
screen-repeated-text = Repeated text
screen-text-repeated-text = The same longer text from many within minutes.
screen-speed = Speed
screen-text-speed = A form that was sent sooner than anyone reads it.
screen-identical = Identical answers
screen-text-identical = The same answers with the same text from the same client. Never at a kiosk, on paper or from staff.
screen-proof = Proof of work
screen-text-proof = A client that sends unusually much is asked to compute for a moment, by itself.
screen-crisis = Threat and crisis
screen-text-crisis = Words of threat, despair or abuse put a response before you at once. It is never held back.
verdict-pass = passed
verdict-flag = flagged
verdict-reject = rejected
verdict-urgent = urgent
reason-trap-filled = the hidden field was filled in
reason-unknown-fields = fields the form never had
reason-markup-in-short-field = markup where a few words belong
reason-hidden-field-changed = a hidden field was changed
reason-link-in-short-field = a link where a few words belong
reason-many-links = many links
reason-known-phrases = phrases of advertisers
reason-markup = markup
reason-one-character = one character over and over
reason-same-text = the same text from many
reason-too-fast = sent too soon
reason-identical = the same answers came before
reason-proof-wanted = no proof of work came
reason-proven = a proof of work came
reason-despair = words of despair
reason-threat = words of threat
reason-abuse = words of abuse
screening-rules = Rules
screening-rules-text = A screen that is off gives no verdict. What was judged before stays as it is.
screening-on = On
threshold-unknown-fields = Reject from so many unknown fields
threshold-links-flag = Flag from so many links in one text
threshold-links-reject = Reject from so many links in one text
threshold-run-length = Flag from so many of one character in a row
threshold-same-text-flag = Flag from so many with the same text
threshold-same-text-reject = Reject from so many with the same text
threshold-same-text-minutes = Within so many minutes
threshold-fastest-milliseconds = Flag below so many milliseconds
threshold-identical-seconds = Count once within so many seconds
threshold-proof-bits = Zero bits of the proof; each more doubles the work
screening-saved = The rules hold from now on
error-threshold = Enter a whole number from { $low } to { $high }
screening-log = Newest verdicts
screening-log-caption = Verdicts other than a pass, the newest first
screening-log-empty = No screen has held anything back yet
screening-log-empty-text = Verdicts will stand here with their reason, and with what staff made of them.
screening-when = When
screening-verdict = Verdict
screening-why = Why
screening-decision = Staff
screening-decision-spam = spam
screening-decision-not-spam = not spam
screening-decision-none = not looked at
screening-all-screens = Every screen
screening-score = score { $score }, version { $version }
