"""Preprocessing of numbers, categories, text and sound."""

from ..draw import layer, row, typed
from ..plan import Plan

WORDS = ["a", "b", "c"]
MODES = ["int", "one_hot", "multi_hot", "count", "tf_idf", "binary", "tf-idf", "ordinal"]


def rescaling(draw):
    """Draws Rescaling: numbers, or a number per channel."""
    scale = draw.one(1 / 255, 1 / 127.5, 2, 1.0, [0.5, 0.5, 0.5], 0, "a", -1.0, [0.1, 0.2])
    options = {
        "offset": lambda: draw.one(0.0, -1, [0.1, 0.2, 0.3], "a"),
        "dtype": lambda: draw.one("float16", "float32"),
    }
    shape = draw.shape(draw.randint(1, 5), draw.one(0, 0.3))
    return row(
        {"scale": scale, **draw.some(options, 0.4)}, typed(shape, draw.one("float32", "float32", "uint8", "int32"))
    )


def normalization(draw):
    """Draws Normalization, to be adapted or with its mean and variance."""
    rank = draw.randint(1, 4)
    shape = draw.shape(rank, draw.one(0, 0.2))
    axis = lambda: draw.one(None, -1, draw.axis(rank), [draw.axis(rank)], [0, -1], [1, 2], rank)
    config = draw.some({"axis": axis, "invert": draw.flag}, 0.4)
    if draw.chance(0.45):
        size = shape[-1] or 3
        value = draw.one(0.5, 3.0, [0.5] * size, [1.0] * size, [1.0, 2.0])
        config |= {"mean": value, "variance": value if draw.chance(0.8) else draw.one(None, 1.0, [1.0])}
    return row(config, typed(shape, draw.one("float32", "float32", "int32", "uint8")))


def category_encoding(draw):
    """Draws CategoryEncoding."""
    options = {
        "output_mode": lambda: draw.one("one_hot", "multi_hot", "count", "binary", "int"),
        "sparse": lambda: draw.chance(0.3),
        "dtype": lambda: draw.one("float16", "int32"),
    }
    config = {
        "num_tokens": draw.one(1, 4, 10, 0, None, 3.0) if draw.chance(0.3) else draw.one(4, 10),
        **draw.some(options, 0.5),
    }
    return row(config, typed(categories(draw), draw.one("int32", "int32", "int64", "float32", "string")))


def categories(draw):
    """Returns a shape of indices; a last size of 1 is special to many encodings."""
    shape = draw.shape(draw.choice([1, 2, 2, 2, 3]), 0.15)
    return [*shape[:-1], draw.one(1, 1, shape[-1], shape[-1], None)] if len(shape) > 1 else shape


def discretization(draw):
    """Draws Discretization."""
    options = {
        "output_mode": lambda: draw.one("int", "one_hot", "multi_hot", "count", "binary"),
        "sparse": lambda: draw.chance(0.3),
        "epsilon": lambda: 0.1,
        "dtype": lambda: draw.one("int32", "float16"),
    }
    bins = draw.one({"bin_boundaries": [0.0, 1.0, 2.0]}, {"bin_boundaries": [0.5]}, {"num_bins": 4}, {"num_bins": 1})
    if draw.chance(0.15):
        bins = draw.one(
            {}, {"bin_boundaries": [1.0], "num_bins": 2}, {"num_bins": -1}, {"num_bins": 0}, {"bin_boundaries": []}
        )
    return row({**bins, **draw.some(options, 0.4)}, typed(categories(draw), draw.one("float32", "float32", "int32")))


def hashing(draw):
    """Draws Hashing."""
    options = {
        "output_mode": lambda: draw.one("int", "one_hot", "multi_hot", "count", "binary"),
        "mask_value": lambda: draw.one("", 0, None),
        "salt": lambda: draw.one(133, [1, 2], [1], "a"),
        "sparse": lambda: draw.chance(0.4),
        "dtype": lambda: draw.one("int32", "float32", "int64"),
    }
    return row(
        {"num_bins": draw.one(3, 8, 64, 100, 1, 1, 10, 0), **draw.some(options, 0.3)},
        typed(categories(draw), draw.one("string", "int32", "int64")),
    )


def hashed_crossing(draw):
    """Draws HashedCrossing of two features, mostly scalars per example."""
    options = {
        "output_mode": lambda: draw.one("int", "one_hot", "multi_hot"),
        "sparse": lambda: draw.chance(0.3),
        "dtype": lambda: draw.one("int32", "float32"),
        "salt": lambda: 3,
    }
    shape = draw.one([None], [None, 1], [None, 1], [8, 1], [None, 2], [None, 1, 1])
    dtypes = [draw.one("string", "int32", "int64", "float32") for _ in range(draw.choice([2, 2, 2, 2, 1, 3]))]
    inputs = [typed(shape if draw.chance(0.95) else [None, 3], dtype) for dtype in dtypes]
    return row({"num_bins": draw.one(5, 10, 1, 0), **draw.some(options, 0.3)}, inputs)


