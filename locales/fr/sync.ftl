# Les cinq voyants et l’échange avec le centre.
sync-title = Synchronisation
sync-lights = État de la synchronisation
sync-now = Synchroniser
sync-running = Synchronisation…
sync-running-long = Échange avec le centre en cours. Vous pouvez continuer à travailler.
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
