// Advice on operations of keras.ops that have no op, by what they have in common. This is no list
// of what is supported: only an operation without an op comes here.
#include "frontends/OperationAdvice.h"

#include "llvm/ADT/StringSwitch.h"

using namespace lith::frontends;

std::string lith::frontends::adviseOnOperation(llvm::StringRef className) {
  return llvm::StringSwitch<std::string>(className)
      .Cases({"Cond", "Switch", "WhileLoop", "ForiLoop", "Scan", "AssociativeScan", "Map",
              "VectorizedMap", "Function", "JVP"},
             "its body is a Python function, which the file does not hold: write it with layers")
      .Cases({"Nonzero", "Unique", "Bincount", "Histogram"},
             "the shape of its result depends on values: compute it outside of the model")
      .Cases({"Cholesky", "CholeskyInverse", "Det", "Eig", "Eigh", "Inv", "LuFactor", "Qr", "Solve",
              "SolveTriangular", "SVD", "Lstsq", "MatrixRank", "Pinv", "Logdet", "Slogdet"},
             "matrix factorisations are not compiled: compute it outside of the model")
      .Cases({"FFT", "FFT2", "IFFT2", "RFFT", "IRFFT", "STFT", "ISTFT", "ViewAsComplex",
              "ViewAsReal", "Polar", "Angle"},
             "complex numbers are not compiled; a short transform can be a matrix product with its "
             "cosines and sines")
      .Cases({"Argpartition", "Nanmedian", "Nanquantile", "Nanpercentile"},
             "use keras.ops.sort, argsort, top_k, median or quantile")
      .Cases({"CTCLoss", "CTCDecode", "BinaryCrossentropy", "CategoricalCrossentropy",
              "SparseCategoricalCrossentropy", "PSNR", "SSIM"},
             "losses and decoders belong outside of the model: let the model return what they take")
      .Cases({"AffineTransform", "MapCoordinates", "PerspectiveTransform", "ElasticTransform",
              "ScaleAndTranslate"},
             "prepare images outside of the model, or use keras.ops.image.resize")
      .Default(
          "write it with operations that `lith layers` lists, or compute it outside of the model");
}

Refusal lith::frontends::refuseLayer(llvm::StringRef className) {
  constexpr const char *lookUpBefore =
      "look tokens up before the model and give it their integers, from which IntegerLookup, "
      "CategoryEncoding and Embedding go on";
  return llvm::StringSwitch<Refusal>(className)
      .Cases({"StringLookup", "TextVectorization"},
             {"takes strings, which a compiled model has no type for", lookUpBefore})
      .Case("HashedCrossing",
            {"hashes what it joins as text, which is not supported", lookUpBefore})
      .Case("TensorFlowOpLayer",
            {"operators and functions of TensorFlow 2.0 to 2.3 are not supported",
             "load the model with TensorFlow 2.4 or later and save it again, or use the layer for "
             "it (Add, Multiply, Concatenate, Reshape)"})
      .Default({"this layer is not supported yet", "`lith layers` lists those that are"});
}
