// What a layer says of itself to generic code: the config keys that it reads, the layers among them
// that it owns, the arguments of its call, and its variables.
#ifndef LITH_DIALECTS_LAYER_CONFIGSPEC_H
#define LITH_DIALECTS_LAYER_CONFIGSPEC_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"

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
  Slices, // what stands in x[...]                -> StrAttr in Python's spelling, "[:, 1, None]"
  Child,  // a serialized layer                   -> a region of the op
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
  /// Child: where a Keras 3 file keeps what the child owns, below the layer's own group.
  std::string group;
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

  ConfigKey &alias(llvm::StringRef other) { return aliases.push_back(other.str()), *this; }
  ConfigKey &orNull() { return nullable = true, *this; }
  ConfigKey &orBare() { return bareIfSingle = true, *this; }
  ConfigKey &onlyInKeras2() { return isOld = true, *this; }
  ConfigKey &inKeras2(llvm::StringRef json) { return keras2Default = json.str(), *this; }
};

/// Lists of keys, one method for each kind.
template <typename Key> class KeyList {
public:
  Key &integer(llvm::StringRef name) { return add(name, ConfigKind::Integer); }
  Key &floating(llvm::StringRef name) { return add(name, ConfigKind::Float); }
  Key &boolean(llvm::StringRef name) { return add(name, ConfigKind::Boolean); }
  Key &activation(llvm::StringRef name) { return add(name, ConfigKind::Activation); }
  Key &integers(llvm::StringRef name, unsigned rank = 0) {
    Key &key = add(name, ConfigKind::Integers);
    return key.rank = rank, key;
  }
  Key &pairs(llvm::StringRef name, unsigned rank) {
    Key &key = add(name, ConfigKind::Pairs);
    return key.rank = rank, key;
  }
  Key &dtype(llvm::StringRef name) { return add(name, ConfigKind::DType); }
  Key &floats(llvm::StringRef name) { return add(name, ConfigKind::Floats); }
  Key &tensor(llvm::StringRef name) { return add(name, ConfigKind::Tensor); }
  Key &string(llvm::StringRef name, std::vector<std::string> choices = {}) {
    Key &key = add(name, ConfigKind::String);
    return key.choices = std::move(choices), key;
  }
  Key &slices(llvm::StringRef name) { return add(name, ConfigKind::Slices); }

  llvm::ArrayRef<Key> getKeys() const { return keys; }

protected:
  Key &add(llvm::StringRef name, ConfigKind kind) {
    Key &key = keys.emplace_back();
    key.name = name.str();
    key.kind = kind;
    return key;
  }

  std::vector<Key> keys;
};

/// The keys of a layer's config. A key that is neither here nor common to all layers is refused by
/// name. A missing key takes the default that the op's ODS gives; where ODS gives none, it is an
/// error.
class ConfigSpec : public KeyList<ConfigKey> {
public:
  /// A layer that this one owns and calls. The op has a region for each such key, in this order,
  /// which is empty where the key is null.
  ConfigKey &child(llvm::StringRef name, llvm::StringRef group) {
    ConfigKey &key = add(name, ConfigKind::Child);
    return key.group = group.str(), key;
  }
  /// A key with no effect on inference (initializers, regularizers, constraints, seeds): kept with
  /// the op, not read.
  void kept(llvm::StringRef name) { keptKeys.push_back(name.str()); }
  /// A key of Keras 2 without any effect, which Keras 3 does not know: read past.
  void dropped(llvm::StringRef name) { droppedKeys.push_back(name.str()); }
  /// The keys of LoRA, whose adaptation files hold merged into the variable.
  void keptForLora() {
    kept("lora_rank");
    kept("lora_alpha");
  }
  /// `<stem>_initializer`, `_regularizer` and `_constraint` of each variable.
  void keptFor(std::initializer_list<llvm::StringRef> stems) {
    for (llvm::StringRef stem : stems)
      for (llvm::StringRef what : {"_initializer", "_regularizer", "_constraint"})
        kept((stem + what).str());
  }

  llvm::ArrayRef<std::string> getKeptKeys() const { return keptKeys; }
  llvm::ArrayRef<std::string> getDroppedKeys() const { return droppedKeys; }

private:
  std::vector<std::string> keptKeys;
  std::vector<std::string> droppedKeys;
};

/// One argument of a layer's call.
struct CallArgument : ConfigKey {
  /// A constant, which becomes an attribute; a tensor or a constant in the place of one, which
  /// becomes an operand; lists or dicts of these, an operand each, as Keras flattens them.
  enum class Role { Constant, Operand, Operands };
  Role role = Role::Constant;
  /// Operand, Operands: a Python number here has a dtype of its own (a condition, indices); others
  /// take that of the operands beside them.
  bool hasOwnType = false;
  /// Operand: it is computed in floats, so a Python number here becomes one, whatever integers
  /// stand beside it.
  bool isReal = false;
  /// Operands: all positional arguments from here on (`*args`).
  bool takesRest = false;
  /// Operand: a list may stand here, of this argument and of those behind it.
  bool mayStartList = false;
  /// Keras takes it by name alone.
  bool isKeywordOnly = false;
  /// Operand: a flag of the op that says that the argument is there; it may be None, wherever it
  /// stands.
  std::string presentFlag;
  /// Operands: an attribute of the op that says how many there are, where others follow.
  std::string countName;

  bool isOperand() const { return role != Role::Constant; }
  CallArgument &ofOwnType() { return hasOwnType = true, *this; }
  CallArgument &asReal() { return isReal = true, *this; }
  CallArgument &startsList() { return mayStartList = true, *this; }
  CallArgument &byKeyword() { return isKeywordOnly = true, *this; }
  CallArgument &flagPresent(llvm::StringRef flag) { return presentFlag = flag.str(), *this; }
  CallArgument &countAs(llvm::StringRef name) { return countName = name.str(), *this; }
};

/// The arguments of a layer's call in the order of Keras's signature: tensors become operands, and
/// constants (declared as the keys of a config are) become attributes. An argument that is not here
/// must be None or False.
class CallSpec : public KeyList<CallArgument> {
public:
  CallArgument &operand(llvm::StringRef name) { return add(name, CallArgument::Role::Operand); }
  CallArgument &operands(llvm::StringRef name) { return add(name, CallArgument::Role::Operands); }
  void rest(llvm::StringRef name) { operands(name).takesRest = true; }

private:
  CallArgument &add(llvm::StringRef name, CallArgument::Role role) {
    CallArgument &argument = keys.emplace_back();
    argument.name = name.str();
    argument.role = role;
    return argument;
  }
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
  /// The path of a variable of a child, below the layer's own group, that this one is: the file
  /// holds it at both places, the IR once.
  std::string sameAs = {};
};

} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_CONFIGSPEC_H
