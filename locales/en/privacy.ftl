# Erasure of files, and how long files are kept.
privacy-title = Erasure and retention
privacy-lede = Whose files were erased and which laptops have followed; how long files are kept. Nothing is erased by itself: somebody looks at what is due and says so.
privacy-tab-rulings = Erasures
privacy-tab-rules = How long files are kept
privacy-kind-person = Person
privacy-kind-household = Household
privacy-file-elsewhere = a file that is not held here
privacy-rulings-none = Nothing was erased yet
privacy-rulings-none-help = A file is erased from the page of its person or household, or from the list of what is due.
privacy-ruling-by = Ruled by { $user }
privacy-ruling-reference = Reference
privacy-ruling-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
privacy-ruling-heard = { $heard } of { $count ->
    [one] { $count } laptop has followed
   *[other] { $count } laptops have followed
}
privacy-ruling-no-laptops = No laptop works where these files lie
privacy-laptop-waiting = Not yet: it follows with its next exchange
privacy-laptop-followed = Followed { $when }
privacy-rule-about = Files
privacy-rule-kept = Kept
privacy-rule-due = Due
privacy-rule-acts = Change
privacy-rule-dissolved-household = Dissolved households
privacy-rule-dissolved-household-about = From the day on which they were dissolved
privacy-rule-deceased-person = People who died
privacy-rule-deceased-person-about = From the day of their death
privacy-rule-departed-person = People who have left
privacy-rule-departed-person-about = From the day on which they left their last household. They live in none that is known.
privacy-rule-for-ever = For ever
privacy-rule-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
privacy-rule-nothing-due = Nothing is due
privacy-rule-show-due = Show what is due
privacy-rule-change = Change
privacy-rule-change-about = It says what is due from now on. Nothing is erased by it alone.
privacy-rule-how-long = How long
privacy-rule-for-months = A number of months
privacy-rule-number = Months
privacy-rule-save = Change
privacy-rule-done = Changed how long these files are kept
privacy-due-back = All kinds of files
privacy-due-lede = Their time is over. Whoever is not marked stays.
privacy-due-none = Nothing is due
privacy-due-none-help = Files appear here when the time they are kept for is over.
privacy-due-all = Mark all that are shown
privacy-due-mark = Mark { $name }
privacy-due-name = Name
privacy-due-number = Number
privacy-due-ended = Ended on
privacy-due-erase = { $count ->
    [one] Erase { $count } file
   *[other] Erase { $count } files
}
privacy-due-about-dissolved-household = The households that are marked are erased, with everybody who still stands in them. Their numbers stay, and where they lived.
privacy-due-about-deceased-person = The people who are marked are erased. Their numbers stay, and in which household they lived.
privacy-due-about-departed-person = The people who are marked are erased. Their numbers stay, and in which household they lived.
privacy-due-refused-none = Mark at least one file.
privacy-erase = Erase for good
privacy-erase-person = Erase the file of { $name }
privacy-erase-household = Erase the household of { $name }
privacy-erase-goes = What goes
privacy-erase-goes-person = Names, sex, birth, phones, identity documents and everything else that is recorded, with everything it ever was before.
privacy-erase-goes-household = { $count ->
    [0] Everything that is recorded about the household, with everything it ever was before. Nobody stands in it any more.
    [one] Everything that is recorded about the household and about the one person in it, with everything it ever was before.
   *[other] Everything that is recorded about the household and about the { $count } people in it, with everything it ever was before.
}
privacy-erase-stays = What stays
privacy-erase-stays-person = The number, and in which household they lived, as what and from when to when: that is the file of the others, too.
privacy-erase-stays-household = The numbers, the area, when it was a household, and who of these numbers lived in it.
privacy-erase-reach = It counts here at once, and on every laptop with its next exchange. Nobody can undo it.
privacy-erase-ground = Ground
privacy-erase-reference = Reference
privacy-erase-reference-hint = A file number, nobody’s name.
privacy-erase-number = To confirm, type the number { $number }
privacy-erase-number-differs = This is not the number { $number }. Look whether it is the right file.
privacy-erased = { $count ->
    [one] { $count } file was erased
   *[other] { $count } files were erased
}
privacy-erased-on = This file was erased on { $when }. Only its number and where they lived are kept.
privacy-erased-mark = Erased
privacy-refused-is-erased = This file was erased. Nothing can be written on it any more.
privacy-refused-conflict-open = Two values stand against each other in this file. Settle the conflict first, then erase.
privacy-refused-head = This person heads a household that lives on. Name another head first, or erase the whole household.
privacy-refused-too-many = At most { $limit } files are erased at once. Mark fewer, and erase the others afterwards.
privacy-refused-not-due = Not all of these files are due any more. Load the list again and mark what is still there.
privacy-refused-months = Give a whole number of months from { $least } to { $most }.
