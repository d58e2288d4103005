// A layer's JSON config -> attributes of its op, by what the op says of its keys.
#ifndef LITH_FRONTENDS_CONFIGATTRIBUTES_H
#define LITH_FRONTENDS_CONFIGATTRIBUTES_H

#include "dialects/layer/ConfigSpec.h"
#include "frontends/Config.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OperationSupport.h"

namespace lith::frontends {

/// The attribute with the shapes of lists of integers that nest in the config, by their keys: the
/// attributes themselves are flat.
inline constexpr llvm::StringLiteral nestingAttrName = "layer.nesting";

/// Appends an attribute for each key of `config` that the op reads, and `layer.kept` with those
/// that it only keeps. Returns what is wrong: unknown keys, wrong kinds, values that lith does not
/// support.
std::vector<std::string> readAttributes(const Layer &layer, const layer::ConfigSpec &spec,
                                        llvm::StringRef kerasVersion, mlir::Builder &builder,
                                        mlir::NamedAttrList &attributes);

/// The attribute that `key` makes of `json`; null, and why in `problem`, where it makes none.
mlir::Attribute readAttribute(const layer::ConfigKey &key, const Json &json, mlir::Builder &builder,
                              std::string &problem);

/// A number, nested lists of numbers or a serialized array, as the elements of a constant; null
/// where it is none of these. A bare number has rank 0, and `isWeak` says that it is one of
/// Python's, which takes the dtype of what it meets. Floats of 64 bits stay that for now: whether
/// they are meant, the operands beside them say.
mlir::DenseElementsAttr readConstant(const Json &json, mlir::Builder &builder, bool &isWeak);

/// The name of a dtype policy as configs spell it: "float32", or a serialized policy of Keras 2
/// or 3.
std::string policyName(const Json *dtype);

/// The dtype that a layer with that policy computes in, "float16" for "mixed_float16", or has its
/// variables in, which is then "float32".
std::string computeDType(const std::string &policy);
std::string variableDType(const std::string &policy);

} // namespace lith::frontends

#endif
