// The augmentations of images: they pass images on, some as floats.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-drop-training-layers | FileCheck %s --check-prefix=DROP
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @all
// DROP-LABEL: func @all
// DROP-NOT: layer.
// DROP: return
func.func @all(%x: tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32> {
  // CHECK: layer.aug_mix
  %0 = layer.aug_mix %x : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.cut_mix
  %1 = layer.cut_mix %0 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.equalization
  %2 = layer.equalization %1 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.max_num_bounding_boxes
  %boxes = layer.max_num_bounding_boxes %2 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.mix_up
  %3 = layer.mix_up %boxes : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.rand_augment
  %4 = layer.rand_augment %3 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_brightness
  %5 = layer.random_brightness %4 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_color_degeneration
  %6 = layer.random_color_degeneration %5 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_color_jitter
  %7 = layer.random_color_jitter %6 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_contrast
  %8 = layer.random_contrast %7 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_crop
  %9 = layer.random_crop %8 {height = 4 : i64, width = 5 : i64} : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_elastic_transform
  %10 = layer.random_elastic_transform %9 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_erasing
  %11 = layer.random_erasing %10 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_flip
  %12 = layer.random_flip %11 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_gaussian_blur
  %13 = layer.random_gaussian_blur %12 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_grayscale
  %14 = layer.random_grayscale %13 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_height
  %15 = layer.random_height %14 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_hue
  %16 = layer.random_hue %15 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_invert
  %17 = layer.random_invert %16 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_perspective
  %18 = layer.random_perspective %17 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_posterization
  %19 = layer.random_posterization %18 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_rotation
  %20 = layer.random_rotation %19 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_saturation
  %21 = layer.random_saturation %20 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_sharpness
  %22 = layer.random_sharpness %21 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_shear
  %23 = layer.random_shear %22 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_translation
  %24 = layer.random_translation %23 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_width
  %25 = layer.random_width %24 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.random_zoom
  %26 = layer.random_zoom %25 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  // CHECK: layer.solarization
  %27 = layer.solarization %26 : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  return %27 : tensor<?x8x8x3xf32>
}

func.func @integers() {
  %x = arith.constant dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32>
  %0 = layer.aug_mix %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %0, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %1 = layer.cut_mix %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %1, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %2 = layer.rand_augment %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %2, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %3 = layer.random_elastic_transform %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %3, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %4 = layer.random_erasing %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %4, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %5 = layer.random_flip %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %5, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %6 = layer.random_gaussian_blur %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %6, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %7 = layer.random_height %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %7, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %8 = layer.random_perspective %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %8, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %9 = layer.random_rotation %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %9, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %10 = layer.random_sharpness %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %10, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %11 = layer.random_shear %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %11, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %12 = layer.random_translation %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %12, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %13 = layer.random_width %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %13, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %14 = layer.random_zoom %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %14, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  %15 = layer.solarization %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xf32>
  check.expect_close %15, dense<[[[1.0], [-2.0]], [[300.0], [4.0]]]> : tensor<2x2x1xf32> : tensor<2x2x1xf32>
  return
}

func.func @kept_integers() {
  %x = arith.constant dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32>
  %0 = layer.equalization %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %0, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %boxes = layer.max_num_bounding_boxes %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %boxes, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %1 = layer.mix_up %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %1, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %2 = layer.random_brightness %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %2, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %3 = layer.random_color_degeneration %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %3, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %4 = layer.random_color_jitter %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %4, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %5 = layer.random_contrast %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %5, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %6 = layer.random_crop %x {height = 4 : i64, width = 5 : i64} : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %6, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %7 = layer.random_grayscale %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %7, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %8 = layer.random_hue %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %8, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %9 = layer.random_invert %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %9, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %10 = layer.random_posterization %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %10, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  %11 = layer.random_saturation %x : (tensor<2x2x1xi32>) -> tensor<2x2x1xi32>
  check.expect_close %11, dense<[[[1], [-2]], [[300], [4]]]> : tensor<2x2x1xi32> : tensor<2x2x1xi32>
  return
}
