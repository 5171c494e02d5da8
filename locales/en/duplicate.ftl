# Possible duplicates: two records that may be of one person, and the decision.
duplicate-title = Possible duplicates
duplicate-lede = Two records that may be of one person, often because two laptops registered the same family while apart. Nothing is changed or merged here: look at both, and say what they are.
duplicate-tab-open = To decide ({ $count })
duplicate-tab-visit = To visit ({ $count })
duplicate-tab-same = One person ({ $count })
duplicate-tab-not-same = Two people
duplicate-of-household = Only one household is shown.
duplicate-show-all = Show all
duplicate-household-number = Household { $number }
duplicate-registered = Registered { $date }
duplicate-evidence = What speaks for one person
duplicate-evidence-identity-document = Same identity document
duplicate-evidence-birth-date = Names sound alike, same birth date
duplicate-evidence-phone = Same phone, given names sound alike
duplicate-evidence-birth-year = Names sound alike, birth years fit
duplicate-chosen = Include { $name } and { $other }
duplicate-decide-same = One person, recorded twice
duplicate-decide-not-same = Two people
duplicate-decide-needs-visit = Needs a visit
duplicate-decide-help = Your decision holds for the pairs that are ticked.
duplicate-decided = { $count ->
    [one] Decided for { $count } pair
   *[other] Decided for { $count } pairs
}
duplicate-decided-by = { $user } on { $device }, { $when }:
duplicate-decided-apart = Decided differently by people who had not heard of each other. Decide again with both in view.
duplicate-reason = Why
duplicate-reason-missing = Write why, so that nobody has to ask again.
duplicate-none = Nothing to decide
duplicate-none-help = After each sync, records that may be of one person appear here.
duplicate-none-listed = Nothing here
duplicate-none-listed-help = Pairs appear here once somebody has decided so.
duplicate-refused-not-a-pair = These two records are no longer taken for one person, because one of them has changed. Look at the list again.
duplicate-refused-too-many-pairs = Tick at least one pair and at most { $limit }.
