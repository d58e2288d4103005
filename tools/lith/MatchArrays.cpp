// Which array of an .npz is which input or output of a model.
#include "tools/lith/Array.h"

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace lith::tools {
namespace {

/// "'a', 'b'"; of many the first ones.
std::string list(llvm::ArrayRef<llvm::StringRef> names) {
  constexpr size_t most = 8;
  std::vector<std::string> quoted;
  for (llvm::StringRef name : names.take_front(most))
    quoted.push_back("'" + name.str() + "'");
  if (names.size() > most)
    quoted.push_back(fmt::format("{} more", names.size() - most));
  return fmt::format("{}", fmt::join(quoted, ", "));
}

std::vector<llvm::StringRef> namesOf(llvm::ArrayRef<Array> arrays) {
  std::vector<llvm::StringRef> names;
  for (const Array &array : arrays)
    names.push_back(array.name);
  return names;
}

/// Those of `names` that are not among `others`.
std::vector<llvm::StringRef> without(llvm::ArrayRef<llvm::StringRef> names,
                                     llvm::ArrayRef<llvm::StringRef> others) {
  std::vector<llvm::StringRef> left;
  llvm::copy_if(names, std::back_inserter(left),
                [&](llvm::StringRef name) { return !llvm::is_contained(others, name); });
  return left;
}

} // namespace

llvm::Expected<std::vector<Array>> matchArrays(llvm::StringRef what,
                                               llvm::ArrayRef<llvm::StringRef> wanted,
                                               std::vector<Array> arrays) {
  std::vector<llvm::StringRef> given = namesOf(arrays), missing = without(wanted, given),
                               strange = without(given, wanted);
  if (missing.empty()) {
    std::vector<Array> matched;
    for (llvm::StringRef name : wanted)
      matched.push_back(
          *llvm::find_if(arrays, [&](const Array &array) { return array.name == name; }));
    return matched;
  }
  bool noneFits = strange.size() == given.size();
  if (noneFits && given.size() == wanted.size())
    return arrays;
  if (noneFits)
    return llvm::createStringError(fmt::format(
        "the model has {} {}{} ({}), {} array{} given ({}), and none has the name of one",
        wanted.size(), what.str(), wanted.size() == 1 ? "" : "s", list(wanted), given.size(),
        given.size() == 1 ? " is" : "s are", list(given)));
  // A misspelt name must not turn this into a match by position, which gives inputs the data of
  // others.
  return llvm::createStringError(
      fmt::format("no array has the name of {0} {1}{2}; name every array as the model's {0}s are "
                  "named, or none to have them taken in order",
                  what.str(), list(missing),
                  strange.empty() ? ""
                                  : fmt::format(", and {0} {1} the name of no {2}", list(strange),
                                                strange.size() == 1 ? "has" : "have", what.str())));
}

} // namespace lith::tools
