# Effacement de dossiers, et durée de conservation.
privacy-title = Effacement et conservation
privacy-lede = Quels dossiers ont été effacés et quels postes ont suivi ; combien de temps les dossiers sont gardés. Rien ne s’efface tout seul : quelqu’un regarde ce qui est échu et le décide.
privacy-tab-rulings = Effacements
privacy-tab-rules = Durée de conservation
privacy-kind-person = Personne
privacy-kind-household = Ménage
privacy-file-elsewhere = un dossier qui n’est pas gardé ici
privacy-rulings-none = Rien n’a encore été effacé
privacy-rulings-none-help = Un dossier s’efface depuis la page de la personne ou du ménage, ou depuis la liste de ce qui est échu.
privacy-ruling-by = Décidé par { $user }
privacy-ruling-reference = Référence
privacy-ruling-files = { $count ->
    [one] { $count } dossier
   *[other] { $count } dossiers
}
privacy-ruling-heard = { $heard } sur { $count ->
    [one] { $count } poste a suivi
   *[other] { $count } postes ont suivi
}
privacy-ruling-no-laptops = Aucun poste ne travaille là où sont ces dossiers
privacy-laptop-waiting = Pas encore : il suivra à son prochain échange
privacy-laptop-followed = A suivi le { $when }
privacy-rule-about = Dossiers
privacy-rule-kept = Gardés
privacy-rule-due = Échus
privacy-rule-acts = Modifier
privacy-rule-dissolved-household = Ménages dissous
privacy-rule-dissolved-household-about = À partir du jour de leur dissolution
privacy-rule-deceased-person = Personnes décédées
privacy-rule-deceased-person-about = À partir du jour de leur décès
privacy-rule-departed-person = Personnes parties
privacy-rule-departed-person-about = À partir du jour où elles ont quitté leur dernier ménage. Elles ne vivent dans aucun ménage connu.
privacy-rule-for-ever = Pour toujours
privacy-rule-months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}
privacy-rule-nothing-due = Rien n’est échu
privacy-rule-show-due = Voir ce qui est échu
privacy-rule-change = Modifier
privacy-rule-change-about = Cela dit ce qui est échu à partir de maintenant. Rien ne s’efface pour autant.
privacy-rule-how-long = Durée
privacy-rule-for-months = Un nombre de mois
privacy-rule-number = Mois
privacy-rule-save = Modifier
privacy-rule-done = La durée de conservation a été modifiée
privacy-due-back = Toutes les sortes de dossiers
privacy-due-lede = Leur durée est écoulée. Ce qui n’est pas coché reste.
privacy-due-none = Rien n’est échu
privacy-due-none-help = Les dossiers apparaissent ici quand leur durée de conservation est écoulée.
privacy-due-all = Cocher tout ce qui est affiché
privacy-due-mark = Cocher { $name }
privacy-due-name = Nom
privacy-due-number = Numéro
privacy-due-ended = Fin
privacy-due-erase = { $count ->
    [one] Effacer { $count } dossier
   *[other] Effacer { $count } dossiers
}
privacy-due-about-dissolved-household = Les ménages cochés sont effacés, avec toutes les personnes qui y figurent encore. Leurs numéros restent, ainsi que le lieu où ils vivaient.
privacy-due-about-deceased-person = Les personnes cochées sont effacées. Leurs numéros restent, ainsi que le ménage où elles vivaient.
privacy-due-about-departed-person = Les personnes cochées sont effacées. Leurs numéros restent, ainsi que le ménage où elles vivaient.
privacy-due-refused-none = Cochez au moins un dossier.
privacy-erase = Effacer définitivement
privacy-erase-person = Effacer le dossier de { $name }
privacy-erase-household = Effacer le ménage de { $name }
privacy-erase-goes = Ce qui disparaît
privacy-erase-goes-person = Les noms, le sexe, la naissance, les téléphones, les documents d’identité et tout ce qui est inscrit d’autre, avec toutes les valeurs d’avant.
privacy-erase-goes-household = { $count ->
    [0] Tout ce qui est inscrit sur le ménage, avec toutes les valeurs d’avant. Plus personne n’y figure.
    [one] Tout ce qui est inscrit sur le ménage et sur la seule personne qui y figure, avec toutes les valeurs d’avant.
   *[other] Tout ce qui est inscrit sur le ménage et sur les { $count } personnes qui y figurent, avec toutes les valeurs d’avant.
}
privacy-erase-stays = Ce qui reste
privacy-erase-stays-person = Le numéro, et dans quel ménage la personne a vécu, à quel titre et de quand à quand : c’est aussi le dossier des autres.
privacy-erase-stays-household = Les numéros, la zone, la période où c’était un ménage, et lesquels de ces numéros y ont vécu.
privacy-erase-reach = Cela vaut ici tout de suite, et sur chaque poste à son prochain échange. Personne ne peut l’annuler.
privacy-erase-ground = Motif
privacy-erase-reference = Référence
privacy-erase-reference-hint = Un numéro de dossier, jamais un nom.
privacy-erase-number = Pour confirmer, saisissez le numéro { $number }
privacy-erase-number-differs = Ce n’est pas le numéro { $number }. Vérifiez que c’est le bon dossier.
privacy-erased = { $count ->
    [one] { $count } dossier a été effacé
   *[other] { $count } dossiers ont été effacés
}
privacy-erased-on = Ce dossier a été effacé le { $when }. Seuls son numéro et le lieu de vie sont gardés.
privacy-erased-mark = Effacé
privacy-refused-is-erased = Ce dossier a été effacé. On ne peut plus rien y inscrire.
privacy-refused-conflict-open = Deux valeurs s’opposent dans ce dossier. Réglez d’abord le conflit, puis effacez.
privacy-refused-head = Cette personne est à la tête d’un ménage qui continue. Désignez d’abord un autre chef, ou effacez tout le ménage.
privacy-refused-too-many = On efface au plus { $limit } dossiers à la fois. Cochez-en moins, puis effacez les autres.
privacy-refused-not-due = Certains de ces dossiers ne sont plus échus. Rechargez la liste et cochez ce qui y figure encore.
privacy-refused-months = Indiquez un nombre entier de mois, de { $least } à { $most }.
