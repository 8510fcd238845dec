# The front door. `make` lists what there is.
.PHONY: help dev test accept asan tsan
help:
	@echo "make dev     build everything"
	@echo "make test    install what is missing, build, run every test"
	@echo "make accept  rewrite the golden files, then review the difference"
	@echo "make asan    run every test under AddressSanitizer and UBSan"
	@echo "make tsan    run every test under ThreadSanitizer"
dev:
	cmake --preset dev && ninja -C build/dev
test:
	./scripts/test
accept:
	WF_ACCEPT=1 ./scripts/test
asan:
	./scripts/test --preset asan
tsan:
	./scripts/test --preset tsan
