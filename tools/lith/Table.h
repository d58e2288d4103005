// A table that is printed for people, columns aligned, or given as JSON for programs.
#ifndef LITH_TOOLS_LITH_TABLE_H
#define LITH_TOOLS_LITH_TABLE_H

#include "llvm/Support/JSON.h"

#include <string>
#include <vector>

namespace lith::tools {

struct Column {
  /// In JSON, and over the column.
  std::string key, title;
  /// Numbers stand on the right.
  bool isNumber = false;
  /// The last line adds the column up.
  bool isSummed = false;
};

class Table {
public:
  explicit Table(std::vector<Column> columns) : columns(std::move(columns)) {}

  /// One cell for each column; null is unknown, and "-" for people. Text is copied.
  void addRow(std::vector<llvm::json::Value> cells);
  bool empty() const { return rows.empty(); }

  /// With the titles in bold, and the sums where there are any.
  void print() const;
  /// One object a row.
  llvm::json::Array toJson() const;

private:
  std::vector<Column> columns;
  std::vector<std::vector<llvm::json::Value>> rows;
};

/// The value with text of its own: one made of a StringRef only refers to it.
llvm::json::Value own(llvm::json::Value value);

/// Prints indented JSON and a line's end on standard output.
void printJson(llvm::json::Value value);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_TABLE_H
