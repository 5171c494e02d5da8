# The five lights and the exchange with the hub.
sync-title = Sync
sync-lights = Sync state
sync-now = Sync now
sync-running = Syncing…
sync-running-long = Exchanging with the hub. You can go on working.
sync-running-far = How far the exchange is
sync-running-bytes = { $out } out, { $in } in so far
sync-done = Synced: { $sent ->
    [one] { $sent } change sent
   *[other] { $sent } changes sent
}, { $received ->
    [one] { $received } received
   *[other] { $received } received
}
sync-done-detail = { $out } out, { $in } in, { $seconds } s
sync-done-refused = Refused: { $refused }. Set aside: { $quarantined }. They stand under “Needs attention”; nothing is lost.
sync-last = Last exchange { $when } ({ $at })
sync-never = This laptop has not exchanged with the hub yet.
sync-last-failure = The last exchange did not work.
sync-choose-light = Choose a light to see what is behind it.
sync-list-none = Nothing waits here.
sync-item-kind = Kind
sync-item-what = What
sync-item-by = By
sync-item-at = When
sync-kind-commit = Change
sync-kind-chunk = Packet
sync-kind-request = Request
sync-kind-conflict = Conflict
sync-kind-quarantine = Set aside
sync-light-green = Nothing waits
sync-light-waiting = { $count } waiting
sync-light-to-look = { $count } to look at
sync-light-count = { $count } in all
sync-light-committed = Committed
sync-light-committed-about = Safe in the encrypted store of this laptop.
sync-light-committed-state = { $count ->
    [0] Committed: nothing waits
   *[other] Committed: { $count } waiting
}
sync-light-committed-list = Not yet safe in the store
sync-light-left = Left this laptop
sync-light-left-about = Sent, and its receipt has come back.
sync-light-left-state = { $count ->
    [0] Left this laptop: nothing waits
   *[other] Left this laptop: { $count } waiting
}
sync-light-left-list = Not yet sent
sync-light-held = Held by the hub
sync-light-held-about = Proved: the hub holds exactly what this laptop holds.
sync-light-held-state = { $count ->
    [0] Held by the hub: nothing waits
   *[other] Held by the hub: { $count } waiting
}
sync-light-held-list = Not yet proved to be held by the hub
sync-light-accepted = Accepted
sync-light-accepted-about = The hub has answered every request.
sync-light-accepted-state = { $count ->
    [0] Accepted: nothing waits
   *[other] Accepted: { $count } waiting
}
sync-light-accepted-list = Requests without an answer
sync-light-attention = Needs attention
sync-light-attention-about = Refused, set aside, or in conflict: a person has to look.
sync-light-attention-state = { $count ->
    [0] Needs attention: nothing
   *[other] Needs attention: { $count }
}
sync-light-attention-list = Needs attention

sync-refused-hub-unreachable = The hub does not answer. Your work is safe here; sync again when there is a network.
sync-refused-hub-not-trusted = The machine that answered is not our hub. Nothing was sent. Use another network, or ask your administrator.
sync-refused-device-unknown = The hub does not know this laptop. Your work is safe here; ask your administrator for a new code.
sync-refused-device-revoked = The hub has shut this laptop out. Your work is still on it; bring it to your administrator.
sync-refused-rolled-back = This laptop holds older data than it had sent before, as after restoring a backup. Do not go on working; call your administrator.
sync-refused-forked = There are two copies of this laptop’s data. Use only one of them, and call your administrator.
sync-refused-must-upgrade = This program is too old for the hub. Update it. What you did is kept and can still be sent.
sync-refused-store-busy = Another exchange is under way. Wait until it has finished.
sync-refused-disk-full = The disk is full. Free some space, then sync again. What was saved is safe.
sync-refused-captive-portal = The network asks for a sign-in page first. Open a browser, sign in to the network, then sync again.
sync-refused-area-out-of-scope = It is about an area that is not this laptop’s. It is kept aside; ask your administrator to give the laptop this area.
sync-refused-differing = The hub and this laptop do not hold the same yet. Your work is safe; sync again, and call your administrator if it stays so.
sync-refused-gap = Something that belongs before it is missing. Sync again; call your administrator if it stays so.
sync-refused-hash = It does not agree with what its author signed. It is kept aside and changes nothing; show it to your administrator.
sync-refused-hub-busy = The hub is busy with other laptops. Your work is safe here; sync again in a few minutes.
sync-refused-hub-failed = The hub could not store what was sent. Your work is safe here; sync again later and tell your administrator.
sync-refused-hub-full = The hub’s disk is full. Your work is safe here; tell your administrator, and sync again when there is room.
sync-refused-too-many-bytes = This laptop has exchanged more in an hour than the hub allows. Your work is safe here; sync again later, and tell your administrator.
sync-refused-too-many-requests = This laptop asks the hub too often. Your work is safe here; wait a minute, then sync again.
sync-refused-malformed = What arrived cannot be read. Nothing was changed; sync again, and update the program if it stays so.
sync-refused-not-allowed = Its author was not allowed to write this. It is kept aside and changes nothing; show it to your administrator.
sync-refused-other-area = The family belongs to another area by now. The change is kept aside; ask the hub where the family went.
sync-refused-session = The connection to the hub was begun anew elsewhere. Sync again.
sync-refused-signature = The signature is not that of the device it names. It was not taken; sync again, and tell your administrator if it stays so.

