# Service standards: what services promise and how they keep it, for the public and for staff.

standards-title = Service standards
standards-lead = What services promise you, and how well they kept it.
standards-search = Search by service or organisation
standards-search-hint = For example permits, or the name of a department
standards-search-act = Search
standards-none = No service has published its standards yet.
standards-none-found = No service with these words has published standards.
standards-all = All services with standards
standards-total = { $n ->
    [one] { $n } service
   *[other] { $n } services
}
standards-caption = What { $name } promises, with the latest result
standards-of = Service standards: { $name }
standards-how = How to read this
standards-how-text = A standard is met when the share of cases in which the promise was kept is at least its target, compared exactly. The range after a share is its 95% interval (Wilson): how much chance may have to do with it. Of fewer than { $smallest } cases, nothing is claimed. What was not reported is not counted as zero.
standards-data = Open data
standards-data-text = Every published standard and its results, one row for a standard and a fiscal year, in the fields of the Canadian record of service standards.
standards-data-csv = Comma-separated values (CSV)
standards-data-json = JSON
standards-public = As the public sees it

standard-one = Service standard
standard-promise = Promise
standard-promise-en = Promise in English
standard-promise-es = Promise in Spanish
standard-promise-hint = What people can count on, in one plain sentence
standard-service = Service
standard-touchpoint = Touchpoint
standard-touchpoint-hint = Where the promise is about one of them only
standard-whole-service = The whole service
standard-owner = Organisation that answers for it
standard-owner-hint = Where it is not the one that answers for the service
standard-owner-of-service = The one that answers for the service
standard-kind = Kind
standard-threshold = Promised time
standard-threshold-hint = A whole number, for promises about time
standard-unit = Unit of the time
standard-unit-minutes = Minutes
standard-unit-hours = Hours
standard-unit-days = Days
standard-unit-business-minutes = Business minutes
standard-unit-business-hours = Business hours
standard-unit-business-days = Business days
standard-within-minutes = within { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
standard-within-hours = within { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
standard-within-days = within { $n ->
    [one] { $n } day
   *[other] { $n } days
}
standard-within-business-minutes = within { $n ->
    [one] { $n } business minute
   *[other] { $n } business minutes
}
standard-within-business-hours = within { $n ->
    [one] { $n } business hour
   *[other] { $n } business hours
}
standard-within-business-days = within { $n ->
    [one] { $n } business day
   *[other] { $n } business days
}
standard-target = Target
standard-target-of = in { $target } of cases
standard-target-percent = Target, percent of cases
standard-target-hint = From 0 to 100, such as 95 or 99.5
standard-from = First day it holds
standard-until = Last day it holds
standard-not-stated = Not stated
standard-imported = This standard came with an import. When its file comes again, the English promise, the kind, the channel and the target of the newest year are taken over; everything else stays as you enter it.

standard-year = Fiscal year
standard-years = Results by fiscal year, latest first
standard-year-hint = The years it begins and ends in, such as 2025-2026
standard-result = Result
standard-results = Results
standard-latest = Latest result
standard-no-result = No result yet
standard-share-kept = Share kept
standard-share = { $share } ({ $low } to { $high })
standard-cases-kept = Cases kept
standard-cases = { $kept } of { $total }
standard-claim-met = Met
standard-claim-missed = Not met
standard-claim-not-reported = Not known: not reported
standard-claim-no-cases = Not known: there was no case
standard-claim-too-few = Not known: fewer than { $smallest } cases
standard-claim-contradictory = Not known: the figures contradict each other
standard-claim-no-target = Not known: no target
standard-stated-met = The source states that it was met.
standard-stated-missed = The source states that it was not met.
standard-stated-not-known = The source does not state whether it was met.
standard-result-enter = Enter a result
standard-result-enter-text = Leave empty what is not known: that is not the same as 0. The same year again replaces what was entered; each year is judged by the target it was entered under.
standard-kept = Cases in which the promise was kept
standard-total = All cases
standard-result-saved = The result is saved.
standard-result-removed = The result is removed.
standard-result-remove-question = Remove the result of { $name }?
standard-result-remove-consequence = It disappears from the public page and from open data. You can enter it again.
standard-result-remove-act = Remove

standard-publication = Public
standard-published = Published
standard-not-published = Not published
standard-publish = Publish
standard-unpublish = Take off the public page
standard-publish-text = Everyone will see the promise and its results, on the public page and in open data.
standard-unpublish-text = Everyone sees the promise and its results, on the public page and in open data.
standard-is-published = The standard is published.
standard-is-unpublished = The standard is no longer public.

standard-add = Add a standard
standard-change = Change the standard
standard-added = The standard is added. It is not published yet.
standard-changed = The standard is changed.
desk-standards-text = What your services promise, and how they kept it year by year. The public sees what you publish.
desk-standards-search = Search by words of the promise or the service
desk-standards-none-found = No standard holds these words.
desk-standards-all = All standards
desk-standards-empty = No service standards yet
desk-standards-empty-text = Add what a service promises, such as an answer within 5 business days for 90 percent of letters, or import the record of service standards.
desk-standards-caption = Service standards by service, with the latest result
desk-standards-total = { $n ->
    [one] { $n } standard
   *[other] { $n } standards
}
standard-measured = Results come from
standard-measured-hint = Kept is what took at most the promised time; time waiting for the person does not count, and what goes on is not counted yet. The end of cases needs business days, interactions need minutes or hours. Results of three fiscal years are worked out by themselves.
standard-measured-not = Entered by hand, or imported
standard-measured-every = every kind
standard-measured-resolution = Cases, until they end: { $kind }
standard-measured-first-response = Cases, until the first response: { $kind }
standard-measured-waiting = Interactions: how long people waited
standard-measured-handling = Interactions: how long they took
