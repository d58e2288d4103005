// How much arithmetic a model takes: multiply-accumulates of every layer for one sample.
#ifndef LITH_TOOLS_LITH_MACS_H
#define LITH_TOOLS_LITH_MACS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

namespace lith::tools {

/// Layer path -> multiply-accumulates for one sample (dynamic dimensions count as one), read off
/// the layers' lowering: the products that contractions sum. Padding counts; additions, activations
/// and pooling do not.
llvm::StringMap<int64_t> countMacs(mlir::ModuleOp layers);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_MACS_H
