// Weights by name: what the file has and what the model wants must be the same set.
#include "frontends/BindWeights.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <fmt/format.h>

using namespace lith::frontends;
using namespace mlir;

std::string lith::frontends::shapeText(ArrayRef<int64_t> shape) {
  std::vector<std::string> extents;
  for (int64_t extent : shape)
    extents.push_back(ShapedType::isDynamic(extent) ? "?" : std::to_string(extent));
  return "[" + llvm::join(extents, ", ") + "]";
}

std::string lith::frontends::describeWeight(RankedTensorType type) {
  for (unsigned dtype = 0; dtype < numDTypes; ++dtype)
    if (elementType(DType(dtype), type.getContext()) == type.getElementType() &&
        DType(dtype) != DType::Bool)
      return typeName(DType(dtype), type.getShape());
  return "a tensor";
}

/// Tensors beside the layers' own variables: the optimizer, metrics, and the state of random
/// generators, which inference does not use; weights of a vocabulary, which are in the layer's
/// config.
static bool isBesideLayers(StringRef name) {
  return name.starts_with("optimizer/") || name.starts_with("metrics/") ||
         name.starts_with("compile_metrics/") || name.starts_with("_") ||
         name.contains("/seed_generator/") || name.contains("/random_generator/") ||
         name.ends_with("/vars/idf_weights");
}

std::optional<lith::layer::Weight>
lith::frontends::fitWeight(const DeclaredWeight &weight, StringRef name,
                           const WeightFile::Tensor &tensor, std::shared_ptr<const void> owner,
                           const WeightFile &file, Problems &problems) {
  std::string advice;
  if (ArrayRef<int64_t>(tensor.shape) == weight.type.getShape()) {
    if (std::optional<layer::Weight> value = castWeight(tensor, std::move(owner), weight.type))
      return value;
    advice = "its numbers cannot be made such integers";
  }
  problems.add({weight.layerPath, weight.className,
                fmt::format("weight {} must be {}, but {} is {} in {}", weight.symbol,
                            describeWeight(weight.type), name.str(),
                            typeName(tensor.dtype, tensor.shape), file.path),
                std::move(advice)});
  return std::nullopt;
}

static void reportSurplus(const WeightFile &file, const llvm::StringSet<> &used,
                          ArrayRef<DeclaredWeight> declared, Problems &problems) {
  for (StringRef name : file.sortedNames()) {
    if (used.contains(name) || isBesideLayers(name))
      continue;
    const WeightFile::Tensor &tensor = file.tensors.find(name)->second;
    Problem problem;
    // The layer that shares the longest group with the tensor is the one whose weights do not fit.
    StringRef group = name.rsplit('/').first;
    for (const DeclaredWeight &weight : declared)
      if (StringRef(weight.path).rsplit('/').first == group)
        std::tie(problem.path, problem.className) = std::pair(weight.layerPath, weight.className);
    problem.what = fmt::format("{} holds {} {}, which no layer asks for", file.path, name.str(),
                               typeName(tensor.dtype, tensor.shape));
    problem.advice = "are these weights of another model?";
    problems.add(std::move(problem));
  }
}

/// The path with the name of what holds "vars" as Keras 2 has it where that is a private attribute:
/// "layers/attention/_query_dense/vars/0".
static std::string privatePath(StringRef path) {
  auto [holder, variable] = path.rsplit("/vars/");
  auto [above, name] = holder.rsplit('/');
  return fmt::format("{}/_{}/vars/{}", above, name, variable);
}

namespace {

/// Paths as Keras 2.12 has them in a .weights.h5. Its models list each layer with weights twice,
/// and number what they list, so that of two dense layers "layers/dense_1/vars/0" is
/// "_layer_checkpoint_dependencies/dense_2/vars/0".
class ListedTwice {
public:
  explicit ListedTwice(ArrayRef<DeclaredWeight> declared) {
    for (const DeclaredWeight &weight : declared)
      for (size_t end = weight.path.find('/'); end != StringRef::npos;
           end = weight.path.find('/', end + 1))
        withWeights.insert(StringRef(weight.path).take_front(end));
  }

  std::string operator()(StringRef path) {
    llvm::SmallVector<StringRef> parts;
    path.split(parts, '/');
    llvm::SmallVector<std::string> older;
    for (auto [i, part] : llvm::enumerate(parts)) {
      auto [stem, number] = part.rsplit('_');
      unsigned count;
      bool isNumbered = i && parts[i - 1] == "layers" && !number.getAsInteger(10, count);
      older.push_back(
          part == "layers" ? "_layer_checkpoint_dependencies"
          : isNumbered
              ? fmt::format("{}_{}", stem,
                            place(path.take_front(stem.data() - path.data() + stem.size()), count))
              : part.str());
    }
    return llvm::join(older, "/");
  }

private:
  /// How many are listed before the layer `group`_`count`: "layers/dense" and 1, 2, ...
  unsigned place(StringRef group, unsigned count) {
    llvm::SmallVector<unsigned> &known = places[group];
    if (known.empty())
      known.push_back(0);
    while (known.size() <= count) {
      std::string before =
          known.size() == 1 ? group.str() : fmt::format("{}_{}", group, known.size() - 1);
      known.push_back(known.back() + (withWeights.contains(before) ? 2 : 1));
    }
    return known[count];
  }

  llvm::StringSet<> withWeights;
  llvm::StringMap<llvm::SmallVector<unsigned>> places;
};

} // namespace

lith::layer::WeightStore lith::frontends::bindWeights(const std::shared_ptr<const WeightFile> &file,
                                                      ArrayRef<DeclaredWeight> declared,
                                                      bool isWhole, Problems &problems) {
  layer::WeightStore store;
  llvm::StringSet<> used;
  ListedTwice listedTwicePath(declared);
  for (const DeclaredWeight &weight : declared) {
    std::string privately = privatePath(weight.path);
    auto found = file->tensors.end();
    for (StringRef name : {StringRef(weight.path), StringRef(weight.symbol), StringRef(privately)})
      if (found == file->tensors.end())
        found = file->tensors.find(name);
    for (StringRef name : {StringRef(weight.path), StringRef(privately)})
      if (found == file->tensors.end())
        found = file->tensors.find(listedTwicePath(name));
    used.insert_range(weight.copies);
    Problem problem{weight.layerPath, weight.className, "", ""};
    if (found == file->tensors.end()) {
      problem.what = fmt::format("weight {} {} is missing: {} has no {}", weight.symbol,
                                 describeWeight(weight.type), file->path, weight.path);
      problem.advice = "are these weights of another model?";
      problems.add(std::move(problem));
      continue;
    }
    used.insert(found->getKey());
    if (auto value = fitWeight(weight, found->getKey(), found->second, file, *file, problems))
      store.insert({weight.symbol, std::move(*value)});
  }
  if (isWhole)
    reportSurplus(*file, used, declared, problems);
  return store;
}
