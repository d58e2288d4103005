// What is turned here is what Keras 2 turned when it loaded such files. Keras 1 kept the gates of
// recurrent layers apart, and kernels in the order of Theano where its images had channels first;
// Theano convolves where others correlate, so that its kernels stand the other way round.
#include "frontends/LegacyTensors.h"

#include "llvm/ADT/STLExtras.h"

#include <cstring>

using namespace lith::frontends;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::StringRef;

/// A tensor of `shape` with the elements of `from`: element i comes from `source(index of i)`.
static LegacyTensor rebuild(const LegacyTensor &from, ArrayRef<int64_t> shape,
                            llvm::function_ref<int64_t(ArrayRef<int64_t>)> source) {
  LegacyTensor result{from.name, {from.tensor.dtype, {}, {}}, nullptr};
  result.tensor.shape.assign(shape.begin(), shape.end());
  size_t size = dtypeSize(from.tensor.dtype);
  auto bytes = std::make_shared<std::vector<char>>(from.tensor.data.size());
  SmallVector<int64_t> index(shape.size(), 0);
  for (size_t offset = 0; offset < bytes->size(); offset += size) {
    memcpy(bytes->data() + offset, from.tensor.data.data() + size_t(source(index)) * size, size);
    for (size_t axis = shape.size(); axis-- > 0;) {
      if (++index[axis] < shape[axis])
        break;
      index[axis] = 0;
    }
  }
  result.tensor.data = *bytes;
  result.owner = std::move(bytes);
  return result;
}

