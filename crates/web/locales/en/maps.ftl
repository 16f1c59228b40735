# Journey maps and their designer.

maps-title = Journey maps
maps-text = What people go through to get one thing done, step by step, as it is meant to be or shall be, beside what they really do.
maps-caption = Journey maps
maps-none = No journey maps yet
maps-none-text = Draw what people go through, from the first question to the end, and see where reality leaves the map.
maps-archived = Maps that were put away
maps-archived-title = Journey maps put away
maps-archived-none = Nothing was put away
maps-archived-none-text = A map that is no longer needed can be put away on its page. It stays here, and can be taken out again.
maps-back = Back to the journey maps
map-begin = Begin a journey map
map-begin-act = Begin
map-begin-text = Choose what the map is about. Stages and steps come next, in the designer.
map-begun = The map is begun. Add its first stage.
map-title = Title
map-title-hint = Such as “Renewing a passport”.
map-about = About
map-about-hint = A service, or a life experience that crosses services of several organisations. Touchpoints to choose from come with it.
map-scope-life-experience = Life experience: { $name }
map-life-experience = Life experience
map-state = State
map-state-current = Current
map-state-future = Future
map-state-hint-current = How things are.
map-state-hint-future = How they shall be.
map-persona = Whom it follows
map-persona-hint = A persona, a segment, one key customer or partner.
map-description = What it is for
map-stages = Stages
map-steps = Steps
map-changed = Changed
map-burden = Asks of people
map-copied-from = Copied from
map-original = The original map
map-edit = Edit the map
map-look = View the map
map-designer = Designer
map-design-of = Design: { $name }
map-about-title = Title and description
map-print = Print on one page
map-put-away = Put away
map-archive = Put this map away
map-archived = The map is put away. It can be taken out again below.
map-restore = Take this map out again
map-restored = The map is back among the others.
map-copy = Make a copy
map-copy-act = Copy
map-copy-name = { $name } – as it shall be
map-copy-text = The copy keeps every stage and step. Change it freely: the original stays as it is.
map-copied = The map is copied. This is the copy.
map-from-file = A map from a file
map-file-text = Hand in a journey map that was saved as JSON here or in another installation. Services and touchpoints are found by their names.
map-file-act = Make a map of it
map-file-taken = The map is made from the file.
map-file-left-out = The map is made. Not known here and left out: { $name }

# The grid.
map-grid-label = { $stages ->
    [one] { $stages } stage
   *[other] { $stages } stages
  }, { $steps ->
    [one] { $steps } step
   *[other] { $steps } steps
  }, in order
map-lane-doing = Doing
map-lane-thinking = Thinking
map-lane-feeling = Feeling
map-lane-where = Where
map-lane-pains = Pain points
map-lane-moment = Moment that matters
map-lane-opportunities = Opportunities
map-lane-owner = Owner
map-lane-burden = Asks of people
map-emotion-curve = Emotion curve
map-thought = “{ $words }”
map-emotion = { $words } ({ $value })
map-emotion-very-bad = Very bad
map-emotion-bad = Bad
map-emotion-neutral = Neither good nor bad
map-emotion-good = Good
map-emotion-very-good = Very good
map-burden-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
  }
map-burden-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
  }
map-burden-trips = { $n ->
    [one] { $n } trip
   *[other] { $n } trips
  }
map-optional = Optional
map-repeatable = May repeat
map-stage-empty = No steps yet.
map-empty = The map is empty
map-empty-text = Begin with its stages, such as “Find out”, “Apply”, “Wait”, “Receive”. Then add what people do in each.

# The designer.
map-kept = Everything is kept as you go, and the last act can be undone.
map-unmatched = { $n ->
    [one] { $n } step names no observed activity, so that it cannot be compared with what people do.
   *[other] { $n } steps name no observed activity, so that they cannot be compared with what people do.
  }
