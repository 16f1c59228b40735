# What every number means.

metrics-title = What the numbers mean
metrics-intro = Every measure with its formula, who counts, what is left out, and where it comes from.
metrics-contents = Measures
metrics-formula = Computed as
metrics-scale = Scale
metrics-source = Source
metrics-rules = Rules for every measure
metrics-see-suppression = Not shown below the smallest cell
metrics-see-pooling = Wordings apart unless pooled knowingly
metric-rule-population = Who counts
metric-rule-exclusions = What is left out
metric-rule-interval = Intervals
metric-rule-change = Change
metric-rule-groups = Groups side by side
metric-rule-suppression = Too few answers
metric-rule-pooling = Wordings
metric-rule-count-blocks = Quarterly counts
metric-rule-response-rate = Response rate
metric-rule-drivers = Reasons ticked
