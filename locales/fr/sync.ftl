# Les cinq voyants et l’échange avec le centre.
sync-title = Synchronisation
sync-lights = État de la synchronisation
sync-now = Synchroniser
sync-running = Synchronisation…
sync-running-long = Échange avec le centre en cours. Vous pouvez continuer à travailler.
sync-running-far = Avancement de l’échange
sync-running-bytes = { $out } envoyés, { $in } reçus jusqu’ici
sync-done = Synchronisé : { $sent ->
    [one] { $sent } changement envoyé
   *[other] { $sent } changements envoyés
}, { $received ->
    [one] { $received } reçu
   *[other] { $received } reçus
}
sync-done-detail = { $out } envoyés, { $in } reçus, { $seconds } s
sync-done-refused = Refusés : { $refused }. Mis de côté : { $quarantined }. Voyez sous « À examiner » ; rien n’est perdu.
sync-last = Dernier échange { $when } ({ $at })
sync-never = Ce poste n’a encore rien échangé avec le centre.
sync-last-failure = Le dernier échange a échoué.
sync-choose-light = Choisissez un voyant pour voir ce qu’il recouvre.
sync-list-none = Rien n’attend ici.
sync-item-kind = Nature
sync-item-what = Quoi
sync-item-by = Par
sync-item-at = Quand
sync-kind-commit = Changement
sync-kind-chunk = Paquet
sync-kind-request = Demande
sync-kind-conflict = Conflit
sync-kind-quarantine = Mis de côté
sync-light-green = Rien n’attend
sync-light-waiting = { $count } en attente
sync-light-to-look = { $count } à examiner
sync-light-count = { $count } au total
sync-light-committed = Enregistré
sync-light-committed-about = En sûreté dans la base chiffrée de ce poste.
sync-light-committed-state = { $count ->
    [0] Enregistré : rien n’attend
   *[other] Enregistré : { $count } en attente
}
sync-light-committed-list = Pas encore en sûreté dans la base
sync-light-left = Parti du poste
sync-light-left-about = Envoyé, et l’accusé de réception est revenu.
sync-light-left-state = { $count ->
    [0] Parti du poste : rien n’attend
   *[other] Parti du poste : { $count } en attente
}
sync-light-left-list = Pas encore envoyé
sync-light-held = Détenu par le centre
sync-light-held-about = Prouvé : le centre détient exactement ce que détient ce poste.
sync-light-held-state = { $count ->
    [0] Détenu par le centre : rien n’attend
   *[other] Détenu par le centre : { $count } en attente
}
sync-light-held-list = Détention par le centre pas encore prouvée
sync-light-accepted = Accepté
sync-light-accepted-about = Le centre a répondu à toutes les demandes.
sync-light-accepted-state = { $count ->
    [0] Accepté : rien n’attend
   *[other] Accepté : { $count } en attente
}
sync-light-accepted-list = Demandes sans réponse
sync-light-attention = À examiner
sync-light-attention-about = Refusé, mis de côté ou en conflit : quelqu’un doit regarder.
sync-light-attention-state = { $count ->
    [0] À examiner : rien
   *[other] À examiner : { $count }
}
sync-light-attention-list = À examiner

