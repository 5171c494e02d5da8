# Opening the laptop's store and signing in at the hub.
access-unlock-title = Open this laptop
access-unlock-lede = Choose your name and type your passphrase. Everything stays on this laptop until it is synced.
access-unlock-again = Your session ended. Open again to go on where you were; nothing you typed is lost.
access-login-title = Sign in to the hub
access-login-lede = Use the name and passphrase your administrator gave you.
access-who = Who is working?
access-name = Name
access-passphrase = Passphrase
access-passphrase-needed = Type your passphrase.
access-code = Code from your other device
access-code-hint = Only if you have set one up. A recovery code works here, too.
access-refused-sign-in = That did not let you in: the name, the passphrase or the code is not right. Check capital letters, the keyboard layout and the clock of your other device, then try again.
access-refused-sign-in-wait = { $wait_seconds ->
    [one] That did not let you in: the name, the passphrase or the code is not right. You can try again in { $wait_seconds } second.
   *[other] That did not let you in: the name, the passphrase or the code is not right. You can try again in { $wait_seconds } seconds.
}
access-code-needed = Type the code that your other device shows, or a recovery code.
access-identity = Sign in with { $provider }
access-identity-code-lede = { $provider } knows you. The code from your other device is missing.
access-identity-back = Sign in another way
access-refused-identity = Signing in that way did not let you in. Try again; if it happens again, ask an administrator whether your account is linked.
access-refused-identity-over = That sign-in is over. Begin again.
access-refused-second-factor-needed = Set up a code from another device first: at this hub your work needs one.
access-unlock = Unlock
access-login = Sign in
access-opening = Opening…

access-refused-wrong-passphrase = That is not the right passphrase. Check capital letters and the keyboard layout, then try again.
access-refused-wrong-passphrase-wait = { $wait_seconds ->
    [one] That is not the right passphrase. You can try again in { $wait_seconds } second.
   *[other] That is not the right passphrase. You can try again in { $wait_seconds } seconds.
}
access-refused-passphrase-too-short = { $least ->
    [one] The passphrase is too short. Use at least { $least } character.
   *[other] The passphrase is too short. Use at least { $least } characters; a few unrelated words work well.
}
access-refused-name-needed = Type your name.
access-refused-too-many-attempts = { $wait_seconds ->
    [one] Too many attempts. Wait { $wait_seconds } second, then try again.
   *[other] Too many attempts. Wait { $wait_seconds } seconds, then try again.
}
access-refused-session-ended = Your session has ended. Open again to go on; what you typed is still here.
access-denied-right = You may not do this: it needs the right “{ $right }”. Ask your administrator to give it to you.

access-refused-lease-over = This laptop had no contact with its hub for too long, so it stays locked. Nothing on it is lost: a supervisor or the hub can open it for some days more.
access-refused-laptop-ended = The hub has ended this laptop. Its keys were erased, and unsent work was sealed for the hub. Ask your administrator what to do next.
access-extend-title = Too long without contact
access-extend-lede = This laptop locks when it has not spoken with its hub for many days. Nothing on it is lost. With an answer of your supervisor or the hub it opens for some days more; sync in these days.
access-extend-clock = The clock of this laptop says { $today }. If that is wrong, set it right first and unlock again.
access-lease-left = { $count ->
    [0] This laptop locks today, because it had no contact with its hub. Sync now, or read a stick from the hub.
    [one] This laptop locks in one day, because it had no contact with its hub. Sync before then, or read a stick from the hub.
   *[other] This laptop locks in { $count } days, because it had no contact with its hub. Sync before then, or read a stick from the hub.
}
