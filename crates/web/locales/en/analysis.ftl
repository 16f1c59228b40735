# Analyses: drivers, path models, comparisons, the sample-size planner, and files brought for them.

analysis-title = Analysis
analysis-text = What moves trust, what differs and what does not, and how many responses it takes. Every figure comes with its interval; what chance alone could have made is said to be so.
analysis-method-drivers = Drivers
analysis-method-paths = Path model
analysis-method-compare = Compare
analysis-method-sample-size = Sample size
analysis-about-drivers = Which parts of the experience go with trust or satisfaction, how much each matters beside the others, and what a better one would go with.
analysis-about-paths = A model of what leads to what, as the American Customer Satisfaction Index uses it: paths with intervals, reliability of the scores, total effects.
analysis-about-compare = Two periods, services or channels side by side: every measure with a test, and in words whether it changed.
analysis-about-sample-size = How many responses a figure needs, and how small a difference can be found.
analysis-own-file = Analyze a file of your own
analysis-own-file-text = A table of answers, one row per person. It is kept for a day at most, for this work alone; nothing of it is added to the responses of this installation.
analysis-file-hint = CSV, TSV or XLSX with names of columns in the first row, up to { $megabytes } MB
analysis-what = What is analyzed
analysis-driver = Driver
analysis-run = Analyze
analysis-resamples = Resamples
analysis-resamples-hint = People are drawn anew this often to see how far the figures move
analysis-no-resamples = None
analysis-instrument = answers to { $instrument }, { $wordings ->
    [one] one wording
   *[other] { $wordings } wordings
  } pooled
analysis-rare = Left out, since fewer than half of the people were asked or answered: { $names }.
analysis-too-few = Not enough complete answers
analysis-too-few-text = { $n } people answered everything; { $needed } are needed, so { $missing } are missing. A longer period or a wider scope may hold them.
analysis-not-asked = Nothing to analyze here
analysis-not-asked-text = No form in this scope and period asks for the outcome together with two drivers or more. Only answers that one person gave on one form can be compared.
analysis-untellable = These answers do not allow it:
analysis-error-number = Enter a number, such as 0.5
analysis-error-outcome = Choose a column as the outcome
analysis-error-drivers = Choose at least one column as a driver
analysis-error-scale = Enter both ends of the scale, the lower one first, or neither
analysis-forgotten = The file is gone.

scorecard-drivers-more = How much each driver matters, and what improving it would go with

drivers-outcome = Outcome
drivers-rise = What if a driver rose by
drivers-rise-hint = In points of its scale
drivers-importance = Relative importance
drivers-importance-of = How much each driver accounts for the differences in { $outcome }
drivers-importance-how = Importance is Johnson's relative weight: the share of the differences in the outcome that a driver accounts for, beside the others that move with it. Together the weights make R².
drivers-resampled = Intervals: 95%, from { $resamples } resamples of the people{ $failed ->
    [0] {""}
   *[other] , of which { $failed } gave no figures
  }.
drivers-not-resampled = Without resampling, no intervals of importance are shown.
drivers-base = { $n } people answered everything; { $left_out } were left out for a missing answer.
drivers-explained = Together the drivers account for { $share } of the differences in { $outcome } (adjusted { $adjusted }).
drivers-verdict = { $driver } matters most for { $outcome }: { $share } of what the drivers explain together.
drivers-verdict-none = None of the drivers can be told from chance for { $outcome } with { $n } people.
drivers-clear = told from chance
drivers-unclear = not told from chance
drivers-unclear-text = Not told from chance: { $names }. With { $n } people, the interval of the coefficient includes zero. That does not show that it does not matter: more answers may tell.
drivers-told = Significance
drivers-johnson = Importance (Johnson)
drivers-shapley = Importance (Shapley)
drivers-map = Importance and performance
drivers-map-of = What matters for { $outcome }, and how well it does
drivers-map-improve = Work on first, more important and rated lower than the average driver: { $names }.
drivers-map-keep = Keep up, important and rated well: { $names }.
drivers-map-nothing = No driver that can be told from chance stands out.
drivers-map-how = Performance is the mean answer, put on 0 to 100 between the ends of the scale ({ $low } and { $high }). Dashed lines mark the means of both.
drivers-performance = Performance
drivers-what-to-do = What it says
drivers-priority-improve = Work on it first
drivers-priority-keep = Keep it up
drivers-priority-later = Later
drivers-priority-enough = Good enough
drivers-what-if = What if
drivers-what-if-row = A rise of { $driver } by { $rise } goes with a change of { $outcome } by { $change } (95% interval { $low } to { $high }).
drivers-what-if-unclear = A rise of { $driver } by { $rise } goes with no change of { $outcome } that could be told from none ({ $change }, 95% interval { $low } to { $high }).
drivers-what-if-how = The other drivers are held as they are. What goes together need not be cause and effect: a trial tells.
drivers-regression = Regression
drivers-regression-of = Linear regression of { $outcome }, n { $n }
drivers-regression-how = Coefficients are points of the outcome for one point of the driver, the others held. VIF says how much the interval is widened because drivers move together; above 5 they are hard to tell apart.
drivers-inflated = Hard to tell apart from the others: { $names }.
drivers-coefficient = Coefficient
drivers-standardised = Standardized
drivers-vif = VIF
drivers-correlation = Correlation
drivers-intercept = Where every driver is 0
drivers-logistic = Logistic regression: { $events } of { $n } outcomes are 1
drivers-logistic-refused = No logistic regression:
drivers-odds-ratio = Odds ratio
drivers-average-effect = Points of share for one more

