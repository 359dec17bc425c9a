"""The page of ``make demo-telegram``: what was said, sent and pressed, and nothing of it as HTML of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.telegram.scenes import SCENES
from scripts.telegram.transcript import written


def sent(method: str, **params: Any) -> dict[str, Any]:
    return {"method": method, "ok": True, "params": {"chat_id": "1", **params}}


def test_the_page_shows_what_a_phone_shows(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    picture, table = tmp_path / "files" / "1-image.png", tmp_path / "files" / "2-a.csv"
    picture.write_bytes(b"png")
    table.write_bytes(b"a;b\n" * 1000)
    keys = json.dumps({"inline_keyboard": [[{"text": "Et à <Blois> ?", "callback_data": "1"}]]})
    page = written(
        [
            {"mark": "scene Chercher"},
            {"mark": "person <script>alert(1)</script>"},
            sent(
                "sendPhoto", photo={"name": "image.png", "path": str(picture)}, caption="<i>Oui</i>", parse_mode="HTML"
            ),
            sent("sendMessage", text="<pre>28</pre>\nfin", parse_mode="HTML", reply_markup=keys),
            sent("sendMessage", text="1 < 2"),
            {**sent("sendMessage", text="refusé"), "ok": False},
            sent("sendDocument", document={"name": "a.csv", "path": str(table)}),
            sent("answerCallbackQuery", text="Ce bouton a expiré."),
        ],
        tmp_path,
    )
    assert "<h2>Chercher</h2>" in page
    assert "<script>" not in page
    assert '<img src="files/1-image.png"' in page
    assert "<i>Oui</i>" in page
    assert "<pre>28</pre>fin" in page
    assert "Et à &lt;Blois&gt; ?" in page
    assert "1 &lt; 2" in page
    assert "refusé" not in page
    assert "<i>CSV</i>" in page
    assert "4 Ko" in page
    assert "Ce bouton a expiré." in page


def test_each_scene_has_something_done() -> None:
    assert all(scene.deeds for scene in SCENES)
