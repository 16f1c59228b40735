# The front page of staff.

home-desk-title = Home
home-overview = Where we stand
home-responses = Responses
home-services = Services side by side
home-services-how = Each with its 95% interval and tested against all others together. Overlapping intervals are no ranking.
home-to-scorecard = Compare on the scorecard
home-movers = What really changed
home-movers-none = Nothing moved more than chance explains.
home-attention = { $n ->
    [one] { $n } survey needs attention
   *[other] { $n } surveys need attention
  }
home-attention-all = All surveys
home-reason-expired = approval ended { $day }
home-reason-expiring = approval ends { $day }
home-reason-silent = no answer for 30 days
home-reason-draft = draft
home-newest = Newest comments
home-newest-none = No comments in the last 30 days.
home-voice = Voice of the day
home-voice-how = One of the comments of the last 30 days, drawn so that each has the same chance. Addresses and long numbers are hidden.
home-installation = This installation
home-people = { $n ->
    [one] { $n } person can come in
   *[other] { $n } people can come in
  }
home-first-passwords = { $n } yet to choose a password
home-locked = { $n } locked out
home-imports-none = Nothing imported yet
home-import = { $inserted } new, { $updated } replaced, { $refused } refused
home-audit = { $n ->
    [one] { $n } entry, the newest of { $day }
   *[other] { $n } entries, the newest of { $day }
  }
home-audit-none = No entries yet
