# Doublons possibles : deux dossiers qui peuvent être d’une même personne, et la décision.
duplicate-title = Doublons possibles
duplicate-lede = Deux dossiers qui peuvent être d’une même personne, souvent parce que deux ordinateurs ont enregistré la même famille chacun de son côté. Rien n’est modifié ni fusionné ici : regardez les deux et dites ce qu’il en est.
duplicate-tab-open = À décider ({ $count })
duplicate-tab-visit = À visiter ({ $count })
duplicate-tab-same = Une personne ({ $count })
duplicate-tab-not-same = Deux personnes
duplicate-of-household = Un seul ménage est affiché.
duplicate-show-all = Tout afficher
duplicate-household-number = Ménage { $number }
duplicate-registered = Enregistré le { $date }
duplicate-evidence = Ce qui fait penser à une même personne
duplicate-evidence-identity-document = Même pièce d’identité
duplicate-evidence-birth-date = Noms de même son, même date de naissance
duplicate-evidence-phone = Même téléphone, prénoms de même son
duplicate-evidence-birth-year = Noms de même son, années de naissance compatibles
duplicate-chosen = Inclure { $name } et { $other }
duplicate-decide-same = Une personne, notée deux fois
duplicate-decide-not-same = Deux personnes
duplicate-decide-needs-visit = Visite nécessaire
duplicate-decide-help = Votre décision vaut pour les paires cochées.
duplicate-decided = { $count ->
    [one] Décidé pour { $count } paire
   *[other] Décidé pour { $count } paires
}
duplicate-decided-by = { $user } sur { $device }, { $when } :
duplicate-decided-apart = Des personnes qui ne savaient rien l’une de l’autre ont décidé autrement. Décidez de nouveau en voyant les deux.
duplicate-reason = Pourquoi
duplicate-reason-missing = Écrivez pourquoi, pour que personne n’ait à le redemander.
duplicate-none = Rien à décider
duplicate-none-help = Après chaque synchronisation, les dossiers qui peuvent être d’une même personne apparaissent ici.
duplicate-none-listed = Rien ici
duplicate-none-listed-help = Les paires apparaissent ici quand quelqu’un en a décidé ainsi.
duplicate-refused-not-a-pair = Ces deux dossiers ne sont plus pris pour une même personne, car l’un d’eux a changé. Regardez de nouveau la liste.
duplicate-refused-too-many-pairs = Cochez au moins une paire et au plus { $limit }.