map-drag-hint = Drag a step to another place, or hold Alt and press the left or right arrow while you are in it.
map-stage-add = Add a stage
map-stage-title = Stage: { $name }
map-stage-name = Name of the stage
map-stage-name-hint = Such as “Apply”.
map-stage-save = Save stage
map-stage-saved = The stage is saved.
map-stage-removed = The stage is removed with its steps. You can undo that.
map-stage-earlier = Move stage earlier: { $name }
map-stage-later = Move stage later: { $name }
map-stage = Stage
map-step-add = Add a step
map-step-new = New step
map-step-title = Step: { $name }
map-step-name = Name of the step
map-step-name-hint = What people do here, in a few words: “Fill in the form”.
map-step-save = Save step
map-step-saved = The step is saved.
map-step-removed = The step is removed. You can undo that.
map-step-copied = The step is copied. Name its own activities to compare it with what people do.
map-step-earlier = Move step earlier: { $name }
map-step-later = Move step later: { $name }
map-part-what = What it is
map-part-person = What people go through
map-part-where = Where it happens
map-part-asks = What it asks of people
map-part-better = What comes of it
map-activities = Observed activities
map-activities-hint = One a line, spelled as interactions bring them: with these the step is found in what people really do.
map-optional-label = Not everyone takes this step
map-optional-hint = Whoever leaves an optional step out follows the map all the same.
map-repeatable-label = People may take it several times in a row
map-repeatable-hint = Otherwise each further time counts as leaving the map.
map-doing-hint = What people do at this step.
map-thinking-hint = What they ask themselves, in their words.
map-feeling-hint = A word or a sentence.
map-emotion-label = How good that feels
map-emotion-hint = Draws the emotion curve. Leave it open where nobody knows.
map-one-a-line = One a line.
map-moment-hint = Why this step decides how people judge the whole. Empty: it does not.
map-service = Service
map-service-hint = Which of the services offers this step.
map-touchpoints = Touchpoints
map-touchpoints-hint = What people said at these is shown at the step.
map-no-touchpoints = No touchpoints are known yet: add them to the service first.
map-channels = Channels
map-burden-hint = Only what is known: an empty field is not a zero.
map-minutes = Minutes of their time
map-documents = Documents to bring
map-trips = Trips to make
map-owner-hint = The person or team that answers for the step.

# Last acts.
map-did-describe = Last: title and description changed.
map-did-add-stage = Last: stage “{ $name }” added.
map-did-rename-stage = Last: stage renamed to “{ $name }”.
map-did-move-stage = Last: stage “{ $name }” moved.
map-did-remove-stage = Last: stage “{ $name }” removed with its steps.
map-did-add-step = Last: step “{ $name }” added.
map-did-change-step = Last: step “{ $name }” changed.
map-did-move-step = Last: step “{ $name }” moved.
map-did-duplicate-step = Last: step “{ $name }” copied.
map-did-remove-step = Last: step “{ $name }” removed.
map-did-undo = Last: an act undone.
map-did-redo = Last: an act done again.
map-saved = Title and description are saved.

# What is refused.
map-moved = Somebody edited the map in the meantime. This is how it stands now: do it again if it still fits.
map-collision-title = Somebody else edited the map
map-most-stages = A map has at most { $name } stages.
map-most-steps = A map has at most { $name } steps.

# What people really do.
map-show = What is shown
map-show-designed = Designed
map-show-observed = Observed
map-show-both = Both
map-period = Period
map-period-all = All history
map-period-days = Last { $n } days
map-pause = A journey ends
map-pause-days = after { $n } days without contact
map-pause-customer = never: everything a person did
map-pause-case = with its case
map-lane-observed = Observed
map-lane-leaves = Leaves the map
map-overlay-journeys = { $journeys ->
    [one] { $journeys } journey
   *[other] { $journeys } journeys
  } of { $people ->
    [one] { $people } person
   *[other] { $people } people
  } touch this map.
map-overlay-fitting = { $share } ({ $low } to { $high }) of them never leave it.
map-overlay-fitness = Fitness { $fitness } (1: every journey takes each required step, in order, and nothing else).
map-overlay-too-few = Fewer than { $n } people touch this map in this period: what they did is not shown.
map-overlay-nobody = Nobody’s journey touches this map in this period. Steps are found by their observed activities: name them in the designer as interactions bring them.
map-overlay-beyond = Some services of this life experience lie beyond what you may see: their contacts are missing here.
map-overlay-without-customer = { $n ->
    [one] { $n } contact of nobody known is part of no journey.
   *[other] { $n } contacts of nobody known are part of no journey.
  }