sync-refused-hub-unreachable = Le centre ne répond pas. Votre travail est en sûreté ici ; synchronisez quand il y aura du réseau.
sync-refused-hub-not-trusted = La machine qui a répondu n’est pas notre centre. Rien n’a été envoyé. Changez de réseau ou prévenez votre administrateur.
sync-refused-device-unknown = Le centre ne connaît pas ce poste. Votre travail est en sûreté ici ; demandez un nouveau code à votre administrateur.
sync-refused-device-revoked = Le centre a exclu ce poste. Votre travail y est toujours ; apportez-le à votre administrateur.
sync-refused-rolled-back = Ce poste contient des données plus anciennes que celles qu’il a envoyées, comme après une restauration. Cessez d’y travailler ; appelez votre administrateur.
sync-refused-forked = Il existe deux copies des données de ce poste. N’en utilisez qu’une et appelez votre administrateur.
sync-refused-must-upgrade = Ce programme est trop ancien pour le centre. Mettez-le à jour. Votre travail est conservé et pourra encore être envoyé.
sync-refused-store-busy = Un autre échange est en cours. Attendez qu’il soit terminé.
sync-refused-disk-full = Le disque est plein. Libérez de la place, puis synchronisez de nouveau. Ce qui est enregistré est en sûreté.
sync-refused-captive-portal = Le réseau demande d’abord une page de connexion. Ouvrez un navigateur, connectez-vous au réseau, puis synchronisez.
sync-refused-area-out-of-scope = Cela concerne une zone qui n’est pas celle de ce poste. C’est mis de côté ; demandez à votre administrateur de lui attribuer cette zone.
sync-refused-differing = Le centre et ce poste ne contiennent pas encore la même chose. Votre travail est en sécurité ; synchronisez à nouveau et appelez votre administrateur si cela persiste.
sync-refused-gap = Il manque ce qui devrait précéder. Synchronisez à nouveau ; appelez votre administrateur si cela persiste.
sync-refused-hash = Cela ne correspond pas à ce que son auteur a signé. C’est mis de côté sans rien changer ; montrez-le à votre administrateur.
sync-refused-hub-busy = Le centre est occupé avec d’autres postes. Votre travail est en sécurité ici ; synchronisez à nouveau dans quelques minutes.
sync-refused-hub-failed = Le centre n’a pas pu enregistrer ce qui a été envoyé. Votre travail est en sécurité ici ; synchronisez plus tard et prévenez votre administrateur.
sync-refused-hub-full = Le disque du centre est plein. Votre travail est en sécurité ici ; prévenez votre administrateur et synchronisez quand il y aura de la place.
sync-refused-too-many-bytes = Ce poste a échangé en une heure plus que le centre ne le permet. Votre travail est en sécurité ici ; synchronisez plus tard et prévenez votre administrateur.
sync-refused-too-many-requests = Ce poste s’adresse trop souvent au centre. Votre travail est en sécurité ici ; attendez une minute, puis synchronisez à nouveau.
sync-refused-malformed = Ce qui est arrivé est illisible. Rien n’a été changé ; synchronisez à nouveau et mettez le programme à jour si cela persiste.
sync-refused-not-allowed = Son auteur n’avait pas le droit d’écrire cela. C’est mis de côté sans rien changer ; montrez-le à votre administrateur.
sync-refused-other-area = La famille relève désormais d’une autre zone. La modification est mise de côté ; demandez au centre où elle se trouve.
sync-refused-session = La connexion au centre a été rouverte ailleurs. Synchronisez à nouveau.
sync-refused-signature = La signature n’est pas celle de l’appareil indiqué. Rien n’a été repris ; synchronisez à nouveau et prévenez votre administrateur si cela persiste.

