# Contrôle des familles fictives : chiffres sur ce que chacun a enregistré, et visites à des familles tirées au sort.
oversight-title = Supervision
oversight-lede = Là où un second regard vaut le déplacement. Un chiffre n’accuse personne : chacun peut avoir de bonnes raisons. Allez voir, et demandez.
oversight-tab-figures = Chiffres
oversight-tab-visits = Visites tirées au sort
oversight-area = Zone
oversight-all-areas = Toutes mes zones
oversight-since = Enregistrées depuis
oversight-rest-days = Jours de repos
oversight-rest-sunday = Dimanche
oversight-rest-weekend = Samedi et dimanche
oversight-rest-friday = Vendredi
oversight-rest-friday-saturday = Vendredi et samedi
oversight-told-by = Présenter par
oversight-by-user = Agent
oversight-by-device = Ordinateur
oversight-show = Afficher
oversight-nobody = Personne n’a enregistré de famille ici depuis
oversight-nobody-help = Choisissez un jour plus ancien ou une zone plus grande. Le nouveau travail est compté après chaque synchronisation.
oversight-families = Familles
oversight-imported = { $count ->
    [0] aucune importée
    [one] { $count } importée, non comptée
   *[other] { $count } importées, non comptées
}
oversight-stand-out = { $count ->
    [0] Rien ne ressort
    [one] { $count } chiffre ressort
   *[other] { $count } chiffres ressortent
}
oversight-figure = Chiffre
oversight-value = Le sien
oversight-peers = Autres (médiane)
oversight-behind = Comptées
oversight-too-few = trop peu pour conclure
oversight-no-peers = trop peu d’autres
oversight-distance = { $deviations } fois l’écart habituel aux autres
oversight-stands-out = Ressort
oversight-how = Comment lire ces chiffres
oversight-how-text = Chaque chiffre est placé à côté de la médiane des autres agents. Ce qui dépasse de plus de { $limit } écarts-types robustes est signalé. Avec moins de { $families } familles, ou moins de { $peers } autres agents, un chiffre ne dit rien. Les heures sont celles de l’horloge de l’ordinateur.
oversight-indicator-pace = Familles par jour de travail
oversight-indicator-night = Enregistrées entre 22 h et 5 h
oversight-indicator-rest-day = Enregistrées un jour de repos
oversight-indicator-shared-phone = Téléphone partagé avec un autre ménage
oversight-indicator-shared-document = Numéro d’identité partagé avec un autre ménage
oversight-indicator-same-words = Même adresse, logement et eau que la famille précédente
oversight-indicator-same-members = Membres de mêmes âges et sexes que la famille précédente
oversight-indicator-round-ages = Âges finissant par 0 ou 5 (indice de Whipple ; 100 est habituel)
oversight-indicator-first-of-january = Dates de naissance exactes au 1er janvier
oversight-indicator-short-interval = Plus tôt après la précédente que ne dure un entretien
oversight-indicator-never-again = Familles anciennes où rien n’a jamais changé
oversight-indicator-edits-of-others = Modifications de familles d’autres agents
oversight-look = Regarder de près
oversight-look-at = Regarder de près { $name }
oversight-look-families = Familles que le plus de chiffres comptent
oversight-look-recorded = Il est gardé trace de qui vous regardez les chiffres, avec votre raison.
oversight-close = Fermer
oversight-draw = Tirer des familles
oversight-draw-about = Les familles sont tirées au sort. Le tirage est gardé pour toujours et tous ceux qui supervisent ici le voient ; personne ne peut recommencer en secret jusqu’à ce que cela convienne.
oversight-draw-area-needed = Choisissez la zone du tirage.
oversight-draw-officer = Enregistrées par
oversight-draw-anybody = Tous
oversight-draw-size = Nombre de familles
oversight-draw-size-needed = Un nombre entier de 1 à 200.
oversight-draw-stratified = Chaque agent a une part équitable des visites
oversight-drawn = { $count ->
    [one] { $count } famille tirée
   *[other] { $count } familles tirées
}
oversight-samples-none = Aucun tirage
oversight-samples-none-help = Tirez quelques familles, visitez-les et notez ce que vous trouvez.
oversight-sample = { $size } familles sur { $frame } dans { $area }
oversight-sample-of = enregistrées par { $officer }
oversight-sample-by = Tiré par { $user } sur { $device }, { $when }
oversight-sample-seed = Graine
oversight-sample-shares = avec une part pour chaque agent
oversight-state-waiting = À visiter
oversight-state-found-as-registered = Trouvée telle qu’enregistrée
oversight-state-found-different = Trouvée différente
oversight-state-not-found = Introuvable
oversight-state-refused = N’a pas voulu parler
oversight-state-disputed = Deux personnes disent des choses différentes
oversight-open-list = Ouvrir la liste
oversight-back = Tous les tirages
oversight-print = Imprimer la liste
oversight-by-officer = Ce qui a été trouvé, par agent
oversight-list = Familles à visiter
oversight-registered-by = Enregistrée par { $user }, { $date }
oversight-record = Noter la visite
oversight-record-of = Visite chez { $name }
oversight-outcome = Ce que vous avez trouvé
oversight-outcome-needed = Choisissez ce que vous avez trouvé.
oversight-visited-on = Jour de la visite
oversight-note = Note
oversight-save = Enregistrer
oversight-saved = Visite notée
oversight-visit-by = { $user } sur { $device }, { $date }
oversight-visit-not-counted = ne compte pas : c’est la personne qui a enregistré la famille
oversight-refused-nobody = Il n’y a aucune famille à tirer. Choisissez une zone plus grande ou d’autres agents.
oversight-refused-too-many = Tirez au moins 1 et au plus { $limit } familles.
oversight-refused-own-family = Vous avez enregistré cette famille : une autre personne doit noter ce que la visite a trouvé. Demandez à un collègue d’y aller.
oversight-refused-recorded = Quelqu’un a déjà noté cette visite. Rouvrez la liste pour voir ce qui a été trouvé.
oversight-refused-before-draw = La famille a été tirée après ce jour. Vérifiez le jour de la visite.
