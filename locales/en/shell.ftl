# What stands around every screen, and words used everywhere.
shell-product = Pamoja
shell-promise = Every family, every office, one registry.
shell-promise-offline = Works without a network. When one returns, everybody’s work comes together and nothing is lost.
shell-nav = Areas
shell-nav-today = Today
shell-nav-registry = Registry
shell-nav-import = Import
shell-nav-conflict = Conflicts
shell-nav-sync = Sync
shell-nav-moves = Moves
shell-nav-device = Devices
shell-nav-area = Areas
shell-nav-audit = Audit
shell-nav-user = Users
shell-skip = Skip to the content
shell-search = Search the registry
shell-hub = Central hub
shell-device-number = Laptop no. { $number }
shell-demo = Demonstration data
shell-user-menu = Account of { $name }
shell-language = Language
shell-theme = Appearance
shell-theme-system = As the system
shell-theme-light = Light
shell-theme-dark = Dark
shell-lock = Lock
shell-version = Version { $version }
shell-notices = Notices
shell-dismiss = Dismiss
shell-open = open
shell-save = Save
shell-cancel = Cancel
shell-close = Close
shell-done = Done
shell-back = Back
shell-next = Next
shell-more = Show more
shell-undo = Undo
shell-try-again = Try again
shell-choose = Choose…
shell-optional = (optional)
shell-reading = Reading…
shell-seconds = { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}

shell-refused = This cannot be done as it is. Check what you entered.
shell-refused-busy = Too much is being done at once. Wait a moment, then try again.
shell-refused-input = What was sent cannot be read ({ $problem }). Update the program, then try again.
shell-refused-not-here = This cannot be done on this machine. Families are changed on laptops, decisions are taken at the hub.
shell-refused-unknown-use-case = This program does not know how to do this. Update it, then try again.
shell-denied = You may not do this. Ask your administrator.
shell-missing = This was not found, or it lies outside the areas you work in. Search again, or ask your supervisor.
shell-fault = Something went wrong on our side. Nothing you typed is lost. Try again; if it returns, report incident { $incident }.
shell-fault-unreachable = Pamoja does not answer. Nothing you typed is lost. Wait a moment and try again.

shell-right-registry-read = read the registry
shell-right-registry-write = change the registry
shell-right-registry-decide-move = decide on moves
shell-right-import-write = import files
shell-right-conflict-resolve = settle conflicts
shell-right-sync-run = sync with the hub
shell-right-device-manage = manage devices
shell-right-area-manage = manage areas
shell-right-user-read = see the users
shell-right-user-unlock = help a colleague unlock

shell-refused-file = { $path } cannot be read: { $problem }. Check the path and try again.
shell-right-sync-stick = exchange by stick
shell-right-sync-carry = carry sealed files for others
shell-right-device-rescue = take a rescue file
shell-right-sync-nearby = sync with a laptop nearby
shell-right-registry-read-sensitive = see masked values of your own areas without asking
shell-right-registry-reveal = open masked values
shell-right-audit-read = read the audit
shell-right-audit-disclose = make the file for a person
