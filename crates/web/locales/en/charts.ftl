# Charts in words: the sentence above each chart, its legend, and what a point says.

chart-level = { $label }: { $share }
chart-too-few = not enough responses
chart-no-data = Nothing to draw yet.
chart-row = { $label }: { $disagree } disagree, { $neutral } neutral, { $agree } agree, n { $n }.
chart-row-too-few = { $label }: not enough responses.
diverging-summary = { $highest } has the most agreement ({ $highest_share }), { $lowest } the least ({ $lowest_share }).
diverging-summary-one = { $agree } agree, { $neutral } neutral, { $disagree } disagree.
trend-point = { $when }: { $value } (95% interval { $low } to { $high }), n { $n }
trend-point-too-few = { $when }: not enough responses
trend-point-none = { $when }: no responses
trend-summary = From { $first } in { $first_when } to { $last } in { $last_when }; lowest { $lowest }, highest { $highest }.
trend-summary-one = { $value } in { $when }; one period is not a trend yet.
trend-gaps = { $n ->
    [one] { $n } period has too few responses to show.
   *[other] { $n } periods have too few responses to show.
  }
trend-goal = Goal { $goal }
dots-point = { $label }: { $value } (95% interval { $low } to { $high }), n { $n }
dots-value = { $value } [{ $low }, { $high }]
dots-summary = { $highest } is highest ({ $highest_value }), { $lowest } lowest ({ $lowest_value }).
dots-summary-one = { $label } is at { $value }.
dots-too-few = Not enough responses: { $names }.
dots-reference = All together { $value }
sparkline-summary = { $label }: { $n } periods, first { $first }, latest { $latest }
chart-axis-near = The axis shows { $low } to { $high } of a scale from { $lowest } to { $highest }.
