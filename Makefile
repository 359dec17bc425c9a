# Everything the project does, one word each. The set-up is made, or brought up to date, by each of them.
IN_VENV := @sh scripts/in-venv.sh

.DEFAULT_GOAL := help
.PHONY: help run demo demo-mail demo-telegram chat train test bench lock clean

help: ## say what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: ## set everything up and serve on http://127.0.0.1:5005 (PORT=…, HOST=…)
	$(IN_VENV) python -m bot run

demo: ## the same, offline, with job offers that are fictional and say so
	$(IN_VENV) python -m scripts.demo

demo-mail: ## a request left, mailed, answered and followed, with a mail server of this machine
	$(IN_VENV) python -m scripts.demo.mail

demo-telegram: ## a conversation on Telegram, offline: what a phone shows of it, in var/telegram-demo
	$(IN_VENV) python -m scripts.telegram

chat: ## talk with the assistant in the terminal
	$(IN_VENV) python -m bot chat

train: ## train the model if its inputs changed (FORCE=1: in any case)
	$(IN_VENV) python -m bot train

test: ## set everything up and run every check
	$(IN_VENV) python -m scripts.check

bench: ## measure speed, and compare with stock Rasa (BENCH=knowledge: one part, quick)
	$(IN_VENV) python -m benchmarks $(BENCH)

lock: ## resolve the dependencies of pyproject.toml again into requirements.lock
	$(IN_VENV) python -m scripts.lock

clean: ## remove what was made: environment, base, model, logs, caches
	rm -rf .venv var models results .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

export PORT HOST ACTIONS_URL FORCE
