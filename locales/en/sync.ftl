# The five lights and the exchange with the hub.
sync-title = Sync
sync-lights = Sync state
sync-now = Sync now
sync-running = Syncing…
sync-running-long = Exchanging with the hub. You can go on working.
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
