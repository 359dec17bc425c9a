"""What a channel says by itself, when there is no answer to pass on."""

EMPTY = "Je n’ai rien reçu à lire. Posez-moi une question, par exemple : « Quels métiers recrutent à Tours ? »"
SYMBOLS = "Bien reçu. Une autre question ? Par exemple : « Quels métiers recrutent à Tours ? »"
DISTRESS = (
    "Si vous pensez au suicide, ne restez pas seul : appelez le 3114, gratuit, jour et nuit. "
    "En cas de danger immédiat, appelez le 15 ou le 112."
)
TOO_LONG = (
    "Votre message est trop long pour moi : je lis au plus 4 000 caractères. "
    "Pouvez-vous poser votre question en une ou deux phrases ?"
)
UNAVAILABLE = (
    "Le service des chiffres est momentanément indisponible. "
    "Réessayez dans quelques instants : votre question n’est pas en cause."
)
NOT_READY = "Je ne suis pas encore prêt à répondre. Réessayez dans quelques instants."
FAILED = "Désolé, une erreur de mon côté m’empêche de répondre. Réessayez, ou reformulez votre question. (référence {})"

# Errors of the REST channel, for the program that calls it
NOT_FOUND = "Adresse inconnue."
UNAUTHORISED = "Jeton d’accès absent ou incorrect."
TOO_LARGE = "Requête trop volumineuse."
NOT_JSON = 'Le corps de la requête doit être un objet JSON : {"sender": "…", "message": "…"}.'
BAD_SENDER = "« sender » doit compter de 1 à 64 lettres sans accent, chiffres, tirets ou soulignés."
BAD_MESSAGE = "« message » doit être un texte."
