// Contractions by labels. Merging labels and turning an operand round are views and one copy at
// most; what is done to weights alone ends in @prepare.
#include "dialects/layer/Einsum.h"

#include "dialects/layer/Activations.h"
#include "dialects/layer/Lowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace lith::layer {
namespace {

bool contains(StringRef labels, char label) { return labels.contains(label); }

/// A tensor whose dimensions have labels.
struct Labelled {
  Value value;
  std::string labels;

  int64_t dimOf(char label) const { return static_cast<int64_t>(labels.find(label)); }
};

/// Runs of labels that are one dimension everywhere: "nh" under the label 'n'.
using Runs = SmallVector<std::string>;

/// Whether `second` follows `first` at once wherever one of them is.
bool isPair(StringRef labels, char first, char second) {
  size_t at = labels.find(first), next = labels.find(second);
  if (at == StringRef::npos || next == StringRef::npos)
    return at == next;
  return next == at + 1;
}

/// The runs of the kernel's labels. Rows (labels that it lacks) stay apart, as schedules want them.
Runs findRuns(StringRef lhs, StringRef rhs, StringRef result) {
  Runs runs;
  for (char label : rhs) {
    bool joins =
        !runs.empty() && llvm::all_of(ArrayRef<StringRef>{lhs, rhs, result}, [&](StringRef labels) {
          return isPair(labels, runs.back().back(), label);
        });
    if (joins)
      runs.back() += label;
    else
      runs.emplace_back(1, label);
  }
  return runs;
}

/// The groups of dimensions that `runs` make of `labels`; the labels that remain go to `merged`.
SmallVector<ReassociationIndices> groupRuns(StringRef labels, const Runs &runs,
                                            std::string &merged) {
  SmallVector<ReassociationIndices> groups;
  for (size_t dim = 0; dim < labels.size(); ++dim) {
    bool continues = llvm::any_of(runs, [&](StringRef run) {
      size_t place = run.find(labels[dim]);
      return place != StringRef::npos && place > 0;
    });
    if (continues) {
      groups.back().push_back(static_cast<int64_t>(dim));
      continue;
    }
    groups.push_back({static_cast<int64_t>(dim)});
    merged += labels[dim];
  }
  return groups;
}

Labelled merge(OpBuilder &builder, Location loc, const Labelled &tensor, const Runs &runs) {
  std::string merged;
  SmallVector<ReassociationIndices> groups = groupRuns(tensor.labels, runs, merged);
  if (groups.size() == tensor.labels.size())
    return tensor;
  return {tensor::CollapseShapeOp::create(builder, loc, tensor.value, groups), merged};
}

/// `tensor`, whose labels are those of `labels` merged, with all of them again.
Value expand(OpBuilder &builder, Location loc, const Labelled &tensor, StringRef labels,
             const Runs &runs, ArrayRef<OpFoldResult> sizes) {
  std::string merged;
  SmallVector<ReassociationIndices> groups = groupRuns(labels, runs, merged);
  if (groups.size() == labels.size())
    return tensor.value;
  auto type = cast<RankedTensorType>(tensor.value.getType());
  SmallVector<int64_t> shape;
  SmallVector<Value> dynamicSizes;
  dispatchIndexOpFoldResults(sizes, dynamicSizes, shape);
  return tensor::ExpandShapeOp::create(builder, loc, type.clone(shape), tensor.value, groups,
                                       sizes);
}

/// `tensor` with `label` innermost, so that vectors along it are loaded whole.
Labelled turn(OpBuilder &builder, Location loc, const Labelled &tensor, char label) {
  int64_t dim = tensor.dimOf(label), last = static_cast<int64_t>(tensor.labels.size()) - 1;
  if (dim < 0 || dim == last)
    return tensor;
  SmallVector<int64_t> permutation;
  std::string labels;
  for (int64_t from = 0; from <= last; ++from)
    if (from != dim)
      permutation.push_back(from);
  permutation.push_back(dim);
  for (int64_t from : permutation)
    labels += tensor.labels[from];
  return {createTranspose(builder, loc, tensor.value, permutation), labels};
}

/// The sizes of `labels`, each from an operand that has it.
SmallVector<OpFoldResult> sizesOf(OpBuilder &builder, Location loc, StringRef labels,
                                  const Labelled &lhs, const Labelled &rhs) {
  SmallVector<OpFoldResult> sizes;
  for (char label : labels) {
    const Labelled &from = contains(lhs.labels, label) ? lhs : rhs;
    sizes.push_back(tensor::getMixedSize(builder, loc, from.value, from.dimOf(label)));
  }
  return sizes;
}

/// The contraction itself: iterators are the result's labels, then those summed over.
Labelled contract(OpBuilder &builder, Location loc, Labelled lhs, Labelled rhs,
                  StringRef resultLabels) {
  if (!resultLabels.empty()) {
    lhs = turn(builder, loc, lhs, resultLabels.back());
    rhs = turn(builder, loc, rhs, resultLabels.back());
  }
  std::string loops = resultLabels.str();
  for (char label : lhs.labels + rhs.labels)
    if (!contains(loops, label))
      loops += label;
  auto mapOf = [&](StringRef labels) {
    SmallVector<AffineExpr> exprs;
    for (char label : labels)
      exprs.push_back(builder.getAffineDimExpr(loops.find(label)));
    return AffineMap::get(loops.size(), 0, exprs, builder.getContext());
  };
  Value sum = createContraction(builder, loc, lhs.value, rhs.value,
                                sizesOf(builder, loc, resultLabels, lhs, rhs),
                                {mapOf(lhs.labels), mapOf(rhs.labels), mapOf(resultLabels)},
                                loops.size() - resultLabels.size());
  return {sum, resultLabels.str()};
}

/// sum[..] + bias[the bias's labels].
Value addLabelled(OpBuilder &builder, Location loc, const Labelled &sum, const Labelled &bias) {
  AffineMap all = builder.getMultiDimIdentityMap(sum.labels.size());
  SmallVector<unsigned> dims;
  for (char label : bias.labels)
    dims.push_back(sum.dimOf(label));
  return createMap(builder, loc, {sum.value, bias.value}, {all, all.getSubMap(dims)},
                   tensor::getMixedSizes(builder, loc, sum.value),
                   getElementTypeOrSelf(sum.value.getType()),
                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     return arith::AddFOp::create(nested, at, e[0], e[1]);
                   });
}

} // namespace