map-performance = Performance (0 to 100)
map-importance = Importance
map-point = { $label }: importance { $importance }, performance { $performance }
map-point-unclear = { $label }: importance { $importance }, performance { $performance }, not told from chance
diagram-scrolls = { $title }; scroll sideways where it is wider than the page

paths-model = Model
paths-diagram = What leads to what
paths-diagram-summary = { $paths } paths between { $variables } variables; { $unclear ->
    [0] no path is dashed
    [one] one path is dashed, as it cannot be told from nothing
   *[other] { $unclear } paths are dashed, as they cannot be told from nothing
  }. The thicker a path, the stronger it is.
paths-verdict = { $driver } moves { $target } most: a total effect of { $effect } standard deviations for one.
paths-verdict-none = Nothing in the model moves { $target } by more than chance could.
paths-explained = The model explains { $share } of the differences in { $target }.
paths-base = { $n } people; { $left_out } rows were left out for missing answers.
paths-missing-answers = { $n } missing answers remain among them.
paths-resampled = Intervals: 95%, from { $used } of { $resamples } resamples; { $not_converged } did not converge, { $failed } gave no figures.
paths-not-resampled = Without resampling, nothing is said about chance.
paths-unclear-text = Paths whose interval includes zero are dashed and grey: they cannot be told from nothing, which does not show that there is nothing.
paths-how = Partial least squares, inner scheme { $scheme }, { $method }; settled after { $iterations ->
    [one] one iteration
   *[other] { $iterations } iterations
  }. Coefficients are standardized.
paths-scheme-path = path
paths-scheme-centroid = centroid
paths-scheme-factorial = factorial
paths-method-traditional = paths between scores
paths-method-consistent = paths corrected for unreliability
paths-coefficients = Path coefficients
paths-from = From
paths-to = To
paths-error = Standard error
paths-corrected = Bias-corrected interval
paths-effects = Total effects
paths-effects-how = What one variable does to another along all paths together, direct and indirect.
paths-effect = Total effect
paths-direct = Direct
paths-reliability = Reliability and performance
paths-reliability-how = AVE above 0.5 and ρC above 0.7 are usual for several items of one variable; a variable of one item is taken as measured without error.
paths-weak = Below that: { $names }.
paths-latent = Variable
paths-mode = Mode
paths-importance = Importance for { $target }
paths-items = Items with their weights and loadings
paths-item = Item
paths-weight = Weight
paths-loading = Loading
paths-loading-interval = 95% interval of the loading
paths-own = Another model
paths-own-text = A model file says which items measure what, and what leads to what. Among responses, the items are the measures by their codes, such as ease or trust. Change the federal model or write your own.
paths-model-file = Model file (TOML)
paths-model-file-hint = One [[latent]] per variable with its items, one [[path]] per arrow
paths-consistent = Correct for unreliable scores (consistent PLS)
paths-consistent-hint = Paths become larger where scores are measured with error; needs several items per variable
paths-error-model = The model makes no sense: see why beside it

