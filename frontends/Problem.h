// One thing that stops a model, told so that its author can act on it; and the list of them that
// import keeps.
#ifndef LITH_FRONTENDS_PROBLEM_H
#define LITH_FRONTENDS_PROBLEM_H

#include "llvm/ADT/StringSet.h"

#include <string>
#include <vector>

namespace lith::frontends {

struct Problem {
  std::string path;      // of the layer; empty where the model as a whole is at fault
  std::string className; // of the layer
  std::string what;
  std::string advice; // may be empty

  /// "dense_1 (Dense): what; advice"
  std::string text() const {
    std::string out = path.empty() ? "model" : path;
    if (!className.empty())
      out += " (" + className + ")";
    return out + ": " + what + (advice.empty() ? "" : "; " + advice);
  }
};

/// Problems in the order in which they were found, each once (a layer is looked at again for each
/// of its calls).
class Problems {
public:
  void add(Problem problem) {
    if (seen.insert(problem.text()).second)
      list.push_back(std::move(problem));
  }
  bool empty() const { return list.empty(); }
  size_t size() const { return list.size(); }
  std::vector<Problem> take() { return std::move(list); }

private:
  std::vector<Problem> list;
  llvm::StringSet<> seen;
};

} // namespace lith::frontends

#endif