# L’échange par clé USB, et ce qui est porté pour d’autres.
sync-stick-title = Échange par clé USB
sync-stick-lede = Là où il n’y a pas de réseau : écrivez votre travail sur une clé pour le centre, rapportez sa réponse, ou donnez votre travail à une ou un collègue. Personne d’autre ne peut le lire.
sync-stick-open = Par clé USB
sync-stick-back = Retour à la synchronisation
sync-stick-write = Écrire une clé
sync-stick-write-about = Tout ce que le centre n’a pas encore confirmé est écrit. Écrire à nouveau ne fait pas de mal.
sync-stick-unsent = { $count ->
    [0] Le centre a tout confirmé.
    [one] { $count } changement n’est pas encore confirmé par le centre.
   *[other] { $count } changements ne sont pas encore confirmés par le centre.
}
sync-stick-receiver = Pour qui
sync-stick-receiver-hub = Le centre
sync-stick-receiver-hint = Seul le destinataire choisi peut la lire.
sync-stick-folder = Dossier
sync-stick-folder-hint = Choisissez une clé, ou tapez le chemin entier d’un dossier.
sync-stick-places = Clés branchées
sync-stick-part = Taille maximale d’un fichier
sync-stick-part-hint = Des fichiers plus petits pour des clés petites ou anciennes. Chaque fichier est utile seul.
sync-stick-part-mb = { $size } Mo
sync-stick-write-now = Écrire
sync-stick-writing = Écriture… Ne retirez pas la clé.
sync-stick-written = { $count ->
    [one] { $count } fichier a été écrit. Vous pouvez retirer la clé.
   *[other] { $count } fichiers ont été écrits. Vous pouvez retirer la clé.
}
sync-stick-read = Lire une clé
sync-stick-read-about = Chaque fichier est lu pour lui-même. Lire à nouveau ne fait pas de mal.
sync-stick-path = Dossier ou fichier
sync-stick-read-now = Lire
sync-stick-reading = Lecture…
sync-stick-drop = Choisir un fichier
sync-stick-drop-hint = Pour un seul fichier de 32 Mo au plus. Pour de plus grands, tapez le dossier ci-dessus.
sync-stick-file = Fichier
sync-stick-from = De
sync-stick-result = Ce qu’il en est advenu
sync-stick-taken = { $count ->
    [0] Rien de nouveau : tout était déjà là.
    [one] { $count } changement repris.
   *[other] { $count } changements repris.
}
sync-stick-receipt = Le centre confirme qu’il détient votre travail.
sync-stick-waiting = { $count ->
    [one] { $count } paquet attend un fichier précédent.
   *[other] { $count } paquets attendent un fichier précédent.
}
sync-stick-aside = Mis de côté : { $count }. Voir « À regarder ».
sync-stick-carried-along = Emporté pour le centre, sans être lu.
sync-stick-answer = Réponse pour { $name }
sync-stick-answer-about = Rapportez ce fichier à l’ordinateur : il dit ce que le centre détient et apporte le travail des autres.
sync-stick-answer-next = Fichier suivant ({ $part } sur { $parts })
sync-carried-title = Porté pour d’autres
sync-carried-about = Fichiers scellés de collègues. Cet ordinateur ne peut pas les lire ; il les remet au centre à la prochaine synchronisation et rapporte la réponse.
sync-carried-none = Rien n’est porté. Lisez la clé d’une ou d’un collègue pour l’emporter.
sync-carried-for-hub = Pour le centre
sync-carried-for = Réponse pour { $name }
sync-carried-kept = Depuis
sync-carried-size = Taille
sync-carried-carried = En route
sync-carried-handed = Remis
sync-carried-refused = Refusé par le centre
sync-carried-discard = Retirer
sync-rescue-title = Fichier de secours
sync-rescue-about = Si cet ordinateur a des problèmes : tout ce qui n’est pas envoyé dans un fichier scellé. Le centre le lit sans phrase secrète.
sync-rescue-now = Écrire le fichier de secours
sync-rescue-written = { $count ->
    [one] { $count } changement non envoyé est dans { $file }. Apportez-le à votre administration et gardez l’ordinateur tel quel.
   *[other] { $count } changements non envoyés sont dans { $file }. Apportez-le à votre administration et gardez l’ordinateur tel quel.
}
sync-rescue-sealed = Le centre ne peut pas encore le lire : synchronisez une fois, puis écrivez-le à nouveau.
sync-refused-bundle-damaged = Ce fichier est coupé ou abîmé. Rien n’en a été repris ; les autres l’ont été. Recopiez-le de là où il a été écrit.
sync-refused-bundle-not-for-us = Ce fichier n’est pas pour cet appareil, ou n’est pas un des nôtres. Apportez-le à celui dont il porte le nom.
sync-refused-bundle-unreadable = Ce fichier a été écrit par une version plus récente, ou n’est pas ce qu’il devrait être. Mettez le programme à jour, puis relisez-le.
sync-refused-bundle-too-many-parts = Cela ferait trop de fichiers. Choisissez une taille plus grande.
sync-refused-bundle-no-shared-area = Cet ordinateur ne travaille dans aucune zone commune. Écrivez la clé pour le centre.
sync-refused-carried-not-for-hub = On ne porte que des fichiers pour le centre. Apportez celui-ci à celui dont il porte le nom.
sync-refused-carried-full = Il n’y a plus de place pour porter davantage. Synchronisez pour remettre ce qui est porté, puis réessayez.
sync-refused-folder = Ce dossier ne peut pas être utilisé. Vérifiez que la clé est branchée, ni pleine ni protégée en écriture, puis choisissez-la à nouveau.
sync-refused-folder-empty = Il n’y a aucun de nos fichiers dans ce dossier. Choisissez le dossier où ils ont été écrits.

