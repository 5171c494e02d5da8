# Ouvrir la base du poste et se connecter au centre.
access-unlock-title = Ouvrir ce poste
access-unlock-lede = Choisissez votre nom et saisissez votre phrase secrète. Tout reste sur ce poste jusqu’à la synchronisation.
access-unlock-again = Votre session est terminée. Ouvrez de nouveau pour reprendre où vous en étiez ; rien de ce que vous avez saisi n’est perdu.
access-login-title = Se connecter au centre
access-login-lede = Utilisez le nom et la phrase secrète remis par votre administrateur.
access-who = Qui travaille ?
access-name = Nom
access-passphrase = Phrase secrète
access-passphrase-needed = Saisissez votre phrase secrète.
access-code = Code de votre autre appareil
access-code-hint = Seulement si vous en avez configuré un. Un code de secours convient aussi.
access-refused-sign-in = La connexion a échoué : le nom, la phrase secrète ou le code n’est pas correct. Vérifiez les majuscules, la disposition du clavier et l’heure de votre autre appareil, puis réessayez.
access-refused-sign-in-wait = { $wait_seconds ->
    [one] La connexion a échoué : le nom, la phrase secrète ou le code n’est pas correct. Vous pourrez réessayer dans { $wait_seconds } seconde.
   *[other] La connexion a échoué : le nom, la phrase secrète ou le code n’est pas correct. Vous pourrez réessayer dans { $wait_seconds } secondes.
}
access-code-needed = Saisissez le code affiché par votre autre appareil, ou un code de secours.
access-identity = Se connecter avec { $provider }
access-identity-code-lede = { $provider } vous connaît. Il manque le code de votre autre appareil.
access-identity-back = Se connecter autrement
access-refused-identity = La connexion par cette voie a échoué. Réessayez ; si cela se répète, demandez à un administrateur si votre compte est relié.
access-refused-identity-over = Cette connexion a expiré. Recommencez.
access-refused-second-factor-needed = Configurez d’abord un code sur un autre appareil : à ce centre, votre travail l’exige.
access-unlock = Ouvrir
access-login = Se connecter
access-opening = Ouverture…

access-refused-wrong-passphrase = Ce n’est pas la bonne phrase secrète. Vérifiez les majuscules et la disposition du clavier, puis réessayez.
access-refused-wrong-passphrase-wait = { $wait_seconds ->
    [one] Ce n’est pas la bonne phrase secrète. Vous pourrez réessayer dans { $wait_seconds } seconde.
   *[other] Ce n’est pas la bonne phrase secrète. Vous pourrez réessayer dans { $wait_seconds } secondes.
}
access-refused-passphrase-too-short = { $least ->
    [one] La phrase secrète est trop courte. Utilisez au moins { $least } caractère.
   *[other] La phrase secrète est trop courte. Utilisez au moins { $least } caractères ; quelques mots sans rapport conviennent bien.
}
access-refused-name-needed = Saisissez votre nom.
access-refused-too-many-attempts = { $wait_seconds ->
    [one] Trop de tentatives. Attendez { $wait_seconds } seconde, puis réessayez.
   *[other] Trop de tentatives. Attendez { $wait_seconds } secondes, puis réessayez.
}
access-refused-session-ended = Votre session est terminée. Ouvrez de nouveau pour continuer ; ce que vous avez saisi est toujours là.
access-denied-right = Vous n’êtes pas autorisé à le faire : il faut le droit « { $right } ». Demandez-le à votre administrateur.

access-refused-lease-over = Ce poste est resté trop longtemps sans contact avec son centre : il reste verrouillé. Rien n’est perdu : un superviseur ou le centre peut l’ouvrir pour quelques jours encore.
access-refused-laptop-ended = Le centre a mis fin à ce poste. Ses clés ont été effacées et le travail non envoyé a été scellé pour le centre. Demandez la suite à votre administrateur.
access-extend-title = Trop longtemps sans contact
access-extend-lede = Ce poste se verrouille quand il n’a pas parlé avec son centre pendant de nombreux jours. Rien n’est perdu. Avec une réponse de votre superviseur ou du centre, il s’ouvre pour quelques jours encore ; synchronisez pendant ce temps.
access-extend-clock = L’horloge de ce poste indique { $today }. Si c’est faux, réglez-la d’abord, puis déverrouillez de nouveau.
access-lease-left = { $count ->
    [0] Ce poste se verrouille aujourd’hui, faute de contact avec son centre. Synchronisez maintenant ou lisez une clé USB du centre.
    [one] Ce poste se verrouille dans un jour, faute de contact avec son centre. Synchronisez avant ou lisez une clé USB du centre.
   *[other] Ce poste se verrouille dans { $count } jours, faute de contact avec son centre. Synchronisez avant ou lisez une clé USB du centre.
}
