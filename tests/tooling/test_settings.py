"""What may be set: typed, refused in French, shown without secrets, read in one place."""

import os
import re
from pathlib import Path

import pytest

from bot import __main__ as command
from bot import settings as module
from bot.settings import Settings, in_force, settings, web_settings
from knowledge.errors import SettingsError
from knowledge.paths import PROJECT
from knowledge.settings import variable

VARIABLES = [variable(field) for field in Settings.__fields__.values()]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, *(each for each in os.environ if each.startswith("BEMO_"))):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def credentials(tmp_path: Path) -> Path:
    return tmp_path / "credentials.yml"


def test_without_anything_set_each_has_its_default() -> None:
    assert settings() == Settings.construct()
    assert {each.origin for each in in_force() if each.name.isupper()} == {"par défaut"}


def test_what_is_set_is_typed_and_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "5007")
    monkeypatch.setenv("BMO_DIR", "/tmp/bruts")
    assert (settings().port, settings().raw_files) == (5007, Path("/tmp/bruts"))
    monkeypatch.setenv("PORT", "5008")
    assert settings().port == 5008
    assert settings() is settings()


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.setenv(name, "")
    assert settings() == Settings.construct()


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("PORT", "70000", "un port, de 0 à 65535"),
        ("ACTIONS_URL", "5055", "une adresse, comme http://127.0.0.1:5055/webhook"),
        ("BEMO_PUBLIC_URL", "javascript:alert(1)", "une adresse, comme https://"),
        ("BEMO_FULL_RASA", "peut-être", r"1 \(oui\) ou 0 \(non\)"),
    ],
)
def test_what_cannot_be_is_refused_in_french(
    name: str, value: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"« {name} » vaut « {re.escape(value)} » : il faut {wanted}"):
        settings()


@pytest.mark.parametrize("address", ["nonsense", "mysql://moi:motdepasse@ici/b", "postgresql://moi:motdepasse@ici:x/b"])
def test_a_wrong_address_of_a_base_is_not_repeated(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(SettingsError, match="« DATABASE_URL » ne convient pas : il faut l'adresse d'une base") as error:
        settings()
    assert address not in str(error.value)


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["bot", "run"])
    monkeypatch.setenv("PORT", "abc")
    monkeypatch.setenv("FORCE", "abc")
    assert command.main() == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Réglages à corriger :"
    assert [line.split()[1] for line in said[1:]] == ["PORT", "FORCE"]


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["bot", "settings"])
    monkeypatch.setenv("BEMO_REST_TOKEN", "s3cret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://bemo:s3cret@ici/figures")
    assert command.main() == 0
    shown = capsys.readouterr().out
    assert "s3cret" not in shown + repr(settings()) + str(settings())
    assert re.search(r"BEMO_REST_TOKEN +défini, caché +environnement", shown)
    assert re.search(r"DATABASE_URL +postgresql://bemo:\*\*\*@ici/figures +environnement", shown)
    assert re.search(r"rates.messages +30 +credentials.yml +messages d'une conversation, par minute", shown)


def test_what_credentials_say_is_shown_with_its_origin(credentials: Path) -> None:
    credentials.write_text("bot.channels.web.WebChannel:\n  proxies: 1\n  rates: {messages: 3}\n")
    shown = {each.name: (each.value, each.origin) for each in in_force(credentials)}
    assert shown["proxies"] == ("1", "credentials.yml")
    assert shown["rates.messages"] == ("3", "credentials.yml")
    assert shown["rates.reads"] == ("30", "par défaut")
    assert shown["allowed_origins"] == ("aucun", "par défaut")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "bot.channels.web.WebChannel: {rates: {message: 3}}",
            "« rates.message » n'est pas un réglage connu",
        ),
        ("bot.channels.web.WebChannel: {rates: {messages: -3}}", "« rates.messages » vaut « -3 » : il faut un nombre"),
        ("bot.channels.web.WebChannel: [3]", "il faut des lignes"),
        ("[3]", "ne peut pas être lu"),
        ("a: {", "ne peut pas être lu"),
    ],
)
def test_credentials_that_cannot_be_are_refused_in_french(credentials: Path, text: str, said: str) -> None:
    credentials.write_text(text)
    with pytest.raises(SettingsError, match=rf"credentials\.yml.* {said}"):
        web_settings(credentials)


def test_a_variable_with_a_wrong_name_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("BEMO_REST_TOKENS", "BEMO_ZZZ"):
        monkeypatch.setenv(name, "s3cret")
    monkeypatch.setattr("sys.argv", ["bot", "settings"])
    assert command.main() == 0
    assert capsys.readouterr().err.splitlines() == [
        "La variable BEMO_REST_TOKENS n'est lue par rien : est-ce BEMO_REST_TOKEN ?",
        "La variable BEMO_ZZZ n'est lue par rien.",
    ]


def test_those_who_share_an_address_may_all_talk() -> None:
    rates = web_settings().rates
    assert rates.messages_per_address >= 10 * rates.messages


def test_no_other_module_reads_the_environment() -> None:
    allowed = {Path(module.__file__), PROJECT / "knowledge" / "settings.py"}
    files = {path for folder in ("bot", "knowledge") for path in (PROJECT / folder).rglob("*.py")}
    reading = {
        path for path in files if re.search(r"\bos\.(?:environb?|getenvb?)\b|\bfrom os import", path.read_text("utf-8"))
    }
    assert allowed <= reading
    assert reading == allowed


def test_the_readme_lists_every_variable() -> None:
    section = (PROJECT / "README.md").read_text("utf-8").partition("## Settings")[2].partition("\n## ")[0]
    listed = set(re.findall(r"`([A-Z][A-Z_]+)`", section))
    assert listed == {*VARIABLES, "CI"}
