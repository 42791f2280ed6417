"""``python -m tests.llm.tiny FILE``: a language model of a megabyte with random weights, as a GGUF file.

It is a Llama of two layers over an alphabet of single characters. Its words are nonsense, always the same
nonsense; what it is for is a real server with a real tokenizer, real streaming and real grammars.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LAYERS, WIDTH, HEADS, INNER, CONTEXT = 2, 64, 4, 128, 4096
SPECIAL = ("<unk>", "<s>", "</s>")
BYTES = tuple(f"<0x{byte:02X}>" for byte in range(256))
CHARACTERS = tuple("▁" if code == 32 else chr(code) for code in range(32, 127))
TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}assistant:"
)
Floats = NDArray[np.float32]


def tensors(seed: int) -> dict[str, Floats]:
    """Random weights by name; those of raw bytes are such that the model all but never writes one."""
    chance = np.random.default_rng(seed)

    def matrix(rows: int, columns: int) -> Floats:
        return chance.normal(0, columns**-0.5, (rows, columns)).astype(np.float32)

    vocabulary = len(SPECIAL) + len(BYTES) + len(CHARACTERS)
    output = 2 * matrix(vocabulary, WIDTH)
    output[: len(SPECIAL) + len(BYTES)] = 0
    found = {"token_embd.weight": matrix(vocabulary, WIDTH), "output.weight": output}
    found["output_norm.weight"] = np.ones(WIDTH, np.float32)
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            found[f"{block}{name}.weight"] = matrix(WIDTH, WIDTH)
        for name in ("ffn_gate", "ffn_up"):
            found[f"{block}{name}.weight"] = matrix(INNER, WIDTH)
        found[f"{block}ffn_down.weight"] = matrix(WIDTH, INNER)
        for name in ("attn_norm", "ffn_norm"):
            found[f"{block}{name}.weight"] = np.ones(WIDTH, np.float32)
    return found


def write(path: Path, seed: int = 1) -> None:
    """Write the model."""
    from gguf import GGUFWriter, TokenType

    writer = GGUFWriter(str(path), "llama")
    writer.add_name("tiny-random")
    writer.add_block_count(LAYERS)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    tokens = (*SPECIAL, *BYTES, *CHARACTERS)
    kinds = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL]
    kinds += [TokenType.BYTE] * len(BYTES) + [TokenType.NORMAL] * len(CHARACTERS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(list(tokens))
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(TEMPLATE)
    for name, values in tensors(seed).items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
