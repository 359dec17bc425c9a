"""What Bémo says of itself on Telegram: greeting, commands, what it does not read. French, the answer first."""

WELCOME = (
    "Bonjour, je suis Bémo, l'assistant des chiffres de l'emploi. Posez votre question avec vos mots : « quels métiers "
    "recrutent à Tours ? ». Je réponds d'après l'enquête Besoins en main-d'œuvre de France Travail, source comprise."
    "\n\n/territoire retient le vôtre, /aide dit ce que je sais faire, /effacer efface notre conversation. "
    "Inutile de me donner votre nom ou vos coordonnées."
)
WELCOME_BACK = "Bonjour. Votre territoire : {place}. Que voulez-vous savoir ?"
WELCOME_GROUP = (
    "Bonjour, je suis Bémo, l'assistant des chiffres de l'emploi. Dans ce groupe, je ne réponds qu'aux messages qui me "
    "nomment (@{name}) ou qui répondent aux miens."
)
ROLES = ("Je cherche un emploi", "Je recrute", "Je suis élu")

COMMANDS = "Les commandes :\n{lines}"
UNKNOWN_COMMAND = "Je ne connais pas la commande {command}. Posez votre question avec vos mots, ou voyez /aide."

WHICH_TERRITORY = "Quel est votre territoire ? Écrivez une commune, un code postal, un bassin, un département…"
WHICH_TERRITORY_GROUP = "Quel territoire ? Écrivez-le après la commande : /territoire Blois"
WHICH_OF_THEM = "Plusieurs lieux portent ce nom : lequel ?"
KEPT = (
    "Votre territoire est désormais {place}. Les questions qui ne nomment pas de lieu porteront sur lui. "
    "Je le retiens six mois, ou jusqu'à /effacer."
)
KEPT_FROM_POSITION = (
    "Commune la plus proche : {place}. C'est votre territoire désormais ; "
    "je n'ai pas gardé votre position. Une autre ? /territoire"
)
NOWHERE = "Je ne reconnais aucune commune française près de cette position. Écrivez plutôt un lieu : /territoire Blois"
SHARE = {
    "position": "Ou partagez votre position, par le bouton sous le clavier : j'en tire la commune, et ne la garde pas.",
    "contact": "Pour donner votre numéro d'un geste : le bouton sous le clavier.",
}
SHARE_POSITION = "Partager ma position"

WHICH_DIAGNOSTIC = (
    "Le diagnostic de quel territoire ? Écrivez une commune, un bassin, une intercommunalité, un département."
)
DIAGNOSTIC_OF = "Diagnostic {of_place}"

FILES_OF = "Les fichiers de la dernière réponse : {title}."
FILES_GONE = "Ces fichiers ne sont plus disponibles. Reposez la question : je les ferai de nouveau."
FILES_FAILED = "Le fichier n'a pas pu être fait. Réessayez dans quelques instants."
TABLE_KEY = "CSV et Excel"
DIAGNOSTIC_KEY = "Diagnostic PDF"

ERASED = (
    "C'est fait : notre conversation et votre territoire sont effacés chez moi. Les messages affichés ici restent dans "
    "votre application Telegram : vous pouvez les y supprimer. Une demande déjà envoyée à un correspondant s'efface en "
    "écrivant « supprime mes données »."
)
EXPIRED = "Ce bouton a expiré. Posez votre question : je vous réponds."
ALREADY = "C'est déjà répondu, plus bas."
MODIFIED = "Vous avez modifié votre message : voici la réponse au nouveau texte."

STICKER = "Bien reçu. Une question sur l'emploi ? Par exemple : « Quels métiers recrutent à Tours ? »"
VOICE = "Je ne sais pas écouter les messages vocaux. Écrivez votre question : une phrase suffit."
PICTURE = "Je ne lis pas les images. Écrivez votre question : une phrase suffit."
DOCUMENT = "Je ne lis pas les fichiers, et je n'en garde aucun. Écrivez votre question : une phrase suffit."
VIDEO = "Je ne regarde pas les vidéos. Écrivez votre question : une phrase suffit."
OTHER = "Je ne lis que les messages écrits. Posez votre question : une phrase suffit."
SEEN_WITHOUT = {
    "picture": "Je ne lis pas l'image, seulement le texte qui l'accompagne.",
    "document": "Je ne lis pas le fichier, et je ne le garde pas ; seulement le texte qui l'accompagne.",
    "video": "Je ne regarde pas la vidéo ; je lis le texte qui l'accompagne.",
    "voice": "Je n'écoute pas le son ; je lis le texte qui l'accompagne.",
}

CONTACT_OF_ANOTHER = "C'est la fiche d'une autre personne : je ne la garde pas. Pour être rappelé, partagez la vôtre."
CONTACT_IN_PRIVATE = "Vos coordonnées ne regardent pas ce groupe : écrivez-moi en privé, à @{name}, puis /contact."
SHARE_CONTACT = "Partager mon numéro"

INLINE = "Poser la question à Bémo"
