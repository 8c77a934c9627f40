# 用法见 make help。demo 与 test 自己装好所需的一切：机器上只要有 Python 3.11（或更新）和 make。
.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
OUT := out
SAMPLES = $(filter-out %.py %.md,$(wildcard samples/*.*))
SCORER := ../shared/score_audit.py
CANDIDATES := python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do "$$p" -c '$(NEW_ENOUGH)' 2>/dev/null && { echo "$$p"; exit; }; done)
PYTEST_ARGS ?= -n auto

# 装好 requirements/$(1).txt 里锁定的包，再装本项目自己；不去下载任何未锁定的东西。有 uv 就用 uv，没有就用 pip。
define install
	@if uv --version >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/$(1).txt && \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
		$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
		export PIP_DISABLE_PIP_VERSION_CHECK=1; \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements/$(1).txt && \
		$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .; \
	fi || { echo '安装依赖失败，原因见上文：多半是网络或软件源的设置；处理后重新运行同一条命令即可。' >&2; exit 1; }
	@touch $@
endef

.PHONY: help
help: ## 列出全部命令
	@echo '用法：make 命令   （需要 Python ≥ 3.11；要指定解释器：make 命令 PYTHON=/路径/python3.11）'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-9s%s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: $(VENV)/.user ## 核查 samples/ 里的示例文件并打分：终端看结果，并写出离线网页 out/demo.html
	@mkdir -p $(OUT)
	@$(BIN)/jixiao audit $(SAMPLES) --fail-on never
	@$(BIN)/jixiao audit $(SAMPLES) --fail-on never --format html --output $(OUT)/demo.html
	@echo '── 打分：jixiao evaluate samples/evaluations/nanchang-project.yaml'
	@$(BIN)/jixiao evaluate samples/evaluations/nanchang-project.yaml
	@echo
	@echo '示例核查完毕。请用浏览器打开（不需要联网）：$(CURDIR)/$(OUT)/demo.html'

.PHONY: serve
serve: $(VENV)/.all ## 启动网页工作台（数据放在 jixiao-data/；先看样子：make serve DEMO=1）
	@$(BIN)/jixiao serve $(if $(DEMO),--demo)

.PHONY: pictures
pictures: $(VENV)/.dev ## 重新截取 docs/workbench.md 里的图（需要 Chromium）
	@$(BIN)/python -m docs.pictures.make

.PHONY: test
test: $(VENV)/.dev ## 运行全部测试（可加 PYTEST_ARGS=...）
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

.PHONY: check
check: $(VENV)/.dev ## 静态检查：代码规范与格式、类型、楼层关系
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: format
format: $(VENV)/.dev ## 自动整理代码格式
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: samples
samples: $(VENV)/.dev ## 重新生成 samples/ 里的示例文件
	@$(BIN)/python -m samples.build

.PHONY: docs
docs: $(VENV)/.dev ## 重新生成 docs/checks.md（核查项一览）、docs/templates.md（Word 模板）和 docs/schema/（数据格式）
	@$(BIN)/jixiao checks --format markdown --output docs/checks.md
	@$(BIN)/jixiao pack placeholders --format markdown --output docs/templates.md
	@mkdir -p docs/schema
	@for name in evaluation pack; do $(BIN)/jixiao schema $$name > docs/schema/$$name.schema.json; done

.PHONY: bench
bench: $(VENV)/.dev ## 量速度、增长和内存，与 python-docx 对比
	@$(BIN)/python -m benchmarks

.PHONY: score
score: $(VENV)/.user ## 用标注过的文件给核查打分：查全、查准、误报（需要旁边的 ../shared）
	@test -f $(SCORER) || { echo '没有找到 $(SCORER)：打分程序和标注资料在仓库旁边的 ../shared 里。' >&2; exit 1; }
	@status=0; score() { \
		echo "== $$1"; \
		$(BIN)/python $(SCORER) "$$1" "$$2" --command '$(BIN)/jixiao audit --format json --relations' || status=1; \
	}; \
	score ../shared/truth ../shared/seeds; \
	for folder in tests/corpus/*/; do score "$$folder" "$$folder"; done; \
	exit $$status

.PHONY: lock
lock: ## 按 pyproject.toml 重新锁定依赖（需要 uv；改动须提交）
	@uv --version >/dev/null 2>&1 || { echo '重新锁定依赖需要 uv，请先安装：python3 -m pip install uv。' >&2; exit 1; }
	@$(COMPILE) --all-extras --group build --group dev -o requirements/dev.txt pyproject.toml
	@$(COMPILE) --all-extras --group build --constraint requirements/dev.txt -o requirements/all.txt pyproject.toml
	@$(COMPILE) --group build --constraint requirements/dev.txt -o requirements/user.txt pyproject.toml
	@echo '已更新 requirements/ 里的 user.txt、all.txt 与 dev.txt。'
COMPILE := uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url

.PHONY: clean
clean: ## 删除产物与缓存（保留 .venv）
	@rm -rf $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests samples -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.user: requirements/user.txt pyproject.toml | $(BIN)/python
	@echo '正在安装运行所需的包……'
	$(call install,user)

$(VENV)/.all: requirements/all.txt pyproject.toml | $(BIN)/python
	@echo '正在安装网页工作台等可选部分所需的包……'
	$(call install,all)

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo '正在安装开发与测试所需的包……'
	$(call install,dev)

$(BIN)/python:
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { \
		echo '本机的 python3 低于 3.11（或没有安装）：请安装 Python 3.11 或更新版本，再用 make demo PYTHON=/路径/python3.11 指明它在哪里。' >&2; exit 1; }
	@echo '正在建立虚拟环境 $(VENV)……'
	@if uv --version >/dev/null 2>&1; then uv venv --quiet --clear --python "$(PYTHON)" $(VENV); \
	else "$(PYTHON)" -m venv --clear $(VENV); fi || { \
		rm -rf $(VENV); \
		echo '建立虚拟环境失败：Debian / Ubuntu 请先安装 python3-venv（apt-get install python3-venv）。' >&2; exit 1; }