map-overlay-without-case = { $n ->
    [one] { $n } contact without a case is part of no journey.
   *[other] { $n } contacts without a case are part of no journey.
  }
map-graph = See these journeys as a graph
map-overlay-before = Before the first step:
map-not-findable = Names no observed activity
map-seen-volume = { $people ->
    [one] { $people } person
   *[other] { $people } people
  }, { $journeys ->
    [one] { $journeys } journey
   *[other] { $journeys } journeys
  }
map-seen-too-few = Fewer than { $n } people
map-seen-nobody = Nobody
map-seen-next = Next step after { $median } (median, n { $n })
map-seen-ended = Ends here: { $share } ({ $low } to { $high }) of { $n } journeys
map-seen-satisfaction = Satisfaction: { $figure }
map-seen-trust = Trust: { $figure }
map-seen-few-answers = fewer than { $n } answers
map-seen-figure = { $value } ({ $low } to { $high }), n { $n }
map-leaves-skipped = { $people } leave it out
map-leaves-out-of-order = { $people } do it out of order
map-leaves-repeated = { $people } come back to it
map-leaves-unexpected = Not on the map: “{ $activity }”, { $people }
map-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
  }
map-people-few = fewer than { $n } people
map-fewer-than = under { $n }
map-interval = { $low } to { $high }
map-time-seconds = { $n } seconds
map-time-minutes = { $n } minutes
map-time-hours = { $n } hours
map-time-days = { $n } days
map-table-caption = What was observed at each step
map-part-step = Step
map-table-journeys = Journeys
map-table-people = People
map-table-contacts = Contacts
map-table-next = Median time to the next step
map-table-next-n = Times taken (n)
map-table-ended = Share of journeys that end here
map-table-interval = 95% interval
map-table-ended-n = Of journeys (n)
map-table-satisfaction = Satisfaction
map-table-trust = Trust
map-table-answers = Answers (n)
map-table-skipped = People who leave it out
map-table-out-of-order = People who do it out of order
map-table-repeated = People who come back to it
map-table-note = An empty cell is not known or does not apply. Figures from fewer than { $n } people or answers are withheld. Satisfaction and trust are what people said in the same days: those who are known where they had a contact at most { $days } days before, everyone else at the step’s touchpoints; of a stage also those who named it.
map-unexpected-caption = Activities that no step names
map-unexpected-activity = Activity
map-unexpected-after = Mostly after
map-before-first = Before the first step

# The blueprint: what the organisation does at a step.
map-part-blueprint = What it takes
map-blueprint-hint = The lanes of a service blueprint, from what people see to what lies deepest. One thing a line.
map-lane-frontstage = Frontstage
map-lane-backstage = Backstage
map-lane-systems = Systems
map-lane-support = Support
map-lane-policies = Policies
map-blueprint-frontstage = What people see of it: staff, pages, letters.
map-blueprint-backstage = What is done out of their sight.
map-blueprint-systems = Systems and data it leans on.
map-blueprint-support = Others it needs: teams, contractors, other organisations.
map-blueprint-policies = Laws, rules and policies that shape it.

# Comments.
map-lane-comments = Comments
map-comments = Comments
map-comments-open = { $n } open
map-comments-none = Nothing is open. Say what should be looked at: everyone who sees the map can answer.
map-comments-settled = { $n ->
    [one] { $n } settled comment
   *[other] { $n } settled comments
  }
map-comment-about = About
map-comment-whole = The whole map
map-comment-gone = { $name } (no longer on the map)
map-comment-text = Your comment
map-comment-say = Add the comment
map-comment-resolve = Settle
map-comment-reopen = Open again
map-comment-settled-by = Settled by { $by },
map-comment-program = A program
map-comment-line = { $by }: { $text }
map-comment-said = The comment is added.
map-comment-resolved = The comment is settled.
map-comment-reopened = The comment is open again.
map-comment-removed = The comment is removed.
map-comment-unfit = A comment needs a text, of at most { $name } characters.
map-most-comments = A map has at most { $name } comments.
map-print-comments = With open comments
map-seen-by-customer = { $n } of these answers are from people known to have had this step
