"""Checkpoints and a server that several tests share; made once, since each takes seconds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.runs import SERVED, SETTINGS


@pytest.fixture(scope="session")
def chat_llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama with a chat template that learned to answer, in words and in JSON."""
    from tests.checkpoints import llama, save, train

    folder = tmp_path_factory.mktemp("checkpoints") / "chat-llama"
    return save(train(llama(chat=True), ["chat", "closed"]), folder)


@pytest.fixture(scope="session")
def base_qwen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2 without a chat template that learned to answer plain prompts."""
    from tests.checkpoints import qwen2, save, train

    return save(
        train(qwen2(chat=False), ["open"]), tmp_path_factory.mktemp("checkpoints") / "base-qwen"
    )


@pytest.fixture(scope="session")
def babbling_llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama with random weights and a chat template: its answers are long, and all different."""
    from tests.checkpoints import llama, save

    return save(llama(chat=True, seed=1), tmp_path_factory.mktemp("checkpoints") / "babbling-llama")


@pytest.fixture(scope="session")
def server(chat_llama: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``vllm serve`` with :func:`chat_llama`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "vllm.log"
    command = [
        Path(sys.executable).with_name("vllm"), "serve", chat_llama, "--served-model-name", SERVED,
        "--host", "127.0.0.1", "--port", str(port), "--dtype", "float32", "--enforce-eager",
        "--max-model-len", "2048", "--kv-cache-memory-bytes", "268435456",
    ]  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **SETTINGS}
        )
    try:
        _wait(f"http://127.0.0.1:{port}/health", process, log)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path, limit: float = 300) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.5)
    raise RuntimeError(f"vllm serve did not start:\n{log.read_text(errors='replace')[-4000:]}")
