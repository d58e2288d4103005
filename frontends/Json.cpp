// Parses JSON with RapidJSON's iterative reader into Json, and reads it back with errors that say
// where.
#include "frontends/Json.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

using namespace lith::frontends;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

static Error makeError(const llvm::Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
}

namespace {

using Stream = rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream>;

/// Builds a Json from RapidJSON's events. Open containers stand on a stack of ours, so depth costs
/// no machine stack; returning false stops the reader, and `problem` says why.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
public:
  Builder(StringRef text, const Stream &stream, const JsonLimits &limits)
      : text(text), stream(stream), limits(limits) {}

  bool Null() { return add(Json()); }
  bool Bool(bool value) { return add(Json(value)); }
  bool Int(int value) { return add(Json(int64_t(value))); }
  bool Uint(unsigned value) { return add(Json(int64_t(value))); }
  bool Int64(int64_t value) { return add(Json(value)); }
  bool Uint64(uint64_t value) {
    return value <= uint64_t(INT64_MAX) ? add(Json(int64_t(value))) : add(Json(double(value)));
  }
  bool Double(double value) { return add(Json(exact(value))); }
  bool String(const char *text, rapidjson::SizeType length, bool) {
    return checkText(StringRef(text, length)) && add(Json(std::string(text, length)));
  }

  bool StartObject() { return open(/*isObject=*/true); }
  bool Key(const char *text, rapidjson::SizeType length, bool) {
    if (!checkText(StringRef(text, length)))
      return false;
    stack.back().key.assign(text, length);
    if (stack.back().keys.insert(stack.back().key).second)
      return true;
    problem = fmt::format("key {} stands twice in one object", quoteJson(stack.back().key));
    return false;
  }
  bool EndObject(rapidjson::SizeType) {
    Json::Object members = std::move(stack.back().members);
    stack.pop_back();
    return add(Json(std::move(members)));
  }

  bool StartArray() { return open(/*isObject=*/false); }
  bool EndArray(rapidjson::SizeType) {
    Json::Array items = std::move(stack.back().items);
    stack.pop_back();
    return add(Json(std::move(items)));
  }

  Json result;
  std::string problem;

private:
  struct Open {
    bool isObject;
    std::string key;
    llvm::StringSet<> keys;
    Json::Object members;
    Json::Array items;
  };

  bool open(bool isObject) {
    if (stack.size() >= limits.depth) {
      problem = fmt::format("nested deeper than {} levels", limits.depth);
      return false;
    }
    stack.emplace_back().isObject = isObject;
    return true;
  }

  /// RapidJSON checks the bytes of the file, but lets an escape write the second half of a
  /// surrogate pair alone, which no UTF-8 has.
  bool checkText(StringRef text) {
    if (llvm::json::isUTF8(text))
      return true;
    problem = "a string holds half of a surrogate pair";
    return false;
  }

  /// The number that ends where the stream stands, rounded correctly: RapidJSON's own conversion is
  /// either off by some units, or has undefined behaviour for zeros with large exponents. `value`
  /// where it is NaN or infinite.
  double exact(double value) const {
    StringRef before = text.take_front(stream.Tell());
    StringRef number = before.substr(before.find_last_not_of("0123456789+-.eE") + 1);
    double result = 0;
    std::from_chars_result read = std::from_chars(number.begin(), number.end(), result);
    bool isWhole = read.ptr == number.end() && read.ec != std::errc::invalid_argument;
    // Beyond the range of a double RapidJSON's answer, 0, stands; it refuses what is too large.
    return isWhole && read.ec == std::errc() ? result : value;
  }

  bool add(Json &&value) {
    if (++count > limits.values) {
      problem = fmt::format("more than {} values", limits.values);
      return false;
    }
    if (stack.empty())
      result = std::move(value);
    else if (stack.back().isObject)
      stack.back().members.emplace_back(std::move(stack.back().key), std::move(value));
    else
      stack.back().items.push_back(std::move(value));
    return true;
  }

  StringRef text;
  const Stream &stream;
  const JsonLimits &limits;
  std::vector<Open> stack;
  size_t count = 0;
};

} // namespace

Expected<Json> lith::frontends::parseJson(StringRef text, StringRef what,
                                          const JsonLimits &limits) {
  if (text.size() > limits.bytes)
    return makeError(llvm::Twine(what) + ": " + llvm::Twine(text.size()) +
                     " bytes of JSON; at most " + llvm::Twine(limits.bytes) + " are read");
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNanAndInfFlag |
                             rapidjson::kParseValidateEncodingFlag;
  rapidjson::MemoryStream memory(text.data(), text.size());
  Stream stream(memory);
  Builder builder(text, stream, limits);
  rapidjson::Reader reader;
  rapidjson::ParseResult result = reader.Parse<flags>(stream, builder);
  if (result)
    return std::move(builder.result);
  StringRef before = text.take_front(result.Offset());
  std::string reason =
      !builder.problem.empty() ? builder.problem : rapidjson::GetParseError_En(result.Code());
  return makeError(fmt::format("{}: not usable JSON at line {} (byte {}): {}", what.str(),
                               before.count('\n') + 1, result.Offset(), reason));
}

