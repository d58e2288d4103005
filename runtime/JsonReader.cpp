// The pieces of JSON: punctuation, strings with their escapes, whole numbers.
#include "runtime/JsonReader.h"

using namespace lith::runtime;

namespace {

// Appends a code point; its UTF-8 form is never longer than the escape that it was read from.
void putUtf8(char **out, uint32_t point) {
  auto put = [&](uint32_t byte) { *(*out)++ = static_cast<char>(byte); };
  if (point < 0x80)
    return put(point);
  if (point < 0x800) {
    put(0xC0 | point >> 6);
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3F));
  } else {
    put(0xF0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3F));
    put(0x80 | (point >> 6 & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

} // namespace

void JsonReader::skipSpace() {
  while (at != end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
    ++at;
}

bool JsonReader::peek(char punctuation) {
  skipSpace();
  return at != end && *at == punctuation;
}

bool JsonReader::take(char punctuation) {
  if (!peek(punctuation))
    return false;
  ++at;
  return true;
}

bool JsonReader::isAtEnd() {
  skipSpace();
  return at == end;
}

bool JsonReader::takeUnsigned(int64_t *number) {
  skipSpace();
  if (at == end || *at < '0' || *at > '9')
    return false;
  bool zero = *at == '0';
  int64_t value = 0;
  const char *first = at;
  for (; at != end && *at >= '0' && *at <= '9'; ++at)
    if (__builtin_mul_overflow(value, int64_t(10), &value) ||
        __builtin_add_overflow(value, int64_t(*at - '0'), &value))
      return false;
  *number = value;
  bool whole = at == end || (*at != '.' && *at != 'e' && *at != 'E');
  return whole && !(zero && at - first > 1);
}

bool JsonReader::takeHex(uint32_t *unit) {
  if (end - at < 4)
    return false;
  *unit = 0;
  for (const char *last = at + 4; at != last; ++at) {
    char c = *at;
    uint32_t digit;
    if (c >= '0' && c <= '9')
      digit = c - '0';
    else if ((c | 32) >= 'a' && (c | 32) <= 'f')
      digit = (c | 32) - 'a' + 10;
    else
      return false;
    *unit = *unit << 4 | digit;
  }
  return true;
}

// Behind a backslash.
bool JsonReader::takeEscape(char **out) {
  if (at == end)
    return false;
  char c = *at++;
  constexpr char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  for (int i = 0; names[i]; ++i)
    if (c == names[i]) {
      *(*out)++ = values[i];
      return true;
    }
  uint32_t unit;
  if (c != 'u' || !takeHex(&unit) || unit == 0 || (unit >= 0xDC00 && unit < 0xE000))
    return false;
  if (unit >= 0xD800 && unit < 0xDC00) {
    uint32_t low;
    if (end - at < 2 || at[0] != '\\' || at[1] != 'u')
      return false;
    at += 2;
    if (!takeHex(&low) || low < 0xDC00 || low >= 0xE000)
      return false;
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }
  putUtf8(out, unit);
  return true;
}

// One character of more than one byte: its shortest form only, no surrogates.
bool JsonReader::takeUtf8(char **out) {
  auto lead = static_cast<unsigned char>(*at);
  int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || end - at <= more)
    return false;
  uint32_t point = lead & (0x3F >> more);
  for (int i = 1; i <= more; ++i) {
    auto byte = static_cast<unsigned char>(at[i]);
    if ((byte & 0xC0) != 0x80)
      return false;
    point = point << 6 | (byte & 0x3F);
  }
  constexpr uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  if (point < least[more] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
    return false;
  for (int i = 0; i <= more; ++i)
    *(*out)++ = *at++;
  return true;
}

bool JsonReader::takeString(const char **text) {
  if (!take('"'))
    return false;
  char *out = at;
  *text = out;
  while (at != end) {
    auto c = static_cast<unsigned char>(*at);
    if (c == '"') {
      ++at;
      *out = 0;
      return true;
    }
    if (c == '\\') {
      ++at;
      if (!takeEscape(&out))
        return false;
    } else if (c >= 0x80) {
      if (!takeUtf8(&out))
        return false;
    } else if (c < 0x20) {
      return false;
    } else {
      *out++ = *at++;
    }
  }
  return false;
}
