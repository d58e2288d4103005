// Halide has an LLVM of its own inside, so its module comes over as bitcode in a file. Here it
// loses what would differ from process to process, calls our runtime, and gets the kernel ABI.
#include "compiler/halide/Bitcode.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Metadata.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace lith::compiler {
namespace {

Expected<std::unique_ptr<Module>> readBitcode(const Halide::Module &lowered, LLVMContext &context) {
  SmallString<128> path;
  if (std::error_code error = sys::fs::createTemporaryFile("lith-kernel", "bc", path))
    return createStringError(error, "cannot make a temporary file for a kernel");
  FileRemover remover(path);
  lowered.compile({{Halide::OutputFileType::bitcode, path.str().str()}});
  auto buffer = MemoryBuffer::getFile(path);
  if (!buffer)
    return createStringError(buffer.getError(), "cannot read a kernel back from '%s'",
                             path.c_str());
  return parseBitcodeFile((*buffer)->getMemBufferRef(), context);
}

//===-- Names --------------------------------------------------------------------------------===//

std::string without(StringRef prefix, StringRef name) {
  std::string text = name.str();
  for (size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at))
    text.erase(at, prefix.size());
  return text;
}

/// Numbers what Halide named after its Funcs (the nodes of its alias tree), in the order in which
/// the code uses them.
class MetadataNamer {
public:
  explicit MetadataNamer(LLVMContext &context) : context(context) {}

  MDNode *rename(MDNode *node) {
    auto [place, isNew] = renamed.try_emplace(node, node);
    if (!isNew)
      return place->second;
    SmallVector<Metadata *> operands;
    for (const MDOperand &operand : node->operands()) {
      if (auto *inner = dyn_cast_or_null<MDNode>(operand.get()))
        operands.push_back(rename(inner));
      else if (auto *text = dyn_cast_or_null<MDString>(operand.get()))
        operands.push_back(MDString::get(context, number(text->getString())));
      else
        operands.push_back(operand.get());
    }
    MDNode *made = MDNode::get(context, operands);
    renamed[node] = made;
    return made;
  }

private:
  LLVMContext &context;
  DenseMap<MDNode *, MDNode *> renamed;
  StringMap<unsigned> numbers;

  std::string number(StringRef text) {
    return "t" + std::to_string(numbers.try_emplace(text, numbers.size()).first->second);
  }
};

/// Halide's alias tags say that buffers are apart: not where an argument may share a result's.
void dropAliasTags(Module &module) {
  for (Function &function : module)
    for (BasicBlock &block : function)
      for (Instruction &instruction : block)
        instruction.setMetadata(LLVMContext::MD_tbaa, nullptr);
}

void renameAliasTags(Module &module) {
  MetadataNamer namer(module.getContext());
  for (Function &function : module)
    for (BasicBlock &block : function)
      for (Instruction &instruction : block)
        if (MDNode *tag = instruction.getMetadata(LLVMContext::MD_tbaa))
          instruction.setMetadata(LLVMContext::MD_tbaa, namer.rename(tag));
}

/// Local names cost memory and differ between processes; global ones lose their prefix.
void renameValues(Module &module, StringRef prefix, Function *entry) {
  for (GlobalObject &object : module.global_objects()) {
    if (object.isDeclaration())
      continue;
    object.setComdat(nullptr);
    object.setLinkage(GlobalValue::InternalLinkage);
    object.setVisibility(GlobalValue::DefaultVisibility);
  }
  unsigned tasks = 0, others = 0;
  for (Function &function : module) {
    for (Argument &argument : function.args())
      argument.setName("");
    for (BasicBlock &block : function) {
      block.setName("");
      for (Instruction &instruction : block)
        instruction.setName("");
    }
    if (&function != entry && !function.isDeclaration())
      function.setName(function.getName().contains(prefix) ? "task." + Twine(tasks++)
                                                           : "helper." + Twine(others++));
  }
  for (GlobalVariable &variable : module.globals())
    variable.setName(without(prefix, variable.getName()));
}

