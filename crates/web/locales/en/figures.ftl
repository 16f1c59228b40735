# How a service standard was kept, in figures; offices and services side by side; the widget for other sites.

figures-title = Figures
figures-choose = Choose figures
figures-by = Trend by
figures-by-quarter = Fiscal quarter
figures-by-month = Month
figures-of = Figures of { $year }
figures-count = Counted
figures-median = Median
figures-p80 = 4 in 5 within
figures-p90 = 9 in 10 within
figures-nothing = Nothing to count
figures-too-few = Fewer than { $smallest }: not shown
figures-not-yet = { $n ->
    [one] One more case does not show it yet and is not counted.
   *[other] { $n } more cases do not show it yet and are not counted.
}
figures-overdue = { $n ->
    [one] One of them goes on beyond the promised time: it counts as missed, and is left out of the times.
   *[other] { $n } of them go on beyond the promised time: they count as missed, and are left out of the times.
}
figures-trend = Share kept over time
figures-as-table = As a table
figures-period = Period
figures-by-channel = By channel
figures-by-office = By office
figures-office = Office
figures-no-office = No office known
figures-offices-compared = Offices side by side
figures-channels-caption = How each channel kept the promise in { $year }
figures-offices-caption = How each office kept the promise in { $year }, with times
figures-league-caption = Offices that can be compared in { $year }, the lowest share first
figures-how = Shares come with their 95% interval (Wilson). Times are interpolated between neighbors. Only what shows whether the promise was kept is counted, by when it began: what is done, and what goes on beyond the promised time.
standard-took-minutes = { $n } minutes
standard-took-hours = { $n } hours
standard-took-days = { $n } days
standard-took-business-minutes = { $n } business minutes
standard-took-business-hours = { $n } business hours
standard-took-business-days = { $n } business days

funnel-size = Counted
funnel-together = All together
funnel-inner = 95% by chance
funnel-outer = 99.8% by chance
league-summary = { $n } are compared; together they kept { $share }.
league-summary-below = Less often than chance explains: { $names }.
league-summary-above = More often than chance explains: { $names }.
league-summary-rest = The others lie within what chance explains.
league-summary-none = None stands out: their differences are within what chance explains.
league-widened = The limits are widened, since all differ more than chance alone lets them.
league-left-out = Too few to compare: { $names }.
league-point = { $name }: { $share } of { $n }
league-point-below = { $name }: { $share } of { $n }, less often than chance explains
league-point-above = { $name }: { $share } of { $n }, more often than chance explains
league-expected = { $low } to { $high }
league-expected-by-chance = 95% by chance
league-standing = Compared with all
league-within = Within chance
league-below = Less often
league-above = More often
league-how = Limits are exact for each number counted (Spiegelhalter 2005). Somebody is named only when the difference holds after adjusting for how many are compared (Benjamini and Hochberg 1995).
standards-comparisons = Services that promise the same
standards-comparisons-text = Where at least three services make the same promise, their results of one year stand side by side.
standards-compared = { $kind }, { $channel }, { $within }: { $year }

widget-title = On your own pages
widget-text = This tag shows what the service promises, with the latest results, in any page. It needs no script. Which sites may show it is a setting.
widget-look = Look at it
widget-target = target { $target }
widget-more = All results
widget-new-tab = opens in a new tab
settings-widget-sites = Sites that may show standards in a frame
settings-widget-sites-hint = Such as https://www.example.gov, several with blanks between. Leave empty for every site.
