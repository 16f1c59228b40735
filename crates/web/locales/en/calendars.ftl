calendars-title = Business calendars
calendars-text = A calendar says when an organisation works. A deadline can be worked out in it, day by day. Everyone sees the calendars; they are set for the whole installation.
calendars-caption = { $n ->
    [one] One calendar
   *[other] { $n } calendars
}
calendars-empty = No calendars yet
calendars-empty-text = Add the hours in which people work, and the holidays they keep.
calendar-name = Name
calendar-name-hint = As staff would say it: “Head office”, “Contact center”
calendar-zone = Time zone
calendar-holidays = Holidays
calendar-holidays-hint = Other days off are entered or taken from a file once the calendar is there.
calendar-holidays-none = None
calendar-holidays-us-federal = US federal holidays
calendar-hours = Hours of an ordinary week
calendar-hours-hint = Such as 09:00-17:00, or several blocks: 09:00-12:30 13:00-17:00. Leave a day off empty. 24:00 is midnight at its end.
calendar-add = Add a calendar
calendar-added = { $name } is added.
calendar-change = Change this calendar
calendar-changed = The calendar is changed.
calendar-exceptions = Dates that differ
calendar-exceptions-text = Days off and days with other hours. What is entered by hand comes before what a file says of the same date, and stays when the file is taken in again.
calendar-exceptions-none = No date differs from the week and the holidays.
calendar-exceptions-caption = { $n ->
    [one] One date
   *[other] { $n } dates
}
calendar-date = Date
calendar-exception = What it is called
calendar-exception-hint = For example “Staff day”
calendar-exception-hours-hint = Leave empty for a day off. Enter the usual hours to work on a holiday.
calendar-open-hours = Hours
calendar-origin = Comes from
calendar-by-hand = Entered by hand
calendar-overruled = does not count: entered by hand
calendar-closed = Closed
calendar-except = Enter a date
calendar-excepted = The date is entered.
calendar-forget = Take back
calendar-forgotten = The date is taken back.
calendar-days-off = Take days off from a file
calendar-source = Name for the file
calendar-source-hint = A later file under the same name replaces what this one says.
calendar-file = iCalendar file
calendar-file-hint = A file that ends in .ics, as governments and schools publish their holidays. Whole days count, also those that come every year.
calendar-take-in = Take days off in
calendar-taken-in = { $name } days off are taken in.
calendar-taken-in-some = { $name } days off are taken in. Some events could not be used: those with hours, called off, or recurring in a way that is not read.
calendar-try = Work out a deadline
calendar-try-text = See by when something is due, and how each day counts.
calendar-within = Promised within
calendar-unit = Unit
calendar-opened = Received on
calendar-work-out = Work it out
calendar-due-day = Due by the end of { $weekday }, { $when }.
calendar-due-moment = Due on { $weekday }, { $when }.
calendar-on-hold = On hold: nothing is due while the pause goes on.
calendar-days-caption = How each day counts
calendar-days-more = { $n ->
    [one] One more day follows.
   *[other] { $n } more days follow.
}
calendar-days-note = In days, the first day counts and the last does not. Times are those of the calendar's zone.
calendar-kind = Kind of day
calendar-counted = Counts
calendar-total = So far
calendar-working-day = Working day
calendar-day-off = Day off
calendar-exception-day = Other than usual
calendar-weekday-date = { $weekday }, { $date }
calendar-time = { $hours } h { $minutes } min
within-unit-minutes = minutes
within-unit-hours = hours
within-unit-days = days
within-unit-business-minutes = business minutes
within-unit-business-hours = business hours
within-unit-business-days = business days
federal-holiday-new-year = New Year's Day
federal-holiday-martin-luther-king = Birthday of Martin Luther King, Jr.
federal-holiday-washington = Washington's Birthday
federal-holiday-memorial = Memorial Day
federal-holiday-juneteenth = Juneteenth
federal-holiday-independence = Independence Day
federal-holiday-labor = Labor Day
federal-holiday-columbus = Columbus Day
federal-holiday-veterans = Veterans Day
federal-holiday-thanksgiving = Thanksgiving Day
federal-holiday-christmas = Christmas Day
calendar-address-title = Days off from an address
calendar-address = Address of an iCalendar file
calendar-address-hint = Begins with https:// and is read once a day. What is entered by hand stays. Leave empty to take nothing from an address; the days that came from it go then.
calendar-address-now = Take days off in now
calendar-address-state = { $n ->
    [one] One day off from { $name }, read on { $at }.
   *[other] { $n } days off from { $name }, read on { $at }.
}
calendar-address-not-yet = Nothing was read from { $name } yet.
calendar-address-failed = The last try on { $at } failed: { $why }
calendar-address-kept = What stood in the calendar stays; it is tried again.
calendar-address-none = The calendar takes no days off from an address.
calendar-address-taken = { $name } days off from the address stand in the calendar.
calendar-address-kept-for-now = The address is kept, but nothing could be read from it. The reason stands below; it is tried again.
calendar-trouble-private = the address leads to this machine or a private network, which is not read.
calendar-trouble-redirect = the server sends elsewhere. Enter the address it sends to.
calendar-trouble-status = the server answered with { $number }.
calendar-trouble-too-large = the file is too large.
calendar-trouble-too-slow = the server took too long.
calendar-trouble-unreachable = the server could not be reached.
calendar-trouble-not-a-calendar = what came is not an iCalendar file.
calendar-trouble-no-days-off = the file names no day off that can be used.
calendar-trouble-too-many = the file names too many dates.
