# Entering answers for people: paper forms, and what a caller says.

entry-title = Enter answers
entry-heading = Enter answers: { $name }
entry-correct-title = Correct an entry
entry-correct-heading = Correct an entry: { $name }
entry-batch = This batch
entry-count = { $n ->
    [0] Nothing entered in this batch yet
    [one] { $n } entered in this batch
   *[other] { $n } entered in this batch
  }
entry-source = What you have
entry-source-paper = Paper forms
entry-source-staff = A person who tells you
entry-version = Version on the form
entry-day = Day of the contact
entry-day-hint = Empty: today. It stays for the next form.
entry-read-out = Read each question out as it stands, and each answer; enter what the person says.
entry-left-blank = Left blank on paper
entry-not-said = The person did not want to say
entry-save = Save and next
entry-save-hint = or Ctrl Enter
entry-saved = Saved. Next form.
entry-saved-without = Saved. Answers to questions that were not to be answered are left out: { $name }.
entry-corrected = The entry is corrected.
entry-withdrawn = The entry is withdrawn and does not count.
entry-restored = The entry counts again.
entry-latest = Latest entries
entry-latest-none = What you enter appears here, to be corrected or withdrawn.
entry-correct = Correct
entry-withdraw = Withdraw
entry-restore = Undo
entry-keys = Keys
entry-keys-digits = choose a number, t is 10; y and n are yes and no
entry-keys-letters = choose or tick an answer
entry-keys-next = next question
entry-keys-clear = clear the question
entry-keys-save = save and open the next form
entry-error-required = Question { $number } needs an answer: enter it, or say that it was left blank
entry-error-choice = Question { $number }: choose one of the answers offered
entry-error-off-scale = Question { $number }: the number lies outside what can be answered
entry-error-too-long = Question { $number }: this is too long
entry-error-email = Question { $number }: enter an email address such as name@example.gov
entry-error-phone = Question { $number }: enter a telephone number such as 202-555-0143
entry-error-day = Question { $number }: enter a day that can be answered
entry-error-digits = Question { $number }: enter digits only
entry-error-zip-code = Question { $number }: enter a ZIP code such as 20500
entry-error-web-address = Question { $number }: enter an address such as https://example.gov
entry-error-ticks = Question { $number }: too few or too many answers are ticked
entry-error-nothing = Enter at least one answer
entry-error-other = This entry cannot be saved: check the batch and the answers
entry-error-future = Enter a day that is not in the future
entry-error-expired = Enter a day on which the survey's approval still held
