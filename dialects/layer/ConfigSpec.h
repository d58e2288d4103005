// What a layer says of itself to generic code: the config keys that it reads and the variables that
// it owns.
#ifndef LITH_DIALECTS_LAYER_CONFIGSPEC_H
#define LITH_DIALECTS_LAYER_CONFIGSPEC_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lith::layer {

/// How a JSON value becomes an attribute.
enum class ConfigKind {
  Integer,  // 3                                    -> I64Attr
  Float,    // 0.5, also an integer                 -> F64Attr
  Boolean,  // true                                 -> BoolAttr
  String,   // "same"                               -> StrAttr
  Integers, // [1, 2] or 1, spread to `rank`         -> DenseI64ArrayAttr; nested lists are
            // flattened
  Pairs, // 1, [1, 2] or [[1, 1], [2, 2]]         -> DenseI64ArrayAttr of 2 * rank: before, after of
         // each axis
  Floats,     // [0.1, 0.2], 0.1 or nested lists       -> DenseF64ArrayAttr, flattened
  Tensor,     // the same, or a serialized NumPy array -> DenseElementsAttr of f64 that keeps the
              // nesting as its shape; a bare number has rank 0
  Activation, // "relu", null, or a serialized object  -> StrAttr with Keras's name, "linear" for
              // null
  DType,      // "int32"                              -> StrAttr with Keras's name
  Slices,   // what stands in x[...]                -> StrAttr in Python's spelling, "[:, 1, None]"
  Operand,  // of a call: a tensor or a constant    -> an operand
  Operands, // of a call: lists or dicts of these   -> an operand each, as Keras flattens them
};

/// One key of a layer's config.
struct ConfigKey {
  std::string name;
  ConfigKind kind = ConfigKind::Integer;
  /// Integers, Pairs: how many (pairs of) numbers there are; 0 leaves the number open.
  unsigned rank = 0;
  /// String: the values that lith accepts; empty accepts any.
  std::vector<std::string> choices;
  /// Other spellings of the key, of older Keras versions.
  std::vector<std::string> aliases;
  /// JSON null is the same as a missing key.
  bool nullable = false;
  /// JSON text that stands for a missing key in files of Keras 2; where empty the op's ODS default
  /// holds for all versions.
  std::string keras2Default;
  /// Operand, Operands: a Python number here has a dtype of its own (a condition, indices); others
  /// take that of the operands beside them.
  bool hasOwnType = false;
  /// Operands: all positional arguments from here on (`*args`).
  bool takesRest = false;
  /// Integers: a flag of the op that says that they stood in a list, where one number means another
  /// thing than a list of one.
  std::string listFlag;

  /// Integers: Keras 3 writes one number without a list around it.
  bool bareIfSingle = false;

  /// Keras 3 does not know the key; files of Keras 2 have it.
  bool isOld = false;
  /// A flag of the op that says that the value was null, where that means another thing than a
  /// missing key.
  std::string nullFlag;

  /// Integers: what null among them stands for; none refuses it.
  std::optional<int64_t> nullNumber;

  ConfigKey &nullAs(int64_t number) { return nullNumber = number, *this; }
  ConfigKey &flagNull(llvm::StringRef flag) { return nullFlag = flag.str(), orNull(); }
  ConfigKey &flagList(llvm::StringRef flag) { return listFlag = flag.str(), *this; }

  ConfigKey &ofOwnType() { return hasOwnType = true, *this; }
  ConfigKey &alias(llvm::StringRef other) { return aliases.push_back(other.str()), *this; }
  ConfigKey &orNull() { return nullable = true, *this; }
  ConfigKey &orBare() { return bareIfSingle = true, *this; }
  ConfigKey &onlyInKeras2() { return isOld = true, *this; }
  ConfigKey &inKeras2(llvm::StringRef json) { return keras2Default = json.str(), *this; }
};

