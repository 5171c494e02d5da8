# Les brouillons : ce qui est commencé et pas encore enregistré.
draft-kept = Brouillon conservé à { $time }
draft-will-keep = Votre saisie est conservée comme brouillon à chaque frappe.
draft-not-kept = Brouillon non conservé
draft-kept-ago = Conservé { $when }
draft-untitled = Ménage encore sans nom
draft-resume = Reprendre
draft-discard = Jeter le brouillon
draft-discard-named = Jeter le brouillon { $title }
draft-discarded = Brouillon jeté
draft-refused-too-large = Ce brouillon est trop grand pour être conservé (limite { $limit }). Enregistrez d’abord le ménage avec moins de membres et ajoutez les autres ensuite.
draft-refused-too-many = Vous avez { $limit } brouillons, le maximum conservé. Terminez-en ou jetez-en quelques-uns sur la page Aujourd’hui.
