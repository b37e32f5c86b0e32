# make demo   builds sotay and plays a whole small ward through it
# make test   runs every test
# make verify reads sync/vectors with a verifier in another language
# make bench  measures speed; AREA=forms for one area
# make        checks format and runs every test

PACKAGES := libsqlite3-dev libpcre2-dev libminizip-dev libxml2-dev libxlsxwriter-dev zlib1g-dev pkg-config
BINARY := .build/release/sotay
SOURCES := Package.swift Sources Tests Plugins

.PHONY: all check build demo test bench verify fmt lint deps clean

all: check

check: lint test

build: deps
	swift build -c release --product sotay --static-swift-stdlib -Xlinker -s

demo: build
	rm -rf sotay-demo
	$(BINARY) demo --into sotay-demo

test: deps
	swift test

bench: deps
	swift build -c release --product bench
	.build/release/bench $(AREA)

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
