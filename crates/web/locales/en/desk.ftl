# The frame of staff pages, and figures as staff see them.

desk-navigation = Sections
desk-account = Your account
sign-out = Sign out
filter-apply = Apply
figure-interval = 95% interval { $low } to { $high }
figure-margin = ±{ $margin }
figure-n = n { $n }
figure-goal = goal { $goal }
figure-change-rise = ▲ { $change } against the period before, significant
figure-change-fall = ▼ { $change } against the period before, significant
figure-change-unclear = { $change } against the period before, not significant
desk-menu = Menu
figure-too-few = Not enough responses (fewer than { $smallest })
figure-none = No responses yet
figure-points = { $points } points
