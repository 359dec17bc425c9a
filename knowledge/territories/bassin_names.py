"""Proper French names of the bassins d'emploi: the survey prints most labels in capitals, without accents.

A label that is the name of a commune of the bassin takes the accents, hyphens and article of that commune.
The others (several towns, a valley, half a département) are written out here, with the INSEE code of their
article: 0 "de", 1 "d'", 2 "du", 3 "de la", 4 "des", 5 "de l'".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from knowledge.territories.sources.decoupage import Commune
from knowledge.text import fold

WRITTEN: Mapping[str, tuple[str, int]] = {
    "102": ("Grande-Terre", 0),
    "103": ("Marie-Galante", 0),
    "104": ("Îles du Nord", 4),
    "105": ("Centre de la Guadeloupe", 2),
    "113": ("Îles du Nord", 4),
    "116": ("Marie-Galante", 0),
    "201": ("Centre de la Martinique", 2),
    "202": ("Nord-Atlantique de la Martinique", 2),
    "203": ("Sud de la Martinique", 2),
    "204": ("Nord-Caraïbe de la Martinique", 2),
    "304": ("Matoury", 0),
    "401": ("Ouest de La Réunion", 5),
    "402": ("Sud de La Réunion", 2),
    "403": ("Est de La Réunion", 5),
    "404": ("Nord de La Réunion", 2),
    "601": ("Mayotte", 0),
    "1107": ("Paris", 0),
    "1108": ("Sud Seine-et-Marne", 2),
    "1109": ("Nord-Est Seine-et-Marne", 2),
    "1115": ("Centre Seine-et-Marne", 2),
    "1116": ("Est Seine-et-Marne", 5),
    "1117": ("Marne-la-Vallée", 0),
    "1118": ("Porte Sud du Grand Paris", 3),
    "1119": ("Grand Roissy - Le Bourget", 2),
    "1124": ("Sud-Ouest francilien", 2),
    "1125": ("Seine Aval", 0),
    "1126": ("Versailles-Saclay", 0),
    "1127": ("Ouest Val-d'Oise", 5),
    "1128": ("Sud Essonne", 2),
    "1129": ("Grand-Orly Seine Bièvre", 0),
    "1137": ("Vallée Sud - Grand Paris", 0),
    "1138": ("Boucle Nord de Seine", 0),
    "1139": ("Grand Paris Seine Ouest", 0),
    "1146": ("Paris Ouest La Défense", 0),
    "1147": ("Plaine Commune", 0),
    "1148": ("Est Ensemble", 1),
    "1149": ("Grand Paris Grand Est", 0),
    "1150": ("Grand Paris Sud Est Avenir", 0),
    "1151": ("Paris Est Marne & Bois", 0),
    "1152": ("Est Val-d'Oise", 5),
    "1153": ("Brie-Créçois", 3),
    "2703": ("Cosne-sur-Loire", 0),
    "2721": ("Lure - Héricourt", 0),
    "2802": ("Pays de Caux", 2),
    "2803": ("Caux maritime", 2),
    "2822": ("Nord-Cotentin", 2),
    "2823": ("Sud-Manche", 2),
    "2824": ("Saint-Lô - Coutances", 0),
    "2828": ("Mortagne - L'Aigle", 0),
    "3201": ("Abbeville - Ponthieu", 1),
    "3203": ("Santerre-Somme", 2),
    "3208": ("Brie-Tardenois", 3),
    "3210": ("Santerre-Oise - Sud-Oise", 2),
    "3217": ("Versant nord-est (Roubaix-Tourcoing)", 2),
    "3219": ("Flandre-Lys", 0),
    "3222": ("Cambrésis", 2),
    "3223": ("Sambre-Avesnois", 2),
    "3224": ("Artois-Ternois", 5),
    "3225": ("Bassin minier ouest", 2),
    "3226": ("Boulonnais", 2),
    "3229": ("Audomarois", 5),
    "4423": ("Briey", 0),
    "4428": ("Nord de la Meuse", 2),
    "4429": ("Sud de la Meuse", 2),
    "4430": ("Bassin sidérurgique", 2),
    "4432": ("Bassin houiller", 2),
    "4437": ("Ouest des Vosges", 5),
    "4440": ("Sarre-Union - Saverne", 0),
    "4446": ("Colmar - Neuf-Brisach", 0),
    "4448": ("Thann - Cernay", 0),
    "5215": ("Fontenay-le-Comte", 0),
    "5216": ("Les Sables-d'Olonne", 4),
    "7508": ("Marennes-Oléron", 0),
    "7524": ("Périgueux - Nord-Est Dordogne", 0),
    "7525": ("Est Dordogne", 5),
    "7538": ("Béarn", 2),
    "7539": ("Pays basque", 2),
    "7549": ("Aiguillon", 1),
    "7606": ("Albi - Carmaux", 1),
    "7607": ("Graulhet - Gaillac", 0),
    "7608": ("Castres - Mazamet", 0),
    "7623": ("Decazeville - Villefranche", 0),
    "7636": ("Alès - La Grand-Combe", 1),
    "7637": ("Le Vigan - Ganges", 2),
    "7649": ("Agde - Pézenas", 1),
    "8405": ("Chablais", 2),
    "8406": ("Genevois français", 2),
    "8408": ("Vallée de l'Arve", 3),
    "8409": ("Maurienne", 3),
    "8410": ("Tarentaise", 3),
    "8414": ("Nord-Est Isère", 2),
    "8415": ("Vienne - Roussillon", 0),
    "8417": ("Loire Centre", 0),
    "8421": ("Drôme-Ardèche Sud", 0),
    "8427": ("Gier", 2),
    "8428": ("Lyon Centre", 0),
    "8430": ("Est du Rhône", 5),
    "8431": ("Drôme-Ardèche Nord", 0),
    "8432": ("Drôme-Ardèche Centre", 0),
    "8435": ("Vallée de la Drôme", 3),
    "8436": ("Centre Ardèche", 2),
    "8438": ("Pays de Gex", 2),
    "8440": ("Vaulx - Meyzieu", 0),
    "8449": ("Vichy - Cusset", 0),
    "8454": ("Monistrol - Yssingeaux", 0),
    "8458": ("Riom - Saint-Éloy", 0),
    "9301": ("Alpes-de-Haute-Provence", 4),
    "9302": ("Hautes-Alpes", 4),
    "9307": ("Aubagne - La Ciotat", 1),
    "9308": ("Étang de Berre", 5),
    "9314": ("Nord Vaucluse", 2),
    "9315": ("Est Carpentras", 5),
    "9316": ("Sud Vaucluse", 2),
    "9326": ("Sophia Antipolis (CASA)", 0),
    "9329": ("Pays d'Arles", 2),
    "9331": ("Est Var", 5),
    "9332": ("Haut Var", 2),
    "9333": ("Aix - Gardanne - Salon", 1),
    "9399": ("Monaco", 0),
    "9408": ("Porto-Vecchio - Sartène - Propriano", 0),
    "9410": ("Calvi - L'Île-Rousse", 0),
    "9411": ("Corte - Ghisonaccia - Aléria", 0),
}


def proper_name(code: str, label: str, communes: Iterable[Commune]) -> tuple[str, int]:
    """Return (name, article code) of bassin ``code``, published as ``label``, that holds ``communes``."""
    if code in WRITTEN:
        return WRITTEN[code]
    wanted = re.sub(r"\bst\b", "saint", fold(label)).removeprefix("bassin ")
    by_size = sorted(communes, key=lambda commune: -commune.population)
    for commune in by_size:
        if fold(commune.name) == wanted:
            return commune.name, commune.liaison
    for commune in by_size:
        if fold(commune.name).startswith(f"{wanted} "):
            return _first_words(commune.name, wanted), commune.liaison
    raise ValueError(f"bassin {code} {label!r}: no commune of that name, to be written in WRITTEN")


def _first_words(name: str, folded: str) -> str:
    """Return the beginning of ``name`` that folds to ``folded`` ("Romorantin" of "Romorantin-Lanthenay")."""
    return next(name[:size] for size in range(1, len(name) + 1) if fold(name[:size]) == folded)