/// The keys of a layer's config. A key that is neither here nor common to all layers is refused by
/// name. A missing key takes the default that the op's ODS gives; where ODS gives none, it is an
/// error.
class ConfigSpec {
public:
  ConfigKey &integer(llvm::StringRef name) { return add(name, ConfigKind::Integer); }
  ConfigKey &floating(llvm::StringRef name) { return add(name, ConfigKind::Float); }
  ConfigKey &boolean(llvm::StringRef name) { return add(name, ConfigKind::Boolean); }
  ConfigKey &activation(llvm::StringRef name) { return add(name, ConfigKind::Activation); }
  ConfigKey &integers(llvm::StringRef name, unsigned rank = 0) {
    ConfigKey &key = add(name, ConfigKind::Integers);
    return key.rank = rank, key;
  }
  ConfigKey &pairs(llvm::StringRef name, unsigned rank) {
    ConfigKey &key = add(name, ConfigKind::Pairs);
    return key.rank = rank, key;
  }
  ConfigKey &dtype(llvm::StringRef name) { return add(name, ConfigKind::DType); }
  ConfigKey &floats(llvm::StringRef name) { return add(name, ConfigKind::Floats); }
  ConfigKey &tensor(llvm::StringRef name) { return add(name, ConfigKind::Tensor); }
  ConfigKey &string(llvm::StringRef name, std::vector<std::string> choices = {}) {
    ConfigKey &key = add(name, ConfigKind::String);
    return key.choices = std::move(choices), key;
  }
  /// A key with no effect on inference (initializers, regularizers, constraints, seeds): kept with
  /// the op, not read.
  void kept(llvm::StringRef name) { keptKeys.push_back(name.str()); }
  /// A key of Keras 2 without any effect, which Keras 3 does not know: read past.
  void dropped(llvm::StringRef name) { droppedKeys.push_back(name.str()); }
  /// `<stem>_initializer`, `_regularizer` and `_constraint` of each variable.
  void keptFor(std::initializer_list<llvm::StringRef> stems) {
    for (llvm::StringRef stem : stems)
      for (llvm::StringRef what : {"_initializer", "_regularizer", "_constraint"})
        kept((stem + what).str());
  }

  llvm::ArrayRef<ConfigKey> getKeys() const { return keys; }
  llvm::ArrayRef<std::string> getKeptKeys() const { return keptKeys; }
  llvm::ArrayRef<std::string> getDroppedKeys() const { return droppedKeys; }

protected:
  ConfigKey &add(llvm::StringRef name, ConfigKind kind) {
    ConfigKey &key = keys.emplace_back();
    key.name = name.str();
    key.kind = kind;
    return key;
  }

  std::vector<ConfigKey> keys;
  std::vector<std::string> keptKeys;
  std::vector<std::string> droppedKeys;
};

/// The arguments of a layer's call in the order of Keras's signature: tensors become operands, and
/// constants (declared as the keys of a config are) become attributes. An argument that is not here
/// must be None or False.
class CallSpec : public ConfigSpec {
public:
  ConfigKey &operand(llvm::StringRef name) { return add(name, ConfigKind::Operand); }
  ConfigKey &operands(llvm::StringRef name) { return add(name, ConfigKind::Operands); }
  ConfigKey &slices(llvm::StringRef name) { return add(name, ConfigKind::Slices); }
  void rest(llvm::StringRef name) { operands(name).takesRest = true; }
};

/// A variable that a layer owns: a weight that the file holds, or state that lives between calls.
struct Variable {
  /// Keras's name within the layer: "kernel", "moving_mean".
  std::string name;
  llvm::SmallVector<int64_t> shape;
  /// Where a Keras 3 file keeps it, below the layer's own group: "vars/0", "cell/vars/1".
  std::string path;
  /// State starts as zeros, is read and written by `@run`, and is set back by `@reset`.
  bool isState = false;
  /// Keras's name of the element type.
  std::string dtype = "float32";
  /// Keras changes it by gradients. Files of Keras 2 hold those that it does not behind the others.
  bool isTrainable = true;
};

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_CONFIGSPEC_H
