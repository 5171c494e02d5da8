# Reprendre des ménages et des personnes d’un fichier.
import-title = Import
import-lede = Reprenez des ménages d’un classeur ou d’un fichier CSV. Chaque lot est relu avant d’être appliqué et peut être annulé.
import-new = Importer un fichier
import-new-lede = Choisissez un fichier, dites ce que contient chaque colonne et regardez le résultat. Rien n’est enregistré avant que vous n’appliquiez le lot.
import-none = Aucun import
import-none-help = Importez un classeur avec les ménages et les membres sur deux feuilles, ou un fichier CSV avec une personne par ligne.
import-file = Fichier
import-state = État
import-state-prepared = À relire
import-state-applied = Appliqué
import-state-undone = Annulé
import-households = Ménages
import-persons = Personnes
import-errors = Erreurs
import-prepared = Préparé
import-drop = Déposez un fichier ici, ou
import-choose = Choisir un fichier
import-choose-hint = XLSX ou CSV. Le fichier reste sur cette machine.
import-other-file = Choisir un autre fichier
import-reading = Lecture du fichier…
import-preparing = Vérification de chaque ligne…
import-applying = Enregistrement des ménages…
import-undoing = Annulation du lot…
import-sheet-size = { $rows ->
    [one] { $rows } ligne
   *[other] { $rows } lignes
}, { $columns ->
    [one] { $columns } colonne
   *[other] { $columns } colonnes
}
import-shape = Structure du fichier
import-layout = Disposition
import-layout-household-workbook = Ménages et membres
import-layout-household-workbook-about = Deux feuilles reliées par un numéro de ménage.
import-layout-flat-persons = Une personne par ligne
import-layout-flat-persons-about = Une seule liste, avec un numéro de ménage s’il y en a un.
import-household-sheet = Feuille des ménages
import-person-sheet = Feuille des personnes
import-date-order = Ordre des dates
import-date-order-dmy = Jour, mois, année (31/12/2024)
import-date-order-mdy = Mois, jour, année (12/31/2024)
import-date-order-ymd = Année, mois, jour (2024-12-31)
import-source = Nom de la source
import-source-hint = Même source et même numéro désignent le même ménage : importer de nouveau ne change rien.
import-source-needed = Nommez la source, par exemple l’organisation d’où vient le fichier.
import-area = Zone pour les lignes qui n’en ont pas
import-area-hint = Où vont les ménages dont la ligne n’indique aucune zone connue.
import-map-households = Colonnes des ménages
import-map-persons = Colonnes des personnes
import-target = Champ du registre
import-column = Colonne
import-samples = Ce qui s’y trouve
import-filled = { $filled } sur { $rows }
import-filled-head = Remplies
import-not-in-file = Absent du fichier
import-documents = Documents d’identité
import-documents-all = Autres types de documents
import-unused = { $count ->
    [one] { $count } colonne n’est pas utilisée
   *[other] { $count } colonnes ne sont pas utilisées
}
import-unused-help = Ces colonnes ne sont pas reprises.
import-prepare = Vérifier le fichier
import-prepare-hint = Chaque ligne est vérifiée ; rien n’est encore enregistré.
import-target-household-external-id = Numéro du ménage dans le fichier
import-target-household-area-code = Code de la zone
import-target-household-address = Adresse
import-target-household-registered-on = Enregistré le
import-target-household-dwelling = Logement
import-target-household-water-source = Source d’eau
import-target-household-size = Taille du ménage
import-target-person-household-external-id = Numéro du ménage de la personne
import-target-person-external-id = Numéro de la personne dans le fichier
import-target-person-full-name = Nom complet
import-target-person-given-name = Prénom
import-target-person-other-names = Autres noms
import-target-person-family-name = Nom de famille
import-target-person-role = Lien avec le chef
import-target-person-sex = Sexe
import-target-person-birth-on = Date de naissance
import-target-person-birth-is-estimated = Date de naissance estimée
import-target-person-civil-status = État civil
import-target-person-phone = Téléphone
import-target-person-phone-alternative = Second téléphone
import-target-person-disability = Handicap
import-target-person-education = Instruction
import-target-person-occupation = Profession
import-target-person-address = Adresse de la personne
import-target-document = { $kind } : numéro
import-batch-prepared-about = Rien n’est encore enregistré. Regardez les problèmes et les lignes, puis appliquez le lot.
import-batch-applied-about = Le lot est enregistré. L’annulation reprend tout ce que personne n’a modifié depuis.
import-batch-undone-about = Le lot a été annulé. Les lignes modifiées entre-temps ont été gardées et sont signalées.
import-apply = Appliquer le lot
import-applied = { $count ->
    [one] { $count } ménage enregistré
   *[other] { $count } ménages enregistrés
}
import-undo = Annuler le lot
import-undone = Le lot a été annulé
import-discard = Jeter le lot
import-discarded = Le lot a été jeté ; rien n’a été enregistré
import-count-households-new = Nouveaux ménages
import-count-households-changed = Ménages modifiés
import-count-households-same = Ménages inchangés
import-count-persons-new = Nouvelles personnes
import-count-persons-changed = Personnes modifiées
import-count-persons-same = Personnes inchangées
import-count-rows-skipped = Lignes écartées
import-rows = Lignes
import-row = Ligne
import-action = Action
import-action-new = Nouveau
import-action-same = Inchangé
import-action-changed = Modifié
import-action-skipped = Écarté
import-action-kept = Gardé
import-external-id = Numéro dans le fichier
import-problems = { $count ->
    [0] Aucun problème
    [one] { $count } problème
   *[other] { $count } problèmes
}
import-problems-none = Aucun problème de ce genre.
import-problems-more = { $shown } problèmes sur { $count } sont affichés. Corrigez-les dans le fichier et vérifiez-le de nouveau.
import-problem-kind = Genre de problème
import-severity = Gravité
import-severity-error = Erreur
import-severity-warning = Avertissement
import-severity-note = Remarque
import-sheet = Feuille
import-value = Valeur
import-what = Ce qui ne va pas
import-all-sheets = Toutes les feuilles
import-all-kinds = Tous les genres
import-page = { $from }–{ $to } sur { $count }
import-page-before = Précédents
import-page-after = Suivants

