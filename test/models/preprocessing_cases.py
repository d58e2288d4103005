"""What the layer grid tries of preprocessing: categories, numbers, sizes of images, and augmentations, which let
everything pass at inference."""
from sweeps import BOTH, FORMATS, Sweep

INTERPOLATIONS = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]
MODES = ["multi_hot", "one_hot", "count"]
IDS = [("int32", 0, 5), ("int64", 0, 5), ("float32", 0, 5.9)]
NUMBERS = [("int32", -3, 3), ("float32", -1.5, 1.5)]
IMAGES = [None, ("int32", 0, 255)]
RANGE = {"value_range": [(0, 255), (0, 1)]}

# Arguments of each augmentation; none of them has an effect at inference.
AUGMENTATIONS = {
    "AugMix": {"num_chains": [2], **RANGE}, "CutMix": {"factor": [0.5]},
    "Equalization": RANGE, "MaxNumBoundingBoxes": {"max_number": [3]}, "MixUp": {"alpha": [0.3]},
    "RandAugment": {"num_ops": [3], **RANGE}, "RandomBrightness": {"factor": [0.2], **RANGE},
    "RandomColorDegeneration": {"factor": [0.3]}, "RandomColorJitter": {"brightness_factor": [0.2], **RANGE},
    # Of another size than the image's, Keras 3.15 announces the crop at inference and gives the image.
    "RandomContrast": {"factor": [0.3], **RANGE}, "RandomCrop": {"height": [8], "width": [7]},
    "RandomElasticTransform": {"factor": [0.5]}, "RandomErasing": {"factor": [0.5]},
    "RandomFlip": {"mode": ["horizontal", "vertical", "horizontal_and_vertical"]},
    "RandomGaussianBlur": {"kernel_size": [3], "sigma": [0.5]}, "RandomGrayscale": {"factor": [0.5]},
    "RandomHue": {"factor": [0.5], **RANGE}, "RandomInvert": {"factor": [0.5], **RANGE},
    "RandomPerspective": {"factor": [0.5], "scale": [0.2]}, "RandomPosterization": {"factor": [4], **RANGE},
    "RandomRotation": {"factor": [0.2], "fill_mode": ["reflect", "nearest"], "interpolation": ["nearest"]},
    "RandomSaturation": {"factor": [0.5], **RANGE}, "RandomSharpness": {"factor": [0.5], **RANGE},
    # One number comes back from Keras as a pair that it does not take.
    "RandomShear": {"x_factor": [(0.1, 0.2)], "y_factor": [(0.0, 0.1)]},
    "RandomTranslation": {"height_factor": [0.2], "width_factor": [0.1], "fill_mode": ["constant"]},
    "RandomZoom": {"height_factor": [0.2], "fill_mode": ["wrap"]}, "Solarization": {"addition_factor": [0.1], **RANGE},
}


def cropsOrPads(a):
    return not (a["crop_to_aspect_ratio"] and a["pad_to_aspect_ratio"])


def maskInside(a):
    return a["mask_token"] is None or a["output_mode"] == "int"


def augmentation(layer, arguments):
    return Sweep(layer, {**arguments, "data": [(d,) for d in IMAGES], "inputs": [None, {"images": 0}]}, [(8, 7, 3)], covers=1)


SWEEPS = [
    Sweep("CategoryEncoding", {"num_tokens": [6, 9], "output_mode": MODES, "data": [(d,) for d in IDS]}, [(4,), (1,), (3, 1)]),
    Sweep("CategoryEncoding", {"num_tokens": [6], "output_mode": ["count"], "data": [(d, None) for d in IDS[:2]],
                               "inputs": [(("", 0), ("count_weights", 1))]}, [((4,), (4,))]),
    Sweep("Discretization", {"bin_boundaries": [[0.0], [-1.0, 0.0, 0.5]], "data": [None, *[(d,) for d in NUMBERS]],
                             "output_mode": ["int", *MODES]}, [(4,), (1,)]),
    Sweep("Discretization", {"bin_boundaries": [[-1.0, 0.0, 0.5]]}, [(2, 3), ()]),
    Sweep("IntegerLookup", {"vocabulary": [[3, 7, 42]], "num_oov_indices": [0, 1, 3], "mask_token": [None, 0],
                            "output_mode": ["int", *MODES], "data": [(("int64", 3, 3),), (("int64", 0, 50),)]},
          [(4,), (1,)], maskInside),
    Sweep("IntegerLookup", {"vocabulary": [[3, 7, 42]], "invert": [True], "data": [(("int64", 0, 3),)]}, [(4,), (2, 3)]),
    Sweep("Hashing", {"num_bins": [1, 7, 1000], "mask_value": [None, 3], "output_mode": ["int", *MODES],
                      "data": [(("int32", -2**31, 2**31 - 1),), (("int32", 0, 9),)]}, [(4,), (1,)]),
    Sweep("AutoContrast", {"value_range": [(0, 255), (-2, 2)], "data_format": FORMATS, "data": [None, (("int32", 0, 255),)]}, [(8, 7, 3)]),
    # Sizes that the tiles divide, and that they reach beyond.
    Sweep("ContrastLimitedAdaptiveHistogramEqualization",
          {"value_range": [(0, 255), (-2, 2)], "clip_limit": [4.0, 1.5, 0.0], "tile_grid_size": [(2, 3), (1, 1), (5, 4)],
           "data_format": FORMATS, "data": [None, (("float32", 0, 255),)]}, [(8, 6, 3), (7, 10, 2)]),
    Sweep("Rescaling", {"scale": [1 / 255, 2.0], "offset": [0.0, -1.0], "data": [None, (("int32", 0, 255),)]}, [(4, 5, 3)]),
    Sweep("Rescaling", {"scale": [[0.5, 2.0, 3.0]], "offset": [[0.0, -1.0, 0.5]]}, [(4, 5, 3)]),
    Sweep("Normalization", {"axis": [-1], "mean": [[0.5, -1.0, 2.0]], "variance": [[0.25, 1.0, 4.0]],
                            "invert": BOTH}, [(4, 5, 3)]),
    Sweep("Normalization", {"axis": [None], "mean": [0.5], "variance": [0.25], "invert": BOTH}, [(4, 5, 3)]),
    Sweep("Resizing", {"height": [4, 9, 13], "width": [3, 7, 20], "interpolation": INTERPOLATIONS, "antialias": BOTH,
                       "crop_to_aspect_ratio": BOTH, "pad_to_aspect_ratio": BOTH, "fill_value": [0.0, -1.5],
                       "data_format": FORMATS}, [(9, 7, 3), (12, 20, 2)], cropsOrPads),
    Sweep("CenterCrop", {"height": [4, 9, 13], "width": [3, 7, 20], "data_format": FORMATS}, [(9, 7, 3), (12, 20, 2)]),
    *(augmentation(layer, arguments) for layer, arguments in AUGMENTATIONS.items()),
]
