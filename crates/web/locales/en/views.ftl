# Saved views of a list.

saved-views-title = Saved views
saved-view-save-title = Save the filter as a view
saved-view-save-text = The view keeps the filter you came with and finds what is new each time.
saved-view-look = Look at it again
saved-view-name = Name
saved-view-share = Show it to the team
saved-view-share-hint = Everyone sees what they may read, and nothing else.
saved-view-save = Save view
saved-views-kept = Views that are kept
saved-views-none = No view was saved yet.
saved-view-own = Yours
saved-view-own-shared = Yours, shown to the team
saved-view-of = Shared by { $name }
saved-view-is-default = the list opens with it
saved-view-default = Open the list with it
saved-view-default-not = Open the list as usual
saved-view-remove = Remove
saved-view-saved = The view is saved.
saved-view-changed = The view is changed.
saved-view-removed = The view is removed.
saved-view-opens = The list opens as you chose.
