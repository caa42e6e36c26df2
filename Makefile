# The two commands: `make run` serves Heard with sample data, `make test` proves it works.
# Both set up whatever they need first. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
# Journeys each start a browser or a server; more workers than this fight over two cores.
WORKERS ?= 2

.PHONY: run test tests test-all style contracts test-gate test-crash test-attacks scan mutate help setup-run setup-test setup-train train-tone train-themes check-training bench bench-replica bench-text bench-numbers compare-gates check format catalogues compile css pictures lock sbom released vulnerabilities clean
.DEFAULT_GOAL := help

run: setup-run  ## Serve Heard with sample data on 127.0.0.1, port 8000 or PORT
	@exec $(BIN)/heard run

test: style  ## Everything CI runs: formatting, types, imports, catalogues, tests
	@$(MAKE) --no-print-directory -j 2 contracts tests

test-all: style  ## make test, and every page in every language and version (half an hour)
	@HEARD_EXAMPLES=20 $(MAKE) --no-print-directory -j 2 contracts tests \
	  CHOSEN='-m "not whole_gate and not whole_crash and not whole_scan"'

# Types take a minute of one processor, beside which the tests have the other.
tests: setup-test
	$(BIN)/pytest -n $(WORKERS) $(CHOSEN)

test-gate: setup-test  ## The gate's bar, whole, with its figures: a thousand data sets attacked (some two hours on two cores)
	$(BIN)/pytest -n $(WORKERS) -m whole_gate tests/gate_attack tests/analysis
	$(BIN)/python -m benchmarks.gate_time

test-crash: setup-test  ## A hundred kills and hundreds of power cuts while families answer (half an hour)
	$(BIN)/pytest -n 0 -s -m whole_crash tests/crash

test-attacks: setup-test  ## Fifty attacks, each with a control, and the table of both
	$(BIN)/pytest -n $(WORKERS) tests/attacks

scan: setup-test  ## Wapiti and sqlmap against Heard and against a sabotaged copy, on this machine (half an hour)
	@PYTHON=$(PYTHON) tools/set-up-scan.sh
	$(BIN)/pytest -n 0 -s -m whole_scan tests/scan

mutate: setup-test  ## Does a test notice when the code is changed? SAMPLE=40 changes of each of six subjects (hours)
	@PYTHON=$(PYTHON) tools/set-up-mutate.sh
	$(BIN)/python -m tools.mutate --sample $(or $(SAMPLE),40) --seed $(or $(SEED),20261128) $(SUBJECTS)

help:  ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

setup-run:
	@PYTHON=$(PYTHON) tools/set-up.sh run

setup-test:
	@PYTHON=$(PYTHON) tools/set-up.sh test

setup-train:
	@PYTHON=$(PYTHON) tools/set-up-train.sh

check: style contracts  ## Formatting, types, import contracts and catalogues, without the tests

style: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

contracts: setup-test
	$(BIN)/mypy
# The cache would miss a module that has just appeared.
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/catalogues.py check

format: setup-test  ## Put the code into its one layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogues: setup-test  ## Collect the wording for translators, and compile what they wrote
	$(BIN)/python tools/catalogues.py update
	$(BIN)/python tools/catalogues.py compile

compile: setup-run  ## Compile the catalogues only
	$(BIN)/python tools/catalogues.py compile

css:  ## Build both style sheets again, after a change to feedback/styles or to a class in a page
	cd feedback/styles && npm ci && npm run build

pictures:  ## Draw the Easy Read pictures again, after naming another one in forms
	cd feedback/styles && npm ci && npm run pictures

train-tone: setup-train  ## Make the tone model from labelled comments: DATA=folder [OUT=file]
	.venv-train/bin/heard train-tone --data $(DATA) $(if $(OUT),--out $(OUT))

train-themes: setup-train  ## Make the themes model from labelled comments: DATA=folder [OUT=file]
	.venv-train/bin/heard train-themes --data $(DATA) $(if $(OUT),--out $(OUT))

check-training: setup-train  ## Train both models again: the same bytes as committed? DATA=folder
	@tools/check-training.sh $(DATA)

bench-text: setup-train  ## How good the readers of comments are, tone beside TextBlob and VADER: DATA=folder
	@for reader in tone language names themes; do \
	  printf '\n# %s\n\n' $$reader; .venv-train/bin/python -m benchmarks.text_$$reader $(DATA) || exit; \
	done

bench: setup-test  ## Every bar of speed, size and growth in one table, each beside its limit (ten minutes; MILLION=1: half an hour)
	MILLION=$(MILLION) $(BIN)/python -m benchmarks.bench $(BARS)

bench-replica: setup-test  ## Kill PostgreSQL's primary while families answer: does its standby have everybody? (5 minutes)
	$(BIN)/python -m benchmarks.replica

bench-numbers: setup-test  ## The worst that luck can do to a flag, a range and a "more" (15 minutes)
	$(BIN)/python -m benchmarks.small_numbers

compare-gates: setup-test  ## Our gate beside hiding under 5 and beside acro, on 100 data sets (a quarter of an hour)
	@PYTHON=$(PYTHON) tools/set-up-acro.sh
	$(BIN)/python -m benchmarks.gates_beside

lock:  ## Choose the newest allowed versions again and write the lock files
	@PYTHON=$(PYTHON) tools/lock.sh

sbom: setup-test  ## Write the list of everything we are made of, after a change to a lock file
	$(BIN)/python -m tools.sbom

released: setup-test  ## Keep the database of the version in pyproject.toml, to try later ones on it
	$(BIN)/python -m tests.released.making

vulnerabilities: setup-test  ## Is anything we lock known to be vulnerable? ONLINE=1 asks the service
	$(BIN)/python -m tools.vulnerabilities $(if $(ONLINE),--online)

clean:  ## Forget the environment and everything built; sample data in instance/ stays
	rm -rf .venv .venv-train .venv-acro .venv-scan .venv-mutate tools/html-checker/node_modules .make .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
