# Observed journeys: what people really went through.

journeys-title = Journeys
journeys-lede = What people really went through, from every contact on every channel. Choose a step to see who comes, from where, and what they say.
journeys-pages = Pages of journeys
journeys-graph = Graph
journeys-variants = Variants
journeys-funnel = Funnel
journeys-rhythm = Hours and channels
journeys-life = Life experience
journeys-all-life = All life experiences
journeys-period-days-30 = Last 30 days
journeys-period-days-90 = Last 90 days
journeys-period-days-365 = Last 365 days
journeys-period-all = All history
journeys-rule = A journey is
journeys-rule-gap-14 = contacts of a person, until 14 days without any
journeys-rule-gap-3 = contacts of a person, until 3 days without any
journeys-rule-gap-30 = contacts of a person, until 30 days without any
journeys-rule-customer = everything a person did
journeys-rule-case = the contacts of a case
journeys-show = Beside the lines
journeys-show-frequency = how often
journeys-show-duration = how long (median)
journeys-show-both = how often and how long
journeys-show-satisfaction = what people say
journeys-activities = Contacts shown:
journeys-paths = Ways shown:
journeys-error-share = Enter a whole number from 0 to 100
journeys-empty = No contacts yet
journeys-empty-text = Journeys are made of single contacts: web visits, calls, visits to an office, letters. Import them from a file, or send them by program.
journeys-to-imports = Go to imports
journeys-empty-period = No contacts match these filters
journeys-empty-period-text = There are contacts in { $days }.
journeys-too-few = Too few people for figures: fewer than { $smallest }. Choose a longer period or more services.
journeys-fact-journeys = Journeys
journeys-fact-people = People
journeys-fact-contacts = Contacts
journeys-fact-median = Half take no longer than
journeys-fact-p90 = 9 of 10 take no longer than
journeys-fact-each = Contacts of a journey
journeys-each = { $n } on average
journeys-times = { $n ->
    [one] { $n } time
   *[other] { $n } times
  }
journeys-of-scale = { $value } of { $highest }
journeys-no-opinion = no figure
journeys-with-interval = { $value } [{ $low }, { $high }], n { $n }
journeys-graph-title = Observed journeys: { $scope }
journeys-summary = { $steps ->
    [one] { $steps } step
   *[other] { $steps } steps
  } and { $paths ->
    [one] { $paths } way
   *[other] { $paths } ways
  } are shown.
journeys-summary-most = The most frequent way is from “{ $from }” to “{ $to }” ({ $times }, median { $median }).
journeys-summary-slowest = The longest wait is from “{ $from }” to “{ $to }” (median { $median }).
journeys-path = { $from }, then { $to }: { $times }, { $people } people, median { $median }, 9 of 10 within { $p90 }.
journeys-path-untimed = { $from }, then { $to }: { $times }, { $people } people.
journeys-satisfaction-note = { $measure } is what people said in the same days. Who is known counts where they had a contact at most { $days } days before they answered; everyone else at the touchpoints where a step happens, or where a way leads.
journeys-graph-note = Thicker lines are gone more often, or take longer when only time is shown. Steps and ways of fewer than { $smallest } people are not shown.
journeys-hidden = The sliders hide { $steps } steps and { $paths } ways; the steps shown hold { $share } of all contacts.
journeys-rare = { $steps } steps and { $paths } ways were gone by fewer than { $smallest } people and are not shown.
journeys-without-customer = { $n } contacts are part of no journey, since nobody knows whose they are.
journeys-without-case = { $n } contacts belong to no case and are part of no journey.
journeys-beyond-reach = Some services of this life experience belong to organisations you may not see; their contacts are missing here.
journeys-steps = The steps of the graph
journeys-ways = The ways of the graph
journeys-step = Step
journeys-contacts = Contacts
journeys-contacts-n = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
  }
journeys-people = People
journeys-fulfilled = Got what they came for
journeys-single = a single contact
journeys-opinion-there = { $measure } where it leads
journeys-from = From
journeys-to = To
journeys-count = Times
journeys-median = Median time
journeys-mean = Mean time
journeys-p90 = 9 of 10 within
journeys-n = { $n ->
    [one] { $n } journey
   *[other] { $n } journeys
  }
