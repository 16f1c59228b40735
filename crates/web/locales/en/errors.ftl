# What is wrong with an entry, and what to do about it.

error-summary-title = { $n ->
    [one] There is { $n } problem with your answers
   *[other] There are { $n } problems with your answers
  }
error-prefix = Error:
error-required = Enter an answer
error-choose = Choose one of the answers
error-choose-known = Choose one of the answers offered
error-too-long = Shorten this to { $limit } characters or fewer; it has { $length }
error-number = Enter a whole number
error-number-range = Enter a number from { $low } to { $high }
error-date = Enter a date such as 2026-10-03
error-email = Enter an email address such as name@example.gov
error-duplicate = This name is taken: choose another
error-too-short = Make it at least { $limit } characters long
error-negative = Enter 0 or more
error-contains-email = Leave your email address out of the password
error-too-common = Choose another password: this one is among the first that are tried
error-unchanged = Choose one that differs from the current password
error-wrong-password = This is not your current password
error-past = Choose a day in the future
error-not-held = Choose only what you may do there yourself
error-cycle = Choose another one: an organisation cannot lie below itself
error-overlaps = These days overlap with a volume of this channel that is already there
error-more-than-customers = Enter no more than there were customers
error-smallest-cell = Enter a whole number from 1 to 1,000
error-unfit = Check this entry: it does not fit
error-control-character = Leave out control characters
error-too-many-lines = Enter at most 20 lines
error-too-large = Enter a smaller number
error-activity-taken = Name each activity in one step only: one of these stands in another step
error-amount = Enter an amount such as 12.50
error-moment = Enter a date and time such as 2026-03-06T16:30
error-within = Enter a whole number
error-too-far = Enter a shorter time: at most ten years
error-hours = Enter hours such as 09:00-12:30 13:00-17:00, or nothing for a day off
error-ends-first = These hours end before they start. Hours past midnight belong to the next day
error-hours-overlap = Two blocks of hours overlap
error-never-open = Enter the hours of at least one day
error-not-a-calendar = This file is no calendar that can be read: choose an iCalendar file (.ics)
error-no-days-off = The file names no whole day off in the years around now
error-time-promised = Enter a whole number and choose its unit, at most ten years
error-percentage = Enter a percentage from 0 to 100, such as 95 or 99.5
error-ends-before-start = Enter a day that is not before the first day
error-fiscal-year = Enter two years in a row, such as 2025-2026
error-fiscal-year-ahead = Enter a fiscal year that has begun
error-more-than-total = Enter no more than all cases
error-date-passed = Enter today or a later day
error-same-service = Choose another service: this one has the case already
error-merged = This cannot be done: one of the two cases goes on in another one
error-case-number = Enter the number of a case, such as 7K3M-2Q9D
error-file-type = Choose a picture (PNG, JPEG, GIF) or a PDF
error-file-large = Choose a file of at most 5 MB
error-too-many-files = A case takes at most 10 files of together 25 MB
error-business-days = Enter the promised time in business days: cases are measured in them
error-asks-for-no-address = This survey asks for no email address and no phone number
