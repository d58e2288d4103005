"""What the layer grid tries of attention, embedding, and sums along axes that the layer names."""
from sweeps import BOTH, Sweep

# Query and value, and perhaps key: all by position, all by name, the key alone by name.
GIVEN = [(("", 0), ("", 1), ("", 2)), (("query", 0), ("value", 1), ("key", 2)), (("", 0), ("", 1), ("key", 2))]
SELF = [(("", 0), ("", 0)), (("", 0), ("value", 0), ("key", 0))]
# Query and value of one size of features, of another length; key of the value's length.
PAIRS = [((5, 8), (5, 8)), ((12, 8), (10, 8)), ((4, 8), (7, 8)), ((4, 8), (7, 8), (7, 8))]
CALLED = {"call.use_causal_mask": BOTH, "call.return_attention_scores": BOTH}
IDS = [("int32", 0, 6), ("int64", 0, 6), ("float32", 0, 6.9)]
OUTSIDE = [("int32", -9, 12), ("int64", -7, 7), ("float32", -1.9, 8.5)]


def axesFit(a):
    """Causal masks need one attended axis, the first, in Keras's softmax as well as in lith."""
    return not a["call.use_causal_mask"] or a["attention_axes"] == (1,)


def dotFits(a):
    """Whether the axes, which count the batch, are there and of one size."""
    axes = a["axes"] if isinstance(a["axes"], tuple) else (a["axes"], a["axes"])
    if any(x > len(shape) for x, shape in zip(axes, a["shape"])):
        return False
    first, second = (shape[x - (x > 0)] for x, shape in zip(axes, a["shape"]))
    return first == second


def sequenceFits(a):
    return len(a["output_shape"]) == len(a["equation"].split("->")[1]) - 1


SWEEPS = [
    Sweep("MultiHeadAttention", {"num_heads": [1, 2, 3], "key_dim": [4, 5], "value_dim": [None, 3], "use_bias": BOTH,
                                 "output_shape": [None, 7], "inputs": GIVEN, **CALLED},
          [*PAIRS, ((4, 8), (6, 7)), ((4, 8), (6, 7), (6, 9))]),
    Sweep("MultiHeadAttention", {"num_heads": [2], "key_dim": [4], "dropout": [0.0, 0.3], "flash_attention": [None, False],
                                 "use_gate": BOTH, "sliding_window": [None, 2], "inputs": SELF, **CALLED}, [(6, 8)]),
    Sweep("MultiHeadAttention", {"num_heads": [2], "key_dim": [3], "attention_axes": [None, (1,), (2,), (1, 2)],
                                 "inputs": [GIVEN[0], SELF[0]], **CALLED}, [((4, 5, 6), (4, 5, 6))], axesFit),
    Sweep("GroupQueryAttention", {"head_dim": [4, 5], "num_query_heads": [4, 6], "num_key_value_heads": [1, 2],
                                  "use_bias": BOTH, "inputs": GIVEN, **CALLED}, PAIRS),
    Sweep("GroupQueryAttention", {"head_dim": [4], "num_query_heads": [4], "num_key_value_heads": [2, 4],
                                  "dropout": [0.0, 0.3], "flash_attention": [None, False], "use_gate": BOTH,
                                  "sliding_window": [None, 2], "inputs": SELF, **CALLED}, [(6, 8)]),
    Sweep("Attention", {"use_scale": BOTH, "score_mode": ["dot", "concat"], "dropout": [0.0, 0.4], **CALLED},
          [((4, 6), (5, 6)), ((4, 6), (5, 7), (5, 6)), ((16, 32), (16, 32))]),
    Sweep("AdditiveAttention", {"use_scale": BOTH, "dropout": [0.0, 0.4], **CALLED},
          [((4, 6), (5, 6)), ((4, 6), (5, 7), (5, 6))]),
    Sweep("Embedding", {"input_dim": [7], "output_dim": [1, 5], "data": [(d,) for d in IDS]}, [(4,), (), (3, 5)]),
    Sweep("Embedding", {"input_dim": [7], "output_dim": [3], "data": [(d,) for d in OUTSIDE], "nan": [True]}, [(12,), (3, 5)]),
    Sweep("Dot", {"axes": [1, 2, -1, (1, 2), (2, 1), (1, 1), (3, 1)], "normalize": BOTH},
          [((5, 5), (5, 5)), ((4, 5), (3, 5)), ((4, 5), (4, 3)), ((4, 5), (5, 4)), ((6,), (6,)), ((5, 3), (5,)),
           ((2, 4, 5), (5, 3))], dotFits),
    Sweep("EinsumDense", {"equation": ["abc,cde->abde"], "output_shape": [(None, 3, 8)], "bias_axes": [None, "d", "de"],
                          "activation": [None, "relu", "softmax"]}, [(5, 6)]),
    Sweep("EinsumDense", {"equation": ["...x,xy->...y"], "output_shape": [7], "bias_axes": [None, "y"]},
          [(6,), (5, 6), (2, 3, 6)]),
    Sweep("EinsumDense", {"equation": ["abc,cd->abd", "abc,bd->adc", "abc,cd->adb", "abc,bcd->ad", "abc,bc->ab"],
                          "output_shape": [(None, 9), (9, None), (9,), (None,), (9, 6), (5,)], "bias_axes": [None]},
          [(5, 6)], sequenceFits),
    Sweep("EinsumDense", {"equation": ["ab...,bc->ac..."], "output_shape": [4], "bias_axes": [None, "c"]}, [(6,), (6, 5)]),
]
