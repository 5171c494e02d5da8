# Joining a laptop, and the hub's list of laptops.
device-join-title = Set up this laptop
device-join-lede = Connect once to the hub of your programme. After that the laptop works without a network.
device-join-hub-url = Address of the hub
device-join-hub-url-needed = Type the address of the hub. It stands on your set-up sheet.
device-join-code = One-time code
device-join-code-hint = From your supervisor or the hub’s device page. It works once.
device-join-code-needed = Type the one-time code.
device-join-user-name = Your name
device-join-user-name-needed = Type your name as it should stand beside your work.
device-join-device-name = Name of this laptop
device-join-device-name-needed = Give this laptop a name.
device-join-device-hint = For example “Kwale office 2”.
device-join-passphrase-needed = Choose a passphrase.
device-join-repeat = Repeat the passphrase
device-join-repeat-differs = The two passphrases differ. Type the same one twice.
device-join-strength-hint = Four or more unrelated words are strong and easy to remember. Nobody can read it back to you.
device-join-strength-1 = Too easy to guess. Add more words.
device-join-strength-2 = Weak. Add another word.
device-join-strength-3 = Good.
device-join-strength-4 = Strong.
device-join-save = Set up
device-join-running = Connecting to the hub…

device-title = Devices
device-lede = Every laptop that has joined, when it was last seen, and what is stuck.
device-issue = Issue a code
device-issue-about = One code lets one laptop join. Choose the areas its user will work in.
device-issue-save = Issue code
device-issue-name = For whom
device-issue-name-hint = The laptop or person this code is for; only a reminder for this list.
device-issue-name-needed = Say who this code is for.
device-issue-areas = Areas
device-issue-areas-hint = The laptop will hold these areas and everything within them.
device-issue-area-needed = Choose at least one area.
device-issue-role = Role
device-issue-hours = Valid for
device-issue-hours-count = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
device-issued-about = Give this code to the user of the laptop. It works once and is shown only here.
device-issued-until = Valid until { $when }
device-copy = Copy
device-copied = Copied
device-number = No.
device-name = Laptop
device-areas = Areas
device-seen = Last seen
device-never-seen = Never
device-commits = Held
device-quarantined = Quarantined
device-state = State
device-joined = Joined { $when }
device-revoked = Revoked
device-stuck = Needs a look
device-late = Not seen lately
device-fine = Fine
device-none = No laptop has joined yet
device-none-help = Issue a one-time code and type it on a new laptop. It appears here as soon as it has joined.
device-acts = Acts
device-acts-of = What can be done with { $name }
device-grant = Change areas
device-grant-title = Areas of { $name }
device-grant-about = The laptop hears of it with its next exchange: it fetches what is new to it and takes off what is no longer its own. What was written there before is still taken.
device-grant-save = Change areas
device-grant-done = { $name } has other areas from its next exchange on.
device-revoke = Shut out
device-revoke-title = Shut out { $name }
device-revoke-about = For a laptop that is lost, stolen or given away. The hub takes nothing from it any more; what it had sent stays. At its next contact the laptop seals what it has not sent and erases its keys; then it would have to be set up anew.
device-revoke-reason = Why
device-revoke-reason-hint = For the record: what happened, and who said so.
device-revoke-save = Shut out
device-revoke-done = { $name } is shut out.

