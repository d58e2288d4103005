// The descriptor as constants: the structures of runtime/lith_abi.h, field by field.
#include "compiler/llvm/Entry.h"
#include "runtime/lith_abi.h"

#include "llvm/Object/ObjectFile.h"

namespace lith::compiler {
namespace {

/// Bytes of machine code in an object.
uint64_t measureCode(llvm::StringRef object) {
  uint64_t bytes = 0;
  auto file = llvm::object::ObjectFile::createObjectFile(llvm::MemoryBufferRef(object, ""));
  if (!file)
    return llvm::consumeError(file.takeError()), bytes;
  for (const llvm::object::SectionRef &section : (*file)->sections())
    if (section.isText())
      bytes += section.getSize();
  return bytes;
}

/// Makes private constants and gives pointers to them.
class Constants {
public:
  explicit Constants(llvm::Module &module)
      : module(module), context(module.getContext()), pointer(llvm::PointerType::get(context, 0)),
        i32(llvm::Type::getInt32Ty(context)), i64(llvm::Type::getInt64Ty(context)) {}

  llvm::Constant *null() { return llvm::ConstantPointerNull::get(pointer); }
  llvm::Constant *orNull(llvm::Constant *value) { return value ? value : null(); }
  llvm::Constant *number32(uint32_t value) { return llvm::ConstantInt::get(i32, value); }
  llvm::Constant *number64(uint64_t value) { return llvm::ConstantInt::get(i64, value); }

  llvm::Constant *text(llvm::StringRef text) {
    llvm::GlobalVariable *&known = texts[text];
    if (!known)
      known = add(llvm::ConstantDataArray::getString(context, text));
    return known;
  }
  llvm::Constant *numbers(llvm::ArrayRef<int64_t> values) {
    llvm::SmallVector<uint64_t> bits(values.begin(), values.end());
    return values.empty() ? null() : add(llvm::ConstantDataArray::get(context, bits));
  }
  llvm::Constant *structure(llvm::ArrayRef<llvm::Constant *> fields) {
    return llvm::ConstantStruct::getAnon(fields);
  }
  llvm::Constant *table(llvm::ArrayRef<llvm::Constant *> entries) {
    if (entries.empty())
      return null();
    auto *type = llvm::ArrayType::get(entries.front()->getType(), entries.size());
    return add(llvm::ConstantArray::get(type, entries));
  }

  llvm::Constant *tensors(llvm::ArrayRef<TensorInfo> tensors) {
    llvm::SmallVector<llvm::Constant *> entries;
    for (const TensorInfo &tensor : tensors)
      entries.push_back(structure({text(tensor.name), numbers(tensor.dims), number32(tensor.dtype),
                                   number32(tensor.dims.size())}));
    return table(entries);
  }
  llvm::Constant *variables(llvm::ArrayRef<VariableInfo> variables) {
    llvm::SmallVector<llvm::Constant *> entries;
    for (const VariableInfo &variable : variables)
      entries.push_back(structure({text(variable.name), text(variable.path), numbers(variable.dims),
                                   number32(variable.dtype), number32(variable.dims.size()),
                                   number64(variable.bytes), number64(variable.rawOffset),
                                   number64(variable.blockOffset)}));
    return table(entries);
  }
  llvm::Constant *dims(llvm::ArrayRef<DimInfo> dims) {
    llvm::SmallVector<llvm::Constant *> entries;
    for (const DimInfo &dim : dims)
      entries.push_back(structure(
          {text(dim.name), number64(dim.min), number64(dim.max), number64(dim.multiple)}));
    return table(entries);
  }
  llvm::Constant *sites(llvm::ArrayRef<CallSite> sites, const KernelObjects &kernels) {
    llvm::SmallVector<llvm::Constant *> entries;
    for (CallSite site : sites) {
      const KernelObject &kernel = kernels.get(site.kernel.getName());
      std::optional<int64_t> flops = site.flops.getConstant();
      entries.push_back(structure({text(kernel.symbol), text(site.layers),
                                   number64(flops ? *flops : LITH_UNKNOWN),
                                   number32(measureCode(kernel.object)), number32(site.batch)}));
    }
    return table(entries);
  }

private:
  llvm::GlobalVariable *add(llvm::Constant *value) {
    return new llvm::GlobalVariable(module, value->getType(), /*isConstant=*/true,
                                    llvm::GlobalValue::PrivateLinkage, value, "lith.data");
  }

  llvm::Module &module;
  llvm::LLVMContext &context;
  llvm::PointerType *pointer;
  llvm::Type *i32, *i64;
  llvm::StringMap<llvm::GlobalVariable *> texts;
};

} // namespace

llvm::StructType *getDescriptorType(llvm::LLVMContext &context) {
  llvm::Type *pointer = llvm::PointerType::get(context, 0), *i32 = llvm::Type::getInt32Ty(context),
             *i64 = llvm::Type::getInt64Ty(context);
  llvm::SmallVector<llvm::Type *> fields{i32, i32};
  fields.append(10, pointer); // name ... kernels
  fields.append(8, i32);      // input_count ... kernel_count
  fields.append(3, i64);      // raw_size, image_size, state_size
  fields.append(8, pointer);  // image, run, prepare, reset, resolve
  return llvm::StructType::get(context, fields);
}

void defineDescriptor(llvm::Module &module, llvm::GlobalVariable &descriptor,
                      const Interface &interface, bool isEmbedded, EntryFunction run,
                      EntryFunction prepare, EntryFunction reset, llvm::Function *resolve,
                      llvm::ArrayRef<CallSite> sites, const KernelObjects &kernels) {
  Constants make(module);
  uint32_t mode = interface.weights.empty() ? LITH_WEIGHTS_NONE
                  : isEmbedded              ? LITH_WEIGHTS_EMBEDDED
                                            : LITH_WEIGHTS_EXTERNAL;
  llvm::Constant *image = isEmbedded ? module.getNamedGlobal(imageSymbol) : nullptr;
  llvm::SmallVector<llvm::Constant *> fields{make.number32(LITH_ABI_VERSION),
                                             make.number32(sizeof(lith_descriptor)),
                                             make.text(interface.name),
                                             make.text("lith " LITH_VERSION),
                                             make.text(interface.target),
                                             make.text(interface.modelHash),
                                             make.tensors(interface.inputs),
                                             make.tensors(interface.outputs),
                                             make.variables(interface.weights),
                                             make.variables(interface.states),
                                             make.dims(interface.dims),
                                             make.sites(sites, kernels),
                                             make.number32(interface.inputs.size()),
                                             make.number32(interface.outputs.size()),
                                             make.number32(interface.weights.size()),
                                             make.number32(interface.states.size()),
                                             make.number32(interface.dims.size()),
                                             make.number32(interface.givenDims),
                                             make.number32(mode),
                                             make.number32(sites.size()),
                                             make.number64(interface.rawSize),
                                             make.number64(interface.imageSize),
                                             make.number64(interface.stateSize),
                                             make.orNull(image)};
  for (EntryFunction entry : {run, prepare, reset}) {
    fields.push_back(make.orNull(entry.call));
    fields.push_back(make.orNull(entry.arenaSize));
  }
  fields.push_back(make.orNull(resolve));
  descriptor.setInitializer(
      llvm::ConstantStruct::get(getDescriptorType(module.getContext()), fields));
  new llvm::GlobalVariable(module, descriptor.getType(), /*isConstant=*/true,
                           llvm::GlobalValue::ExternalLinkage, &descriptor, LITH_LIBRARY_SYMBOL);
}

} // namespace lith::compiler
