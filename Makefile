# What each target does: make help
PREFIX ?= /usr/local
DESTDIR ?=
PROGRAM := .build/release/lede

.PHONY: help setup build demo test lint format accept docs bench fuzz asan tsan spark install deb clean

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

asan: setup ## Run all tests with the address sanitizer.
	swift build --build-tests --sanitize=address --scratch-path .build/asan
	ASAN_OPTIONS=detect_leaks=0 swift test --skip-build --sanitize=address --scratch-path .build/asan

tsan: setup ## Run the tests of runs with the thread sanitizer.
	swift build --build-tests --sanitize=thread --scratch-path .build/tsan
	TSAN_OPTIONS="halt_on_error=1 suppressions=$(CURDIR)/scripts/tsan.suppressions" \
		swift test --skip-build --sanitize=thread --scratch-path .build/tsan \
		--filter 'PipelinesTests|CommandTests'

spark: build ## Test the Spark job; installs pyspark into .build/spark.
	test -d .build/spark || python3 -m venv .build/spark
	.build/spark/bin/pip install -q pyspark==3.5.4
	.build/spark/bin/python Integrations/spark/test_job.py $(PROGRAM) .

install: build ## Install the program, its pipelines, manual pages and completions under PREFIX.
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/lede/pipelines $(DESTDIR)$(PREFIX)/share/lede/samples/terms $(DESTDIR)$(PREFIX)/share/lede/samples/memory
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/man/man1
	install -d $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/lede
	install -m 644 pipelines/*.yaml $(DESTDIR)$(PREFIX)/share/lede/pipelines
	install -m 644 samples/terms/* $(DESTDIR)$(PREFIX)/share/lede/samples/terms
	install -m 644 samples/memory/* $(DESTDIR)$(PREFIX)/share/lede/samples/memory
	$(PROGRAM) completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lede
	$(PROGRAM) completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lede
	$(PROGRAM) completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lede.fish
	$(PROGRAM) manual | gzip -9n > $(DESTDIR)$(PREFIX)/share/man/man1/lede.1.gz
	for name in $$($(PROGRAM) manual --names); do \
		$(PROGRAM) manual $$name | gzip -9n > $(DESTDIR)$(PREFIX)/share/man/man1/lede-$$name.1.gz; done
	@echo "lede is installed in $(DESTDIR)$(PREFIX)/bin"

deb: ## Make a Debian package, which names the libraries that it needs.
	rm -rf .build/deb
	$(MAKE) install PREFIX=/usr DESTDIR=.build/deb
	sh scripts/package.sh $(PROGRAM) .build/deb

clean: ## Remove what was built.
	rm -rf .build out
