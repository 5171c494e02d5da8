# Les zones : les lieux du pays.
area-title = Zones
area-lede = { $count ->
    [0] Aucune zone pour l’instant.
    [one] { $count } zone, du pays entier au plus petit lieu.
   *[other] { $count } zones, du pays entier aux plus petits lieux.
}
area-tree = Toutes les zones
area-within = à l’intérieur
area-none = Aucune zone
area-none-help = Prenez-les d’un fichier CSV avec les colonnes code, name et parent_code, les plus grands lieux d’abord.
area-off = Retirer { $area }
area-import = Importer des zones
area-import-hint = Un classeur ou un fichier CSV : code, parent_code et name_en, name_fr… ; ou comme les Nations Unies diffusent les zones (ADM2_PCODE, ADM2_FR… ; P-Code). Le même fichier ne change rien la seconde fois.
area-importing = Lecture des zones du fichier…
area-imported = Zones : { $added } ajoutées, { $changed } modifiées, { $unchanged } inchangées.
area-field-placeholder = Saisissez une partie du nom ou du code
area-field-none = Aucune zone de ce nom. Vérifiez l’orthographe.
area-refused-code-twice = Ce code figure deux fois dans le fichier. Chaque zone a besoin du sien.
area-refused-parent-missing = La zone englobante manque. Ajoutez-la au fichier, avant cette ligne.
area-refused-too-deep = Les zones ont au plus { $limit } niveaux. Supprimez un niveau.
area-refused-no-columns = Aucune feuille de ce fichier ne liste des zones. Il faut les colonnes code et parent_code, ou ADM0_PCODE, ADM1_PCODE…, ou P-Code et Parent P-Code.
area-refused-merged = Cette zone a été réunie à celle qui l’entoure. Choisissez celle-ci, ou séparez-les d’abord.
area-refused-not-merged = Cette zone n’a été réunie à aucune autre. Il n’y a rien à défaire.
area-refused-same = Une zone ne peut être réunie à elle-même. Choisissez-en une autre.
area-refused-other-level = Les deux zones n’ont pas le même rang. Un village se réunit à un village, un district à un district.
area-refused-code-missing = Une zone a besoin d’un code. Saisissez-en un.
area-refused-code-taken = Une autre zone porte le code { $code }. Choisissez-en un autre.
area-refused-code-former = { $code } était le code de la zone qui porte maintenant { $now }. D’anciens papiers le disent encore : choisissez un autre code, ou utilisez { $now }.
area-refused-no-name = Une zone a besoin d’un nom dans une langue au moins. Saisissez-en un.
area-merged = réunie
area-merged-about = { $area } a été réunie à { $into }. Les familles enregistrées ici y restent ; aucune nouvelle ne l’est.
area-facts = Cette zone
area-code = Code
area-name-in = Nom ({ $language })
area-name-other = Autre langue
area-name-other-hint = Son étiquette : sw, pt-br…
area-name-more = Ajouter une ligne
area-parent = Se trouve dans
area-families = Familles enregistrées ici
area-inside = Zones qu’elle contient
area-inside-none = Elle ne contient aucune zone.
area-history = Ce qu’elle a été
area-happening-added = Ajoutée
area-happening-translated = Nommée autrement
area-happening-recoded = A reçu un autre code
area-happening-placed = Placée dans une autre zone
area-happening-merged = Réunie à une autre zone
area-happening-unmerged = Séparée de nouveau
area-acts = Autres actions sur cette zone
area-add = Ajouter une zone dedans
area-add-title = Nouvelle zone dans { $area }
area-add-warn = { $count ->
    [one] Une famille est enregistrée dans { $area } même. Elle y reste
   *[other] { $count } familles sont enregistrées dans { $area } même. Elles y restent
}, et les nouvelles s’enregistrent dans les zones qu’elle contient.
area-add-done = La zone est ajoutée. Les ordinateurs l’apprennent au prochain échange.
area-translate = Noms
area-translate-title = Noms de { $area }
area-translate-about = On montre le nom dans la langue de l’écran ; à défaut, l’anglais ou le premier.
area-translate-save = Enregistrer les noms
area-translate-done = Les noms sont enregistrés.
area-recode = Autre code
area-recode-title = Autre code pour { $area }
area-recode-about = { $code } la retrouve toujours dans les anciens fichiers et papiers, et n’est donné à aucune autre zone.
area-recode-save = Enregistrer le code
area-recode-done = Le code est maintenant { $code }.
area-merge = Réunir à une autre zone
area-merge-title = { $area } est réunie à une autre zone
area-merge-into = À
area-merge-into-hint = Zones du même rang.
area-merge-warn = { $count ->
    [0] { $area } se trouvera dans { $into }. Plus personne n’est enregistré dans { $area }.
    [one] Une famille reste au dossier sous { $area }, qui se trouvera dans { $into }. Plus personne n’est enregistré dans { $area }.
   *[other] { $count } familles restent au dossier sous { $area }, qui se trouvera dans { $into }. Plus personne n’est enregistré dans { $area }.
} Qui travaille dans { $into } a ses familles dès son prochain échange.
area-merge-save = Réunir
area-merge-done = { $area } a été réunie à { $into }.
area-unmerge = Séparer de nouveau
area-unmerge-title = { $area } hors de { $into }
area-unmerge-about = { $area } se trouvera là où elle était, avec ce qui l’avait suivie. On peut de nouveau y enregistrer des familles.
area-unmerge-done = { $area } se trouve là où elle était.
area-branch = Ce que contient { $area }
