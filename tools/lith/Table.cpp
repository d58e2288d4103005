// Tables for people and for programs.
#include "tools/lith/Table.h"

#include "tools/lith/Terminal.h"

#include "fmt/format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

namespace lith::tools {
namespace {

std::string cellText(const llvm::json::Value &cell) {
  if (std::optional<llvm::StringRef> text = cell.getAsString())
    return text->str();
  if (std::optional<int64_t> integer = cell.getAsInteger())
    return std::to_string(*integer);
  if (std::optional<double> number = cell.getAsNumber())
    return fmt::format("{:.4g}", *number);
  return "-";
}

} // namespace

void Table::addRow(std::vector<llvm::json::Value> cells) {
  for (llvm::json::Value &cell : cells)
    cell = own(std::move(cell));
  rows.push_back(std::move(cells));
}

void Table::print() const {
  std::vector<std::vector<std::string>> lines(1);
  for (const Column &column : columns)
    lines.front().push_back(column.title);
  for (const std::vector<llvm::json::Value> &row : rows) {
    lines.emplace_back();
    for (const llvm::json::Value &cell : row)
      lines.back().push_back(cellText(cell));
  }
  bool hasSums = llvm::any_of(columns, [](const Column &column) { return column.isSummed; });
  if (hasSums) {
    std::vector<std::string> sums{"total"};
    for (size_t index = 1; index < columns.size(); ++index) {
      int64_t sum = 0;
      for (const std::vector<llvm::json::Value> &row : rows)
        sum += row[index].getAsInteger().value_or(0);
      sums.push_back(columns[index].isSummed ? std::to_string(sum) : "");
    }
    lines.push_back(std::move(sums));
  }
  std::vector<size_t> widths(columns.size());
  for (const std::vector<std::string> &line : lines)
    for (auto [width, cell] : llvm::zip(widths, line))
      width = std::max(width, cell.size());
  for (auto [number, line] : llvm::enumerate(lines)) {
    std::string text;
    for (size_t index = 0; index < columns.size(); ++index)
      text += columns[index].isNumber ? fmt::format("{:>{}}  ", line[index], widths[index])
                                      : fmt::format("{:<{}}  ", line[index], widths[index]);
    text = visible(llvm::StringRef(text).rtrim());
    bool isBold = number == 0 || (hasSums && number + 1 == lines.size());
    fmt::print("{}\n", isBold ? bold(text) : text);
  }
}

llvm::json::Array Table::toJson() const {
  llvm::json::Array array;
  for (const std::vector<llvm::json::Value> &row : rows) {
    llvm::json::Object object;
    for (auto [column, cell] : llvm::zip(columns, row))
      object[column.key] = cell;
    array.push_back(std::move(object));
  }
  return array;
}

llvm::json::Value own(llvm::json::Value value) {
  std::optional<llvm::StringRef> text = value.getAsString();
  return text ? llvm::json::Value(text->str()) : value;
}

void printJson(llvm::json::Value value) { llvm::outs() << llvm::formatv("{0:2}", value) << "\n"; }

} // namespace lith::tools
