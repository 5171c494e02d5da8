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
