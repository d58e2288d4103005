// Ops of the kernel dialect.
#ifndef LITH_KERNEL_OPS_TD
#define LITH_KERNEL_OPS_TD

include "dialects/kernel/KernelAttrs.td"
include "mlir/Interfaces/CallInterfaces.td"
include "mlir/Interfaces/FunctionInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/IR/SymbolInterfaces.td"

class Kernel_Op<string mnemonic, list<Trait> traits = []> : Op<Kernel_Dialect, mnemonic, traits>;

def Kernel_FuncOp : Kernel_Op<"func", [
    IsolatedFromAbove, FunctionOpInterface, SingleBlock]> {
  let summary = "One kernel: tensors in, tensors out.";
  let description = [{
    The body is a closed contract (kernel_func_c1): linalg.generic, linalg.fill, linalg.index, tensor.empty, tensor.extract, tensor.pad,
    tensor.concat, tensor.extract_slice, tensor.insert_slice, tensor.expand_shape, tensor.collapse_shape, tensor.dim, and a listed
    set of arith and math ops. An argument or result may carry `kernel.strides = array<i64: ...>`, the strides in elements of the
    buffer behind it; without it the buffer is contiguous and row-major. An argument with `kernel.may_alias = 0 : i64` is read only at
    the element that the result of that number is written at, so that both may share one buffer. Arguments of type index (sizes and
    offsets that no argument's shape holds) stand behind the tensors.
    kernel_func_c2: arguments are ranked tensors, then indices; results are ranked tensors.

        kernel.func @double(%x: tensor<4xf32>) -> tensor<4xf32> {
          ...
          kernel.return %0 : tensor<4xf32>
        }
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttrOf<FunctionType>:$function_type,
                       OptionalAttr<StrAttr>:$sym_visibility,
                       OptionalAttr<DictArrayAttr>:$arg_attrs, OptionalAttr<DictArrayAttr>:$res_attrs);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasRegionVerifier = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::FunctionType":$type)>];
  let skipDefaultBuilders = 1;
  let extraClassDeclaration = [{
    ::llvm::ArrayRef<::mlir::Type> getArgumentTypes() { return getFunctionType().getInputs(); }
    ::llvm::ArrayRef<::mlir::Type> getResultTypes() { return getFunctionType().getResults(); }
    ::mlir::Region *getCallableRegion() { return &getBody(); }
    bool isDeclaration() { return false; }
  }];
}

def Kernel_ReturnOp : Kernel_Op<"return", [Pure, Terminator, HasParent<"FuncOp">]> {
  let summary = "Ends a kernel with its results.";
  let arguments = (ins Variadic<AnyRankedTensor>:$operands);
  let assemblyFormat = "($operands^ `:` type($operands))? attr-dict";
  let hasVerifier = 1;
}

def Kernel_CallOp : Kernel_Op<"call", [
    AttrSizedOperandSegments, DeclareOpInterfaceMethods<SymbolUserOpInterface>, DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "Calls a kernel.";
  let description = [{
    On tensors, before the arena is planned: operands and results are the kernel's, and `sizes` holds the dynamic dimensions of the
    results, in order. On memrefs, afterwards: operands are the kernel's arguments and then its results, as views (index arguments
    last), and the op has neither sizes nor results.
    call_c1: operands (and results) agree with the kernel's in number, shape and element type.
    call_c2: there is one size for each dynamic dimension of the results.

        %y = kernel.call @double(%x) : (tensor<4xf32>) -> tensor<4xf32>
        %z = kernel.call @double(%x) sizes(%n) : (tensor<?xf32>) -> tensor<?xf32>
        kernel.call @double(%x, %y) : (memref<4xf32>, memref<4xf32>) -> ()
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$arguments, Variadic<Index>:$sizes);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = "$callee `(` $arguments `)` (`sizes` `(` $sizes^ `)`)? attr-dict `:` functional-type($arguments, $results)";
  let hasVerifier = 1;
}

#endif
