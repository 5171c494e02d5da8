# Who works with the registry.
user-title = Users
user-lede = Who works with the registry, and as what. Administrators add users with the hub’s command line.
user-name = Name
user-roles = Roles
user-none = No users yet
user-none-help = Add the first one with “pamoja-hub user”.
user-role-officer = Officer
user-role-district-officer = District officer
user-role-supervisor = Supervisor
user-role-field-supervisor = Field supervisor
user-role-programme-manager = Programme manager
user-role-finance-officer = Finance officer
user-role-reconciler = Reconciliation staff
user-role-auditor = Auditor
user-role-administrator = Administrator
user-refused-name-taken = Somebody already has this name. Choose another.
user-refused-name-needed = Give the user a name.
user-refused-role-unknown = This role does not exist. Choose one from the list.

user-forgot = I forgot my passphrase
user-forgot-title = { $user }: a new passphrase
user-forgot-lede = A supervisor of your area or the hub can let you in again, also without a network. Everything on this laptop stays as it is.
user-challenge = Challenge
user-challenge-read-out = Call your supervisor or the hub and read this to them, group by group:
user-challenge-hint = Four groups of five letters and digits, as your colleague reads them. Capitals and spaces do not matter.
user-challenge-needed = Type the challenge that your colleague reads to you.
user-answer = Answer
user-answer-hint = Five groups of five letters and digits, as they are read to you. Capitals and spaces do not matter.
user-answer-needed = Type the answer that is read to you.
user-new-passphrase = New passphrase
user-reset-save = Open with the answer
user-help = Help a colleague unlock
user-help-about = Your colleague stands before a locked laptop and reads its challenge to you. This works without a network.
user-help-next = Next
user-help-answer = Give the answer
user-help-reset = { $user } forgot the passphrase of the laptop “{ $device }”.
user-help-add = { $user } wants to begin to work on the laptop “{ $device }”.
user-help-extend = { $user } wants to go on working on the laptop “{ $device }”, which had no contact for too long.
user-help-sure = The answer opens that laptop. Give it only when you are sure that you are speaking with { $user }: call back, or ask something that only they know. That you gave it is recorded.
user-help-read-out = Read this to your colleague, group by group.
user-help-once = It works once and only on that laptop. It is not shown again.
user-answers-title = Who was helped
user-answers-reset-given = { $by } gave { $user } an answer for a new passphrase on “{ $device }”
user-answers-reset-used = { $by } took a new passphrase on “{ $device }”
user-answers-add-given = { $by } gave { $user } an answer to begin work on “{ $device }”
user-answers-add-used = { $by } began to work on “{ $device }”
user-answers-extend-given = { $by } gave { $user } an answer to go on working on “{ $device }”
user-answers-extend-used = { $by } goes on working on “{ $device }”
user-refused-no-challenge = This laptop cannot be opened by telephone yet, because it has not synced since it was set up or updated. Ask your administrator; your work is safe on it.
user-refused-challenge-length = This is not a whole challenge. It has four groups of five letters and digits; ask your colleague to read it again.
user-refused-challenge-group = Group { $group } of the challenge is not right. Ask your colleague to read that group again.
user-refused-challenge-device = You do not look after the laptop that asks this. Its own supervisor or the hub can answer.
user-refused-challenge-revoked = The laptop that asks this has been shut out by the hub. Do not help to open it; ask your administrator.
user-refused-challenge-user = You do not know the user who asks this. Sync, or ask the hub to answer.
user-refused-challenge-no-key = This laptop was not given the key of that one yet. Sync and try again, or ask the hub to answer.
user-refused-answer-length = This is not a whole answer. It has five groups of five letters and digits; ask for it again.
user-refused-answer-group = Group { $group } of the answer is not right. Ask for that group again.
user-refused-answer-wrong = This is the answer to another challenge. Read the challenge on this screen out again and ask for its answer.
user-refused-answer-wrong-wait = { $wait_seconds ->
    [one] This is the answer to another challenge. You can try again in { $wait_seconds } second.
   *[other] This is the answer to another challenge. You can try again in { $wait_seconds } seconds.
}

user-newcomer = Let somebody else work here
user-newcomer-about = They unlock this laptop with a passphrase of their own and work under their own name. This works without a network.
user-newcomer-who = Who is it?
user-newcomer-hint = Somebody missing? Sync first; the administrator adds users at the hub.
user-newcomer-needed = Choose who is to work here.
user-newcomer-read-out = A supervisor or the hub vouches for them. Let them call and read this out, group by group:
user-newcomer-passphrase = Their passphrase
user-newcomer-save = Let them work here
user-newcomer-added = { $user } can unlock this laptop now
user-refused-newcomer-unknown = The hub knows nobody of this kind who may work on laptops. Sync, or ask the administrator to add them.
user-refused-newcomer-here = They can unlock this laptop already. A forgotten passphrase is renewed where the laptop is unlocked.

user-second-factor = Code from another device
user-second-factor-lede = A second proof that it is you: besides your passphrase, a telephone shows a code that changes every half minute.
user-second-factor-needed = Your work at this hub needs it. Set it up now; it takes a minute.
user-second-factor-on = Signing in asks for a code from your other device.
user-second-factor-left = { $count ->
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
user-second-factor-off = Nothing is set up yet.
user-second-factor-begin = Set it up
user-second-factor-scan = Scan this picture with an application for one-time codes on your telephone:
user-second-factor-type = Or type this secret there:
user-second-factor-picture = Picture that the application reads
user-second-factor-code = The code it shows now
user-second-factor-confirm = Turn it on
user-second-factor-recovery = Recovery codes
user-second-factor-recovery-help = Write these down and keep them where nobody else looks. Each lets you in once if your other device is lost. They are shown only now.
user-second-factor-done = I have kept them
user-second-factor-drop = Take off the code of { $name }
user-second-factor-dropped = { $name } signs in without a code until a new one is set up
user-refused-second-factor-set-up = It is set up already. If the device is lost, ask an administrator to take it off first.
user-refused-second-factor-not-begun = Begin again: no picture waits for a code.
user-refused-second-factor-name-too-long = The names of hub and user are too long for a picture. Ask an administrator for a shorter name.
user-refused-code-wrong = That code is not right now. Check the clock of your other device, and type the code that it shows.
