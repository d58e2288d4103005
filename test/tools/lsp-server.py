"""Speaks the language server protocol to lith-lsp-server, as an editor does: lsp-server.py TESTS [FILE.mlir...]

TESTS is the folder of the tests. Each FILE is opened, too, and has to be without a fault: the IR of every pool, for one.
"""
import itertools
import json
import pathlib
import subprocess
import sys

tests = pathlib.Path(sys.argv[1])


class Server:
    def __init__(self):
        self.process = subprocess.Popen(["lith-lsp-server", "--log=error"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.numbers = itertools.count(1)
        self.reported = {}  # what was last published, by URI

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = None
        while line := self.process.stdout.readline().strip():
            key, value = line.split(b":")
            if key.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def notify(self, method, **params):
        self.send(method=method, params=params)

    def ask(self, method, **params):
        """The result of a request; what the server publishes meanwhile is kept."""
        number = next(self.numbers)
        self.send(id=number, method=method, params=params)
        while (answer := self.receive()).get("id") != number:
            self.keep(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def keep(self, message):
        assert message["method"] == "textDocument/publishDiagnostics", message
        self.reported[message["params"]["uri"]] = message["params"]["diagnostics"]

    def close(self):
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(20)


class Document:
    """An open file; places in it are told by the text that stands there."""

    def __init__(self, server, path, text):
        self.server, self.uri, self.text, self.version = server, path.absolute().as_uri(), text, 1
        server.notify("textDocument/didOpen", textDocument={"uri": self.uri, "languageId": "mlir", "version": 1, "text": text})

    def change(self, text):
        self.text, self.version = text, self.version + 1
        self.server.notify("textDocument/didChange", textDocument={"uri": self.uri, "version": self.version},
                           contentChanges=[{"text": text}])

    def place(self, around, behind=""):
        """The position in `around`, which stands once in the text, behind the part `behind` of it."""
        assert self.text.count(around) == 1, around
        at = self.text.index(around) + around.index(behind) + len(behind)
        line = self.text.count("\n", 0, at)
        return {"line": line, "character": at - (self.text.rfind("\n", 0, at) + 1)}

    def ask(self, what, around, behind="", **params):
        return self.server.ask("textDocument/" + what, textDocument={"uri": self.uri},
                               position=self.place(around, behind), **params)

    def faults(self):
        """What the server has against the text: [(line, message)]."""
        self.server.reported.pop(self.uri, None)
        while self.uri not in self.server.reported:
            self.server.keep(self.server.receive())
        return [(d["range"]["start"]["line"], d["message"]) for d in self.server.reported[self.uri] if d["severity"] == 1]

    def hover(self, around, behind=""):
        return self.ask("hover", around, behind)["contents"]["value"]

    def lines(self, what, around, behind="", **params):
        """The text of the lines of the places that a request answers."""
        found = {r["range"]["start"]["line"] for r in self.ask(what, around, behind, **params)}
        return [self.text.splitlines()[line].strip() for line in sorted(found)]

    def completions(self, around, behind=""):
        return {i["label"] for i in self.ask("completion", around, behind, context={"triggerKind": 1})["items"]}


def expect(what, got, wanted):
    assert got == wanted, f"{what}: {got!r}, expected {wanted!r}"


def layers(server):
    """Layer IR, with numbers of the check dialect."""
    path = tests / "layers" / "dense.mlir"
    sound = path.read_text()
    document = Document(server, path, sound)
    expect("a sound file", document.faults(), [])
    assert '"layer.dense"' in document.hover("%y = layer.dense %x, %w, %b {units = 2, activation = \"relu\"} : (tensor<?x3", "layer.d")
    assert '"check.expect_close"' in document.hover("check.expect_close %y, dense<[[0.0, 0.75]", "check.e")
    operands = "layer.dense %x, %w, %b {units = 2, activation = \"relu\"} : (tensor<?x3"
    expect("where %w comes from", document.lines("definition", operands, "%x, %"),
           ["func.func @dense(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {"])
    expect("where %w is used", document.lines("references", "func.func @dense(%x: tensor<?x3xf32>, %w", "f32>, %",
                                              context={"includeDeclaration": True}),
           [line.strip() for line in sound.splitlines() if operands in line or "func @dense(%x" in line])

    # The same file with a wrong number of units, and mended.
    document.change(sound.replace("%b {units = 2", "%b {units = 3", 1))
    line = document.place("%b {units = 3")["line"]
    (at, message), = document.faults()
    expect("where the fault is", at, line)
    assert "variable 'kernel' has shape [3, 2], expected [3, 3]" in message, message
    document.change(sound)
    expect("the mended file", document.faults(), [])

    # What may stand behind a dialect's name.
    document.change("func.func @f(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {\n  %y = layer.\n  return %y : tensor<?x3xf32>\n}\n")
    (at, message), = document.faults()
    assert at == 1 and "custom op 'layer.' is unknown" in message, message
    ops = {layer["op"].removeprefix("layer.") for layer in json.loads(subprocess.check_output(["lith", "layers", "--json"]))}
    assert "conv2d" in ops
    expect("ops that are not completed", ops - document.completions("%y = layer.", "layer."), set())
    document.change("func.func @f(%x: tensor<?x3xf32>) {\n  check.\n}\n")
    assert document.faults()
    expect("ops of check", document.completions("  check.", "check."), {"expect_close"})


def kernels(server):
    """Kernel IR: symbols, attributes."""
    path = tests / "kernel" / "kernel-ops.mlir"
    document = Document(server, path, path.read_text())
    expect("a sound file", document.faults(), [])
    expect("which kernel is called", document.lines("definition", "%0 = kernel.call @double(%x)", "@d"),
           ["kernel.func @double(%x: tensor<?x4xf32> {kernel.strides = array<i64: 8, 1>}) -> tensor<?x4xf32> {"])
    assert '"kernel.call"' in document.hover("%0 = kernel.call @double(%x)", "kernel.c")
    document.change("func.func @f() {\n  kernel.\n}\n")
    assert document.faults()
    assert {"call", "return", "func"} <= document.completions("  kernel.", "kernel.")
    document.change("#s = #kernel.\n")
    assert document.faults()
    assert {"schedule", "target"} <= document.completions("#s = #kernel.", "#kernel.")

    # The second fault of a split file is told with its own line.
    path = tests / "kernel" / "kernel-ops-invalid.mlir"
    text = path.read_text()
    document = Document(server, path, text)
    wanted = {number + int(line.split("@+")[1].split()[0]) for number, line in enumerate(text.splitlines())
              if "expected-error @+" in line}
    expect("faulty lines", {line for line, _ in document.faults()}, wanted)


server = Server()
said = server.ask("initialize", processId=None, rootUri=None, capabilities={})["capabilities"]
for ability in ("completionProvider", "definitionProvider", "hoverProvider", "referencesProvider"):
    assert said[ability], said
server.notify("initialized")
layers(server)
kernels(server)
for name in sys.argv[2:]:
    path = pathlib.Path(name)
    expect(name, Document(server, path, path.read_text()).faults(), [])
expect("exit code", server.close(), 0)
print(f"all answered; {len(sys.argv) - 2} files without a fault")
