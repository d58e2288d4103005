"""Who runs a model: lith, as a program, and the peers, each in a child process of its own.

A contestant is set up once and then answers `round()` with the median seconds of one call; while it is
not asked, it sleeps, so that no thread pool spins into another's turn.
"""
import json
import multiprocessing
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

SLICE = 0.3  # seconds that a contestant runs in one round


def pin(threads):
    if threads < os.cpu_count():
        os.sched_setaffinity(0, range(threads))


def spreadError(y, data):
    """max|y - ref| / max|ref - its mean over inputs|."""
    ref = data["y"]
    return float(np.abs(np.reshape(y, ref.shape) - ref).max() / np.abs(ref - data["centre"]).max())


class Unable(Exception):
    """The contestant cannot run this model; the message says why."""


def onnxruntime(folder, x, threads):
    import onnxruntime as ort
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = ort.InferenceSession(str(folder / "model.onnx"), options,
                                   providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: x}
    return lambda: session.run(None, feed)[0]


def openvino(folder, x, threads):
    import openvino as ov
    core = ov.Core()
    model = core.read_model(folder / "model.onnx")
    model.reshape(list(x.shape))
    compiled = core.compile_model(model, "CPU", {
        "INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "f32"})
    request = compiled.create_infer_request()
    request.set_input_tensor(ov.Tensor(x))

    def run():
        request.infer()
        return request.get_output_tensor().data
    return run


def litert(folder, x, threads):
    from ai_edge_litert.interpreter import Interpreter
    model = Interpreter(str(folder / "model.tflite"), num_threads=threads)
    source = model.get_input_details()[0]["index"]
    model.resize_tensor_input(source, x.shape)
    model.allocate_tensors()
    result = model.get_output_details()[0]["index"]

    def run():
        model.set_tensor(source, x)
        model.invoke()
        return model.get_tensor(result)
    return run


def xla(folder, x, threads):
    import tensorflow as tf
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    served = tf.saved_model.load(str(folder / "saved_model"))
    compiled = tf.function(lambda a: served.serve(a), jit_compile=True)
    constant = tf.constant(x)
    return lambda: compiled(constant).numpy()


PEERS = {"onnxruntime": (onnxruntime, "model.onnx"), "openvino": (openvino, "model.onnx"),
         "litert": (litert, "model.tflite"), "xla": (xla, "saved_model")}


def serve(pipe, peer, folder, threads):
    """The child: sets the peer up, reports its error, then times slices until told to stop."""
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", OMP_NUM_THREADS=str(threads))
    pin(threads)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        data = np.load(folder / "io.npz")
        start = time.perf_counter()
        run = PEERS[peer][0](folder, data["x"], threads)
        first = run()
        setup = time.perf_counter() - start
        pipe.send((spreadError(first, data), setup))
    except Exception as failure:  # any failure of a peer is a line below the table
        pipe.send(f"{type(failure).__name__}: {str(failure).splitlines()[0][:150] if str(failure) else ''}")
        return
    while pipe.recv():
        times, end = [], time.perf_counter() + SLICE
        run()
        while not times or time.perf_counter() < end:
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        pipe.send(statistics.median(times))


class Peer:
    def __init__(self, name, folder, threads):
        form = PEERS[name][1]
        if (folder / f"{form}.failed").exists():
            raise Unable((folder / f"{form}.failed").read_text().splitlines()[0][:150])
        context = multiprocessing.get_context("spawn")
        self.pipe, there = context.Pipe()
        self.process = context.Process(target=serve, args=(there, name, folder, threads), daemon=True)
        self.process.start()
        there.close()
        try:
            answer = self.pipe.recv()
        except EOFError:
            answer = "its process ended"
        if isinstance(answer, str):
            self.process.join()
            raise Unable(answer)
        self.error, self.setup = answer

    def round(self):
        self.pipe.send(True)
        return self.pipe.recv()

    def close(self):
        self.pipe.send(False)
        self.process.join()


class Lith:
    """Compiles once; each round is one `lith bench` on the library."""

    def __init__(self, lith, flags, folder, threads):
        self.lith, self.threads = lith, threads
        self.work = tempfile.TemporaryDirectory(prefix="lith-bench-")
        self.library = Path(self.work.name) / "model.so"
        start = time.perf_counter()
        self.call("compile", folder / "model.keras", "-o", self.library, *flags)
        self.setup = time.perf_counter() - start
        answers = Path(self.work.name) / "y.npz"
        self.call("run", self.library, "--inputs", folder / "inputs.npz", "--outputs", answers)
        with np.load(answers) as y, np.load(folder / "io.npz") as data:
            self.error = spreadError(y[y.files[0]], data)

    def call(self, *args):
        done = subprocess.run([self.lith, *map(str, args)], capture_output=True, text=True,
                              preexec_fn=lambda: pin(self.threads) if args[0] == "bench" else None)
        if done.returncode:
            raise Unable(f"lith {args[0]}: exit {done.returncode}: {(done.stderr or done.stdout)[:300]}")
        return done.stdout

    def round(self):
        self.report = json.loads(self.call("bench", self.library, "--threads", self.threads,
                                          "--seconds", SLICE, "--json"))
        return self.report["median_ms"] / 1e3

    def close(self):
        self.work.cleanup()
