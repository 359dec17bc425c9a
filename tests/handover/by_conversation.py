"""Leaves requests by conversation, over HTTP, as ``leaving`` does by itself: ``python -m … COUNT FILE URL``.

Each person has an address and a conversation of their own, and says the same message again, with its identifier, when
nobody answers.
"""

from __future__ import annotations

import os
import re
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import httpx

_REFERENCE = re.compile(r"DEM-\d{4}-\w{4}-\w{4}")
_MOST_TURNS = 40
_OPENING = "je veux parler à quelqu'un"


def leave(count: int, path: Path, url: str) -> None:
    """Leave the requests that are not confirmed yet."""
    done = {line.split()[0] for line in path.read_text().splitlines()} if path.exists() else set()
    with path.open("a") as confirmed:
        for number in range(count):
            if str(number) not in done:
                confirmed.write(f"{number} {_left(number, url)}\n")
                confirmed.flush()
                os.fsync(confirmed.fileno())


def _left(number: int, url: str) -> str:
    """Return the reference told at the end of a conversation."""
    said = {  # the first cue found is answered: the opening names companies too
        "une phrase ou deux": f"Texte de la demande {number}.",
        "Qui êtes-vous": "je suis employeur",
        "nom et votre prénom": "Camille Zzyx",
        "vous appelez": "Camille Zzyx",
        "entreprise": "Toitures Zzyx",
        "joindre": f"personne{number}@zzyx.exemple.fr",
        "commune": "Vendôme",
        "message": f"Texte de la demande {number}.",
    }
    transport = httpx.HTTPTransport(local_address=f"127.0.{1 + number // 250}.{1 + number % 250}")
    with httpx.Client(base_url=url, timeout=10, transport=transport, trust_env=False) as client:
        client.headers["Authorization"] = f"Bearer {_insisting(client, '/api/conversation', {})['token']}"
        text = _OPENING
        for _ in range(_MOST_TURNS):
            answer = _insisting(client, "/api/messages", {"text": text, "id": str(uuid.uuid4())})
            told = " ".join(str(message.get("text") or "") for message in answer["messages"] if message)
            if found := _REFERENCE.search(told):
                return found.group()
            last = str(answer["messages"][-1].get("text") or "")
            text = next((each for cue, each in said.items() if cue in last), "oui")
    raise RuntimeError(f"request {number}: « {last} »")


def _insisting(client: httpx.Client, path: str, body: dict[str, str]) -> dict[str, Any]:
    while True:
        try:
            answer = client.post(path, json=body)
        except httpx.HTTPError:
            time.sleep(0.2)
            continue
        if answer.status_code < 500:
            found: dict[str, Any] = answer.raise_for_status().json()
            return found
        time.sleep(0.2)


if __name__ == "__main__":
    leave(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
