/* Classifies 8x8 images: reads raw float32 pixels (64 an image, 0 to 1) from a file and prints the
 * digit and its probability for each, one a line. All it needs is the library and its header:
 *   lith compile digits.keras && cc digits.c digits.so -Wl,-rpath,. -o digits && ./digits images.raw */
#include "digits.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (!file)
    return fprintf(stderr, "usage: digits FILE_OF_RAW_IMAGES\n"), 2;
  static float images[1000][64], digits[1000][10];
  int64_t count = (int64_t)fread(images, sizeof images[0], 1000, file);
  fclose(file);

  const void *inputs[] = {images};
  void *outputs[] = {digits};
  lith_call call = {.version = LITH_ABI_VERSION,
                    .threads = 1,
                    .inputs = inputs,
                    .outputs = outputs,
                    .dims = &count};
  call.arena_size = digits_arena_size(&count, call.threads);
  call.arena =
      aligned_alloc(LITH_ALIGN, (call.arena_size + LITH_ALIGN - 1) / LITH_ALIGN * LITH_ALIGN);
  int status = digits_run(&call);
  if (status != LITH_OK)
    return fprintf(stderr, "digits_run: error %d\n", status), 1;

  for (int64_t i = 0; i < count; ++i) {
    int best = 0;
    for (int d = 1; d < 10; ++d)
      best = digits[i][d] > digits[i][best] ? d : best;
    printf("%d %.4f\n", best, digits[i][best]);
  }
  free(call.arena);
  return 0;
}