def lookup_options(draw):
    """Returns options of the lookups."""
    return draw.some(
        {
            "max_tokens": lambda: draw.one(10, 10, 20, 20, 5, 3, 1),
            "num_oov_indices": lambda: draw.one(0, 1, 2, 2, 3, -1),
            "output_mode": lambda: draw.choice(MODES),
            "pad_to_max_tokens": lambda: draw.chance(0.4),
            "sparse": lambda: draw.chance(0.2),
            "invert": lambda: draw.chance(0.4),
        },
        0.25,
    )


def weighted(draw, config):
    """Adds the weights that tf_idf needs, mostly there only."""
    if (config.get("output_mode") in ("tf_idf", "tf-idf") and draw.chance(0.8)) or draw.chance(0.03):
        config["idf_weights"] = [0.25] * draw.one(3, 3, 3, 2)
    return config


def string_lookup(draw):
    """Draws StringLookup."""
    options = {"mask_token": lambda: draw.one("", "[MASK]", None), "oov_token": lambda: draw.one("[UNK]", "a", None)}
    config = {**lookup_options(draw), **draw.some(options, 0.15)}
    if draw.chance(0.8):
        config["vocabulary"] = draw.one(*[WORDS] * 9, ["[UNK]", "a"], ["a", "a"], [], "missing.txt")
    dtype = draw.one("string", "string", "string", "int64")
    return row(weighted(draw, config), typed(categories(draw), dtype))


def integer_lookup(draw):
    """Draws IntegerLookup."""
    options = {"mask_token": lambda: draw.one(0, 12, None), "oov_token": lambda: draw.one(-1, 12), "salt": lambda: 3}
    options |= {"oov_method": lambda: draw.one("floormod", "farmhash", "farmhash", "other")}
    options |= {"vocabulary_dtype": lambda: draw.one("int64", "int64", "int32")}
    config = {**lookup_options(draw), **draw.some(options, 0.12)}
    if draw.chance(0.8):
        config["vocabulary"] = draw.one(*[[12, 36, 1138]] * 8, [-1, 5], [1, 1], [])
    return row(weighted(draw, config), typed(categories(draw), draw.one("int64", "int64", "int32", "float32")))


def text_vectorization(draw):
    """Draws TextVectorization."""
    options = {
        "max_tokens": lambda: draw.one(10, 10, 1000, 1000, 2, 1),
        "standardize": lambda: draw.one("lower", "strip_punctuation", None, {"lambda": "lambda x: x"}, "upper"),
        "split": lambda: draw.one("whitespace", "character", "character", None, "words"),
        "ngrams": lambda: draw.one(2, 3, [1, 2], None, 1.5),
        "output_mode": lambda: draw.choice(MODES),
        "output_sequence_length": lambda: draw.one(4, 10, None, "a"),
        "pad_to_max_tokens": draw.flag,
        "ragged": lambda: draw.chance(0.3),
        "sparse": lambda: draw.chance(0.2),
    }
    config = draw.some(options, 0.2)
    if config.get("output_mode", "int") != "int" and draw.chance(0.8):
        config.pop("output_sequence_length", None)
    if draw.chance(0.6):
        config["vocabulary"] = draw.one(*[WORDS] * 5, ["", "[UNK]", "a"], ["a", "a"])
    shape = draw.one([None], [None, 1], [None, 1], [8, 1], [None, 3], [None, None])
    return row(weighted(draw, config), typed(shape, draw.one("string", "string", "string", "int32")))


def mel(draw):
    """Draws MelSpectrogram."""
    options = {
        "fft_length": lambda: draw.one(512, 1024, 2048, 256),
        "sequence_stride": lambda: draw.one(128, 256, 512),
        "sequence_length": lambda: draw.one(256, 512, 4096, None),
        "num_mel_bins": lambda: draw.one(40, 64, 80, 1),
        "sampling_rate": lambda: draw.one(8000, 16000, 22050),
        "max_freq": lambda: draw.one(4000, None),
        "power_to_db": draw.flag,
    }
    return row(
        draw.some(options, 0.35), draw.one([None, 16000], [None, 4000], [16000], [None, None], [2, 8000], [None])
    )


def stft(draw):
    """Draws STFTSpectrogram; frames mostly fit the signal."""
    options = {
        "mode": lambda: draw.one("log", "magnitude", "psd", "real", "imag", "angle", "stft", "mel"),
        "frame_step": lambda: draw.one(16, 32, 64, 512, 0),
        "fft_length": lambda: draw.one(64, 256, 512),
        "window": lambda: draw.one("hann", "hamming", None, "other"),
        "scaling": lambda: draw.one("density", "spectrum", None, "db"),
        "padding": lambda: draw.one("valid", "same", "causal"),
        "expand_dims": draw.flag,
        "periodic": draw.flag,
    }
    data_format = draw.one(None, None, None, "channels_first")
    config = {"frame_length": draw.one(16, 32, 64, 64, 100, 256), **draw.some(options, 0.25)}
    config |= {"data_format": data_format} if data_format else {}
    size, channels = draw.maybe(draw.one(256, 512, 1000, 100), 0.15), draw.one(1, 1, 2, 3)
    return row(config, [draw.batch(), channels, size] if data_format else [draw.batch(), size, channels])


