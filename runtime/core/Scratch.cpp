// A kernel's temporary memory: a stack of blocks in its thread's part of the arena. Each block has
// a header, so that blocks may be freed in any order: a freed one goes when those above it have
// gone.
#include "runtime/core/System.h"
#include "runtime/lith_abi.h"

using namespace lith::runtime;

namespace {

enum class Kind : uint64_t { Free, Scratch, Overflow };

struct Header {
  Kind kind;
  uint64_t below; // offset of the header under this one
  uint64_t bytes; // that were mapped (overflow)
  Header *other;  // next of ctx->overflow (overflow)
};
static_assert(sizeof(Header) <= LITH_ALIGN);

Header *headerAt(lith_context *ctx, uint64_t offset) {
  return reinterpret_cast<Header *>(ctx->scratch + offset);
}

Header *headerOf(void *block) {
  return reinterpret_cast<Header *>(static_cast<uint8_t *>(block) - LITH_ALIGN);
}

void *blockOf(Header *header) { return reinterpret_cast<uint8_t *>(header) + LITH_ALIGN; }

// The compiler computed too little scratch, which is a fault of lith's own. Generated code does not
// check for null, so the kernel gets memory all the same and the call returns the error.
void *allocateOverflow(lith_context *ctx, uint64_t bytes) {
  ctx->status = LITH_ERROR_INTERNAL;
  auto *header = static_cast<Header *>(mapPages(LITH_SCRATCH_BYTES(bytes)));
  if (!header)
    __builtin_trap();
  *header = {Kind::Overflow, 0, LITH_SCRATCH_BYTES(bytes), static_cast<Header *>(ctx->overflow)};
  ctx->overflow = header;
  return blockOf(header);
}

} // namespace

extern "C" void *lith_scratch_alloc(lith_context *ctx, uint64_t bytes) {
  uint64_t room = ctx->scratch_size - ctx->scratch_top;
  if (bytes > room || LITH_SCRATCH_BYTES(bytes) > room)
    return allocateOverflow(ctx, bytes);
  Header *header = headerAt(ctx, ctx->scratch_top);
  *header = {Kind::Scratch, ctx->scratch_last, 0, nullptr};
  ctx->scratch_last = ctx->scratch_top;
  ctx->scratch_top += LITH_SCRATCH_BYTES(bytes);
  return blockOf(header);
}

extern "C" void lith_scratch_free(lith_context *ctx, void *block) {
  if (!block || headerOf(block)->kind != Kind::Scratch)
    return;
  headerOf(block)->kind = Kind::Free;
  while (ctx->scratch_top && headerAt(ctx, ctx->scratch_last)->kind == Kind::Free) {
    ctx->scratch_top = ctx->scratch_last;
    ctx->scratch_last = headerAt(ctx, ctx->scratch_top)->below;
  }
}

extern "C" int lith_end(lith_context *ctx, int status) {
  auto *header = static_cast<Header *>(ctx->overflow);
  while (header) {
    Header *other = header->other;
    munmap(header, header->bytes);
    header = other;
  }
  ctx->overflow = nullptr;
  setFloatMode(ctx->float_mode);
  return status ? status : static_cast<int>(ctx->status);
}
