"""What the Bot API does: its methods, its limits, its refusals, its queue of updates and its calls to a webhook."""

from __future__ import annotations

import base64
import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.telegram.markup import RefusedError, length, read

ME = {"id": 7000001, "is_bot": True, "first_name": "Bémo", "username": "bemo_test_bot", "can_join_groups": True}
REVOKED = "7000009:" + "x" * 35
"""A token that was taken back."""
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{35}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_SAME = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"


class Problem(Exception):  # noqa: N818 — reads as what it is
    """An answer other than 200, or a connection that is cut (``kind``)."""

    def __init__(self, code: int, description: str, retry_after: int = 0, kind: str = "") -> None:
        super().__init__(description)
        self.code, self.kind = code, kind
        self._retry_after = retry_after

    def as_json(self) -> dict[str, Any]:
        """Return what the bot reads."""
        more = {"parameters": {"retry_after": self._retry_after}} if self._retry_after else {}
        return {"ok": False, "error_code": self.code, "description": str(self), **more}


class BotApi:
    """One bot's side of Telegram, whatever the token."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "files").mkdir(parents=True, exist_ok=True)
        self._changed = threading.Condition()
        self._journal: list[dict[str, Any]] = []
        self._pending: list[dict[str, Any]] = []
        self._last_id = 500_000
        self._asking = 0
        self._hook: dict[str, Any] = {}
        self._failure: dict[str, Any] = {}
        self._faults: list[dict[str, Any]] = []
        self._chats: set[int] = set()
        self._queries: set[str] = set()
        self._messages: dict[tuple[int, int], str] = {}
        self._files: dict[str, bytes] = {}

    # What tests say

    def told(self, what: str, parameters: dict[str, Any]) -> Any:
        """Do what a test asks: say, fault, mark, file, journal."""
        with self._changed:
            done: Any = {"say": self._say, "fault": self._fault, "mark": self._mark, "file": self._keep_file}.get(what)
            if done:
                return done(parameters)
            return self._journal[int(parameters.get("since", 0)) :]

    def _say(self, parameters: dict[str, Any]) -> list[int]:
        for update in parameters["updates"]:
            if "update_id" not in update:
                self._last_id += 1
                update["update_id"] = self._last_id
            self._meet(update)
            self._pending.append(update)
        self._changed.notify_all()
        return [each["update_id"] for each in parameters["updates"]]

    def _meet(self, update: dict[str, Any]) -> None:
        for kind, content in update.items():
            if kind == "update_id":
                continue
            if kind in ("callback_query", "inline_query"):
                self._queries.add(content["id"])
            message = content.get("message", content)
            if "chat" in message:
                self._chats.add(message["chat"]["id"])

    def _fault(self, parameters: dict[str, Any]) -> bool:
        self._faults.append({"times": 1, **parameters})
        return True

    def _mark(self, parameters: dict[str, Any]) -> int:
        return self._note({"mark": parameters["text"]})

    def _keep_file(self, parameters: dict[str, Any]) -> bool:
        self._files[parameters["file_id"]] = base64.b64decode(parameters["content"])
        return True

    def _note(self, line: dict[str, Any]) -> int:
        line = {"seq": len(self._journal), "at": time.time(), **line}
        self._journal.append(line)
        with (self._folder / "journal.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return int(line["seq"])

    # The Bot API

    def content(self, path: str) -> bytes | None:
        """Return a file by its path."""
        return self._files.get(path.removeprefix("files/"))

    def call(self, token: str, method: str, parameters: dict[str, Any]) -> Any:
        """Return the result of a method. Raises Problem."""
        if not _TOKEN.fullmatch(token):
            raise Problem(404, "Not Found")
        if token == REVOKED:
            raise Problem(401, "Unauthorized")
        if method == "getUpdates":
            return self._get_updates(parameters)
        with self._changed:
            fault = self._take_fault(method, parameters)
            if fault and fault["kind"] != "cut_after":
                problem = _problem(fault)
                self._note({"method": method, "params": _short(parameters), "ok": False, "error": str(problem)})
                raise problem
            try:
                result = self._method(method)(parameters)
            except (Problem, RefusedError) as error:
                self._note({"method": method, "params": _short(parameters), "ok": False, "error": str(error)})
                raise error if isinstance(error, Problem) else Problem(400, str(error)) from None
            self._note({"method": method, "params": _short(parameters), "ok": True, "result": result})
            if fault:
                raise _problem(fault)
            return result

    def _take_fault(self, method: str, parameters: dict[str, Any]) -> dict[str, Any] | None:
        for fault in self._faults:
            of_chat = "chat" not in fault or str(fault["chat"]) == str(parameters.get("chat_id"))
            if fault["times"] > 0 and fault.get("method", method) == method and of_chat:
                fault["times"] -= 1
                return fault
        return None

    def _method(self, name: str) -> Callable[[dict[str, Any]], Any]:
        methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getMe": lambda _: ME,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "sendDocument": self._send_document,
            "sendChatAction": self._send_action,
            "answerCallbackQuery": self._answer_query,
            "answerInlineQuery": self._answer_inline,
            "editMessageReplyMarkup": self._edit_markup,
            "setMyCommands": self._set_commands,
            "getFile": self._get_file,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
        }
        if name not in methods:
            raise Problem(404, "Not Found")
        return methods[name]

    def _get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        offset, limit = int(parameters.get("offset") or 0), int(parameters.get("limit") or 100)
        until = time.monotonic() + min(50, float(parameters.get("timeout") or 0))
        with self._changed:
            if fault := self._take_fault("getUpdates", parameters):
                raise _problem(fault)
            if self._hook:
                raise Problem(409, _HOOKED)
            self._asking += 1
            mine = self._asking
            self._changed.notify_all()
            self._pending = [each for each in self._pending if each["update_id"] >= offset]
            while not self._pending and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
                if self._asking != mine:
                    raise Problem(409, _CONFLICT)
            return self._pending[:limit]

    def _send_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        shown = read(str(parameters.get("text", "")), parameters.get("parse_mode", ""))
        if not shown.strip():
            raise Problem(400, "Bad Request: message text is empty")
        if length(shown) > 4096:
            raise Problem(400, "Bad Request: message is too long")
        return self._sent(parameters, text=shown)

    def _send_photo(self, parameters: dict[str, Any]) -> dict[str, Any]:
        content = self._file(parameters, "photo")
        if not content.startswith(_PICTURES):
            raise Problem(400, "Bad Request: IMAGE_PROCESS_FAILED")
        return self._sent(parameters, photo=[{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}])

    def _send_document(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self._file(parameters, "document")
        name = parameters["document"]["name"]
        return self._sent(parameters, document={"file_id": "d", "file_unique_id": "d", "file_name": name})

    def _file(self, parameters: dict[str, Any], field: str) -> bytes:
        if length(read(parameters.get("caption", ""), parameters.get("parse_mode", ""))) > 1024:
            raise Problem(400, "Bad Request: message caption is too long")
        given = parameters.get(field)
        if not isinstance(given, dict) or not given["content"]:
            raise Problem(400, "Bad Request: file must be non-empty")
        content = base64.b64decode(given["content"])
        path = self._folder / "files" / f"{len(self._journal)}-{Path(given['name']).name}"
        path.write_bytes(content)
        parameters[field] = {"name": given["name"], "path": str(path)}
        return content

    def _sent(self, parameters: dict[str, Any], **content: Any) -> dict[str, Any]:
        chat = self._chat(parameters)
        markup = parameters.get("reply_markup", "")
        _check_keys(json.loads(markup) if markup else {})
        number = len(self._journal) + 1
        self._messages[chat, number] = markup
        kind = "private" if chat > 0 else "group"
        return {"message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": kind}, **content}

    def _chat(self, parameters: dict[str, Any]) -> int:
        try:
            chat = int(parameters.get("chat_id", ""))
        except ValueError:
            chat = 0
        if chat not in self._chats:
            raise Problem(400, "Bad Request: chat not found")
        return chat

    def _send_action(self, parameters: dict[str, Any]) -> bool:
        self._chat(parameters)
        return True

    def _answer_query(self, parameters: dict[str, Any]) -> bool:
        if parameters.get("callback_query_id") not in self._queries:
            raise Problem(400, _OLD)
        if len(parameters.get("text", "")) > 200:
            raise Problem(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    def _answer_inline(self, parameters: dict[str, Any]) -> bool:
        if parameters.get("inline_query_id") not in self._queries:
            raise Problem(400, _OLD)
        return True

    def _edit_markup(self, parameters: dict[str, Any]) -> Any:
        key = self._chat(parameters), int(parameters["message_id"])
        if key not in self._messages:
            raise Problem(400, "Bad Request: message to edit not found")
        markup = parameters.get("reply_markup", "")
        if self._messages[key] == markup:
            raise Problem(400, _SAME)
        self._messages[key] = markup
        return True

    def _set_commands(self, parameters: dict[str, Any]) -> bool:
        for each in json.loads(parameters["commands"]):
            if not _COMMAND.fullmatch(each["command"]):
                raise Problem(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(each["description"]) <= 256:
                raise Problem(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    def _get_file(self, parameters: dict[str, Any]) -> dict[str, Any]:
        name = parameters.get("file_id", "")
        if name not in self._files:
            raise Problem(400, "Bad Request: invalid file_id")
        size = len(self._files[name])
        return {"file_id": name, "file_unique_id": name, "file_size": size, "file_path": f"files/{name}"}

    # The webhook

    def _set_webhook(self, parameters: dict[str, Any]) -> bool:
        secret = parameters.get("secret_token", "")
        if secret and not _SECRET.fullmatch(secret):
            raise Problem(400, "Bad Request: secret token contains unallowed characters")
        self._hook = {"url": parameters["url"], "secret": secret} if parameters.get("url") else {}
        self._asking += 1
        self._changed.notify_all()
        return True

    def _delete_webhook(self, _parameters: dict[str, Any]) -> bool:
        self._hook = {}
        return True

    def _webhook_info(self, _parameters: dict[str, Any]) -> dict[str, Any]:
        url = self._hook.get("url", "")
        about = {"has_custom_certificate": False, "pending_update_count": len(self._pending)}
        return {"url": url, **about, **self._failure}

    def deliver(self) -> None:
        """Call the webhook with what waits, in order; again, until it is acknowledged."""
        while True:
            with self._changed:
                while not (self._hook and self._pending):
                    self._changed.wait()
                update, hook = self._pending[0], dict(self._hook)
            failure = _posted(hook, update)
            with self._changed:
                self._failure = {"last_error_date": int(time.time()), "last_error_message": failure} if failure else {}
                if not failure and self._pending[:1] == [update]:
                    self._pending.pop(0)
            if failure:
                time.sleep(0.3)


def _posted(hook: dict[str, Any], update: dict[str, Any]) -> str:
    """Return why a call failed, nothing when it was acknowledged."""
    headers = {"Content-Type": "application/json"}
    if hook["secret"]:
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook["secret"]
    request = urllib.request.Request(hook["url"], json.dumps(update).encode(), headers)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10):
            return ""
    except urllib.error.HTTPError as error:
        return f"Wrong response from the webhook: {error.code} {error.reason}"
    except OSError:
        return "Connection refused"


def _check_keys(markup: dict[str, Any]) -> None:
    for row in markup.get("inline_keyboard", ()):
        for key in row:
            if not key.get("text"):
                raise Problem(400, "Bad Request: inline keyboard button text is empty")
            if not 1 <= len(key.get("callback_data", key.get("url", "")).encode()) <= 64:
                raise Problem(400, "Bad Request: BUTTON_DATA_INVALID")


def _problem(fault: dict[str, Any]) -> Problem:
    kind = str(fault["kind"])
    descriptions = {
        "400": "Bad Request: can't parse entities: Unsupported start tag",
        "403": "Forbidden: bot was blocked by the user",
        "429": f"Too Many Requests: retry after {fault.get('retry_after', 1)}",
        "502": "Bad Gateway",
    }
    if kind.startswith("cut"):
        return Problem(0, f"the connection is cut ({kind})", kind=kind)
    retry_after = fault.get("retry_after", 1) if kind == "429" else 0
    return Problem(int(kind), fault.get("description", descriptions[kind]), retry_after)


def _short(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return parameters without the contents of files."""
    return {
        name: {key: part for key, part in value.items() if key != "content"} if isinstance(value, dict) else value
        for name, value in parameters.items()
    }