import-kind-empty-required = Vide mais nécessaire
import-kind-unknown-code = Mot inconnu
import-kind-bad-date = Pas une date
import-kind-date-ambiguous = Date ambiguë
import-kind-number-damaged = Nombre abîmé
import-kind-date-damaged = Date abîmée
import-kind-link-missing = Ménage absent
import-kind-duplicate-id = Numéro en double
import-kind-too-long = Trop long
import-kind-bad-phone = Téléphone invalide
import-kind-area-unknown = Zone inconnue
import-kind-no-head = Pas de chef
import-kind-two-heads = Deux chefs
import-kind-size-differs = Taille différente
import-kind-cell-formula = Formule
import-kind-birth-in-future = Naissance dans l’avenir
import-kind-no-name = Sans nom
import-kind-age-damaged = Âge illisible
import-kind-column-unused = Colonne non utilisée
import-kind-column-missing = Absent du fichier
import-kind-encoding-guessed = Caractères devinés
import-kind-sheet-unused = Feuille non utilisée
import-kind-document-invalid = Numéro de document invalide
import-kind-already-undone = Déjà annulé
import-kind-changed-since = Modifié depuis

import-problem-empty-required = Cette cellule est vide mais nécessaire. Remplissez-la dans le fichier.
import-problem-unknown-code = « { $value } » ne figure pas dans cette liste. Corrigez le fichier, sinon la valeur est laissée de côté.
import-problem-bad-date = « { $value } » n’est pas une date. Corrigez le fichier ou vérifiez l’ordre des dates.
import-problem-date-ambiguous = « { $value } » peut se lire de deux façons. L’ordre choisi a été suivi ; vérifiez.
import-problem-number-damaged = Un tableur a réécrit ce nombre en notation scientifique ; ses chiffres sont perdus. Reprenez-le de la source d’origine.
import-problem-date-damaged = Un tableur a changé cette date en une autre valeur. Reprenez-la de la source d’origine.
import-problem-link-missing = Aucun ménage portant le numéro « { $value } » n’est dans le fichier. Ajoutez-le ou corrigez le numéro.
import-problem-duplicate-id = Le numéro « { $value } » figure deux fois. Chaque ligne a besoin du sien.
import-problem-too-long = Ce texte est trop long. Raccourcissez-le dans le fichier.
import-problem-bad-phone = « { $value } » n’est pas un numéro de téléphone. Corrigez-le, sinon il est laissé de côté.
import-problem-area-unknown = La zone « { $value } » n’est pas connue ici. Le ménage va dans la zone que vous avez choisie.
import-problem-no-head = Ce ménage n’a pas de chef. Désignez un membre comme chef dans le fichier.
import-problem-two-heads = Ce ménage a plus d’un chef. N’en laissez qu’un dans le fichier.
import-problem-size-differs = Le fichier annonce { $expected } membres, mais { $found } ont été trouvés. Vérifiez les lignes de ce ménage.
import-problem-cell-formula = Cette cellule contient une formule. Sa dernière valeur affichée a été prise ; vérifiez-la.
import-problem-birth-in-future = Cette date de naissance est dans l’avenir. Corrigez-la dans le fichier.
import-problem-no-name = Cette personne n’a pas de nom. Ajoutez-le dans le fichier.
import-problem-age-damaged = « { $value } » n’est pas un âge. Corrigez-le dans le fichier.
import-problem-column-unused = La colonne « { $column } » n’est pas reprise. Choisissez-lui un champ si vous en avez besoin.
import-problem-column-missing = Une feuille ou une colonne choisie n’est pas dans ce fichier. Indiquez à nouveau où se trouve chaque donnée.
import-problem-encoding-guessed = Le fichier n’indique pas son codage ; { $encoding } a été retenu. Regardez les noms accentués ; s’ils sont faux, enregistrez le fichier en UTF-8.
import-problem-sheet-unused = Cette feuille n’est pas lue. Choisissez-la plus haut si elle contient des familles.
import-problem-document-invalid = « { $value } » ne convient pas à ce type de document. Vérifiez chaque caractère.
import-problem-already-undone = Cette ligne a déjà été importée puis annulée. Elle sera enregistrée de nouveau si vous appliquez le lot.
import-problem-changed-since = Quelqu’un a modifié cela depuis l’import. C’est resté tel quel.

