# The directory: organisations, services, touchpoints, volumes, life experiences.

channel = Channel
surveys = Surveys
organisation = Organisation
change = Change
rename = Rename
unknown = not known
filter-all = All
column-acts = What you can do

organisations-title = Organisations
organisations-empty = No organisations yet
organisations-empty-text = Begin with your own at the top, then its bureaus and offices below. Services, roles and results follow this tree.
organisation-add = Add an organisation
organisation-add-below = Add below
organisation-added = { $name } is added.
organisation-saved = The organisation is changed.
organisation-name = Name
organisation-name-hint = As the public knows it
organisation-abbreviation = Abbreviation
organisation-parent = Part of
organisation-parent-hint = Whoever has a role there has it here too.
organisation-top = Nothing: at the top
organisation-services = { $n ->
    [one] { $n } service
   *[other] { $n } services
  }
organisation-titles = What it is called
organisation-move = Move it
organisation-move-text = Everything below it moves along. Roles and results follow the tree as it is today, past results too.
organisation-move-act = Move

services-title = Services
services-caption = { $n ->
    [one] { $n } service
   *[other] { $n } services
  }
services-empty = No services yet
services-empty-text = A service is what people come to you for: renewing a passport, getting a benefit. Surveys and scorecards are about services.
services-none-there = No services there
services-none-there-text = This organisation answers for none itself; those below it may.
services-all = Show all services
service-add = Add a service
service-added = The service is added. Next: where customers meet it, and a survey.
service-change = Change service
service-changed = The service is changed.
service-what = The service
service-who = Who is responsible
service-name = Name
service-name-hint = In the public's words: “Passport renewal”, not “Form DS-82 processing”
service-description = What it does
service-description-hint = One or two plain sentences
service-serves = Who it serves
service-serves-hint = Such as “people who lost their work, and their families”
service-yearly-volume = Customers a year
service-yearly-volume-hint = A whole number, as far as you know it
service-high-impact = Designated high-impact service
service-high-impact-hint = Named by the Office of Management and Budget; A-11 section 280 asks for its quarterly report.
service-high-impact-tag = High impact
service-organisation = Responsible organisation
service-organisation-hint = Its staff may change the service.
service-shared-with = Shared with
service-shared-with-hint = Their staff see the service and its results.
service-life-experiences-hint = Journeys of life this service is part of
service-set-up-survey = Set up a survey
service-no-surveys = No survey asks about this service yet. Set one up from a standard instrument: it takes a few minutes.

touchpoints-title = Touchpoints
touchpoints-empty = Touchpoints are where customers meet the service: a page, a counter, a phone line. Results can be told apart by them.
touchpoint-add = Add a touchpoint
touchpoint-saved = The touchpoint { $name } is saved.
touchpoint-name = Name
touchpoint-name-hint = Such as “Online renewal form” or “Counter in Springfield”
touchpoint-channel-hint = Responses that are already in keep the channel they came on.

volumes-title = Volumes
volumes-text = How many customers there were, and how many of them were asked. Response rates come from these numbers.
volumes-latest = Latest volumes
volumes-all = All volumes
volumes-caption = { $n ->
    [one] { $n } volume, latest first
   *[other] { $n } volumes, latest first
  }
volumes-empty = No volumes yet
volumes-empty-text = Enter how many customers a channel had, and how many were offered the survey: the scorecard then shows response rates.
volume-enter = Enter a volume
volume-enter-text = At least one of the two numbers. The same channel and days again replace what was entered; days that overlap would count people twice.
volume-days = Days
volume-first = First day
volume-last = Last day
volume-customers = Customers
volume-offered = Offered the survey
volume-set = The volume is saved.
volume-removed = The volume is removed.
volume-remove-question = Remove this volume? { $name }
volume-remove-consequence = Response rates for these days are no longer shown. You can enter the numbers again.
volume-remove-act = Remove

life-experiences-title = Life experiences
life-experiences-text = A life experience crosses services of several organisations: retiring, having a child, recovering from a disaster. Everyone sees them; they are set for the whole installation.
life-experiences-caption = { $n ->
    [one] { $n } life experience
   *[other] { $n } life experiences
  }
life-experiences-empty = No life experiences yet
life-experiences-empty-text = Add one, then name the services that belong to it on their own pages.
life-experience-name = Name
life-experience-name-hint = As people would say it: “Recovering from a disaster”
life-experience-add = Add a life experience
life-experience-added = { $name } is added. Name its services on their pages.
life-experience-rename = Rename a life experience
life-experience-renamed = The life experience is renamed.
life-experience-journeys = See its journeys
life-experience-no-services = no service yet