/// Row-major strides.
static SmallVector<int64_t> stridesOf(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

/// Axis i of the result is axis order[i] of `from`.
static LegacyTensor transpose(const LegacyTensor &from, ArrayRef<unsigned> order) {
  if (from.tensor.shape.size() != order.size())
    return from;
  SmallVector<int64_t> strides = stridesOf(from.tensor.shape), shape;
  for (unsigned axis : order)
    shape.push_back(from.tensor.shape[axis]);
  return rebuild(from, shape, [&](ArrayRef<int64_t> index) {
    int64_t place = 0;
    for (auto [i, axis] : llvm::enumerate(order))
      place += index[i] * strides[axis];
    return place;
  });
}

/// The same with all axes but the last two, which are a kernel's channels, from back to front.
static LegacyTensor turnAround(const LegacyTensor &from) {
  ArrayRef<int64_t> shape = from.tensor.shape;
  SmallVector<int64_t> strides = stridesOf(shape);
  return rebuild(from, shape, [&](ArrayRef<int64_t> index) {
    int64_t place = 0;
    for (size_t i = 0; i < index.size(); ++i)
      place += strides[i] * (i + 2 < index.size() ? shape[i] - 1 - index[i] : index[i]);
    return place;
  });
}

/// Tensors of one shape side by side along their last axis.
static LegacyTensor join(ArrayRef<LegacyTensor> parts) {
  LegacyTensor result{parts.front().name, {parts.front().tensor.dtype, {}, {}}, nullptr};
  result.tensor.shape = parts.front().tensor.shape;
  size_t row = size_t(result.tensor.shape.back()) * dtypeSize(result.tensor.dtype);
  result.tensor.shape.back() *= int64_t(parts.size());
  auto bytes = std::make_shared<std::vector<char>>();
  for (size_t offset = 0; offset < parts.front().tensor.data.size(); offset += row)
    for (const LegacyTensor &part : parts)
      bytes->insert(bytes->end(), part.tensor.data.begin() + offset,
                    part.tensor.data.begin() + offset + row);
  result.tensor.data = *bytes;
  result.owner = std::move(bytes);
  return result;
}

namespace {

/// The class and data format of a layer, or of the one that it wraps.
struct Kind {
  StringRef className;
  bool isChannelsFirst = false;
};

} // namespace

static Kind kindOf(const Layer &layer) {
  Kind kind{layer.className};
  const Json *config = &layer.config;
  for (StringRef key = "layer"; const Json *inner = config->find(key);) {
    const Json *className = inner->find("class_name"), *innerConfig = inner->find("config");
    if (!className || !className->asString() || !innerConfig)
      break;
    kind.className = *className->asString();
    config = innerConfig;
  }
  const Json *format = config->find("data_format");
  kind.isChannelsFirst = format && format->asString() && *format->asString() == "channels_first";
  return kind;
}

static StringRef leafName(const WantedWeight &wanted) {
  return StringRef(wanted.weight->symbol).rsplit('/').second;
}

/// A kernel of Keras 1 with its axes as Keras 2 and 3 have them.
static LegacyTensor orderKernel(const Kind &kind, LegacyTensor kernel, ArrayRef<int64_t> wanted) {
  if (kind.className == "Conv1D" && kernel.tensor.shape.size() == 4 && wanted.size() == 3) {
    // [window, 1, in, out], in Keras 1.1 and before [out, in, window, 1]
    if (kernel.tensor.shape[0] != wanted[0] || kernel.tensor.shape[1] != 1)
      kernel = transpose(kernel, {2, 3, 1, 0});
    if (kernel.tensor.shape[1] == 1)
      kernel.tensor.shape.erase(kernel.tensor.shape.begin() + 1);
    return kernel;
  }
  if (kind.className == "Conv2DTranspose")
    return transpose(kernel, kind.isChannelsFirst ? ArrayRef<unsigned>{2, 3, 0, 1}
                                                  : ArrayRef<unsigned>{0, 1, 3, 2});
  if (!kind.isChannelsFirst)
    return kernel;
  if (kind.className == "Conv3D")
    return transpose(kernel, {2, 3, 4, 1, 0});
  if (kind.className == "Conv2D" || kind.className == "ConvLSTM2D")
    return transpose(kernel, {2, 3, 1, 0});
  return kernel;
}

/// Whether Theano turned this weight around: a kernel that slides over space, but for depthwise
/// ones.
static bool isTurned(const Kind &kind, StringRef leaf) {
  bool isKernel = leaf == "kernel" || leaf == "recurrent_kernel";
  return isKernel && llvm::is_contained({"Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose",
                                         "Conv3DTranspose", "ConvLSTM2D"},
                                        kind.className);
}

/// How many gates stand apart in the tensors, where those wanted have them side by side; 0 if none.
static size_t countGates(ArrayRef<WantedWeight> wanted, ArrayRef<LegacyTensor> tensors) {
  if (wanted.size() < 2 || leafName(wanted[0]) != "kernel" ||
      leafName(wanted[1]) != "recurrent_kernel" || tensors.size() < 3)
    return 0;
  // The bias of a gate says how many units there are, in whatever order kernels have their axes.
  ArrayRef<int64_t> bias = tensors[2].tensor.shape;
  int64_t width = wanted[0].weight->type.getShape().back();
  size_t gates = bias.size() == 1 && bias[0] > 0 ? size_t(width / bias[0]) : 0;
  bool fits = (gates == 3 || gates == 4) && int64_t(gates) * bias[0] == width &&
              tensors.size() >= 3 * gates;
  // Gates of one layer have tensors of one shape each, none of them empty.
  for (size_t i = 0; fits && i < 3 * gates; ++i)
    fits = tensors[i].tensor.shape == tensors[i % 3].tensor.shape &&
           tensors[i].tensor.dtype == tensors[0].tensor.dtype && !tensors[i].tensor.shape.empty() &&
           !tensors[i].tensor.data.empty();
  return fits ? gates : 0;
}

/// Kernel, recurrent kernel and bias of the gates, which stand as W, U, b of each: LSTM's are
/// input, cell, forget, output, and in later versions input, forget, cell, output; GRU's order is
/// the same.
static void joinGates(size_t gates, ArrayRef<LegacyTensor> tensors, const Kind &kind,
                      std::vector<LegacyTensor> &out) {
  for (size_t part = 0; part < 3; ++part) {
    std::vector<LegacyTensor> parts;
    for (size_t gate : gates == 4 ? std::vector<size_t>{0, 2, 1, 3} : std::vector<size_t>{0, 1, 2})
      parts.push_back(part < 2 ? orderKernel(kind, tensors[3 * gate + part], {})
                               : tensors[3 * gate + part]);
    out.push_back(join(parts));
  }
}

std::vector<LegacyTensor> lith::frontends::convertLegacyTensors(ArrayRef<WantedWeight> wanted,
                                                                std::vector<LegacyTensor> tensors,
                                                                const LegacyWriter &writer) {
  bool isKeras1 = StringRef(writer.kerasVersion).starts_with("1");
  ArrayRef<LegacyTensor> rest = tensors;
  std::vector<LegacyTensor> out;
  while (!rest.empty() && out.size() < wanted.size()) {
    ArrayRef<WantedWeight> left = wanted.drop_front(out.size());
    Kind kind = kindOf(*left.front().layer);
    if (size_t gates = isKeras1 ? countGates(left, rest) : 0) {
      joinGates(gates, rest, kind, out);
      rest = rest.drop_front(3 * gates);
      continue;
    }
    const DeclaredWeight &weight = *left.front().weight;
    LegacyTensor tensor = rest.front();
    StringRef leaf = leafName(left.front());
    if (isKeras1 && (leaf == "kernel" || leaf == "recurrent_kernel"))
      tensor = orderKernel(kind, std::move(tensor), weight.type.getShape());
    if (writer.backend == "theano" && isTurned(kind, leaf))
      tensor = turnAround(tensor);
    out.push_back(std::move(tensor));
    rest = rest.drop_front();
  }
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}
