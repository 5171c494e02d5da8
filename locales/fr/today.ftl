# Le travail du jour.
today-title = Aujourd’hui
today-households = Ménages
today-persons = { $count ->
    [one] { $count } personne dans vos zones
   *[other] { $count } personnes dans vos zones
}
today-conflicts = Conflits
today-conflicts-none = Aucun en attente
today-conflicts-some = Regardez les deux valeurs et décidez
today-duplicates = Doublons possibles
today-duplicates-none = Aucun à décider
today-duplicates-some = Regardez les deux dossiers et décidez
today-unsent = Pas encore envoyé
today-last-sync = Dernière synchronisation { $when }
today-never-synced = Jamais synchronisé
today-attention = À examiner
today-attention-none = Rien n’est bloqué
today-attention-some = Refusé, mis de côté ou en conflit
today-stale = Dernier échange de ce poste avec le centre : { $when }. Synchronisez dès qu’il y a du réseau.
today-stale-never = Ce poste n’a encore rien échangé avec le centre. Synchronisez dès qu’il y a du réseau.
today-drafts = Brouillons à terminer
today-drafts-none = Aucun brouillon
today-drafts-help = Un enregistrement commencé est conservé à chaque frappe et attend ici d’être terminé.
today-moves = Déménagements
today-moves-none = Aucun déménagement
today-moves-help = Quand une famille demande à changer de zone, la demande et la réponse du centre figurent ici.
today-oversight = Supervision
today-oversight-note = Chiffres et visites tirées au sort