/// Halide takes it that what it reads back from a result is aligned to a vector. Results need only
/// their element's alignment (runtime/lith_abi.h), and where the pointer is aligned, an access that
/// does not promise it is as fast.
void limitAlignment(Module &module) {
  for (Function &function : module)
    for (BasicBlock &block : function)
      for (Instruction &instruction : block) {
        Value *pointer = getLoadStorePointerOperand(&instruction);
        if (!pointer || isa<AllocaInst>(getUnderlyingObject(pointer)))
          continue;
        Type *element = getLoadStoreType(&instruction)->getScalarType();
        Align natural = module.getDataLayout().getABITypeAlign(element);
        if (auto *load = dyn_cast<LoadInst>(&instruction))
          load->setAlignment(std::min(load->getAlign(), natural));
        else
          cast<StoreInst>(instruction)
              .setAlignment(std::min(cast<StoreInst>(instruction).getAlign(), natural));
      }
}

//===-- Our runtime --------------------------------------------------------------------------===//

void callOurRuntime(Module &module) {
  constexpr std::pair<StringLiteral, StringLiteral> names[] = {
      {"halide_do_par_for", "lith_parallel_for"},
      {"halide_malloc", "lith_scratch_alloc"},
      {"halide_free", "lith_scratch_free"}};
  for (auto [theirs, ours] : names)
    if (Function *function = module.getFunction(theirs))
      function->setName(ours);
}

/// Nothing but the runtime may be left outside: a library has no Halide beside it.
Error checkDeclarations(const Module &module) {
  for (const Function &function : module)
    if (function.isDeclaration() && !function.isIntrinsic() && !function.use_empty() &&
        !function.getName().starts_with("lith_"))
      return createStringError("Halide's code calls '" + function.getName() +
                               "', which the runtime does not have");
  return Error::success();
}

//===-- The kernel ABI -----------------------------------------------------------------------===//

/// Makes the function that callers see: buffers from pointers and dimensions, on the stack, where
/// the optimiser dissolves them.
class Wrapper {
public:
  Wrapper(Module &module, const Translation &translation)
      : module(module), context(module.getContext()), builder(context), translation(translation) {
    Type *i8 = builder.getInt8Ty(), *i16 = builder.getInt16Ty(), *i32 = builder.getInt32Ty();
    dimType = StructType::get(context, {i32, i32, i32, i32});
    Type *elementType = StructType::get(context, {i8, i8, i16});
    // halide_buffer_t of HalideRuntime.h.
    bufferType = StructType::get(context, {builder.getInt64Ty(), builder.getPtrTy(),
                                           builder.getPtrTy(), builder.getInt64Ty(), elementType,
                                           i32, builder.getPtrTy(), builder.getPtrTy()});
  }

  void build(StringRef name, Function *halide) {
    halide->setLinkage(GlobalValue::InternalLinkage);
    halide->setName("body");
    halide->removeFnAttr(Attribute::NoInline);
    halide->addFnAttr(Attribute::AlwaysInline);
    size_t tensors = translation.inputs.size() + translation.results.size();
    SmallVector<Type *> parameters(1 + tensors, builder.getPtrTy());
    parameters.append(translation.dynamicCount + translation.indexCount, builder.getInt64Ty());
    wrapper = Function::Create(FunctionType::get(builder.getInt32Ty(), parameters, false),
                               GlobalValue::ExternalLinkage, name, module);
    wrapper->setVisibility(GlobalValue::HiddenVisibility);
    wrapper->setDoesNotThrow();
    builder.SetInsertPoint(BasicBlock::Create(context, "", wrapper));
    SmallVector<Value *> arguments{wrapper->getArg(0)};
    firstDynamic = 1 + tensors;
    for (const BufferArgument &buffer : translation.inputs)
      arguments.push_back(makeBuffer(buffer));
    for (unsigned i = 0; i < translation.indexCount; ++i)
      arguments.push_back(builder.CreateTrunc(
          wrapper->getArg(1 + tensors + translation.dynamicCount + i), builder.getInt32Ty()));
    for (const BufferArgument &buffer : translation.results)
      arguments.push_back(makeBuffer(buffer));
    builder.CreateRet(builder.CreateCall(halide, arguments));
  }

private:
  Module &module;
  LLVMContext &context;
  IRBuilder<> builder;
  const Translation &translation;
  StructType *dimType, *bufferType;
  Function *wrapper = nullptr;
  unsigned firstDynamic = 0;

