# Everything a person or a machine does here, from a fresh clone of it on a bare Debian 12.
# The work is done by CMake presets (CMakePresets.json) and tools/; this only puts them in a row.
# Not portable make: GNU make and bash, which Debian's `make` package and base system bring.

SHELL := /bin/bash
.SHELLFLAGS := -e -o pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:

PORT ?= 8888
ARGS ?=
JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 60
PROGRAM := build/release/apps/parley/parley
DESK := build/release/apps/parley-desk/parley-desk

say = @printf '\n== %s\n' "$(1)"

# $(call build,PRESET[,TARGET...]): ninja runs CMake again by itself where that is needed, so only
# the first build configures.
define build
$(call say,building preset $(1) in build/$(1))
@test -f build/$(1)/build.ninja || cmake --preset $(1) --log-level=WARNING
@cmake --build --preset $(1) $(if $(2),--target $(2))
endef

# $(call test,PRESET)
define test
$(call say,testing preset $(1) with $(JOBS) tests at a time)
@ctest --preset $(1) --parallel $(JOBS)
endef

# $(call setup[,OPTION])
define setup
$(call say,looking for the packages that this needs (tools/setup$(if $(1), $(1))))
@tools/setup $(1)
endef

.PHONY: help run listen build test package asan tsan coverage fuzz bench bench-board
.PHONY: bench-recording bench-window pictures reliability nightly torture lint format
.PHONY: format-check clean

help:           ## this list
	@awk -F '## ' '/^[a-z-]+:.*## / { sub(/:.*/, "", $$1); printf "make %-15s %s\n", $$1, $$2 }' \
	  Makefile

run:            ## set up, build, and open the window with a board; in a terminal tell the chapter
	$(call setup)
	$(call build,release,parley parley-desk parley_board_kit)
	@exec tools/run $(DESK) $(PROGRAM) $(ARGS)

listen:         ## set up, build, and listen for TCP clients: PORT=8888, ARGS='--echo ...'
	$(call setup)
	$(call build,release,parley)
	$(call say,listening; in another terminal type: printf Hello | ncat 127.0.0.1 $(PORT))
	@exec $(PROGRAM) listen $(PORT) $(ARGS)

build:          ## set up and build everything, tests too, in build/release
	$(call setup)
	$(call build,release)

test: build     ## set up, build, and run every test
	$(call test,release)

package:        ## a Debian package in build/, checked with lintian
	$(call setup,--package)
	$(call build,release,parley parley-desk documents)
	$(call say,making the package)
	@rm -f build/*.deb
	@cpack --config build/release/CPackConfig.cmake -B build
	@rm -rf build/_CPack_Packages
	$(call say,checking it with lintian)
	@lintian --allow-root --fail-on error,warning build/*.deb
	$(call say,install it with: sudo apt install ./$$(ls build/*.deb))

asan:           ## every test under AddressSanitizer and UndefinedBehaviorSanitizer
	$(call setup)
	$(call build,asan)
	$(call test,asan)

tsan:           ## every test under ThreadSanitizer
	$(call setup)
	$(call build,tsan)
	$(call test,tsan)

coverage:       ## line coverage of the rooms that talk
	$(call setup,--coverage)
	$(call build,coverage)
	$(call say,running every test and counting lines)
	@tools/coverage --jobs $(JOBS)

fuzz:           ## every fuzz target for FUZZ_SECONDS=60
	$(call setup,--fuzz)
	$(call build,fuzz,fuzzers)
	$(call say,fuzzing each target for $(FUZZ_SECONDS) s)
	@tools/fuzz --seconds $(FUZZ_SECONDS)

bench:          ## speed and memory against the limit and other programs: ARGS='--write'
	$(call setup,--bench)
	$(call build,release)
	$(call say,measuring; it takes minutes and wants a machine that does nothing else)
	@bench/echo.py --peers --record $(ARGS)

bench-board:    ## how soon a board speaks, joins and answers: ARGS='--write'
	$(call setup)
	$(call build,release)
	$(call say,measuring; it takes a minute and wants a machine that does nothing else)
	@bench/board.py $(ARGS)

bench-recording: ## a recording of 1 GB opened, searched and exported, beside tshark: ARGS='--write'
	$(call setup)
	$(call build,release)
	$(call say,measuring; it takes minutes and wants a machine that does nothing else)
	@bench/recording.py $(ARGS)

bench-window:   ## the window: 1 GB opened; 100,000 messages a second: ARGS='--write'
	$(call setup,--bench)
	$(call build,release)
	$(call say,measuring; it takes minutes and wants a machine that does nothing else)
	@bench/window_open.py $(ARGS)
	@bench/window.py $(ARGS)

pictures:       ## the window's main states, as docs/screenshots shows them
	$(call setup,--pictures)
	$(call build,release,parley parley-desk parley_board_kit)
	$(call say,taking pictures of the window)
	@tools/screenshots $(ARGS)

reliability:    ## every experiment of docs/reliability.md in full: hours, ARGS='--only udp'
	$(call setup)
	$(call build,release)
	$(call say,trying what must not be lost)
	@tests/reliability.py $(ARGS)

nightly:        ## whole conversations on a simulated network and disk, from 10,000 seeds
	$(call setup)
	$(call build,release,parley_simulation)
	$(call say,playing 10000 seeds)
	@build/release/tests/simulation/parley_simulation --seeds 1..10000

torture:        ## each fallible call of the system fails once, in short runs of the program
	$(call setup)
	$(call build,release,parley parley_torture)
	$(call say,failing every call in turn; it takes ten minutes or more)
	@PARLEY=$(PROGRAM) PARLEY_TORTURE_LIBRARY=build/release/tests/torture/libparley_torture.so \
	  python3 -B tests/torture.py

lint:           ## clang-tidy over the whole tree
	$(call setup,--tidy)
	$(call say,checking with clang-tidy)
	@tools/lint --jobs $(JOBS)

format:         ## write every C++ file the way .clang-format says
	$(call setup,--tidy)
	$(call say,formatting)
	@tools/format

format-check:   ## say which C++ files `make format` would change
	$(call setup,--tidy)
	$(call say,checking the format)
	@tools/format --check

clean:          ## remove build/
	$(call say,removing build/)
	@rm -rf build
