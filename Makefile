# The front door. `make` lists what there is; scripts/ and CMakePresets.json do the work.
.PHONY: help build test release bench tidy accept format lint fuzz asan tsan clean

FUZZ_SECONDS ?= 60
FUZZ_ENTRIES ?= yaml toml json workflow feel types schema target moments

help:
	@echo "make build      build everything"
	@echo "make test       install what is missing, build, run every test"
	@echo "make release    build what is shipped, warnings are errors"
	@echo "make bench      measure, and print the figures beside their limits"
	@echo "make tidy       check the rules of the house"
	@echo "make accept     rewrite the golden files, then review the difference"
	@echo "make format     format the C++ lines that were changed since the last commit"
	@echo "make lint       clang-tidy over the whole tree (slow)"
	@echo "make fuzz       search for crashes, FUZZ_SECONDS=60 for each entry (clang)"
	@echo "make asan       run every test under AddressSanitizer and UBSan"
	@echo "make tsan       run every test under ThreadSanitizer"
	@echo "make clean      remove every build"

build:
	cmake --preset dev && ninja -C build/dev

test:
	./scripts/test

release:
	cmake --preset release && ninja -C build/release

bench:
	cmake --preset release && ninja -C build/release bench
	./build/release/bin/bench --directory build

tidy:
	cmake --preset dev && ninja -C build/dev test_tidy && ctest --test-dir build/dev --output-on-failure -R '^test_tidy$$'

accept:
	WF_ACCEPT=1 ./scripts/test

format:
	git diff -U0 --no-color HEAD -- '*.cpp' '*.hpp' | clang-format-diff -p1 -i

lint:
	cmake --preset dev && run-clang-tidy -p build/dev -quiet 'src/.*' 'cmd/.*'

fuzz:
	@command -v clang++ >/dev/null || { echo "make fuzz needs clang: apt install clang"; exit 1; }
	cmake --preset fuzz && ninja -C build/fuzz fuzz
	@for entry in $(FUZZ_ENTRIES); do \
	  echo "== $$entry"; mkdir -p build/fuzz/found/$$entry; \
	  ./build/fuzz/bin/fuzz_$$entry -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
	    -artifact_prefix=build/fuzz/found/$$entry- build/fuzz/found/$$entry tests/fuzz/corpus/$$entry || exit 1; \
	done

asan:
	./scripts/test --preset asan

tsan:
	./scripts/test --preset tsan

clean:
	rm -rf build