import-refused-empty-file = Le fichier est vide. Choisissez-en un autre.
import-refused-not-a-workbook = Ce n’est pas un classeur Excel, malgré son nom. Enregistrez-le en XLSX ou CSV et réessayez.
import-refused-not-text = Ce n’est pas un fichier texte, malgré son nom. Enregistrez-le en CSV (UTF-8) ou XLSX et réessayez.
import-refused-too-large = Le fichier est trop grand (limite { $limit }). Divisez-le en fichiers plus petits.
import-refused-cell-too-large = Une cellule est trop grande : feuille { $sheet }, ligne { $row }, colonne { $column } (limite { $limit }). Raccourcissez-la dans le fichier.
import-refused-too-many-rows = Le fichier a trop de lignes (limite { $limit }). Divisez-le en fichiers plus petits.
import-refused-too-many-columns = Le fichier a trop de colonnes (limite { $limit }). Supprimez celles dont vous n’avez pas besoin.
import-refused-sheet-missing = La feuille choisie n’est pas dans le fichier. Choisissez-en une autre.
import-refused-column-missing = Aucune colonne n’est choisie pour « { $target } ». Choisissez-en une.
import-refused-unknown-column = La colonne « { $column } » n’est pas dans le fichier. Choisissez-en une autre.
import-refused-batch-not-prepared = Ce lot a déjà été appliqué ou annulé. Rouvrez la liste des imports.
import-refused-batch-not-applied = Ce lot n’est pas appliqué ; il ne peut donc pas être annulé.
import-refused-file-gone = Le fichier n’est plus là. Choisissez-le de nouveau.
import-refused-encrypted = Le fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe et réessayez.
import-refused-has-errors = Le lot contient encore des erreurs. Corrigez-les dans le fichier et vérifiez-le de nouveau.
import-refused-damaged = Le fichier est endommagé et ne peut être lu jusqu’au bout. Enregistrez-le de nouveau et réessayez.
