// SpectralNormalization: each constraint by name, and what every layer that owns a layer needs of its region.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %u: tensor<1x3xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{spectral_normalization_c1: its layer must have a kernel or embeddings, and one result}}
  %y = layer.spectral_normalization %x, %w, %u : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<?x2xf32> {
  ^bb0(%a: tensor<?x2xf32>):
    %r = layer.re_lu %a : (tensor<?x2xf32>) -> tensor<?x2xf32>
    layer.yield %r : tensor<?x2xf32>
  }
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %u: tensor<1x3xf32>, %b: tensor<3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{spectral_normalization_c2: power_iterations must be positive, is 0}}
  %y = layer.spectral_normalization %x, %w, %u {power_iterations = 0} : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32> {
  ^bb0(%a: tensor<?x2xf32>):
    %d = layer.dense %a, %w, %b {units = 3} : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
    layer.yield %d : tensor<?x3xf32>
  }
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %u: tensor<1x4xf32>, %b: tensor<3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{variable 'vector_u' has shape [1, 4], expected [1, 3]}}
  %y = layer.spectral_normalization %x, %w, %u : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<1x4xf32>) -> tensor<?x3xf32> {
  ^bb0(%a: tensor<?x2xf32>):
    %d = layer.dense %a, %w, %b {units = 3} : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
    layer.yield %d : tensor<?x3xf32>
  }
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %u: tensor<1x3xf32>, %b: tensor<3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{calls 'layer' with 'tensor<?x2xf32>', but its region takes 'tensor<4x2xf32>'}}
  %y = layer.spectral_normalization %x, %w, %u : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32> {
  ^bb0(%a: tensor<4x2xf32>):
    %d = layer.dense %a, %w, %b {units = 3} : (tensor<4x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>
    layer.yield %d : tensor<4x3xf32>
  }
  return %y : tensor<?x3xf32>
}

// -----

// What is wrong with the layer inside is told of that layer.
func.func @invalid(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %u: tensor<1x3xf32>, %b: tensor<3xf32>) -> tensor<?x3xf32> {
  %y = layer.spectral_normalization %x, %w, %u : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32> {
  ^bb0(%a: tensor<?x2xf32>):
    // expected-error @+1 {{dense_c3: units must be positive}}
    %d = layer.dense %a, %w, %b {units = 0} : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
    layer.yield %d : tensor<?x3xf32>
  }
  return %y : tensor<?x3xf32>
}
