# lith_library: one library a folder, with the flags that all of our C++ shares.
include_directories(${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
include_directories(SYSTEM ${MLIR_INCLUDE_DIRS} ${LLVM_INCLUDE_DIRS})
add_definitions(${LLVM_DEFINITIONS})
add_compile_options(-Wall -Wextra -Wno-unused-parameter -fvisibility-inlines-hidden)

# What a source needs to be a client of LLVM, which is built without RTTI and exceptions.
set(LITH_LLVM_FLAGS $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti> $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)

# The headers that nearly every MLIR source includes, compiled once.
add_library(lithMLIRHeaders OBJECT ${CMAKE_SOURCE_DIR}/tools/cmake/MLIRHeaders.cpp)
# Without time stamps ccache may share the precompiled header between checkouts.
target_compile_options(lithMLIRHeaders PRIVATE ${LITH_LLVM_FLAGS} "SHELL:-Xclang -fno-pch-timestamp")
set(LITH_MLIR_HEADERS
  <mlir/IR/Builders.h> <mlir/IR/BuiltinOps.h> <mlir/IR/BuiltinTypes.h> <mlir/IR/OpImplementation.h> <mlir/Pass/Pass.h>
  <mlir/Dialect/Arith/IR/Arith.h> <mlir/Dialect/Func/IR/FuncOps.h> <mlir/Dialect/Linalg/IR/Linalg.h>
  <mlir/Dialect/Tensor/IR/Tensor.h> <mlir/IR/PatternMatch.h>)
target_precompile_headers(lithMLIRHeaders PRIVATE ${LITH_MLIR_HEADERS})

# lith_library(NAME SOURCES... [DEPENDS tablegen targets] [LINK libraries] [EXCEPTIONS]): a static library that uses MLIR.
function(lith_library name)
  cmake_parse_arguments(arg "EXCEPTIONS" "" "DEPENDS;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  if(arg_EXCEPTIONS)
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti> $<$<COMPILE_LANGUAGE:CXX>:-fexceptions>)
  else()
    target_compile_options(${name} PRIVATE ${LITH_LLVM_FLAGS})
    target_precompile_headers(${name} REUSE_FROM lithMLIRHeaders)
  endif()
  if(arg_DEPENDS)
    add_dependencies(${name} ${arg_DEPENDS})
  endif()
  target_link_libraries(${name} PUBLIC ${arg_LINK} MLIR LLVM)
endfunction()

# lith_tool(NAME SOURCES... [LINK libraries]): a program in build/bin.
function(lith_tool name)
  cmake_parse_arguments(arg "" "" "LINK" ${ARGN})
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_compile_options(${name} PRIVATE ${LITH_LLVM_FLAGS})
  target_link_libraries(${name} PRIVATE ${arg_LINK} MLIR LLVM)
  set_target_properties(${name} PROPERTIES BUILD_RPATH "${LLVM_LIBRARY_DIRS}")
endfunction()
