# Partenaires : les organisations à qui l’on remet ce que les gens nous ont dit, chacune par un accord.
partner-refused-name-missing = Un partenaire a un nom. Saisissez-le.
partner-refused-agreement-missing = Rien n’est remis sans accord. Saisissez son numéro.
partner-refused-purpose-missing = Un accord dit à quoi il sert. Choisissez au moins une finalité.
partner-refused-dates = L’accord finit avant de commencer. Vérifiez les deux dates.
partner-refused-not-in-force = L’accord avec { $name } n’est pas en vigueur aujourd’hui. Choisissez un autre partenaire, ou mettez l’accord à jour.
partner-refused-purpose-not-agreed = L’accord avec { $name } ne prévoit pas cette finalité. Choisissez-en une qu’il nomme, ou mettez l’accord à jour.
partner-refused-too-many = Il y a déjà { $limit } partenaires, le programme n’en garde pas plus. Mettez à jour celui dont l’accord est fini.
