// The texts of errors and the sizes and names of dtypes.
#include "runtime/Error.h"

#include <stdarg.h>
#include <stdio.h>

using namespace lith::runtime;

namespace {

thread_local char message[1024];

struct Dtype {
  const char *name;
  uint32_t size;
};
constexpr Dtype dtypes[] = {{nullptr, 0}, {"f32", 4}, {"f64", 8}, {"f16", 2}, {"bf16", 2},
                            {"i8", 1},    {"i16", 2}, {"i32", 4}, {"i64", 8}, {"u8", 1},
                            {"u16", 2},   {"u32", 4}, {"u64", 8}, {"bool", 1}};
constexpr uint32_t dtypeCount = sizeof(dtypes) / sizeof(dtypes[0]);

} // namespace

int lith::runtime::fail(int status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof(message), format, arguments);
  va_end(arguments);
  return status;
}

int lith::runtime::failInCall(int status, const char *function, const lith_descriptor *descriptor) {
  switch (status) {
  case LITH_OK:
    return LITH_OK;
  case LITH_ERROR_ARGUMENT:
    return fail(status,
                "%s of model %s refused the call: an input, output, state or arena pointer is null "
                "or misaligned, a dimension is out of its range, or sizes differ that have to be "
                "equal",
                function, descriptor->name);
  case LITH_ERROR_WEIGHTS:
    return fail(status, "%s of model %s refused the call: it was given no weights", function,
                descriptor->name);
  default:
    return fail(LITH_ERROR_INTERNAL,
                "%s of model %s failed with status %d, which is a fault of lith: please report it",
                function, descriptor->name, status);
  }
}

bool lith::runtime::tensorBytes(uint32_t dtype, const int64_t *shape, uint32_t rank,
                                uint64_t *bytes) {
  int64_t total = lith_dtype_size(dtype);
  bool empty = false;
  for (uint32_t i = 0; i < rank; ++i) {
    if (shape[i] < 0)
      return false;
    if (shape[i] == 0)
      empty = true;
    else if (__builtin_mul_overflow(total, shape[i], &total))
      return false;
  }
  *bytes = empty ? 0 : static_cast<uint64_t>(total);
  return total != 0;
}

ShapeText lith::runtime::shapeText(const int64_t *shape, uint32_t rank) {
  ShapeText result;
  char *at = result.text, *end = at + sizeof(result.text);
  at += snprintf(at, end - at, "[");
  for (uint32_t i = 0; i < rank && i < LITH_MAX_RANK; ++i)
    at += snprintf(at, end - at, i ? ", %lld" : "%lld", static_cast<long long>(shape[i]));
  snprintf(at, end - at, "]");
  return result;
}

extern "C" const char *lith_error(void) { return message; }

extern "C" const char *lith_error_name(int status) {
  static const char *const names[] = {
      "LITH_OK",           "LITH_ERROR_VERSION",  "LITH_ERROR_ARGUMENT", "LITH_ERROR_NAME",
      "LITH_ERROR_SIZE",   "LITH_ERROR_WEIGHTS",  "LITH_ERROR_EMBEDDED", "LITH_ERROR_FILE",
      "LITH_ERROR_MEMORY", "LITH_ERROR_INTERNAL",
  };
  bool known = status >= 0 && status < static_cast<int>(sizeof(names) / sizeof(names[0]));
  return known ? names[status] : "unknown status";
}

extern "C" const char *lith_dtype_name(uint32_t dtype) {
  return dtype < dtypeCount ? dtypes[dtype].name : nullptr;
}

extern "C" uint32_t lith_dtype_size(uint32_t dtype) {
  return dtype < dtypeCount ? dtypes[dtype].size : 0;
}

extern "C" const char *lith_version(void) { return LITH_VERSION; }
