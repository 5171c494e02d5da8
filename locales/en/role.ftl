# What each role may do.
role-title = Roles
role-lede = What each role may do, and which never lie in one hand. Changes reach laptops at their next sync.
role-new = New role
role-change = Change
role-change-title = { $name }: what it may do
role-change-about = It counts for everybody who holds the role: here at once, on a laptop from its next sync.
role-change-save = Save
role-change-done = { $name } may do something else now
role-changed = Changed { $version ->
    [one] once
   *[other] { $version } times
}
role-held = { $count ->
    [0] held by nobody today
    [one] held by { $count } user today
   *[other] held by { $count } users today
}
role-may = May { $rights }.
role-may-nothing = May nothing that needs a right.
role-apart-from = Never in one hand with: { $roles }
role-apart = Never in one hand with
role-rights = What it may do
role-name = Name in your language
role-code = Code
role-code-hint = Small Latin letters, digits and low lines; it stays as it is for ever.
role-code-needed = Give the role a code: small Latin letters, digits and low lines, a letter first.
role-refused-changed-meanwhile = Somebody changed this role meanwhile. Close this, look at it again and change what is still needed.
role-refused-code-invalid = “{ $value }” cannot be the code of a role. Use up to 40 small Latin letters, digits and low lines, a letter first.
role-refused-held-together = { $user } holds “{ $one }” and “{ $other }”. Take one of them off first.
role-refused-locks-out = Administrators must be able to keep users and roles, or nobody could ever be let in again. Leave these two rights.
role-refused-name-needed = Give the role a name.
role-refused-not-everywhere = A role counts everywhere. Only who keeps roles everywhere can change it.
role-refused-right-unknown = There is no right “{ $right }”. Load the page again and choose from the list.
role-refused-too-many = There are { $limit } roles already, which is all there can be. Change one that nobody holds.
role-refused-too-much = That is more than a role can hold. Choose fewer languages, rights or roles.
role-change-of = Change { $name }