INNER = [
    layer("Dense", units=3),
    layer("Rescaling", scale=0.5),
    layer("Flatten"),
    layer("RandomFlip"),
    layer("Dropout", rate=0.5),
    layer("Resizing", height=8, width=6),
    layer("CenterCrop", height=4, width=4),
    layer("RandomZoom", height_factor=0.2),
]


def pipeline(draw):
    """Draws Pipeline of layers that mostly take images."""
    inner = [draw.choice(INNER) for _ in range(draw.randint(1, 3))]
    return row({"layers": inner}, draw.one(draw.image(2, unknown=0), draw.image(2, unknown=0), draw.shape(2)))


ADAPTED = [
    row({}, [None, 3]),
    row({"axis": -1}, [None, 28, 28, 3]),
    row({"axis": None}, [None, 1]),
    row({"mean": 0.0, "variance": 1.0}, [None, 3]),
    row({"mean": [0.485, 0.456, 0.406], "variance": [0.05, 0.05, 0.05]}, [None, 224, 224, 3]),
    row({}, [None, None]),
]
TEXT = [
    row({"max_tokens": 20000, "output_mode": "int", "output_sequence_length": 500}, typed([None, 1], "string")),
    row({"max_tokens": 1000}, typed([None, 1], "string")),
    row({"max_tokens": 10, "output_mode": "multi_hot", "vocabulary": WORDS}, typed([None, 1], "string")),
    row(
        {"max_tokens": 10, "output_mode": "multi_hot", "vocabulary": WORDS, "pad_to_max_tokens": True},
        typed([None], "string"),
    ),
]
LOOKUP = [
    row({"vocabulary": WORDS}, typed([None, 1], "string")),
    row({"vocabulary": WORDS, "output_mode": "one_hot"}, typed([None, 1], "string")),
    row({"vocabulary": WORDS, "output_mode": "one_hot"}, typed([None], "string")),
    row({"vocabulary": WORDS, "num_oov_indices": 0, "mask_token": None}, typed([None, 4], "string")),
    row({}, typed([None, 1], "string")),
]
INTEGERS = [
    row({"vocabulary": [12, 36, 1138, 42]}, typed([None, 3], "int64")),
    row({"max_tokens": 10}, typed([None, 1], "int64")),
]
SOUND = [
    row({"frame_length": 256, "frame_step": 128}, [None, 16000, 1]),
    row(
        {"mode": "log", "frame_length": 500, "frame_step": 500, "fft_length": 512, "padding": "valid"}, [None, 1500, 1]
    ),
    row({}, [None, None, 1]),
    row({"mode": "stft", "expand_dims": True}, [None, 1000, 2]),
]

PLANS = {
    "Rescaling": Plan(
        90,
        rescaling,
        [row({"scale": 1 / 255}, [None, 28, 28, 1]), row({"scale": 1 / 127.5, "offset": -1}, [None, 224, 224, 3])],
        spoiled=0.2,
    ),
    "Normalization": Plan(90, normalization, ADAPTED, spoiled=0.15),
    "CategoryEncoding": Plan(
        70,
        category_encoding,
        [row({"num_tokens": 4, "output_mode": "one_hot"}, typed([None, 1], "int32"))],
        spoiled=0.12,
    ),
    "Discretization": Plan(70, discretization, [row({"bin_boundaries": [0.0, 1.0, 2.0]}, [None, 4])], spoiled=0.12),
    "Hashing": Plan(60, hashing, [row({"num_bins": 3}, typed([None, 1], "string"))], spoiled=0.12),
    "HashedCrossing": Plan(
        50,
        hashed_crossing,
        [row({"num_bins": 5}, [typed([None, 1], "string"), typed([None, 1], "int32")])],
        spoiled=0.12,
    ),
    "StringLookup": Plan(90, string_lookup, LOOKUP, spoiled=0.1),
    "IntegerLookup": Plan(80, integer_lookup, INTEGERS, spoiled=0.1),
    "TextVectorization": Plan(90, text_vectorization, TEXT, spoiled=0.1),
    "MelSpectrogram": Plan(
        45, mel, [row({}, [None, 16000]), row({"num_mel_bins": 64, "sequence_stride": 256}, [None, 8000])], spoiled=0.2
    ),
    "STFTSpectrogram": Plan(80, stft, SOUND, spoiled=0.15),
    "Pipeline": Plan(
        30,
        pipeline,
        [row({"layers": [layer("RandomFlip"), layer("Rescaling", scale=1 / 255)]}, [None, 32, 32, 3])],
        spoiled=0.2,
    ),
}
