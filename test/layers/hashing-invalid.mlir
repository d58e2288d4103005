// Hashing: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi64> {
  // expected-error @+1 {{hashing_c1: num_bins must be positive, is 0}}
  %y = layer.hashing %x {num_bins = 0} : (tensor<?x3xi32>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi64> {
  // expected-error @+1 {{hashing_c2: output_mode must be "int", "one_hot", "multi_hot" or "count", is "tf_idf"}}
  %y = layer.hashing %x {num_bins = 4, output_mode = "tf_idf"} : (tensor<?x3xi32>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xi64> {
  // expected-error @+1 {{hashing_c3: only integers are hashed}}
  %y = layer.hashing %x {num_bins = 4} : (tensor<?x3xf32>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi64> {
  // expected-error @+1 {{hashing_c3: a salt, which makes the hash a keyed one, is not supported}}
  %y = layer.hashing %x {num_bins = 4, salt = array<i64: 1, 2>} : (tensor<?x3xi32>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi64> {
  // expected-error @+1 {{hashing_c4: sparse results are not supported}}
  %y = layer.hashing %x {num_bins = 4, sparse = true, output_mode = "count"} : (tensor<?x3xi32>) -> tensor<?x3xi64>
  return %y : tensor<?x3xi64>
}

// -----

func.func @invalid(%x: tensor<?x?xi32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{hashing_c5: input must have dimensions}}
  %y = layer.hashing %x {num_bins = 4, output_mode = "one_hot"} : (tensor<?x?xi32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
