# What each target does: make help
PREFIX ?= /usr/local
DESTDIR ?=
PROGRAM := .build/release/lede

.PHONY: help setup build demo test lint format accept docs bench fuzz install clean

help: ## Show the targets.
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

setup: ## Install the Debian packages that are missing.
	@sh scripts/setup.sh

build: setup ## Build the program, optimized, with the Swift runtime inside.
	swift build -c release --static-swift-stdlib --product lede

demo: build ## Run the main job on the sample articles.
	$(PROGRAM) run pipelines/newsroom.yaml samples/articles -o out
	@sh scripts/tour.sh out

test: setup ## Build and run all tests.
	swift build --build-tests
	swift test --skip-build

lint: ## Hold the sources against the format.
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz

format: ## Format the sources.
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz

accept: setup ## Take what the program does now as what the tests expect; read the diff before committing.
	swift build --build-tests
	LEDE_ACCEPT=1 swift test --skip-build --filter 'CommandCaseTests|SnapshotTests'
	$(MAKE) docs

docs: setup ## Write pipelines/README.md from the declarations.
	swift build --product lede
	.build/debug/lede explain --markdown > pipelines/README.md

bench: setup ## Build the benchmark program; see Benchmarks/README.md.
	swift build -c release --static-swift-stdlib --product bench

fuzz: setup ## Build the fuzzer; see Fuzz/README.md.
	LEDE_FUZZ=build swift build -c release --product fuzz --scratch-path .build/fuzz -Xswiftc -sanitize=fuzzer \
		-Xcc -fsanitize=fuzzer-no-link -Xswiftc -use-ld=lld -Xlinker --allow-multiple-definition

install: build ## Install the program, its pipelines and completions under PREFIX.
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/lede/pipelines $(DESTDIR)$(PREFIX)/share/lede/samples/terms
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -d $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/lede
	install -m 644 pipelines/*.yaml $(DESTDIR)$(PREFIX)/share/lede/pipelines
	install -m 644 samples/terms/* $(DESTDIR)$(PREFIX)/share/lede/samples/terms
	$(PROGRAM) completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lede
	$(PROGRAM) completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lede
	$(PROGRAM) completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lede.fish
	@echo "lede is installed in $(DESTDIR)$(PREFIX)/bin"

clean: ## Remove what was built.
	rm -rf .build out
