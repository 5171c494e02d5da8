# Ghost controls: figures about who registered what, and visits to families drawn by lot.
oversight-title = Oversight
oversight-lede = Where a second look is worth the way. A figure accuses nobody: there are good reasons for each of them. Go and see, and ask.
oversight-tab-figures = Figures
oversight-tab-visits = Visits by lot
oversight-area = Area
oversight-all-areas = All my areas
oversight-since = Registered since
oversight-rest-days = Days of rest
oversight-rest-sunday = Sunday
oversight-rest-weekend = Saturday and Sunday
oversight-rest-friday = Friday
oversight-rest-friday-saturday = Friday and Saturday
oversight-told-by = Show by
oversight-by-user = Officer
oversight-by-device = Laptop
oversight-show = Show
oversight-nobody = Nobody registered families here since then
oversight-nobody-help = Choose an earlier day or a larger area. After each sync, new work is counted.
oversight-families = Families
oversight-imported = { $count ->
    [0] none imported
    [one] { $count } imported, not counted
   *[other] { $count } imported, not counted
}
oversight-stand-out = { $count ->
    [0] Nothing stands out
    [one] { $count } figure stands out
   *[other] { $count } figures stand out
}
oversight-figure = Figure
oversight-value = Theirs
oversight-peers = Others (median)
oversight-behind = Counted
oversight-too-few = too few to say
oversight-no-peers = too few others
oversight-distance = { $deviations } times the usual distance from the others
oversight-stands-out = Stands out
oversight-how = How to read this
oversight-how-text = Each figure stands beside the median of the other officers. What lies more than { $limit } robust standard deviations above it is marked. With fewer than { $families } families behind it, or fewer than { $peers } others, a figure says nothing. Times are those of the laptop’s clock.
oversight-indicator-pace = Families on a working day
oversight-indicator-night = Registered between 22:00 and 5:00
oversight-indicator-rest-day = Registered on days of rest
oversight-indicator-shared-phone = Phone of another household, too
oversight-indicator-shared-document = Identity number of another household, too
oversight-indicator-same-words = Same address, dwelling and water as the family before
oversight-indicator-same-members = Members of the same ages and sexes as the family before
oversight-indicator-round-ages = Ages that end in 0 or 5 (Whipple’s index; 100 is usual)
oversight-indicator-first-of-january = Exact birth dates on 1 January
oversight-indicator-short-interval = Sooner after the one before than an interview lasts
oversight-indicator-never-again = Older families of which nothing ever changed
oversight-indicator-edits-of-others = Changes to families of others
oversight-look = Look closer
oversight-look-at = Look closer at { $name }
oversight-look-families = Families that most figures count
oversight-look-recorded = Whose figures you look at is kept on record, with your reason.
oversight-close = Close
oversight-draw = Draw families
oversight-draw-about = Families are drawn by lot. The draw is on record for ever and everybody who supervises here sees it; nobody can draw in secret until it suits.
oversight-draw-area-needed = Choose the area to draw from.
oversight-draw-officer = Registered by
oversight-draw-anybody = Anybody
oversight-draw-size = How many families
oversight-draw-size-needed = A whole number from 1 to 200.
oversight-draw-stratified = Each officer has a fair share of the visits
oversight-drawn = { $count ->
    [one] { $count } family drawn
   *[other] { $count } families drawn
}
oversight-samples-none = Nothing drawn yet
oversight-samples-none-help = Draw some families, visit them, and write down what you find.
oversight-sample = { $size } of { $frame } families in { $area }
oversight-sample-of = registered by { $officer }
oversight-sample-by = Drawn by { $user } on { $device }, { $when }
oversight-sample-seed = Seed
oversight-sample-shares = with a share for each officer
oversight-state-waiting = To visit
oversight-state-found-as-registered = Found as registered
oversight-state-found-different = Found different
oversight-state-not-found = Not found
oversight-state-refused = Did not want to speak
oversight-state-disputed = Two people say different things
oversight-open-list = Open the list
oversight-back = All draws
oversight-print = Print the list
oversight-by-officer = What was found, by officer
oversight-list = Families to visit
oversight-registered-by = Registered by { $user }, { $date }
oversight-record = Write down the visit
oversight-record-of = Visit to { $name }
oversight-outcome = What you found
oversight-outcome-needed = Choose what you found.
oversight-visited-on = Day of the visit
oversight-note = Note
oversight-save = Save
oversight-saved = Visit written down
oversight-visit-by = { $user } on { $device }, { $date }
oversight-visit-not-counted = does not count: this is who registered the family
oversight-refused-nobody = There is no family to draw from. Choose a larger area or other officers.
oversight-refused-too-many = Draw at least 1 and at most { $limit } families.
oversight-refused-own-family = You registered this family, so another person has to write down what the visit found. Ask a colleague to go.
oversight-refused-recorded = Somebody has written down this visit already. Open the list again to see what they found.
oversight-refused-before-draw = The family was drawn after that day. Check the day of the visit.
