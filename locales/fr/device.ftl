# Rattacher un poste, et la liste des postes au centre.
device-join-title = Préparer ce poste
device-join-lede = Connectez-vous une fois au centre de votre programme. Ensuite, le poste fonctionne sans réseau.
device-join-hub-url = Adresse du centre
device-join-hub-url-needed = Saisissez l’adresse du centre. Elle figure sur votre fiche d’installation.
device-join-code = Code à usage unique
device-join-code-hint = Donné par votre superviseur ou par la page des postes du centre. Il ne sert qu’une fois.
device-join-code-needed = Saisissez le code à usage unique.
device-join-user-name = Votre nom
device-join-user-name-needed = Saisissez votre nom tel qu’il doit figurer auprès de votre travail.
device-join-device-name = Nom de ce poste
device-join-device-name-needed = Donnez un nom à ce poste.
device-join-device-hint = Par exemple « Bureau de Kwale 2 ».
device-join-passphrase-needed = Choisissez une phrase secrète.
device-join-repeat = Répétez la phrase secrète
device-join-repeat-differs = Les deux phrases diffèrent. Saisissez deux fois la même.
device-join-strength-hint = Quatre mots sans rapport ou plus sont sûrs et faciles à retenir. Personne ne pourra vous la redonner.
device-join-strength-1 = Trop facile à deviner. Ajoutez des mots.
device-join-strength-2 = Faible. Ajoutez encore un mot.
device-join-strength-3 = Bonne.
device-join-strength-4 = Très bonne.
device-join-save = Préparer
device-join-running = Connexion au centre…

device-title = Postes
device-lede = Tous les postes rattachés, leur dernière apparition et ce qui est bloqué.
device-issue = Émettre un code
device-issue-about = Un code permet de rattacher un seul poste. Choisissez les zones où travaillera son utilisateur.
device-issue-save = Émettre le code
device-issue-name = Pour qui
device-issue-name-hint = Le poste ou la personne à qui ce code est destiné ; simple aide-mémoire.
device-issue-name-needed = Indiquez à qui ce code est destiné.
device-issue-areas = Zones
device-issue-areas-hint = Le poste contiendra ces zones et tout ce qu’elles comprennent.
device-issue-area-needed = Choisissez au moins une zone.
device-issue-role = Rôle
device-issue-hours = Valable
device-issue-hours-count = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
device-issued-about = Remettez ce code à l’utilisateur du poste. Il ne sert qu’une fois et n’est affiché qu’ici.
device-issued-until = Valable jusqu’au { $when }
device-copy = Copier
device-copied = Copié
device-number = N°
device-name = Poste
device-areas = Zones
device-seen = Vu
device-never-seen = Jamais
device-commits = Détenus
device-quarantined = En quarantaine
device-state = État
device-joined = Rattaché le { $when }
device-revoked = Exclu
device-stuck = À examiner
device-late = Pas vu récemment
device-fine = En ordre
device-none = Aucun poste n’est encore rattaché
device-none-help = Émettez un code à usage unique et saisissez-le sur un nouveau poste. Il apparaît ici dès qu’il est rattaché.
device-acts = Actions
device-acts-of = Ce qu’on peut faire avec { $name }
device-grant = Changer les zones
device-grant-title = Zones de { $name }
device-grant-about = Le poste l’apprend à son prochain échange : il va chercher ce qui est nouveau pour lui et retire ce qui n’est plus à lui. Ce qui y a été écrit avant est encore reçu.
device-grant-save = Changer les zones
device-grant-done = { $name } a d’autres zones dès son prochain échange.
device-revoke = Exclure
device-revoke-title = Exclure { $name }
device-revoke-about = Pour un poste perdu, volé ou cédé. Le centre n’en reçoit plus rien ; ce qu’il avait envoyé reste. À son prochain contact, le poste scelle ce qu’il n’a pas envoyé et efface ses clés ; il devrait ensuite être installé à nouveau.
device-revoke-reason = Motif
device-revoke-reason-hint = Pour le registre : ce qui s’est passé, et qui l’a dit.
device-revoke-save = Exclure
device-revoke-done = { $name } est exclu.

