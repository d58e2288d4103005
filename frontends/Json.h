// The JSON of model files as a plain value. Keras writes Infinity and NaN, and a file may nest or
// repeat without end, so parsing neither recurses nor trusts: depth, size and duplicate keys are
// checked. JsonRef reads a value and knows where it stands, so that every error names the key.
#ifndef LITH_FRONTENDS_JSON_H
#define LITH_FRONTENDS_JSON_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace lith::frontends {

/// One JSON value. Objects keep the order of the file.
class Json {
public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;
  Json(bool value) : value(value) {}
  Json(const char *) = delete; // would be taken for a bool
  Json(int64_t value) : value(value) {}
  Json(double value) : value(value) {}
  Json(std::string text) : value(std::move(text)) {}
  Json(Array items) : value(std::move(items)) {}
  Json(Object members) : value(std::move(members)) {}

  bool isNull() const { return std::holds_alternative<std::monostate>(value); }
  const bool *asBool() const { return std::get_if<bool>(&value); }
  const int64_t *asInt() const { return std::get_if<int64_t>(&value); }
  const double *asDouble() const { return std::get_if<double>(&value); }
  const std::string *asString() const { return std::get_if<std::string>(&value); }
  const Array *asArray() const { return std::get_if<Array>(&value); }
  const Object *asObject() const { return std::get_if<Object>(&value); }

  /// The member of an object, or null if this is no object or has no such key.
  const Json *find(llvm::StringRef key) const;

  /// What kind of value this is, for messages: "a string", "null", ...
  llvm::StringRef kindName() const;

  /// The value as JSON text; cut to about `limit` characters, so that messages stay short.
  std::string text(size_t limit = 200) const;

private:
  std::variant<std::monostate, bool, int64_t, double, std::string, Array, Object> value;
};

/// How much JSON is read before it is refused.
struct JsonLimits {
  size_t bytes = size_t(256) << 20;
  size_t values = size_t(8) << 20;
  unsigned depth = 200;
};

/// Parses `text`; `what` names it in messages ("config.json").
llvm::Expected<Json> parseJson(llvm::StringRef text, llvm::StringRef what,
                               const JsonLimits &limits = {});

/// `text` as a JSON string with its quotes.
std::string quoteJson(llvm::StringRef text);

/// A value and the path that leads to it, such as `config.json: config.layers[3].config`; the path
/// of a file's root ends with ':'.
class JsonRef {
public:
  JsonRef(const Json &value, std::string path) : value(&value), path(std::move(path)) {}

  const Json &json() const { return *value; }
  llvm::StringRef where() const { return path; }

  /// The member `key`; an error if this is no object or the key is missing.
  llvm::Expected<JsonRef> get(llvm::StringRef key) const;
  /// The member `key`, or nothing where it is missing or null.
  std::optional<JsonRef> find(llvm::StringRef key) const;
  /// The elements of an array; an error otherwise.
  llvm::Expected<std::vector<JsonRef>> items() const;
  llvm::Expected<llvm::StringRef> string() const;
  /// The elements of the array, or the text, that is the member `key`.
  llvm::Expected<std::vector<JsonRef>> getItems(llvm::StringRef key) const;
  llvm::Expected<llvm::StringRef> getString(llvm::StringRef key) const;
  llvm::Expected<int64_t> integer() const;
  llvm::Expected<bool> boolean() const;

  /// "<where>: <message>".
  llvm::Error error(const llvm::Twine &message) const;

private:
  llvm::Error expected(llvm::StringRef kind) const;

  const Json *value;
  std::string path;
};

} // namespace lith::frontends

#endif