device-refused-code-wrong = The hub does not know this code. Check every letter, or ask for a new one.
device-refused-code-expired = This code is too old. Ask your supervisor for a new one.
device-refused-code-used = This code has been used already. Each laptop needs its own; ask for a new one.
device-refused-hub-unreachable = The hub does not answer. Check the address and the network, then try again.
device-refused-hub-not-trusted = The machine at this address is not the hub that issued the code. Do not go on; ask your administrator.
device-refused-already-joined = This laptop has joined already. Close this page and open the laptop with your passphrase.
device-refused-store-in-use = Pamoja is already open on this laptop. Use the window that is open, or close it first.
device-refused-store-damaged = The data of this laptop is damaged. Do not delete anything: run “pamoja rescue”, or bring the laptop to your supervisor.
device-refused-store-newer = This data was written by a newer Pamoja. Update this program, then open it again. Nothing was changed.
device-refused-disk-full = The disk is full. Free some space, then try again. What was saved is safe.
device-refused-address-wrong = This is not an address of a hub. It looks like https://hub.example.org.
device-refused-not-joined = This laptop has not joined a hub yet. Set it up with a one-time code first.
device-refused-revoked = This laptop has been shut out by the hub. Your work is still on it; bring it to your administrator.
device-refused-area-unknown = There is no area with the code { $code }. Check the code, or import the areas first.
device-refused-areas-needed = Choose at least one area and at most { $limit }. A larger area holds all within it.
device-refused-name-needed = Give the laptop a name of at most 200 characters.
device-refused-role-unknown = There is no role “{ $role }”. Choose one from the list.
device-refused-reason-needed = Say why, for the record.
device-refused-ended = { $name } is shut out already. If it was found before it heard of that, take it back; otherwise it is set up anew with a new code.
device-refused-nothing-changed = The laptop has exactly these areas already.

device-stick-read = Read a stick
device-stick-read-about = A file that a laptop wrote for the hub. The answer for that laptop can be downloaded afterwards.
device-stick-download = Download the answer
device-rescue-read = Rescue file
device-rescue-read-about = What a laptop could not send any more. It comes in with the names of its authors; taking it again does no harm.
device-rescue-taken = { $name }: { $count ->
    [0] nothing new.
    [one] { $count } change taken.
   *[other] { $count } changes taken.
}
device-rescue-known = Here already: { $count }
device-rescue-aside = Set aside: { $count }. They stand under “Needs attention”.
device-rescue-unsigned = Without a signature of their own: { $count }. They are from before the last update of that laptop.
device-rescue-choose = Choose the rescue file
device-rescue-choose-hint = A file whose name ends in “.rescue”, up to 32 MB. Larger ones: pamoja-hub rescue.
device-stick-choose-hint = A file whose name ends in “.age”, up to 32 MB. Larger ones: pamoja-hub stick read.
device-refused-rescue-unreadable = This is no whole rescue file. Copy it again from where it was written; nothing was taken.
device-refused-rescue-sealed = This rescue file opens only with a passphrase of its laptop, because that laptop was not opened since its update. Keep the laptop and ask for support.
device-refused-rescue-not-ours = This rescue file is for another hub. Nothing was taken.

device-ended-title = { $name } was ended by its hub
device-ended-about = On { $when } its keys were erased. What had reached the hub is there; nothing on this laptop can be opened any more.
device-ended-rescue = { $count ->
    [one] One piece of work had not reached the hub. It lies sealed in the file below, and only the hub can read it. Bring the file to your administrator, who reads it under Laptops.
   *[other] { $count } pieces of work had not reached the hub. They lie sealed in the file below, and only the hub can read them. Bring the file to your administrator, who reads it under Laptops.
}
device-ended-nothing = All work had reached the hub; nothing is left to bring. To use this laptop again, join it with a new code.
device-lease = Days without contact
device-lease-about = A laptop that has not spoken with the hub for so many days stays locked until a supervisor or the hub answers for it. Nothing on it is lost. Each laptop hears of a change at its next contact.
device-lease-days = Days
device-lease-days-hint = From 1 to 365. Fewer protect better what is stolen; more suit places without a network.
device-lease-save = Set
device-lease-done = { $count ->
    [one] Laptops open for one day without contact.
   *[other] Laptops open for { $count } days without contact.
}
device-reinstate = Take back
device-reinstate-title = Take { $name } back
device-reinstate-about = For a laptop that was found before it heard that it is shut out. One that has heard of it has erased its keys: it joins anew with a new code.
device-reinstate-reason = Why
device-reinstate-reason-hint = For the record: what happened, and who said so.
device-reinstate-save = Take back
device-reinstate-done = { $name } is taken back.
device-refused-not-ended = { $name } is not shut out, so there is nothing to take back. Look at the list again.
device-refused-lease-days = Give a number of days from { $least } to { $limit }.