device-refused-code-wrong = Le centre ne connaît pas ce code. Vérifiez chaque lettre ou demandez-en un autre.
device-refused-code-expired = Ce code est périmé. Demandez-en un autre à votre superviseur.
device-refused-code-used = Ce code a déjà servi. Chaque poste a besoin du sien ; demandez-en un autre.
device-refused-hub-unreachable = Le centre ne répond pas. Vérifiez l’adresse et le réseau, puis réessayez.
device-refused-hub-not-trusted = La machine à cette adresse n’est pas le centre qui a émis le code. N’allez pas plus loin ; prévenez votre administrateur.
device-refused-already-joined = Ce poste est déjà rattaché. Fermez cette page et ouvrez le poste avec votre phrase secrète.
device-refused-store-in-use = Pamoja est déjà ouvert sur ce poste. Utilisez la fenêtre ouverte ou fermez-la d’abord.
device-refused-store-damaged = Les données de ce poste sont endommagées. Ne supprimez rien : lancez « pamoja rescue » ou apportez le poste à votre superviseur.
device-refused-store-newer = Ces données ont été écrites par une version plus récente de Pamoja. Mettez le programme à jour, puis ouvrez de nouveau. Rien n’a été modifié.
device-refused-disk-full = Le disque est plein. Libérez de la place, puis réessayez. Ce qui est enregistré est en sûreté.
device-refused-address-wrong = Ce n’est pas l’adresse d’un centre. Elle ressemble à https://hub.example.org.
device-refused-not-joined = Ce poste n’est pas encore rattaché à un centre. Préparez-le d’abord avec un code à usage unique.
device-refused-revoked = Le centre a exclu ce poste. Votre travail y est toujours ; apportez-le à votre administrateur.
device-refused-area-unknown = Aucune zone n’a le code { $code }. Vérifiez le code ou importez d’abord les zones.
device-refused-areas-needed = Choisissez au moins une zone et au plus { $limit }. Une zone plus grande contient toutes celles qui s’y trouvent.
device-refused-name-needed = Donnez au poste un nom de 200 caractères au plus.
device-refused-role-unknown = Le rôle « { $role } » n’existe pas. Choisissez-en un dans la liste.
device-refused-reason-needed = Dites pourquoi, pour le registre.
device-refused-ended = { $name } est déjà exclu. S’il a été retrouvé avant de l’apprendre, reprenez-le ; sinon il s’installe à nouveau avec un nouveau code.
device-refused-nothing-changed = Le poste a déjà exactement ces zones.

device-stick-read = Lire une clé
device-stick-read-about = Un fichier qu’un ordinateur a écrit pour le centre. La réponse pour cet ordinateur peut ensuite être téléchargée.
device-stick-download = Télécharger la réponse
device-rescue-read = Fichier de secours
device-rescue-read-about = Ce qu’un ordinateur n’a plus pu envoyer. Cela entre avec le nom de ses auteurs ; le reprendre ne fait pas de mal.
device-rescue-taken = { $name } : { $count ->
    [0] rien de nouveau.
    [one] { $count } changement repris.
   *[other] { $count } changements repris.
}
device-rescue-known = Déjà là : { $count }
device-rescue-aside = Mis de côté : { $count }. Voir « À regarder ».
device-rescue-unsigned = Sans signature propre : { $count }. Ils datent d’avant la dernière mise à jour de cet ordinateur.
device-rescue-choose = Choisir le fichier de secours
device-rescue-choose-hint = Un fichier dont le nom finit par « .rescue », 32 Mo au plus. Pour de plus grands : pamoja-hub rescue.
device-stick-choose-hint = Un fichier dont le nom finit par « .age », 32 Mo au plus. Pour de plus grands : pamoja-hub stick read.
device-refused-rescue-unreadable = Ce n’est pas un fichier de secours entier. Recopiez-le de là où il a été écrit ; rien n’a été repris.
device-refused-rescue-sealed = Ce fichier de secours ne s’ouvre qu’avec une phrase secrète de son ordinateur, qui n’a pas été ouvert depuis sa mise à jour. Gardez l’ordinateur et demandez de l’aide.
device-refused-rescue-not-ours = Ce fichier de secours est pour un autre centre. Rien n’a été repris.

device-ended-title = Le centre a mis fin à { $name }
device-ended-about = Ses clés ont été effacées le { $when }. Ce qui était arrivé au centre y est ; plus rien ne s’ouvre sur ce poste.
device-ended-rescue = { $count ->
    [one] Un travail n’était pas arrivé au centre. Il est scellé dans le fichier ci-dessous, que seul le centre peut lire. Apportez le fichier à votre administrateur, qui le lit sous Postes.
   *[other] { $count } travaux n’étaient pas arrivés au centre. Ils sont scellés dans le fichier ci-dessous, que seul le centre peut lire. Apportez le fichier à votre administrateur, qui le lit sous Postes.
}
device-ended-nothing = Tout le travail était arrivé au centre ; il n’y a rien à apporter. Pour réutiliser ce poste, joignez-le avec un nouveau code.
device-lease = Jours sans contact
device-lease-about = Un poste qui n’a pas parlé avec le centre pendant ces jours reste verrouillé jusqu’à ce qu’un superviseur ou le centre réponde de lui. Rien n’est perdu. Chaque poste apprend le changement à son prochain contact.
device-lease-days = Jours
device-lease-days-hint = De 1 à 365. Moins de jours protègent mieux ce qui est volé ; plus de jours conviennent aux lieux sans réseau.
device-lease-save = Fixer
device-lease-done = { $count ->
    [one] Les postes s’ouvrent un jour sans contact.
   *[other] Les postes s’ouvrent { $count } jours sans contact.
}
device-reinstate = Reprendre
device-reinstate-title = Reprendre { $name }
device-reinstate-about = Pour un poste retrouvé avant d’avoir appris qu’il est exclu. Celui qui l’a appris a effacé ses clés : il se joint de nouveau avec un nouveau code.
device-reinstate-reason = Pourquoi
device-reinstate-reason-hint = Pour la trace : ce qui s’est passé, et qui l’a dit.
device-reinstate-save = Reprendre
device-reinstate-done = { $name } est repris.
device-refused-not-ended = { $name } n’est pas exclu, il n’y a rien à reprendre. Regardez la liste de nouveau.
device-refused-lease-days = Donnez un nombre de jours de { $least } à { $limit }.
