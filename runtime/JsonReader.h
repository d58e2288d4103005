// Reads JSON piece by piece from a block of memory, for a reader that knows which piece must come:
// no recursion, no allocation, every length checked. Strings are unescaped where they stand.
#ifndef LITH_RUNTIME_JSONREADER_H
#define LITH_RUNTIME_JSONREADER_H

#include <stdint.h>

namespace lith::runtime {

class JsonReader {
public:
  // The text is changed by reading it.
  JsonReader(char *text, uint64_t length) : start(text), at(text), end(text + length) {}

  // Each is true and moves on where the next thing is that, else false. White space is skipped.
  bool take(char punctuation);
  bool peek(char punctuation);
  // Terminated by a zero byte; refused where it holds one, or is not valid UTF-8.
  bool takeString(const char **text);
  // A number without sign, fraction and exponent, below 2^63.
  bool takeUnsigned(int64_t *number);
  bool isAtEnd();

  uint64_t offset() const { return static_cast<uint64_t>(at - start); }

private:
  void skipSpace();
  bool takeEscape(char **out);
  bool takeHex(uint32_t *unit);
  bool takeUtf8(char **out);

  char *start;
  char *at;
  char *end;
};

} // namespace lith::runtime

#endif
