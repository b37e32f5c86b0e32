# make demo   builds sotay and plays a whole small ward through it
# make test   runs every test
# make soak   plays thousands of worlds (SEEDS=1..20000 SIZE=30) and a million spoilt files (FUZZ=1000000), optimised
# make verify reads sync/vectors with a verifier in another language
# make bench  measures speed; AREA=forms|merge|growth|largest|reports|formats for one area, SIZE=1000000 for the merge
# make        checks format and runs every test

PACKAGES := libsqlite3-dev libpcre2-dev libminizip-dev libxml2-dev libxlsxwriter-dev zlib1g-dev pkg-config
BINARY := .build/release/sotay
SOURCES := Package.swift Sources Tests Plugins

.PHONY: all check build demo test soak bench verify fmt lint deps clean

all: check

check: lint test

build: deps
	swift build -c release --product sotay --static-swift-stdlib -Xlinker -s

demo: build
	rm -rf sotay-demo
	$(BINARY) demo --into sotay-demo

# The C libraries are optimised also here: without it the tests spend a quarter of their time in scrypt.
test: deps
	swift test -Xcc -O2

bench: deps
	swift build -c release --product bench
	.build/release/bench $(AREA)

SEEDS := 1..20000
SIZE := 30
FUZZ := 1000000
MINUTES := 60
SOAK := -c release -Xswiftc -enable-testing --scratch-path .build/soak

# Both parts in the order of their length; each ends by itself, and no later than after so many minutes.
soak: deps
	swift build $(SOAK) --build-tests
	FUZZ=$(FUZZ) timeout $(MINUTES)m nice -n 19 swift test $(SOAK) --skip-build --filter 'LedgerTests.FuzzTests|HeaderFuzz'
	SEEDS=$(SEEDS) SIZE=$(SIZE) timeout $(MINUTES)m nice -n 19 swift test $(SOAK) --skip-build --filter everyWorldKeepsTheLaws
	@echo "soak: worlds $(SEEDS) of $(SIZE) steps keep the laws; $(FUZZ) spoilt files: no crash, no forgery"

verify:
	python3 -m venv .build/venv && .build/venv/bin/pip install -q cryptography && .build/venv/bin/python sync/verify.py

fmt:
	swift format --in-place --parallel --recursive $(SOURCES)

lint:
	swift format lint --strict --parallel --recursive $(SOURCES)

# Installs what is missing and nothing else; needs no network when all is there.
deps:
	@missing=""; for package in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	    echo "installing:$$missing"; \
	    sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing; \
	fi

clean:
	rm -rf .build sotay-demo
