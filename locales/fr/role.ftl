# Ce que peut faire chaque rôle.
role-title = Rôles
role-lede = Ce que peut faire chaque rôle, et ceux qui ne sont jamais dans une même main. Les changements arrivent sur les postes à leur prochaine synchronisation.
role-new = Nouveau rôle
role-change = Modifier
role-change-title = { $name } : ce que ce rôle peut faire
role-change-about = Cela vaut pour tous ceux qui ont ce rôle : ici tout de suite, sur un poste dès sa prochaine synchronisation.
role-change-save = Enregistrer
role-change-done = Le rôle { $name } a changé
role-changed = Modifié { $version } fois
role-held = { $count ->
    [0] tenu par personne aujourd’hui
    [one] tenu par { $count } utilisateur aujourd’hui
   *[other] tenu par { $count } utilisateurs aujourd’hui
}
role-may = Peut { $rights }.
role-may-nothing = Ne peut rien qui demande un droit.
role-apart-from = Jamais dans une même main que : { $roles }
role-apart = Jamais dans une même main que
role-rights = Ce qu’il peut faire
role-name = Nom dans votre langue
role-code = Code
role-code-hint = Petites lettres latines, chiffres et tirets bas ; il ne changera jamais.
role-code-needed = Donnez un code au rôle : petites lettres latines, chiffres et tirets bas, en commençant par une lettre.
role-refused-changed-meanwhile = Quelqu’un a modifié ce rôle entre-temps. Fermez, regardez-le à nouveau et modifiez ce qui reste à faire.
role-refused-code-invalid = « { $value } » ne peut pas être le code d’un rôle. Utilisez au plus 40 petites lettres latines, chiffres et tirets bas, en commençant par une lettre.
role-refused-held-together = { $user } a les rôles « { $one } » et « { $other } ». Retirez-lui d’abord l’un des deux.
role-refused-locks-out = Les administrateurs doivent pouvoir gérer les utilisateurs et les rôles, sinon plus personne ne pourrait jamais entrer. Laissez ces deux droits.
role-refused-name-needed = Donnez un nom au rôle.
role-refused-not-everywhere = Un rôle vaut partout. Seul celui qui gère les rôles partout peut le modifier.
role-refused-right-unknown = Il n’y a pas de droit « { $right } ». Rechargez la page et choisissez dans la liste.
role-refused-too-many = Il y a déjà { $limit } rôles, c’est le maximum. Modifiez-en un que personne ne tient.
role-refused-too-much = C’est plus qu’un rôle ne peut contenir. Choisissez moins de langues, de droits ou de rôles.
role-change-of = Modifier { $name }