compare-with = Compared with
compare-against-before = The period before
compare-against-year-before = The same days a year before
compare-against-same = The same period
compare-against-days = The days given here
compare-days-hint = For “the days given here”
compare-same = The same
compare-error-all-history = All history has no period before: choose a period, or another service or channel
compare-error-same = This compares something with itself: choose another period, service or channel
compare-compared = { $first } against { $second }
compare-verdict = Of { $n } compared, these changed by more than noise: { $names }.
compare-verdict-none = { $n ->
    [one] One was compared
   *[other] { $n } were compared
  }: no change that could be told from noise.
compare-verdict-untested = Nothing can be tested: one of both has too few answers, or nothing varies.
compare-other-wordings = Some measures were asked in other wordings in one of both. People answer wordings differently, so a difference may come from the question.
compare-left-out = Aggregates left out because they cannot be cut this way, or are covered by responses: { $n }.
compare-caption = What was compared
compare-first = First
compare-second = Compared with
compare-difference = Difference
compare-test = Test
compare-test-means = Welch's t
compare-test-shares = z, pooled
compare-test-nps = z of both scores
compare-adjusted = p, adjusted
compare-in-words = In words
compare-words-higher = higher
compare-words-lower = lower
compare-words-noise = no change that could be told from noise
compare-words-untested = cannot be tested
compare-how = The difference is the first less the second. p values are adjusted for the number of measures compared (Benjamini and Hochberg); below 0.05 counts as a change. Figures from fewer than { $smallest } answers are not shown. Wordings of a measure are pooled.
compare-nothing = Nothing to compare
compare-nothing-text = Neither of both has answers to a measure. Choose a longer period or a wider scope.

planner-what = What is planned
planner-choose = Choose
planner-kind-share = A share
planner-kind-mean = A mean
planner-kind-nps = A net promoter score
planner-kind-shares = The difference of two shares
planner-kind-means = The difference of two means
planner-share = Share expected, in percent
planner-share-hint = 50 is the worst case
planner-margin = Margin, in points
planner-margin-hint = How far the interval reaches to each side
planner-deviation = Standard deviation expected
planner-deviation-hint = About 1 on a scale from 1 to 5
planner-margin-points = Margin, in points of the scale
planner-margin-points-hint = How far the interval reaches to each side
planner-promoters = Promoters expected, in percent
planner-detractors = Detractors expected, in percent
planner-margin-nps = Margin, in points
planner-first = First share, in percent
planner-second = Second share, in percent
planner-mean-difference = Difference to be found, in points
planner-confidence = Confidence
planner-power-wanted = Chance of finding it, in percent
planner-power-hint = Called power; 80 is usual
planner-have-label = Responses you can get in each sample
planner-people = People there are
planner-people-hint = Matters only when they are few; leave empty for many
planner-rate = Share of those asked who answer, in percent
planner-optional = May be left empty
planner-compute = Compute
planner-problem = This cannot be computed
planner-result = What it takes
planner-quantity = Quantity
planner-value = Value
planner-answer = { $n } responses give a figure within ± { $margin } at { $confidence } confidence.
planner-population = That counts that there are only { $n } people.
planner-invite = If { $rate } answer, ask { $n } people.
planner-not-enough-people = That is more than there are: ask everyone, remind them, or accept a wider margin.
planner-responses = Responses needed
planner-infinite = Before rounding, for very many people
planner-finite = Before rounding, for these people
planner-invitations = Invitations needed
planner-comparison = { $n } responses in each of both samples find a difference of { $difference } with a chance of { $power }.
planner-each = Responses in each sample
planner-difference = Difference
planner-power = Chance with what you can get
planner-detectable = Found four times in five with what you can get
planner-have = With { $n } in each, the chance is { $power }; a difference of { $detectable } would be found four times in five.
planner-how = Drawn at random from everyone: an interval says nothing about people who were never asked, or who do not answer because they are unlike the others.
planner-error-between = Enter a number from { $low } to { $high }
planner-error-positive = Enter a number above 0
planner-error-people = Enter a whole number above 0