# The exchange by stick, and what is carried for others.
sync-stick-title = Exchange by stick
sync-stick-lede = Where there is no network: write your work to a stick for the hub, bring the hub’s answer back, or give your work to a colleague. Nobody else can read it.
sync-stick-open = By stick
sync-stick-back = Back to Sync
sync-stick-write = Write a stick
sync-stick-write-about = Everything the hub has not confirmed yet is written. Writing again does no harm.
sync-stick-unsent = { $count ->
    [0] The hub has confirmed everything.
    [one] { $count } change is not confirmed by the hub yet.
   *[other] { $count } changes are not confirmed by the hub yet.
}
sync-stick-receiver = For whom
sync-stick-receiver-hub = The hub
sync-stick-receiver-hint = Only the chosen one can read it.
sync-stick-folder = Folder
sync-stick-folder-hint = Choose a stick, or type the whole path of a folder.
sync-stick-places = Sticks that are plugged in
sync-stick-part = Largest file
sync-stick-part-hint = Smaller files for small or old sticks. Each file is useful alone.
sync-stick-part-mb = { $size } MB
sync-stick-write-now = Write
sync-stick-writing = Writing… Do not pull the stick out.
sync-stick-written = { $count ->
    [one] { $count } file was written. You can take the stick out now.
   *[other] { $count } files were written. You can take the stick out now.
}
sync-stick-read = Read a stick
sync-stick-read-about = Every file on it is read, each for itself. Reading again does no harm.
sync-stick-path = Folder or file
sync-stick-read-now = Read
sync-stick-reading = Reading…
sync-stick-drop = Choose one file
sync-stick-drop-hint = For a single file of up to 32 MB. For larger ones type the folder above.
sync-stick-file = File
sync-stick-from = From
sync-stick-result = What became of it
sync-stick-taken = { $count ->
    [0] Nothing new: everything was here already.
    [one] { $count } change taken.
   *[other] { $count } changes taken.
}
sync-stick-receipt = The hub confirms that it holds your work.
sync-stick-waiting = { $count ->
    [one] { $count } packet waits for an earlier file.
   *[other] { $count } packets wait for an earlier file.
}
sync-stick-aside = Set aside: { $count }. They stand under “Needs attention”.
sync-stick-carried-along = Taken along for the hub, unread.
sync-stick-answer = Answer for { $name }
sync-stick-answer-about = Bring this file back to the laptop: it says what the hub holds and brings what others did.
sync-stick-answer-next = Next file ({ $part } of { $parts })
sync-carried-title = Carried for others
sync-carried-about = Sealed files of colleagues. This laptop cannot read them; it hands them to the hub at the next sync and brings back the answer.
sync-carried-none = Nothing is carried. Read a colleague’s stick to take it along.
sync-carried-for-hub = For the hub
sync-carried-for = Answer for { $name }
sync-carried-kept = Since
sync-carried-size = Size
sync-carried-carried = On the way
sync-carried-handed = Handed over
sync-carried-refused = Refused by the hub
sync-carried-discard = Remove
sync-rescue-title = Rescue file
sync-rescue-about = If this laptop makes trouble: everything unsent in one sealed file. The hub reads it without any passphrase.
sync-rescue-now = Write the rescue file
sync-rescue-written = { $count ->
    [one] { $count } unsent change is in { $file }. Bring it to your administrator and keep the laptop as it is.
   *[other] { $count } unsent changes are in { $file }. Bring it to your administrator and keep the laptop as it is.
}
sync-rescue-sealed = The hub cannot read it yet: sync once, then write it again.
sync-refused-bundle-damaged = This file is cut or damaged. Nothing of it was taken; the others were. Copy it anew from where it was written.
sync-refused-bundle-not-for-us = This file is not for this device, or it is no file of ours. Bring it to the one whose name it carries.
sync-refused-bundle-unreadable = This file was written by a later version, or is not what it should be. Update the program, then read it again.
sync-refused-bundle-too-many-parts = That would be too many files. Choose a larger size.
sync-refused-bundle-no-shared-area = That laptop does not work in any area of this one. Write the stick for the hub.
sync-refused-carried-not-for-hub = Only files for the hub are carried. Bring this one to the one whose name it carries.
sync-refused-carried-full = There is no room to carry more. Sync, so that what is carried reaches the hub, then try again.
sync-refused-folder = This folder cannot be used. Check that the stick is plugged in, is not full and is not write-protected, then choose it again.
sync-refused-folder-empty = There is no file of ours in this folder. Choose the folder in which the files were written.

