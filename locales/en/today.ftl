# The day's work.
today-title = Today
today-households = Households
today-persons = { $count ->
    [one] { $count } person in your areas
   *[other] { $count } persons in your areas
}
today-conflicts = Conflicts
today-conflicts-none = None open
today-conflicts-some = Look at both values and decide
today-duplicates = Possible duplicates
today-duplicates-none = None to decide
today-duplicates-some = Look at both records and decide
today-unsent = Not yet sent
today-last-sync = Last sync { $when }
today-never-synced = Never synced
today-attention = Needs attention
today-attention-none = Nothing stuck
today-attention-some = Refused, set aside or in conflict
today-stale = This laptop last exchanged with the hub { $when }. Sync as soon as there is a network.
today-stale-never = This laptop has not exchanged with the hub yet. Sync as soon as there is a network.
today-drafts = Drafts to finish
today-drafts-none = No drafts
today-drafts-help = A registration you begin is kept at every keystroke and waits here until it is finished.
today-moves = Moves
today-moves-none = No moves
today-moves-help = When a family asks to move to another area, the request and the hub’s answer stand here.
today-oversight = Oversight
today-oversight-note = Figures and visits by lot
