# Ce qui entoure chaque écran, et les mots employés partout.
shell-product = Pamoja
shell-promise = Chaque famille, chaque bureau, un seul registre.
shell-promise-offline = Fonctionne sans réseau. Dès qu’il revient, le travail de chacun se rejoint et rien n’est perdu.
shell-nav = Domaines
shell-nav-today = Aujourd’hui
shell-nav-registry = Registre
shell-nav-import = Import
shell-nav-conflict = Conflits
shell-nav-sync = Synchronisation
shell-nav-moves = Déménagements
shell-nav-device = Postes
shell-nav-area = Zones
shell-nav-audit = Audit
shell-nav-user = Utilisateurs
shell-skip = Aller au contenu
shell-search = Chercher dans le registre
shell-hub = Centre
shell-device-number = Poste n° { $number }
shell-demo = Données de démonstration
shell-user-menu = Compte de { $name }
shell-language = Langue
shell-theme = Apparence
shell-theme-system = Comme le système
shell-theme-light = Claire
shell-theme-dark = Sombre
shell-lock = Verrouiller
shell-version = Version { $version }
shell-notices = Avis
shell-dismiss = Fermer l’avis
shell-open = ouverts
shell-save = Enregistrer
shell-cancel = Annuler
shell-close = Fermer
shell-done = Terminé
shell-back = Retour
shell-next = Suivant
shell-more = Afficher la suite
shell-undo = Annuler
shell-try-again = Réessayer
shell-choose = Choisir…
shell-optional = (facultatif)
shell-reading = Lecture…
shell-seconds = { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}

shell-refused = Impossible en l’état. Vérifiez votre saisie.
shell-refused-busy = Trop de travaux sont en cours. Patientez un instant, puis réessayez.
shell-refused-input = Ce qui a été envoyé est illisible ({ $problem }). Mettez le programme à jour, puis réessayez.
shell-refused-not-here = Cela ne peut pas se faire sur cette machine. Les familles se modifient sur les postes, les décisions se prennent au centre.
shell-refused-unknown-use-case = Ce programme ne sait pas faire cela. Mettez-le à jour, puis réessayez.
shell-denied = Vous n’êtes pas autorisé à le faire. Adressez-vous à votre administrateur.
shell-missing = Introuvable, ou hors des zones où vous travaillez. Cherchez de nouveau ou demandez à votre superviseur.
shell-fault = Une erreur s’est produite de notre côté. Rien de ce que vous avez saisi n’est perdu. Réessayez ; si elle revient, signalez l’incident { $incident }.
shell-fault-unreachable = Pamoja ne répond pas. Rien de ce que vous avez saisi n’est perdu. Patientez un instant et réessayez.

shell-right-registry-read = consulter le registre
shell-right-registry-write = modifier le registre
shell-right-registry-decide-move = décider des déménagements
shell-right-import-write = importer des fichiers
shell-right-conflict-resolve = régler les conflits
shell-right-sync-run = synchroniser avec le centre
shell-right-device-manage = gérer les postes
shell-right-area-manage = gérer les zones
shell-right-user-read = voir les utilisateurs
shell-right-user-unlock = aider un collègue à ouvrir son poste

shell-refused-file = { $path } ne peut pas être lu : { $problem }. Vérifiez le chemin et réessayez.
shell-right-sync-stick = échanger par clé USB
shell-right-sync-carry = porter des fichiers scellés pour d’autres
shell-right-device-rescue = reprendre un fichier de secours
shell-right-sync-nearby = synchroniser avec un ordinateur proche
shell-right-registry-read-sensitive = voir sans demander les valeurs masquées de vos zones
shell-right-registry-reveal = ouvrir des valeurs masquées
shell-right-audit-read = lire l’audit
shell-right-audit-disclose = établir le dossier d’une personne
