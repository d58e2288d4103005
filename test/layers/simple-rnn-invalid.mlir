// SimpleRNN: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x4xf32>, %w: tensor<4x2xf32>, %r: tensor<2x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{simple_rnn_c1: sequence must be (batch, time, features)}}
  %y = layer.simple_rnn %x, %w, %r, %b {units = 2} : (tensor<?x4xf32>, tensor<4x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x5x?xf32>, %w: tensor<?x2xf32>, %r: tensor<2x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{simple_rnn_c2: the number of features must be known}}
  %y = layer.simple_rnn %x, %w, %r, %b {units = 2} : (tensor<?x5x?xf32>, tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x5x4xf32>, %w: tensor<4x0xf32>, %r: tensor<0x0xf32>, %b: tensor<0xf32>) -> tensor<?x0xf32> {
  // expected-error @+1 {{simple_rnn_c3: units must be positive}}
  %y = layer.simple_rnn %x, %w, %r, %b {units = 0} : (tensor<?x5x4xf32>, tensor<4x0xf32>, tensor<0x0xf32>, tensor<0xf32>) -> tensor<?x0xf32>
  return %y : tensor<?x0xf32>
}

// -----

func.func @invalid(%x: tensor<?x5x4xf32>, %w: tensor<4x2xf32>, %r: tensor<2x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{simple_rnn_c4: 'rele' is not an activation of Keras}}
  %y = layer.simple_rnn %x, %w, %r, %b {units = 2, activation = "rele"} : (tensor<?x5x4xf32>, tensor<4x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x5x4xf32>, %w: tensor<4x2xf32>, %r: tensor<2x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{simple_rnn_c4: 'glu' changes the shape}}
  %y = layer.simple_rnn %x, %w, %r, %b {units = 2, activation = "glu"} : (tensor<?x5x4xf32>, tensor<4x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x5x4xf32>, %w: tensor<4x2xf32>, %r: tensor<2x2xf32>, %b: tensor<2xf32>, %s: tensor<?x2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{simple_rnn_c5: a stateful layer needs a known batch}}
  %y:2 = layer.simple_rnn %x, %w, %r, %b, %s {units = 2, stateful = true} : (tensor<?x5x4xf32>, tensor<4x2xf32>, tensor<2x2xf32>, tensor<2xf32>, tensor<?x2xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>)
  return %y#0 : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x5x4xf32>, %h: tensor<?x3xf32>, %w: tensor<4x2xf32>, %r: tensor<2x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{simple_rnn_c6: initial_state must be}}
  %y = layer.simple_rnn %x, %h, %w, %r, %b {units = 2} : (tensor<?x5x4xf32>, tensor<?x3xf32>, tensor<4x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x5x4xf32>, %w: tensor<4x2xf32>, %r: tensor<2x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{simple_rnn_c7: time_major is not supported}}
  %y = layer.simple_rnn %x, %w, %r, %b {units = 2, time_major = true} : (tensor<?x5x4xf32>, tensor<4x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
