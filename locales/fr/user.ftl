# Qui travaille avec le registre.
user-title = Utilisateurs
user-lede = Qui travaille avec le registre, et à quel titre. Les administrateurs ajoutent des utilisateurs en ligne de commande au centre.
user-name = Nom
user-roles = Rôles
user-none = Aucun utilisateur
user-none-help = Ajoutez le premier avec « pamoja-hub user ».
user-role-officer = Agent
user-role-district-officer = Agent de district
user-role-supervisor = Superviseur
user-role-field-supervisor = Superviseur de terrain
user-role-programme-manager = Responsable de programme
user-role-finance-officer = Agent financier
user-role-reconciler = Agent de rapprochement
user-role-auditor = Auditeur
user-role-administrator = Administrateur
user-refused-name-taken = Quelqu’un porte déjà ce nom. Choisissez-en un autre.
user-refused-name-needed = Donnez un nom à l’utilisateur.
user-refused-role-unknown = Ce rôle n’existe pas. Choisissez dans la liste.

user-forgot = J’ai oublié ma phrase secrète
user-forgot-title = { $user } : une nouvelle phrase secrète
user-forgot-lede = Un superviseur de votre zone ou le centre peut vous rouvrir ce poste, même sans réseau. Tout ce qui est sur ce poste y reste.
user-challenge = Demande
user-challenge-read-out = Appelez votre superviseur ou le centre et lisez-lui ceci, groupe par groupe :
user-challenge-hint = Quatre groupes de cinq lettres et chiffres, tels que votre collègue les lit. Majuscules et espaces ne comptent pas.
user-challenge-needed = Saisissez la demande que votre collègue vous lit.
user-answer = Réponse
user-answer-hint = Cinq groupes de cinq lettres et chiffres, tels qu’on vous les lit. Majuscules et espaces ne comptent pas.
user-answer-needed = Saisissez la réponse qu’on vous lit.
user-new-passphrase = Nouvelle phrase secrète
user-reset-save = Ouvrir avec la réponse
user-help = Aider un collègue à ouvrir
user-help-about = Votre collègue est devant un poste verrouillé et vous lit sa demande. Cela fonctionne sans réseau.
user-help-next = Suivant
user-help-answer = Donner la réponse
user-help-reset = { $user } a oublié la phrase secrète du poste « { $device } ».
user-help-add = { $user } veut commencer à travailler sur le poste « { $device } ».
user-help-extend = { $user } veut continuer à travailler sur le poste « { $device } », resté trop longtemps sans contact.
user-help-sure = La réponse ouvre ce poste. Ne la donnez que si vous êtes sûr de parler à { $user } : rappelez, ou demandez ce que lui seul peut savoir. Le fait que vous l’avez donnée est consigné.
user-help-read-out = Lisez ceci à votre collègue, groupe par groupe.
user-help-once = Elle sert une seule fois et seulement sur ce poste. Elle ne sera plus affichée.
user-answers-title = Qui a été aidé
user-answers-reset-given = { $by } a donné à { $user } une réponse pour une nouvelle phrase secrète sur « { $device } »
user-answers-reset-used = { $by } a pris une nouvelle phrase secrète sur « { $device } »
user-answers-add-given = { $by } a donné à { $user } une réponse pour commencer sur « { $device } »
user-answers-add-used = { $by } a commencé à travailler sur « { $device } »
user-answers-extend-given = { $by } a donné à { $user } une réponse pour continuer sur « { $device } »
user-answers-extend-used = { $by } continue à travailler sur « { $device } »
user-refused-no-challenge = Ce poste ne peut pas encore être ouvert par téléphone, car il n’a pas été synchronisé depuis son installation ou sa mise à jour. Adressez-vous à votre administrateur ; votre travail y est en sûreté.
user-refused-challenge-length = Ce n’est pas une demande entière. Elle a quatre groupes de cinq lettres et chiffres ; demandez à votre collègue de la relire.
user-refused-challenge-group = Le groupe { $group } de la demande n’est pas juste. Demandez à votre collègue de relire ce groupe.
user-refused-challenge-device = Vous n’avez pas la charge du poste qui demande cela. Son superviseur ou le centre peut répondre.
user-refused-challenge-revoked = Le poste qui demande cela a été exclu par le centre. N’aidez pas à l’ouvrir ; adressez-vous à votre administrateur.
user-refused-challenge-user = Vous ne connaissez pas l’utilisateur qui demande cela. Synchronisez, ou demandez au centre de répondre.
user-refused-challenge-no-key = Ce poste n’a pas encore reçu la clé de l’autre. Synchronisez et réessayez, ou demandez au centre de répondre.
user-refused-answer-length = Ce n’est pas une réponse entière. Elle a cinq groupes de cinq lettres et chiffres ; faites-la relire.
user-refused-answer-group = Le groupe { $group } de la réponse n’est pas juste. Faites relire ce groupe.
user-refused-answer-wrong = C’est la réponse à une autre demande. Relisez la demande affichée ici et demandez sa réponse.
user-refused-answer-wrong-wait = { $wait_seconds ->
    [one] C’est la réponse à une autre demande. Vous pourrez réessayer dans { $wait_seconds } seconde.
   *[other] C’est la réponse à une autre demande. Vous pourrez réessayer dans { $wait_seconds } secondes.
}

