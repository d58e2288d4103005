// Writes the C header of a library: a description of the model, the ABI's own text, declarations.
#include "compiler/Header.h"

#include "compiler/llvm/RuntimeCore.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using llvm::formatv;

namespace lith::compiler {
namespace {

llvm::StringRef getDtypeName(uint32_t dtype) {
  static constexpr llvm::StringLiteral names[] = {"",    "f32", "f64", "f16", "bf16",
                                                  "i8",  "i16", "i32", "i64", "u8",
                                                  "u16", "u32", "u64", "bool"};
  return names[dtype];
}

/// Names come from the model's file: none may end the comment that it stands in.
std::string quote(llvm::StringRef name) {
  std::string text;
  for (char c : name)
    text += llvm::isPrint(c) && c != '/' && c != '*' && c != '\\' ? c : c == '/' ? '.' : '?';
  return text;
}

/// "f32 [batch, 784]"
std::string describe(const Interface &interface, const TensorInfo &tensor) {
  std::string text = getDtypeName(tensor.dtype).str() + " [";
  llvm::raw_string_ostream out(text);
  llvm::interleaveComma(tensor.dims, out, [&](int64_t dim) {
    if (dim < 0)
      out << quote(interface.dims[-1 - dim].name);
    else
      out << dim;
  });
  return text + "]";
}

void writeTable(llvm::raw_ostream &out, const Interface &interface, llvm::StringRef field,
                llvm::ArrayRef<TensorInfo> tensors) {
  for (auto [index, tensor] : llvm::enumerate(tensors))
    out << formatv(" *   {0}[{1}]  {2}  {3}\n", field, index, describe(interface, tensor),
                   quote(tensor.name));
}

void writeWeights(llvm::raw_ostream &out, const Interface &interface, bool isEmbedded) {
  const std::string &name = interface.name;
  if (interface.weights.empty())
    out << " * The model has no weights.\n";
  else if (isEmbedded)
    out << formatv(" * Its {0} weights are inside the library ({1} bytes as prepared).\n",
                   interface.weights.size(), interface.imageSize);
  else
    out << formatv(" * Its weights are given: {0}_prepare makes the block of {1} bytes that "
                   "{0}_run reads from\n * the {2} arrays that {0}_descriptor.weights lists, in "
                   "that order. liblith does it from {0}.safetensors.\n",
                   name, interface.imageSize, interface.weights.size());
  if (interface.stateSize)
    out << formatv(" * It keeps state between calls: {0} bytes, which {1}_reset makes.\n",
                   interface.stateSize, name);
}

void writeExample(llvm::raw_ostream &out, const Interface &interface, bool isEmbedded) {
  const std::string &name = interface.name;
  bool hasDims = interface.givenDims != 0;
  auto list = [&](size_t count, llvm::StringRef stem) {
    std::string text;
    for (size_t index = 0; index < count; ++index)
      text += (index ? ", " : "") + stem.str() + std::to_string(index);
    return text;
  };
  out << " * A call, from C11 or C++; all arrays are contiguous and row-major:\n *\n";
  if (hasDims) {
    out << " *   int64_t dims[] = {";
    llvm::ArrayRef<DimInfo> given = llvm::ArrayRef(interface.dims).take_front(interface.givenDims);
    llvm::interleaveComma(given, out, [&](const DimInfo &dim) { out << dim.min; });
    out << "}; // ";
    llvm::interleaveComma(given, out, [&](const DimInfo &dim) { out << quote(dim.name); });
    out << "\n";
  }
  out << " *   const void *inputs[] = {" << list(interface.inputs.size(), "x") << "};\n"
      << " *   void *outputs[] = {" << list(interface.outputs.size(), "y") << "};\n"
      << " *   lith_call call = {.version = LITH_ABI_VERSION, .threads = 1};\n"
      << " *   call.inputs = inputs, call.outputs = outputs"
      << (hasDims ? ", call.dims = dims;\n" : ";\n");
  if (!isEmbedded && !interface.weights.empty())
    out << " *   call.weights = image; // prepared, aligned to LITH_ALIGN\n";
  if (interface.stateSize)
    out << " *   call.state = state;   // reset, aligned to LITH_ALIGN\n";
  out << formatv(" *   call.arena_size = {0}_arena_size({1}, call.threads);\n", name,
                 hasDims ? "dims" : "NULL")
      << " *   call.arena = aligned_alloc(LITH_ALIGN, (call.arena_size + LITH_ALIGN - 1) / "
         "LITH_ALIGN * LITH_ALIGN);\n"
      << formatv(" *   if ({0}_run(&call) != LITH_OK) abort();\n", name);
}

void writeDeclarations(llvm::raw_ostream &out, const Interface &interface, bool isEmbedded) {
  const std::string &name = interface.name;
  out << formatv("extern const lith_descriptor {0}_descriptor;\n\n", name)
      << "/* Bytes of arena that a run with these dimensions needs. */\n"
      << formatv("uint64_t {0}_arena_size(const int64_t *dims, uint32_t threads);\n", name)
      << formatv("int {0}_run(const lith_call *call);\n", name);
  for (auto [function, exists] : {std::pair("prepare", !isEmbedded && !interface.weights.empty()),
                                  std::pair("reset", interface.stateSize != 0)})
    if (exists)
      out << formatv("uint64_t {0}_{1}_arena_size(const int64_t *dims, uint32_t threads);\n"
                     "int {0}_{1}(const lith_call *call);\n",
                     name, function);
  out << formatv("\nenum {{ {0}_INPUTS = {1}, {0}_OUTPUTS = {2}, {0}_DIMS = {3} };\n", name,
                 interface.inputs.size(), interface.outputs.size(), interface.givenDims)
      << formatv("#define {0}_IMAGE_SIZE UINT64_C({1})\n#define {0}_STATE_SIZE UINT64_C({2})\n",
                 name, interface.imageSize, interface.stateSize);
}

} // namespace

std::string makeHeader(const Interface &interface, bool isEmbedded) {
  std::string text, guard = llvm::StringRef(interface.name).upper() + "_LITH_MODEL_H";
  llvm::raw_string_ostream out(text);
  out << formatv("/* {0}: a Keras model as native code for {1}.\n"
                 " * Made by lith " LITH_VERSION "; do not edit.\n *\n",
                 interface.name, interface.target);
  writeTable(out, interface, "inputs", interface.inputs);
  writeTable(out, interface, "outputs", interface.outputs);
  for (const DimInfo &dim : llvm::ArrayRef(interface.dims).take_front(interface.givenDims))
    out << formatv(" *   {0}: {1} to {2}", quote(dim.name), dim.min, dim.max)
        << (dim.multiple > 1 ? formatv(", a multiple of {0}\n", dim.multiple).str() : "\n");
  writeWeights(out, interface, isEmbedded);
  out << " *\n";
  writeExample(out, interface, isEmbedded);
  out << formatv(" */\n#ifndef {0}\n#define {0}\n\n", guard) << getAbiHeader()
      << "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
  writeDeclarations(out, interface, isEmbedded);
  out << "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
  return text;
}

} // namespace lith::compiler
