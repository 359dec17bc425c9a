"""The Rasa server as `make run` starts it: ordinary Rasa, with what it does not need left out."""

from __future__ import annotations

import argparse


def main() -> None:
    """Serve until stopped."""
    options = _options()
    from rasa.core.run import serve_application  # noqa: PLC0415
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415
    from rasa.utils.common import configure_logging_and_warnings  # noqa: PLC0415

    configure_logging_and_warnings(warn_only_once=True, filter_repeated_logs=True)
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    endpoints.action.url = options.actions
    serve_application(
        options.model,
        interface=options.host,
        port=options.port,
        credentials="credentials.yml",
        enable_api=False,
        endpoints=endpoints,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.serve")
    parser.add_argument("--model", required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--actions", required=True, help="address of the action server's webhook")
    return parser.parse_args()


if __name__ == "__main__":
    main()
