# kql. Two commands do everything, packages included: `make run` and `make test`. `make help` lists the rest.
#
# BUILD=release (default) | debug | asan | tsan | cov     how it is compiled; objects live in build/$(BUILD)
# CC=gcc | clang                                          a compiler other than gcc has its objects in build/$(BUILD)-$(CC)
BUILD ?= release
ifeq ($(origin CC),default)
CC := gcc
endif
CXX := $(if $(findstring clang,$(CC)),clang++,g++)
OUT := build/$(BUILD)$(if $(filter-out gcc,$(notdir $(CC))),-$(notdir $(CC)))
GEN := $(OUT)/gen
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif

WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wvla -Werror
BASE_FLAGS := -D_GNU_SOURCE -I. -I$(GEN) -MMD -MP -fno-strict-aliasing -g $(WARN)
FLAGS_release := -O2 -DNDEBUG
FLAGS_debug := -O0
FLAGS_asan := -O1 -fsanitize=address,undefined $(if $(findstring clang,$(CC)),-fno-sanitize=function) -fno-sanitize-recover=undefined -fno-omit-frame-pointer
FLAGS_tsan := -O1 -fsanitize=thread
FLAGS_cov := -O0 --coverage
LINK_release := -static # no loader at start-up: `kql run -e 'print 1'` is a matter of a millisecond
CFLAGS += -std=gnu17 -Wstrict-prototypes -Wmissing-prototypes $(BASE_FLAGS) $(FLAGS_$(BUILD))
CXXFLAGS += -std=c++17 $(BASE_FLAGS) $(FLAGS_$(BUILD))
LDLIBS := -lre2 -lmaxminddb -ljansson -lyaml -lutf8proc -lxxhash -lnettle -lzstd -lz -lm -lpthread

LIB_SRC := $(wildcard base/*.c grammar/*.c tables/*.c tables/*/*.c interp/*.c interp/*/*.c interp/*/*/*.c)
LIB_CXX := $(wildcard interp/*/*.cc)
CLI_SRC := $(wildcard cli/*.c cli/*/*.c)
UNIT_SRC := $(wildcard tests/unit/*.c)
GEN_SRC := $(GEN)/kql.tab.c $(GEN)/kql.lex.c
LIB_OBJ := $(LIB_SRC:%.c=$(OUT)/%.o) $(LIB_CXX:%.cc=$(OUT)/%.o) $(GEN_SRC:$(GEN)/%.c=$(OUT)/gen/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(OUT)/%.o)
UNITS := $(UNIT_SRC:tests/unit/%.c=$(OUT)/unit/%)
LIB := $(OUT)/libkql.a
PACKAGES := build/.packages

.PHONY: all run test unit lineage golden check help clean format conformance reference bench bench-quick
.DELETE_ON_ERROR:
.SECONDARY:

all: build/kql ## build the optimised binary, build/kql

run: build/kql ## run the shipped detection over its sample events
	@build/kql run -t SecurityEvent=queries/T1136.001/SecurityEvent.jsonl \
	  -t DeviceProcessEvents=queries/T1136.001/DeviceProcessEvents.jsonl \
	  --now 2024-05-14T12:00:00Z -o table queries/T1136.001/local_account.kql

test: all unit golden check ## every everyday test; a few minutes at most
	@echo "all tests passed"

unit: $(UNITS) ## the cmocka tests, one program a file
	@tests/run-units $(UNITS)

lineage: $(OUT)/unit/lineage_random ## which event made which row, on 20,000 pipelines made at random (SEEDS=N)
	@LINEAGE_SEEDS=$(or $(SEEDS),20000) $<

golden: $(OUT)/golden/runner $(OUT)/golden/examples $(OUT)/kql ## queries with their data and expected rows in plain sight
	@$(OUT)/golden/runner tests/golden queries
	@$(OUT)/golden/examples
	@KQL=$(OUT)/kql tests/cli/run
	@$(OUT)/kql test -q queries --coverage-min 100 --mutate-min 95 --mutants 60 --seed 1

check: $(PACKAGES) ## the rules of the house: include direction, sizes, generated files
	@tests/house

conformance: all ## compare with Microsoft's own binder (needs node and npm)
	@tests/conformance/run

reference: build/kql ## a page a function, from the rows the functions are made of: build/reference
	@build/kql functions --reference build/reference

bench: build/kql ## measure against DuckDB (npm): the rows first, then the times; ARGS=--help
	@node tests/bench/bench.mjs $(ARGS)

bench-quick: build/kql ## the seed query at 20,000 rows, in less than a minute; fails below half of what is wanted
	@node tests/bench/bench.mjs --quick $(ARGS)

format: ## lay out all sources
	clang-format -i $(LIB_SRC) $(CLI_SRC) $(UNIT_SRC)

clean: ## remove what was built
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

# ---- how things are made (V=1 shows the commands)
Q := $(if $(V),,@)
say = $(if $(V),@:,@echo "  $(1)	$@")

build/kql: $(OUT)/kql
	@cp $< $@

$(PACKAGES): .ci/packages
	@.ci/setup && mkdir -p build && touch $@

$(OUT)/kql: $(CLI_OBJ) $(LIB)
	$(call say,link)
	$(Q)$(CXX) $(FLAGS_$(BUILD)) $(LINK_$(BUILD)) -o $@ $^ $(LDLIBS)

$(LIB): $(LIB_OBJ)
	@rm -f $@ && ar rcs $@ $^

# cmocka's asserts do not tell the compiler that they do not come back
$(OUT)/unit/%: tests/unit/%.c $(LIB) | $(PACKAGES)
	@mkdir -p $(@D)
	$(call say,link)
	$(Q)$(CC) $(CFLAGS) -Wno-unknown-warning-option -Wno-sometimes-uninitialized -Wno-maybe-uninitialized -o $@ $< $(LIB) -lcmocka $(LDLIBS) -lstdc++

$(OUT)/golden/%: tests/golden/%.c $(LIB) | $(PACKAGES)
	@mkdir -p $(@D)
	$(call say,link)
	$(Q)$(CC) $(CFLAGS) -o $@ $< $(LIB) $(LDLIBS) -lstdc++

$(OUT)/%.o: %.c | $(PACKAGES) $(GEN)/kql.tab.h
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

$(OUT)/%.o: %.cc | $(PACKAGES)
	@mkdir -p $(@D)
	$(call say,c++)
	$(Q)$(CXX) $(CXXFLAGS) -c -o $@ $<

$(OUT)/gen/%.o: $(GEN)/%.c | $(GEN)/kql.tab.h
	$(call say,cc)
	$(Q)$(CC) $(CFLAGS) -Wno-unused-function -Wno-missing-prototypes -Wno-sign-compare -c -o $@ $<

$(GEN)/kql.tab.c $(GEN)/kql.tab.h &: grammar/kql.y | $(PACKAGES)
	@mkdir -p $(GEN)
	$(call say,bison)
	$(Q)bison -Wall -Werror -o $(GEN)/kql.tab.c --header=$(GEN)/kql.tab.h $<

$(GEN)/kql.lex.c: grammar/kql.l $(GEN)/kql.tab.h | $(PACKAGES)
	$(call say,flex)
	$(Q)flex -o $@ $<

# what is compiled in as data
$(OUT)/tables/load/schemas.o: $(wildcard tables/schemas/*.schema)
$(OUT)/interp/maps.o: $(wildcard tables/maps/*.kql)
$(OUT)/cli/explain/html.o: cli/explain/page.html
$(OUT)/cli/help_codes.o: docs/codes.md
$(OUT)/cli/learn/lessons.o: $(wildcard queries/lessons/*.md)

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