# Laptop to laptop on the same network.
sync-nearby-title = A laptop nearby
sync-nearby-about = Two laptops on the same network give each other their work, without the hub. Both must have joined; nothing is open unless you open it.
sync-nearby-open = Wait for a visitor
sync-nearby-close = Stop waiting
sync-nearby-waiting = Tell your colleague this code. It works until { $when }.
sync-nearby-address-own = If this laptop is not found: { $address }
sync-nearby-look = Look for laptops
sync-nearby-looking = Looking…
sync-nearby-none = No laptop is waiting nearby. Type the address that the other laptop shows.
sync-nearby-address = Address of the other laptop
sync-nearby-code = Code it shows
sync-nearby-run = Exchange
sync-nearby-running = Exchanging…
sync-nearby-done = { $name }: { $count ->
    [0] nothing new came.
    [one] { $count } change came.
   *[other] { $count } changes came.
} Packets given: { $given }
sync-refused-nearby-unreachable = The other laptop does not answer at this address. Check that it is waiting and that both are on the same network.
sync-refused-nearby-unknown = One of the two laptops does not know the other, or has been shut out by the hub. Sync both with the hub once, or use a stick.
sync-refused-nearby-code = This is not the code that the other laptop shows. Read it again; after three wrong codes it closes.
sync-refused-nearby-closed = The other laptop has closed. Open it again there; it shows a new code.
sync-refused-nearby-broken = The connection broke off. What came before stays; exchange again.
sync-parted-fork = The disk of this laptop lives twice, or an old copy of it was put back: two histories of it met here. Both were kept. Find out where the other one is.
sync-parted-rolled-back = An old copy of this laptop’s disk was put back. What was missing has been sent to it again, and what it did since was kept.
sync-refused-user-unknown = The hub knows nobody of the name this was written in. It is kept aside and changes nothing; show it to your administrator.
sync-refused-user-not-allowed = Who wrote this had no role that allows it. It is kept aside and changes nothing; show it to your administrator.
sync-refused-user-not-there = Who wrote this may do so, but not in this area. It is kept aside and changes nothing; show it to your administrator.
sync-refused-user-not-then = Who wrote this was not allowed to on that day: the role had ended, or not begun. It is kept aside and changes nothing; show it to your administrator.
sync-logbook-rewritten = The hub’s logbook is not the one it showed before: something it had taken was changed or left out. Work goes on. Save the logbook under “The hub’s logbook” and tell an auditor who is not the hub’s operator.
sync-logbook-shortened = The hub’s logbook is shorter than it was: an old copy may have been put back without a restore. Work goes on. Tell the hub’s operator and an auditor.
sync-logbook-silent = The hub has not said for days what its logbook is. Work goes on. Ask the hub’s operator why, and tell an auditor.
sync-logbook-restored = The hub was restored from a backup that was older than what it had said. Its logbook began anew there.
sync-logbook-title = The hub’s logbook
sync-logbook-about = Each day the hub says how long its logbook is and gives sixteen digits that stand for all of it. This laptop holds the hub to them. Two laptops of one day show the same digits.
sync-logbook-about-hub = Each day the hub signs how long its logbook is and sixteen digits that stand for all of it. Laptops keep them and hold the hub to them. They show the same digits for the same day.
sync-logbook-save = Save for an auditor
sync-logbook-at = Said on
sync-logbook-size = Chunks
sync-logbook-digits = Digits
sync-logbook-ended = Since { $at } the hub’s word fits again.
