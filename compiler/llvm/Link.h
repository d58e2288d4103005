// Links objects to the files that people get: in this process, with lld, so that a user needs no
// linker. Output depends on the inputs alone.
#ifndef LITH_COMPILER_LLVM_LINK_H
#define LITH_COMPILER_LLVM_LINK_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/TargetParser/Triple.h"

#include <string>
#include <vector>

namespace lith::compiler {

/// A shared library that exports what the objects define with default visibility. A program that is
/// linked against it looks for the file `soname` when it starts.
llvm::Expected<std::string> linkShared(llvm::ArrayRef<llvm::StringRef> objects,
                                       llvm::StringRef soname, const llvm::Triple &triple);

/// One relocatable object; symbols of hidden visibility are local in it, so that several such
/// objects, and other code with the same names, link into one program. What none of `roots` needs
/// is left out.
llvm::Expected<std::string> linkRelocatable(llvm::ArrayRef<llvm::StringRef> objects,
                                            llvm::ArrayRef<std::string> roots);

/// An archive with one object.
llvm::Expected<std::string> makeArchive(llvm::StringRef object, llvm::StringRef name);

} // namespace lith::compiler

#endif // LITH_COMPILER_LLVM_LINK_H
