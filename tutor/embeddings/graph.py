"""The layers of a BERT encoder as an ONNX graph, for many texts at once and for a program that stays up.

It computes the same vectors as bert (beside this) in a third of the time, but takes half a second to set up:
worth it for a course or a server, not for one question (docs/evaluation.md has the figures, and why the
weights are not cut to eight bits).
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

Floats = NDArray[np.float32]
Forward = Callable[[Floats, Floats], Floats]
"""Turns embedded tokens (texts, length, width), with an additive mask (texts, length), into vectors."""
OPSET = 20
"""The version of the operators; the first with GELU."""


def compiled(
    weights: Mapping[str, Floats], layers: int, heads: int, epsilon: float, threads: int = 0
) -> Forward:
    """The layers over weights that go by the names of BERT's checkpoints; threads 0 is one a core."""
    import onnxruntime

    made, name = _Graph(weights, heads, epsilon).serialised(layers)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting must not cost others
    session = onnxruntime.InferenceSession(made, options, providers=["CPUExecutionProvider"])

    def forward(x: Floats, mask: Floats) -> Floats:
        vectors: Floats = session.run([name], {"x": x, "mask": mask[:, None, None, :]})[0]
        return vectors

    return forward


class _Graph:
    """The nodes of the network in the order in which they are computed; each method names what it makes."""

    def __init__(self, weights: Mapping[str, Floats], heads: int, epsilon: float) -> None:
        self._weights, self._heads, self._epsilon = weights, heads, epsilon
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def serialised(self, layers: int) -> tuple[bytes, str]:
        """The graph with so many layers in ONNX's own format, and the name of what comes out of it."""
        from onnx import TensorProto, helper

        x = "x"
        for layer in range(layers):
            x = self._block(x, f"encoder.layer.{layer}.")

        def told(name: str, shape: list[str | int]) -> Any:
            return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

        vectors: list[str | int] = ["texts", "length", "width"]
        inputs = [told("x", vectors), told("mask", ["texts", 1, 1, "length"])]
        outputs = [told(x, vectors)]
        graph = helper.make_graph(self._nodes, "bert", inputs, outputs, [*self._constants.values()])
        opsets = [helper.make_opsetid("", OPSET)]
        # The format's version goes with the operators', so that an older runtime reads it too.
        version = helper.find_min_ir_version_for(opsets)
        made: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=version).SerializeToString()
        return made, x

    def _block(self, x: str, name: str) -> str:
        attended = self._linear(self._attended(x, name), name + "attention.output.dense")
        x = self._normalised(self._node("Add", attended, x), name + "attention.output.LayerNorm")
        inner = self._node("Gelu", self._linear(x, name + "intermediate.dense"))
        back = self._linear(inner, name + "output.dense")
        return self._normalised(self._node("Add", back, x), name + "output.LayerNorm")

    def _attended(self, x: str, name: str) -> str:
        query, key, value = (
            self._split(self._linear(x, f"{name}attention.self.{part}"), order)
            for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
        )
        width = self._weights[f"{name}attention.self.query.bias"].shape[0]
        scale = self._constant("scale", np.float32((width // self._heads) ** -0.5))
        scores = self._node("Add", self._node("Mul", self._node("MatMul", query, key), scale), "mask")
        mixed = self._node("MatMul", self._node("Softmax", scores, axis=-1), value)
        whole = self._constant("whole", np.array([0, 0, width]))
        return self._node("Reshape", self._node("Transpose", mixed, perm=[0, 2, 1, 3]), whole)

    def _split(self, x: str, order: list[int]) -> str:
        heads = self._constant("heads", np.array([0, 0, self._heads, -1]))
        return self._node("Transpose", self._node("Reshape", x, heads), perm=order)

    def _linear(self, x: str, name: str) -> str:
        weight = self._constant(name + ".weight", np.ascontiguousarray(self._weights[name + ".weight"].T))
        bias = self._constant(name + ".bias", self._weights[name + ".bias"])
        return self._node("Add", self._node("MatMul", x, weight), bias)

    def _normalised(self, x: str, name: str) -> str:
        own = (
            self._constant(f"{name}.{part}", self._weights[f"{name}.{part}"]) for part in ("weight", "bias")
        )
        return self._node("LayerNormalization", x, *own, axis=-1, epsilon=self._epsilon)

    def _constant(self, name: str, value: Any) -> str:
        from onnx import numpy_helper

        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def _node(self, kind: str, *inputs: str, **settings: Any) -> str:
        from onnx import helper

        output = f"{kind}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output