file-title = Analyze { $name }
file-text = The file is kept for a day at most, and only you can open it. Nothing of it is added to the responses of this installation.
file-methods = What to do with it
file-problems = This file cannot be analyzed this way
file-nothing-lost = What you chose stays below: change it and analyze again, or bring a corrected file.
file-choices = What the columns are
file-column = Column
file-role = Role
file-role-none = Left aside
file-role-outcome = Outcome
file-role-driver = Driver
file-score = Part of the score
file-score-of = Score that { $column } is part of
file-drivers-how = Say which column is the outcome and which may move it. Columns with the same score are averaged; several outcome columns make one outcome. Rows that lack an answer are left out and counted.
file-scale-low = Lowest answer
file-scale-high = Highest answer
file-scale-hint = As far as answers reach when empty
file-paths-how = Choose a model. Its items must be columns of the file; change the model file where yours have other names.
file-model-federal = The federal model: seven measures
file-model-acsi-government = The government model of the ACSI family
file-model-own = The model file below
file-model-hint = Counts when “the model file below” is chosen
file-has-columns = The file has the columns
file-missing = Missing answers
file-missing-listwise = Leave the row out
file-missing-mean = Put the mean in
file-missing-pairwise = Use the answers there are
file-groups-how = Two groups of rows, compared in every column you choose. The two largest groups are taken where you name none.
file-group = Column that says the group
file-first-group = First group
file-second-group = Second group
file-group-hint = As it stands in the column; may be left empty
file-compared = Columns to compare
file-error-both-groups = Name both groups, or neither
file-rows-of = { $first }: { $first_rows } rows; { $second }: { $second_rows } rows; { $left_out } rows of other groups are left out.
file-forget = Remove the file

# Why a file, a model or answers do not allow an analysis.
unfit-circle = The paths go round in a circle: { $path }
unfit-constant = { $name } has the same value in every row: it can neither explain nor be explained, so leave it out
unfit-determined = { $name } is determined by the variables before it: leave one of them out
unfit-disconnected = { $first } has no path to { $second }: connect it or leave it out
unfit-explains-itself = { $column } stands in two places: what explains itself explains nothing
unfit-inadmissible = The corrected correlation of { $first } and { $second } is { $correlation }: their items are too unreliable to be corrected
unfit-model-name = “{ $name }” is blank or stands more than once: give every variable a name of its own
unfit-model-syntax = Line { $line } of the model file cannot be read:
unfit-model-unknown = There is no “{ $name }” in the model; there are { $known }
unfit-no-columns = Choose a column to compare
unfit-no-common-rows = No two rows answer both { $first } and { $second }: their correlation is unknown
unfit-no-items = { $name } has no items: name at least one
unfit-no-predictors = Nothing is named that could explain the outcome: name at least one driver or path
unfit-no-rows = The file holds no row beside its header
unfit-no-variance = The items of { $name } cancel each other: turn reversed ones around
unfit-not-a-number = Row { $row }, column { $column }: “{ $cell }” is not a number
unfit-not-converged = The weights did not settle in { $iterations } iterations
unfit-off-scale = { $name } has the answer { $value }, outside its scale from { $low } to { $high }
unfit-other = This cannot be computed:
unfit-perfect-fit = { $name } is an exact combination of its drivers: leave out what it was computed from
unfit-repeated-column = There are several columns “{ $column }” in the file
unfit-repeated-item = The item { $name } stands more than once: an item measures one latent variable
unfit-repeated-path = The path from { $first } to { $second } stands twice: remove one of them
unfit-rise = The rise is not a number of units
unfit-same-group = “{ $name }” cannot be compared with itself
unfit-scale = The scale from { $low } to { $high } is unusable: give two ascending numbers
unfit-separation = { $name } tells the two outcomes apart completely: its odds ratio has no finite estimate
unfit-too-few = { $n } complete rows are too few: { $predictors ->
    [one] one predictor needs { $needed }
   *[other] { $predictors } predictors need { $needed }
  }, so { $missing } more are missing
unfit-too-few-events = The rarer answer to { $name } was given { $n } times: { $predictors ->
    [one] one predictor needs { $needed }
   *[other] { $predictors } predictors need { $needed }
  }, so { $missing } more are missing
unfit-too-few-groups = This column holds { $n ->
    [one] one group
   *[other] { $n } groups
  }: a comparison takes two
unfit-too-many-predictors = { $found } predictors are too many for exact Shapley values: at most { $limit }
unfit-too-many-resamples = { $resamples } resamples are more than the { $most } a page takes
unfit-too-much-work = { $resamples } resamples of { $rows } rows in { $columns } columns take too long here: at most { $most }, or use the command line
unfit-unknown-column = There is no column “{ $column }” in the file; it has { $known }
unfit-unknown-group = No row is of the group “{ $name }”; the groups are { $known }
unfit-unknown-item = “{ $name }” is no measure of responses; they hold { $known }
unfit-unreadable-file = The file cannot be read:
unfit-unreadable-row = Row { $row } cannot be read:
unfit-unreliable = The items of { $name } do not measure one thing: their reliability is not positive