Value createEinsum(OpBuilder &builder, Location loc, Value lhs, StringRef lhsLabels, Value rhs,
                   StringRef rhsLabels, StringRef resultLabels) {
  return createDenseEinsum(builder, loc, {lhsLabels.str(), rhsLabels.str(), resultLabels.str(), ""},
                           lhs, rhs, Value(), "linear");
}

Value createDenseEinsum(OpBuilder &builder, Location loc, const EinsumLabels &labels, Value input,
                        Value kernel, Value bias, StringRef activation) {
  Labelled lhs{input, labels.input}, rhs{kernel, labels.kernel};
  Runs runs = findRuns(labels.input, labels.kernel, labels.output);
  SmallVector<OpFoldResult> sizes = sizesOf(builder, loc, labels.output, lhs, rhs);
  std::string mergedOutput;
  groupRuns(labels.output, runs, mergedOutput);
  Labelled sum = contract(builder, loc, merge(builder, loc, lhs, runs),
                          merge(builder, loc, rhs, runs), mergedOutput);
  // What follows stays with the sum, in one kernel, where it may be said of the merged dimensions.
  auto isWhole = [&](StringRef run) {
    bool first = contains(labels.bias, run.front());
    return llvm::all_of(run, [&](char label) { return contains(labels.bias, label) == first; });
  };
  bool isElementwise = !detail::findRowFunction(activation);
  if (isElementwise && (!bias || llvm::all_of(runs, isWhole))) {
    if (bias)
      sum.value =
          addLabelled(builder, loc, sum, merge(builder, loc, Labelled{bias, labels.bias}, runs));
    sum.value = applyActivation(builder, loc, activation, sum.value);
    return expand(builder, loc, sum, labels.output, runs, sizes);
  }
  sum = {expand(builder, loc, sum, labels.output, runs, sizes), labels.output};
  if (bias)
    sum.value = addLabelled(builder, loc, sum, {bias, labels.bias});
  return applyActivation(builder, loc, activation, sum.value);
}

} // namespace lith::layer