# D’ordinateur à ordinateur sur le même réseau.
sync-nearby-title = Un ordinateur proche
sync-nearby-about = Deux ordinateurs sur le même réseau se donnent leur travail, sans le centre. Les deux doivent avoir rejoint le centre ; rien n’est ouvert si vous ne l’ouvrez pas.
sync-nearby-open = Attendre une visite
sync-nearby-close = Ne plus attendre
sync-nearby-waiting = Dites ce code à votre collègue. Il vaut jusqu’à { $when }.
sync-nearby-address-own = Si cet ordinateur n’est pas trouvé : { $address }
sync-nearby-look = Chercher des ordinateurs
sync-nearby-looking = Recherche…
sync-nearby-none = Aucun ordinateur n’attend à proximité. Tapez l’adresse que l’autre affiche.
sync-nearby-address = Adresse de l’autre ordinateur
sync-nearby-code = Code qu’il affiche
sync-nearby-run = Échanger
sync-nearby-running = Échange…
sync-nearby-done = { $name } : { $count ->
    [0] rien de nouveau n’est venu.
    [one] { $count } changement est venu.
   *[other] { $count } changements sont venus.
} Paquets donnés : { $given }
sync-refused-nearby-unreachable = L’autre ordinateur ne répond pas à cette adresse. Vérifiez qu’il attend et que les deux sont sur le même réseau.
sync-refused-nearby-unknown = L’un des deux ordinateurs ne connaît pas l’autre, ou a été exclu par le centre. Synchronisez-les une fois avec le centre, ou utilisez une clé.
sync-refused-nearby-code = Ce n’est pas le code que l’autre ordinateur affiche. Relisez-le ; après trois codes faux il se ferme.
sync-refused-nearby-closed = L’autre ordinateur s’est fermé. Ouvrez-le à nouveau là-bas ; il affiche un nouveau code.
sync-refused-nearby-broken = La connexion s’est interrompue. Ce qui est venu reste ; échangez à nouveau.
sync-parted-fork = Le disque de cet ordinateur existe en double, ou une ancienne copie a été remise : deux histoires se sont rencontrées ici. Les deux sont conservées. Cherchez où se trouve l’autre.
sync-parted-rolled-back = Une ancienne copie du disque de cet ordinateur a été remise. Ce qui manquait lui a été renvoyé, et ce qu’il a fait depuis est conservé.
sync-refused-user-unknown = Le centre ne connaît personne du nom sous lequel cela a été écrit. C’est mis de côté sans rien changer ; montrez-le à votre administrateur.
sync-refused-user-not-allowed = L’auteur n’avait aucun rôle qui le permette. C’est mis de côté sans rien changer ; montrez-le à votre administrateur.
sync-refused-user-not-there = L’auteur en a le droit, mais pas dans cette zone. C’est mis de côté sans rien changer ; montrez-le à votre administrateur.
sync-refused-user-not-then = L’auteur n’en avait pas le droit ce jour-là : le rôle avait pris fin, ou pas encore commencé. C’est mis de côté sans rien changer ; montrez-le à votre administrateur.
sync-logbook-rewritten = Le journal de bord du hub n’est plus celui qu’il montrait : quelque chose qu’il avait pris a été changé ou omis. Le travail continue. Enjournal de bordz le journal de bord sous « Le journal de bord du hub » et prévenez un auditeur qui n’exploite pas le hub.
sync-logbook-shortened = Le journal de bord du hub est plus court qu’avant : une ancienne copie a peut-être été remise sans restauration. Le travail continue. Prévenez l’exploitant du hub et un auditeur.
sync-logbook-silent = Depuis des jours, le hub ne dit plus quel est son journal de bord. Le travail continue. Demandez pourquoi à l’exploitant du hub et prévenez un auditeur.
sync-logbook-restored = Le hub a été restauré d’une sauvegarde plus ancienne que ce qu’il avait dit. Son journal de bord y a recommencé.
sync-logbook-title = Le journal de bord du hub
sync-logbook-about = Chaque jour, le hub dit la longueur de son journal et donne seize chiffres qui valent pour le tout. Cet ordinateur l’y tient. Deux ordinateurs montrent les mêmes chiffres pour le même jour.
sync-logbook-about-hub = Chaque jour, le hub signe la longueur de son journal et seize chiffres qui valent pour le tout. Les ordinateurs les gardent et l’y tiennent. Ils montrent les mêmes chiffres pour le même jour.
sync-logbook-save = Enregistrer pour un auditeur
sync-logbook-at = Dit le
sync-logbook-size = Lots
sync-logbook-digits = Chiffres
sync-logbook-ended = Depuis le { $at }, la parole du hub concorde de nouveau.
