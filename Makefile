# The two commands of the README: `make demo` and `make test`. Everything they need is installed here.
.DEFAULT_GOAL := help
PYTHON ?= python3
DEMO := .venv-demo/bin
TEST := .venv-test/bin
PYTEST := HF_HUB_OFFLINE=1 $(TEST)/python -m pytest
MODELS := biobench-silent biobench-random biobench-majority biobench-nn biobench-kmer

.PHONY: help demo test test-fast docs lint bench extraction-report clean

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv-demo/installed  ## all tasks on synthetic rows with the baselines; table in demo-results/ (no torch)
	rm -rf demo-results
	@for model in $(MODELS); do \
	  echo "lm_eval run --tasks biobench --model $$model --metadata '{\"data\": \"mini\"}'"; \
	  $(DEMO)/lm_eval run --tasks biobench --model $$model --metadata '{"data": "mini"}' \
	    --log_samples --output_path demo-results/$$model > demo-results.log 2>&1 \
	    || { cat demo-results.log; rm demo-results.log; exit 1; }; rm demo-results.log; \
	done
	@echo; $(DEMO)/biobench show demo-results --output demo-results/table.txt
	@echo; echo "saved: demo-results/table.txt; every answer: demo-results/*/*/samples_*.jsonl"

# By file: the tests of a file share what is slow to make (environments, checkpoints, a server).
test: .venv-test/installed  ## install what the tests need, then run all of them
	$(PYTEST) -n 2 --dist loadfile

test-fast: .venv-test/installed  ## the tests that are not marked slow
	$(PYTEST) -n 2 --dist loadfile -m "not slow"

docs: .venv-test/installed  ## write the parts of the documentation that come from task files and code
	$(TEST)/python scripts/render-docs.py

lint: .venv-test/installed  ## ruff and mypy --strict
	$(TEST)/ruff check . && $(TEST)/ruff format --check . && $(TEST)/mypy

bench: .venv-test/installed  ## speed and memory as ratios, into docs/benchmarks/results.json (ONLY=overhead for one family)
	HF_HUB_OFFLINE=1 $(TEST)/python -m benchmarks $(ONLY)

extraction-report: .venv-test/installed  ## how well labelled answers are read, ours and official (FILE=labelled.jsonl OPTIONS=--errors)
	@$(TEST)/python scripts/extraction-report.py $(FILE) $(OPTIONS)

clean:  ## remove the environments and what the demo made
	rm -rf .venv-demo .venv-test demo-results build *.egg-info

# The package is installed as users install it; a changed source means a new installation.
SOURCES := setup.cfg build_hook.py $(shell find biobench -name '*.py' -o -name '*.yaml')

.venv-demo/installed: $(SOURCES)
	$(PYTHON) -m venv .venv-demo
	$(DEMO)/python -m pip install --quiet uv
	$(DEMO)/uv pip install --quiet --python $(DEMO)/python --reinstall-package biobench .
	touch $@

.venv-test/installed: setup.cfg build_hook.py scripts/test-environment.sh scripts/cpu-overrides.txt
	PYTHON=$(PYTHON) scripts/test-environment.sh .venv-test
	touch $@