user-newcomer = Laisser quelqu’un d’autre travailler ici
user-newcomer-about = Cette personne ouvre ce poste avec sa propre phrase secrète et travaille sous son nom. Cela fonctionne sans réseau.
user-newcomer-who = Qui est-ce ?
user-newcomer-hint = Quelqu’un manque ? Synchronisez d’abord ; l’administrateur ajoute les utilisateurs au centre.
user-newcomer-needed = Choisissez qui va travailler ici.
user-newcomer-read-out = Un superviseur ou le centre se porte garant. Qu’il ou elle appelle et lise ceci, groupe par groupe :
user-newcomer-passphrase = Sa phrase secrète
user-newcomer-save = Laisser travailler ici
user-newcomer-added = { $user } peut maintenant ouvrir ce poste
user-refused-newcomer-unknown = Le centre ne connaît personne de ce nom qui puisse travailler sur un poste. Synchronisez, ou demandez à l’administrateur de l’ajouter.
user-refused-newcomer-here = Cette personne peut déjà ouvrir ce poste. Une phrase secrète oubliée se renouvelle là où on ouvre le poste.

user-second-factor = Code d’un autre appareil
user-second-factor-lede = Une seconde preuve que c’est bien vous : en plus de votre phrase secrète, un téléphone affiche un code qui change toutes les trente secondes.
user-second-factor-needed = Votre travail à ce centre l’exige. Configurez-le maintenant ; cela prend une minute.
user-second-factor-on = La connexion demande un code de votre autre appareil.
user-second-factor-left = { $count ->
    [one] Il reste { $count } code de secours.
   *[other] Il reste { $count } codes de secours.
}
user-second-factor-off = Rien n’est encore configuré.
user-second-factor-begin = Configurer
user-second-factor-scan = Lisez cette image avec une application de codes à usage unique sur votre téléphone :
user-second-factor-type = Ou tapez-y ce secret :
user-second-factor-picture = Image que l’application lit
user-second-factor-code = Le code qu’elle affiche maintenant
user-second-factor-confirm = Activer
user-second-factor-recovery = Codes de secours
user-second-factor-recovery-help = Notez-les et gardez-les là où personne d’autre ne regarde. Chacun vous laisse entrer une fois si votre autre appareil est perdu. Ils ne sont montrés que maintenant.
user-second-factor-done = Je les ai gardés
user-second-factor-drop = Retirer le code de { $name }
user-second-factor-dropped = { $name } se connecte sans code jusqu’à une nouvelle configuration
user-refused-second-factor-set-up = C’est déjà configuré. Si l’appareil est perdu, demandez d’abord à un administrateur de le retirer.
user-refused-second-factor-not-begun = Recommencez : aucune image n’attend de code.
user-refused-second-factor-name-too-long = Les noms du centre et de l’utilisateur sont trop longs pour une image. Demandez un nom plus court à un administrateur.
user-refused-code-wrong = Ce code n’est pas correct en ce moment. Vérifiez l’heure de votre autre appareil et tapez le code qu’il affiche.
