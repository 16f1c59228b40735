# Results of one survey, question by question.

results-title = Results
results-heading = Results: { $name }
results-filters = Which responses
results-period = Period
results-period-days-30 = Last 30 days
results-period-days-90 = Last 90 days
results-period-days-365 = Last 12 months
results-period-all = All history
results-period-own = The days beside
results-from = From
results-to = To
results-error-ends-before = Choose a last day that is not before the first
results-none = Nobody was asked anything yet
results-none-text = Publish the survey and hand its link out; every question appears here with its answers.
results-base = Asked of { $asked }, answered by { $answered }
results-base-few = Answered by fewer than { $smallest }
results-versions = { $n ->
    [one] As version { $versions } asked it; other versions asked it otherwise and are shown apart
   *[other] As versions { $versions } asked it; other versions asked it otherwise and are shown apart
  }
results-no-more = asked no more
results-as-table = The same numbers as a table
results-all = All answers
results-answers-of = Answers
results-figure = Figure
results-interval = 95% interval
results-from-to = { $low } to { $high }
results-choice = Choice
results-choice-any = Choice (several possible)
results-count = Chose it
results-of = Of
results-share = Share
results-number = Number
results-mean = Mean
results-mean-of = { $mean } (95% interval { $low } to { $high })
results-said-nps = Net Promoter Score { $score } (95% interval { $interval }).
results-said-number = Mean { $mean }; median { $median }; the middle half lies from { $low } to { $high }.
results-said-days = Half of the days lie at or before { $median }.
results-median = Median
results-quartiles = Middle half
results-range = Lowest to highest
results-month = Month
results-first-day = First day
results-last-day = Last day
results-read-words = Read what people wrote
results-fewer = fewer than { $smallest }
results-cross = Two questions side by side
results-cross-text = Who gave which answer: choose what the rows and the columns are.
results-rows = Rows
results-columns = Columns
results-share-of = Shares of
results-share-of-rows = each row
results-share-of-columns = each column
results-cross-show = Show
results-cross-caption = { $rows } by { $columns }
results-axis-channel = Channel
results-axis-device = Device
results-axis-language = Language
results-axis-touchpoint = Touchpoint
results-cell-n = n { $n }
results-p = p = { $p }
results-p-small = p < 0.001
results-cross-differs = The answers differ by more than chance explains: chi-square { $chi } with { $degrees } degrees of freedom, { $p }; strength (Cramér's V) { $v } of 1.
results-cross-alike = The answers differ by no more than chance explains: chi-square { $chi } with { $degrees } degrees of freedom, { $p }; strength (Cramér's V) { $v } of 1.
results-cross-rough = Some cells hold very few people (the smallest expected count is { $expected }), so the test is rough.
results-cross-missing = { $n ->
    [one] { $n } response has no answer to one of the two and is left out.
   *[other] { $n } responses have no answer to one of the two and are left out.
  }
results-cross-left-out = Responses to version { $versions } are left out: it asked one of the two otherwise.
results-footnote = Figures from fewer than { $smallest } answers are not shown. Shares have Wilson intervals, means intervals by Student's t. English and Spanish versions of a question count together unless you choose one language.
results-words = What people wrote
results-words-search = Words in the answer
results-words-find = Find
results-words-hidden = Addresses, telephone and other long numbers are hidden here.
results-words-none = Nothing found
results-words-none-text = Nobody wrote this in the chosen period; try other words or a longer period.
results-words-when = When
results-words-said = Said
results-own = Questions of your own
results-own-text = What surveys ask besides the standard measures.
results-own-all = All questions of { $name }
results-own-tag = own question
