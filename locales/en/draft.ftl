# Drafts: what was begun and not yet saved.
draft-kept = Draft kept at { $time }
draft-will-keep = What you type is kept as a draft at every keystroke.
draft-not-kept = Draft not kept
draft-kept-ago = Kept { $when }
draft-untitled = Household without a name yet
draft-resume = Resume
draft-discard = Throw draft away
draft-discard-named = Throw away the draft { $title }
draft-discarded = Draft thrown away
draft-refused-too-large = This draft is too large to keep (limit { $limit }). Save the household with fewer members first and add the others later.
draft-refused-too-many = You have { $limit } drafts, which is the most that is kept. Finish or throw away some of them on the Today page.
