# Words used on public and staff pages alike.

title-with-site = { $title } · { $site }
skip-to-content = Skip to main content
language-switch = Español
synthetic-title = Demonstration data.
synthetic-text = Everything shown here is synthetic; no real person answered.
powered-by = Powered by Catsup, open customer experience for public service.
optional = optional
required = required
required-note = A red star (*) marks a question that needs an answer.
choose-one = – Choose –
choose-any = Any
choose-own = The survey’s own
characters-left = { $n } characters left
characters-over = { $n } characters too many
characters-allowed = Up to { $n } characters
yes = Yes
no = No
send = Send
next = Next
back = Back
save = Save
cancel = Cancel
delete = Delete
print = Print
copy = Copy
copied = Copied
download = Download
pager-label = Pages
pager-previous = Previous
pager-next = Next
breadcrumb-label = Where you are
response-count = { $n ->
    [one] { $n } response
   *[other] { $n } responses
  }

alert-info = Note
alert-success = Done
alert-warning = Warning
alert-error = Problem

# Dates. Months and years come as words, so that 2026 is not written 2,026.
date = { $month } { $day }, { $year }
date-time = { $date }, { $clock }
days = { $first } – { $last }
month-year = { $month } { $year }
fiscal-quarter = FY { $year } Q{ $quarter } ({ $from }–{ $to })
fiscal-quarter-short = FY{ $year } Q{ $quarter }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
