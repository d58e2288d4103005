// Checks every number of the HDF5 child's records before anything is made of it.
#include "frontends/Hdf5Records.h"
#include "frontends/Hdf5Protocol.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

#include <cstring>

using namespace lith::frontends;
using namespace lith::frontends::hdf5;
using llvm::Error;
using llvm::StringRef;

namespace {

/// Takes fields off the records; any read past the end leaves `broken` set.
struct Records {
  StringRef rest;
  bool broken = false;

  StringRef take(uint64_t count) {
    broken |= count > rest.size();
    StringRef taken = broken ? StringRef() : rest.take_front(count);
    rest = rest.drop_front(taken.size());
    return taken;
  }
  int64_t integer() {
    StringRef bytes = take(sizeof(int64_t));
    int64_t value = 0;
    if (!broken)
      memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  StringRef text() { return take(uint64_t(integer())); }
};

} // namespace

/// A text of the child's, without what a terminal would not show.
static std::string printable(StringRef text) {
  std::string out = text.str();
  for (char &c : out)
    c = llvm::isPrint(c) ? c : '?';
  return out;
}

/// Reads one tensor's record and finds its bytes in the file or the output.
static Error readTensor(Records &records, llvm::ArrayRef<char> inFile,
                        llvm::ArrayRef<char> inOutput, WeightFile &file) {
  StringRef name = records.text();
  int64_t dtype = records.integer(), rank = records.integer();
  auto wrong = [&] {
    return llvm::createStringError("dataset '" + printable(name) + "' is described wrongly");
  };
  if (records.broken || dtype < 0 || dtype >= numDTypes || rank < 0 || rank > maxRank)
    return wrong();
  WeightFile::Tensor tensor{DType(dtype), {}, {}};
  for (int64_t i = 0; i < rank; ++i)
    tensor.shape.push_back(records.integer());
  int64_t place = records.integer(), offset = records.integer(), bytes = records.integer();
  if (records.broken || bytes < 0 || offset < 0 || (place != InFile && place != InOutput) ||
      byteSize(tensor.dtype, tensor.shape) != bytes)
    return wrong();
  if (name.empty() || !llvm::all_of(name, llvm::isPrint))
    return llvm::createStringError("a dataset has an unprintable name");
  llvm::ArrayRef<char> from = place == InFile ? inFile : inOutput;
  if (uint64_t(offset) > from.size() || uint64_t(bytes) > from.size() - uint64_t(offset))
    return llvm::createStringError("dataset '" + name + "' lies beyond the end of the file");
  tensor.data = from.slice(size_t(offset), size_t(bytes));
  if (!file.tensors.try_emplace(name, std::move(tensor)).second)
    return llvm::createStringError("dataset '" + name + "' stands twice");
  return Error::success();
}

/// Reads an attribute's record: one text, or a list of them.
static Error readAttribute(Records &records, bool isList, WeightFile &file) {
  StringRef name = records.text();
  int64_t count = isList ? records.integer() : 1;
  std::vector<std::string> texts;
  bool isSound = count >= 0 && count <= int64_t(maxTexts);
  for (; isSound && count > 0 && !records.broken; --count)
    texts.push_back(records.text().str());
  if (records.broken)
    return Error::success(); // the caller finds no further record
  if (!isSound)
    return llvm::createStringError("attribute '" + printable(name) + "' is described wrongly");
  bool isNew = isList ? file.lists.try_emplace(name, std::move(texts)).second
                      : file.attributes.try_emplace(name, std::move(texts.front())).second;
  if (!isNew)
    return llvm::createStringError("attribute '" + printable(name) + "' stands twice");
  return Error::success();
}

Error lith::frontends::hdf5::readRecords(StringRef said, llvm::ArrayRef<char> inFile,
                                         llvm::ArrayRef<char> inOutput, WeightFile &file) {
  Records records{said};
  while (true) {
    StringRef tag = records.take(1);
    if (tag.empty())
      return llvm::createStringError(
          "the HDF5 reader stopped early; the file is damaged, or this program lacks the reader");
    switch (tag[0]) {
    case Tensor:
      if (Error failed = readTensor(records, inFile, inOutput, file))
        return failed;
      break;
    case Attribute:
    case List:
      if (Error failed = readAttribute(records, tag[0] == List, file))
        return failed;
      break;
    case Failed:
      return llvm::createStringError(printable(records.text()));
    case End:
      return Error::success();
    default:
      return llvm::createStringError("the HDF5 reader spoke nonsense; the file is damaged");
    }
  }
}