  void store(Type *type, Value *object, ArrayRef<unsigned> path, Value *value) {
    SmallVector<Value *> indices{builder.getInt32(0)};
    for (unsigned index : path)
      indices.push_back(builder.getInt32(index));
    builder.CreateStore(value, builder.CreateInBoundsGEP(type, object, indices));
  }

  Value *makeBuffer(const BufferArgument &buffer) {
    size_t rank = buffer.dims.size();
    Value *object = builder.CreateAlloca(bufferType);
    builder.CreateStore(Constant::getNullValue(bufferType), object);
    store(bufferType, object, {2}, wrapper->getArg(1 + buffer.number));
    store(bufferType, object, {4, 0}, builder.getInt8(buffer.type.code()));
    store(bufferType, object, {4, 1}, builder.getInt8(buffer.type.bits()));
    store(bufferType, object, {4, 2}, builder.getInt16(1));
    store(bufferType, object, {5}, builder.getInt32(rank));
    auto *dimsType = ArrayType::get(dimType, rank);
    Value *dims = builder.CreateAlloca(dimsType);
    store(bufferType, object, {6}, dims);
    Value *span = builder.getInt32(1);
    for (size_t i = 0; i < rank; ++i) {
      const BufferDim &dim = buffer.dims[rank - 1 - i];
      Value *extent = isDynamic(dim.extent)
                          ? builder.CreateTrunc(wrapper->getArg(firstDynamic + dim.dynamicExtent),
                                                builder.getInt32Ty())
                          : builder.getInt32(dim.extent);
      Value *stride = isDynamic(dim.stride) ? span : builder.getInt32(dim.stride);
      span = builder.CreateMul(stride, extent);
      unsigned at = i;
      store(dimsType, dims, {at, 0}, builder.getInt32(0));
      store(dimsType, dims, {at, 1}, extent);
      store(dimsType, dims, {at, 2}, stride);
      store(dimsType, dims, {at, 3}, builder.getInt32(0));
    }
    return object;
  }

  static bool isDynamic(int64_t number) { return mlir::ShapedType::isDynamic(number); }
};

/// The CPU is ours to say, for every function alike (inlining asks for it).
void setTarget(Module &module, kernel::TargetAttr target) {
  module.setTargetTriple(Triple(target.getTriple()));
  for (Function &function : module) {
    if (function.isDeclaration())
      continue;
    for (StringRef name : {"target-cpu", "tune-cpu", "target-features", "reciprocal-estimates"})
      function.removeFnAttr(name);
    function.addFnAttr("target-cpu", target.getCpu());
    if (!target.getFeatures().empty())
      function.addFnAttr("target-features", target.getFeatures());
    function.setDSOLocal(true);
  }
}

} // namespace

Expected<std::unique_ptr<Module>> makeLLVMModule(const Halide::Module &lowered,
                                                 const std::string &entry,
                                                 const std::string &prefix, StringRef name,
                                                 const Translation &translation,
                                                 kernel::TargetAttr target, LLVMContext &context) {
  Expected<std::unique_ptr<Module>> read = readBitcode(lowered, context);
  if (!read)
    return read.takeError();
  Module &module = **read;
  module.setModuleIdentifier(name);
  module.setSourceFileName(name);
  while (!module.named_metadata_empty())
    module.eraseNamedMetadata(&*module.named_metadata_begin());
  callOurRuntime(module);
  if (Error error = checkDeclarations(module))
    return std::move(error);
  Function *halide = module.getFunction(entry);
  limitAlignment(module);
  if (translation.mayAlias)
    dropAliasTags(module);
  renameAliasTags(module);
  renameValues(module, prefix, halide);
  Wrapper(module, translation).build(name, halide);
  setTarget(module, target);
  return read;
}

} // namespace lith::compiler
