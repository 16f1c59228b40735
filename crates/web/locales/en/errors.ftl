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
