# What a developer or a curious person can do here. `make help` lists it.
SHELL := /bin/bash
export CARGO_TARGET_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/pamoja/target

.PHONY: help run test tidy generate bench soak threats

help:            ## this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/: *##/ ##/' | awk -F '##' '{printf "make %-10s %s\n", $$1, $$2}'

run:             ## build everything, fill a demonstration district, open the window (or serve a browser)
	@bash xtask/run.sh

test:            ## every test: rules, stories, browser, desktop window
	@bash xtask/test.sh

tidy:            ## the house rules alone
	@cargo run --quiet -p xtask -- tidy

generate:        ## write the generated files anew: TypeScript client, schema.sql, permissions, OpenAPI
	@cargo run --quiet -p xtask -- generate

bench:           ## the published benchmark: 100,000 households on this machine (ONLY=week. for a part)
	@bash xtask/bench.sh

soak:            ## the long runs: random kills and histories, power cuts, fuzzing (SEEDS=1..10001: these histories alone)
	@bash xtask/soak.sh

threats:         ## each control of the threat table switched off: its test must turn red (ONLY=lease for one)
	@bash xtask/threats.sh
