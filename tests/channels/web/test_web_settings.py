"""What credentials.yml may say, and what stops the server from starting."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.web import WebChannel
from bot.settings import Rates, WebSettings
from knowledge.errors import SettingsError


def test_nothing_need_be_said() -> None:
    assert WebSettings.of(None) == WebSettings.of({}) == WebSettings()


def test_what_is_said_is_heard() -> None:
    settings = WebSettings.of({"allowed_origins": ["https://WWW.exemple.fr"], "proxies": 1, "rates": {"messages": 5}})
    assert settings.allowed_origins == ("https://www.exemple.fr",)
    assert settings.rates == Rates(messages=5)
    assert WebSettings.of({"allowed_origins": ["http://[::1]:8080"]}).allowed_origins == ("http://[::1]:8080",)
    assert settings.proxies == 1


def test_the_projects_own_file_is_understood() -> None:
    credentials = yaml.safe_load((Path(__file__).parents[3] / "credentials.yml").read_text(encoding="utf-8"))
    assert WebSettings.of(credentials["bot.channels.web.WebChannel"]) == WebSettings()
    assert isinstance(WebChannel.from_credentials(None), WebChannel)


@pytest.mark.parametrize(
    "given",
    [
        {"allowed_origins": ["*"]},
        {"allowed_origins": ["null"]},
        {"allowed_origins": ["exemple.fr"]},
        {"allowed_origins": ["https://exemple.fr/"]},
        {"allowed_origins": ["https://*.exemple.fr"]},
        {"allowed_origins": ["https://exemple.fr; script-src *"]},
        {"allowed_origins": ["https://exemple.fr\r\nSet-Cookie: a=b"]},
        {"allowed_origins": ["javascript://exemple.fr"]},
        {"allowed_origins": ["https://[::1"]},
        {"allowed_origins": ["https://-"]},
        {"allowed_origins": ["https://exemple.fr:99999999"]},
        {"allowed_origins": "https://exemple.fr"},
        {"allowed_origins": [3]},
        {"max_length": 5000},
        {"max_length": 0},
        {"proxies": -1},
        {"proxies": True},
        {"rates": {"messages": "beaucoup"}},
        {"rates": {"messages": 0}},
        {"rates": {"message": 3}},
        {"rates": [3]},
        {"allow_origin": []},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        WebSettings.of(given)