const Json *Json::find(StringRef key) const {
  if (const Object *members = asObject())
    for (const Member &member : *members)
      if (member.first == key)
        return &member.second;
  return nullptr;
}

StringRef Json::kindName() const {
  constexpr StringRef names[] = {"null",     "a boolean", "an integer", "a number",
                                 "a string", "a list",    "an object"};
  return names[value.index()];
}

std::string lith::frontends::quoteJson(StringRef text) {
  std::string out = "\"";
  for (unsigned char c : text) {
    if (c == '"' || c == '\\')
      out += '\\', out += char(c);
    else if (c < 0x20)
      out += fmt::format("\\u{:04x}", unsigned(c));
    else
      out += char(c);
  }
  return out += '"';
}

/// Appends `json` to `out`; stops growing a little past `limit`. Recursion is bounded by the depth
/// that parseJson allows.
static void print(const Json &json, std::string &out, size_t limit) {
  if (out.size() > limit)
    return;
  if (auto *flag = json.asBool())
    out += *flag ? "true" : "false";
  else if (auto *integer = json.asInt())
    out += std::to_string(*integer);
  else if (auto *number = json.asDouble()) {
    // Python's spelling of what JSON lacks; a finite number keeps a mark that it is no integer.
    std::string digits = std::isnan(*number)   ? "NaN"
                         : std::isinf(*number) ? (*number < 0 ? "-Infinity" : "Infinity")
                                               : fmt::format("{}", *number);
    out += digits.find_first_of(".eNI") == std::string::npos ? digits + ".0" : digits;
  } else if (auto *text = json.asString())
    out += quoteJson(StringRef(*text).take_front(limit));
  else if (auto *items = json.asArray()) {
    out += '[';
    for (size_t i = 0; i < items->size() && out.size() <= limit; ++i) {
      out += i ? ", " : "";
      print((*items)[i], out, limit);
    }
    out += ']';
  } else if (auto *members = json.asObject()) {
    out += '{';
    for (size_t i = 0; i < members->size() && out.size() <= limit; ++i) {
      out += (i ? ", " : "") + quoteJson((*members)[i].first) + ": ";
      print((*members)[i].second, out, limit);
    }
    out += '}';
  } else
    out += "null";
}

std::string Json::text(size_t limit) const {
  std::string out;
  print(*this, out, limit);
  if (out.size() > limit) {
    out.resize(limit);
    out += "...";
  }
  return out;
}

Error JsonRef::error(const llvm::Twine &message) const {
  return makeError(path + (StringRef(path).ends_with(":") ? " " : ": ") + message);
}

/// The path of a member: `config.json: config.layers`.
static std::string memberPath(StringRef path, StringRef key) {
  return (path + (path.ends_with(":") ? " " : ".") + key).str();
}

Error JsonRef::expected(StringRef kind) const {
  return error("expected " + kind + ", found " +
               (value->isNull() ? "null" : value->kindName() + " " + value->text(60)));
}

Expected<JsonRef> JsonRef::get(StringRef key) const {
  if (!value->asObject())
    return expected("an object");
  if (const Json *member = value->find(key))
    return JsonRef(*member, memberPath(path, key));
  return error("key \"" + key + "\" is missing");
}

std::optional<JsonRef> JsonRef::find(StringRef key) const {
  const Json *member = value->find(key);
  if (!member || member->isNull())
    return std::nullopt;
  return JsonRef(*member, memberPath(path, key));
}

Expected<std::vector<JsonRef>> JsonRef::items() const {
  const Json::Array *array = value->asArray();
  if (!array)
    return expected("a list");
  std::vector<JsonRef> refs;
  refs.reserve(array->size());
  for (size_t i = 0; i < array->size(); ++i)
    refs.emplace_back((*array)[i], fmt::format("{}[{}]", path, i));
  return refs;
}

Expected<StringRef> JsonRef::string() const {
  if (const std::string *text = value->asString())
    return StringRef(*text);
  return expected("a string");
}

Expected<std::vector<JsonRef>> JsonRef::getItems(StringRef key) const {
  Expected<JsonRef> member = get(key);
  return member ? member->items() : member.takeError();
}

Expected<StringRef> JsonRef::getString(StringRef key) const {
  Expected<JsonRef> member = get(key);
  return member ? member->string() : member.takeError();
}

Expected<int64_t> JsonRef::integer() const {
  if (const int64_t *integer = value->asInt())
    return *integer;
  return expected("an integer");
}

Expected<bool> JsonRef::boolean() const {
  if (const bool *flag = value->asBool())
    return *flag;
  return expected("a boolean");
}
