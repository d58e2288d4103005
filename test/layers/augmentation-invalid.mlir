// The augmentations: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{aug_mix_c1: input must be an image or a batch of images}}
  %y = layer.aug_mix %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{cut_mix_c1: input must be an image or a batch of images}}
  %y = layer.cut_mix %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{equalization_c1: input must be an image or a batch of images}}
  %y = layer.equalization %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{max_num_bounding_boxes_c1: input must be an image or a batch of images}}
  %y = layer.max_num_bounding_boxes %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{mix_up_c1: input must be an image or a batch of images}}
  %y = layer.mix_up %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{rand_augment_c1: input must be an image or a batch of images}}
  %y = layer.rand_augment %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_brightness_c1: input must be an image or a batch of images}}
  %y = layer.random_brightness %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_color_degeneration_c1: input must be an image or a batch of images}}
  %y = layer.random_color_degeneration %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_color_jitter_c1: input must be an image or a batch of images}}
  %y = layer.random_color_jitter %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_contrast_c1: input must be an image or a batch of images}}
  %y = layer.random_contrast %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_crop_c1: input must be an image or a batch of images}}
  %y = layer.random_crop %x {height = 4 : i64, width = 5 : i64} : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_elastic_transform_c1: input must be an image or a batch of images}}
  %y = layer.random_elastic_transform %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_erasing_c1: input must be an image or a batch of images}}
  %y = layer.random_erasing %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_flip_c1: input must be an image or a batch of images}}
  %y = layer.random_flip %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_gaussian_blur_c1: input must be an image or a batch of images}}
  %y = layer.random_gaussian_blur %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_grayscale_c1: input must be an image or a batch of images}}
  %y = layer.random_grayscale %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_height_c1: input must be an image or a batch of images}}
  %y = layer.random_height %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_hue_c1: input must be an image or a batch of images}}
  %y = layer.random_hue %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_invert_c1: input must be an image or a batch of images}}
  %y = layer.random_invert %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_perspective_c1: input must be an image or a batch of images}}
  %y = layer.random_perspective %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_posterization_c1: input must be an image or a batch of images}}
  %y = layer.random_posterization %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_rotation_c1: input must be an image or a batch of images}}
  %y = layer.random_rotation %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_saturation_c1: input must be an image or a batch of images}}
  %y = layer.random_saturation %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_sharpness_c1: input must be an image or a batch of images}}
  %y = layer.random_sharpness %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_shear_c1: input must be an image or a batch of images}}
  %y = layer.random_shear %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_translation_c1: input must be an image or a batch of images}}
  %y = layer.random_translation %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_width_c1: input must be an image or a batch of images}}
  %y = layer.random_width %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{random_zoom_c1: input must be an image or a batch of images}}
  %y = layer.random_zoom %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{solarization_c1: input must be an image or a batch of images}}
  %y = layer.solarization %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32> {
  // expected-error @+1 {{random_crop_c2: Keras 2 resizes images here at inference}}
  %y = layer.random_crop %x {height = 4 : i64, width = 5 : i64, resizes_at_inference = true} : (tensor<?x8x8x3xf32>) -> tensor<?x8x8x3xf32>
  return %y : tensor<?x8x8x3xf32>
}