journeys-variants-title = Variants of journeys
journeys-variants-text = { $journeys } journeys took { $variants } different ways; the { $most } most frequent hold 80% of all.
journeys-variant = Steps, in order
journeys-share = Share
journeys-coverage = With all above
journeys-variants-rare = { $n } more variants, of { $journeys } journeys, were taken by fewer than { $smallest } people each.
journeys-funnel-title = How many go on
journeys-funnel-steps = Funnel
journeys-funnel-text = Choose steps in the order people should take them. A journey counts for a step when it had all steps before, whatever lay between.
journeys-funnel-step = Step { $n }
journeys-funnel-none = No step
journeys-funnel-show = Show the funnel
journeys-funnel-table = The steps of the funnel
journeys-reached = Journeys that reached it
journeys-of-all = Of all journeys
journeys-of-previous = Of the step before
journeys-dropped = Lost before it
journeys-fewer = fewer than { $smallest }
journeys-less = < { $smallest }
journeys-ends = Where journeys end
journeys-with-step = Journeys with this step
journeys-end-share = End with it
journeys-rhythm-title = When and where contacts come
journeys-heat = Contacts by hour and weekday, whole period
journeys-heat-note = Darker is more. Hours with fewer than { $smallest } contacts, but not none, are withheld. Times are those of the agency's zone.
journeys-hour = { $hour }:00
journeys-rhythm-summary = The busiest hour is { $weekday } from { $hour }:00 ({ $n } contacts); the busiest day is { $day } ({ $sum }).
journeys-volumes = Contacts by channel and device
journeys-device = Device
journeys-waits = How long people waited, by channel
journeys-different-people = Different people
journeys-wait-known = Waits known
journeys-wait-median = Half waited at most
journeys-wait-p90 = Nine in ten waited at most
journeys-wait-within = Within { $time }
journeys-wait-interval = { $low } to { $high }
journeys-waits-note = Shares are of the contacts whose wait is known, with their 95 % interval. A contact without a known wait is in no share, and a person whom nobody knows is not among the different people.
journeys-of-journeys = { $n } of { $all } ({ $share })
journeys-fact-in = In journeys
journeys-fact-repeated = Journeys in which it comes again
journeys-fact-cases = Cases it touches
journeys-fact-wait = Waited
journeys-fact-handle = Took
journeys-spread = median { $median }, 9 of 10 within { $p90 }, n { $n }
journeys-before = What comes right before
journeys-after = What comes right after
journeys-by-channel = By channel
journeys-by-outcome = How it ends for people
journeys-outcome = Outcome
journeys-said = What people say where it happens
journeys-no-places = No touchpoint is known where this step happens. Set touchpoints up with the service and name them in the contacts.
journeys-no-opinions = Nobody answered a survey there in these days.
journeys-read-responses = Read responses about { $place }
journeys-who = People who did it last
journeys-who-text = Customers go by a pseudonym. Open one to see all their contacts.
journeys-customer = Customer
journeys-customer-title = Customer { $key }
journeys-customer-text = Every contact of this person with services you may see, the latest first. The pseudonym stands for what the source calls them.
journeys-timeline = Timeline
journeys-when = When
journeys-later = { $span } later
journeys-case = Case
outcome-fulfilled = Got what they came for
outcome-partly = Got a part of it
outcome-not-fulfilled = Did not get it
outcome-abandoned = Gave up on the way
outcome-transferred = Sent on to someone else
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $n } hours
span-days = { $n } days
flow-region = { $title }. Scrolls when it is larger than the page.
flow-start = Start
flow-end = End
journeys-channels = Channels
journeys-channels-title = What channels settle, and what follows
journeys-channels-note = A person who comes back about the same within 7 days counts as coming back. Contacts whose 7 days are not over yet are left out. Intervals are at 95%. Amounts are in the currency of the agency.
journeys-first-contact = Settled with the first contact
journeys-repeat = Came back within 7 days
journeys-contained = Self-service that needed no staff
journeys-deflected = Demand settled by self-service
journeys-cost-each = Cost of a journey
journeys-cost-spread = mean { $mean }, median { $median }, n { $n }
journeys-next = What people come back for within 7 days, more often than after other contacts
journeys-next-none = No activity leads to another within 7 days more often than chance would.
journeys-next-reason = After
journeys-next-next = comes
journeys-next-probability = Probability
journeys-next-lift = Lift over base
journeys-next-delay = Median delay
journeys-next-p = Adjusted p
journeys-lift = { $lift } × { $base }
journeys-follows = What follows on which channel
journeys-follows-from = After a contact on
journeys-follows-to = one follows on
journeys-within = { $n ->
    [one] Within 1 day
   *[other] Within { $n } days
  }
journeys-follow = n { $n }, base { $base }, lift { $lift }
journeys-between = { $value } [{ $low }, { $high }]
journeys-resolution = Settled and repeated, by channel
journeys-cost-none = No costs are known. State a cost with the contacts, or what a contact on each channel costs.
journeys-costs = Cost by channel
journeys-cost-mean = Mean cost
journeys-cost-paths = Costliest ways of journeys, all together
journeys-hand-overs = Journeys that cross from one organisation to another
journeys-returned = Went back
journeys-lost = Sent on and not seen again within 30 days
journeys-lost-share = Lost
journeys-organisation = Organisation
journeys-p-tiny = < 0.001
journeys-next-after = What people come back for within 7 days of it
journeys-next-comes = Next contact
journeys-next-few = Too few people came back within 7 days to say what for.

journeys-contacts-as = Contacts ({ $format })
journeys-said-note = People who are known count where they had a contact at most { $days } days before they answered, everyone else at the touchpoints where the step happens.
journeys-joined = { $n } responses come from people known to have had this step.
journeys-words = In their words
journeys-by-customer = had this step
journeys-by-place = at its touchpoint
journeys-customer-said = What this person said
