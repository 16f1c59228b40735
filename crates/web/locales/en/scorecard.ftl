# The scorecard page.

scorecard-title = Scorecard
scorecard-filters = What the scorecard is about
scorecard-take-along = Take it along
scorecard-what-numbers-mean = What these numbers mean
scorecard-organisation = Organisation
scorecard-all-organisations = All organisations
scorecard-service = Service
scorecard-all-services = All services
scorecard-touchpoint = Touchpoint
scorecard-all-touchpoints = All touchpoints
scorecard-channel = Channel
scorecard-all-channels = All channels
scorecard-survey = Survey
scorecard-all-surveys = All surveys
scorecard-language = Language
scorecard-device = Device
scorecard-all-devices = Any device
scorecard-rated = Only those who rated
scorecard-rated-any = Anything
scorecard-rated-low = { $measure }: low
scorecard-rated-high = { $measure }: high
scorecard-all-languages = All languages
scorecard-all-values = All
scorecard-period = Period
scorecard-preset-days = The days below
scorecard-preset-latest-quarter = Latest quarter with answers
scorecard-preset-this-quarter = This quarter
scorecard-preset-last-quarter = Last quarter
scorecard-preset-last-12-months = Last 12 months
scorecard-preset-all = All history
scorecard-from = From
scorecard-to = To
scorecard-more-filters = More filters
scorecard-pool = Pool wordings
scorecard-pool-hint = Adds up answers to different wordings of a measure on the same scale. People answer them differently, so keep them apart unless you know they compare.
scorecard-error-ends-before = The last day lies before the first: choose a later one
scorecard-all-history = All history
scorecard-compared-with = compared with { $period }

scorecard-pooled = Wordings are pooled: each figure adds up the answers to every wording listed under “What was asked”.
scorecard-apart = Different wordings of a measure stand apart, since people answer them differently.
scorecard-empty = No answers yet
scorecard-empty-text = Publish a survey or import a file: figures appear here with the first answers.
scorecard-to-surveys = To the surveys
scorecard-empty-period = No answers in this period
scorecard-empty-period-text = There are answers from { $days }.
scorecard-show-all = Show all history
scorecard-footnote = Figures from fewer than { $smallest } answers are not shown. Intervals are at 95%; changes and differences are tested together at a false discovery rate of 5%.

scorecard-left-out-covered = { $blocks ->
    [one] { $blocks } block of quarterly counts ({ $respondents } respondents) is left out: single responses of the same service and period are here and count instead.
   *[other] { $blocks } blocks of quarterly counts ({ $respondents } respondents) are left out: single responses of the same service and period are here and count instead.
  }
scorecard-left-out-cut = { $blocks ->
    [one] { $blocks } block of quarterly counts ({ $respondents } respondents) is left out: it cannot be cut by what you chose.
   *[other] { $blocks } blocks of quarterly counts ({ $respondents } respondents) are left out: they cannot be cut by what you chose.
  }
scorecard-left-out-across = { $blocks ->
    [one] { $blocks } block of quarterly counts ({ $respondents } respondents) is left out: it covers a whole quarter and fits no single period shown here.
   *[other] { $blocks } blocks of quarterly counts ({ $respondents } respondents) are left out: they cover whole quarters and fit no single period shown here.
  }
scorecard-left-out-which = { $n ->
    [one] Which one
   *[other] Which ones
  }
scorecard-trend-left-out = In the trend:

scorecard-response-rate = Response rate
scorecard-respondents-of = { $respondents } of { $offered } who were offered a survey
scorecard-rate-unknown = Not known: enter how many people were offered a survey
scorecard-rate-contradicts = Not shown: more people answered than were offered a survey
scorecard-answered = { $n ->
    [one] { $n } response
   *[other] { $n } responses
  }
scorecard-answered-before = { $n } in the period before

scorecard-scale-thumbs = thumbs
scorecard-scale-yes-no = yes or no
scorecard-scale-tick = ticks
scorecard-scale-likert5 = five points
scorecard-scale-satisfaction5 = five points of satisfaction
scorecard-scale-effort7 = seven points
scorecard-scale-likelihood11 = 0 to 10
scorecard-scale-rating10 = 1 to 10
scorecard-scale-stars5 = one to five stars
scorecard-scale-title-thumbs = Thumbs: share of “yes”
scorecard-scale-title-yes-no = Yes or no: share of “yes”
scorecard-scale-title-tick = Ticks
scorecard-scale-title-likert5 = Agreement on five points
scorecard-scale-title-satisfaction5 = Satisfaction on five points
scorecard-scale-title-effort7 = Ease on seven points (CES)
scorecard-scale-title-likelihood11 = Recommendation from 0 to 10 (NPS)
scorecard-scale-title-rating10 = Rating from 1 to 10
scorecard-scale-title-stars5 = Stars, one to five
scorecard-wording-place = wording { $n } of { $total }
scorecard-wording-unstated = The file did not say how this was worded.
scorecard-asked = { $n ->
    [one] What was asked
   *[other] What was asked ({ $n } wordings)
  }

scorecard-column-measure = Measure
scorecard-column-distribution = Answers
scorecard-column-mean = Mean
scorecard-column-share = Share
scorecard-column-score = Score
scorecard-column-top2 = Top 2
scorecard-column-change = Change
scorecard-column-figure = Figure
scorecard-column-interval = 95% interval
scorecard-column-difference = Against the others
scorecard-interval = { $low } to { $high }
scorecard-change-rise = ▲ { $change } significant
scorecard-change-fall = ▼ { $change } significant
scorecard-change-unclear = { $change } not significant
scorecard-no-comparison = no comparison
scorecard-differs = differs from the others

scorecard-trend = Over time
scorecard-trend-of = { $measure } over time
scorecard-by-time = Every
scorecard-unit-month = Month
scorecard-unit-fiscal-quarter = Fiscal quarter
scorecard-same-numbers = The same numbers as a table

scorecard-groups = Side by side
scorecard-group = Group
scorecard-group-unknown = Not known
scorecard-compare = Compare
scorecard-by-nothing = Nothing
scorecard-by-service = Services
scorecard-by-channel = Channels
scorecard-by-touchpoint = Touchpoints
scorecard-by-survey = Surveys
scorecard-by-language = Languages
scorecard-by-device = Devices
scorecard-groups-how = Each is tested against all others together, with control over the many comparisons.
scorecard-groups-choose = Choose what to compare: each group then stands beside the others with its interval.

scorecard-drivers = What people ticked
scorecard-drivers-how = Share of those who were offered the reason and ticked it, after “yes” and after “no”.
scorecard-driver = Reason
scorecard-went-well = What went well
scorecard-went-badly = What did not go well
