// SimpleRNN: the sequence is projected at once; a loop over time carries the state and the outputs.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @simple_rnn
// CHECK: layer.simple_rnn {{.*}} {return_sequences = true, units = 8 : i64}
// LOWER-LABEL: func @simple_rnn
// LOWER-SAME: (%[[X:.*]]: tensor<?x?x4xf32>,
// LOWER: %[[STEPS:.*]] = tensor.dim %[[X]], %c1
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%[[X]],
// LOWER: scf.for %[[T:.*]] = %c0 to %[[STEPS]] step %c1 iter_args(%[[H:.*]] = %{{.*}}, %[[ALL:.*]] = %{{.*}})
// LOWER: tensor.extract_slice %{{.*}}[0, %[[T]], 0]
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]} ins(%[[H]],
// LOWER: math.tanh
// LOWER: tensor.insert_slice %{{.*}} into %[[ALL]][0, %[[T]], 0]
func.func @simple_rnn(%x: tensor<?x?x4xf32>, %w: tensor<4x8xf32>, %r: tensor<8x8xf32>, %b: tensor<8xf32>) -> tensor<?x?x8xf32> {
  %y = layer.simple_rnn %x, %w, %r, %b {units = 8 : i64, return_sequences = true}
    : (tensor<?x?x4xf32>, tensor<4x8xf32>, tensor<8x8xf32>, tensor<8xf32>) -> tensor<?x?x8xf32>
  return %y : tensor<?x?x8xf32>
}

func.func @last() {
  %x = arith.constant dense<[[[-1.0, 0.75], [0.25, -0.25], [-0.75, 1.0]], [[0.5, 0.0], [-0.5, -1.0], [0.75, 0.25]]]> : tensor<2x3x2xf32>
  %w = arith.constant dense<[[-0.75, -0.75], [-0.75, -0.75]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[0.0, 0.5], [-0.25, 0.25]]> : tensor<2x2xf32>
  %b = arith.constant dense<[0.25, -0.5]> : tensor<2xf32>
  %y = layer.simple_rnn %x, %w, %r, %b {units = 2 : i64} : (tensor<2x3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  check.expect_close %y, dense<[[0.14983767, -0.5501934], [-0.5314472, -0.6049179]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @sequences_backwards() {
  %x = arith.constant dense<[[[-1.0, 0.75], [0.25, -0.25], [-0.75, 1.0]], [[0.5, 0.0], [-0.5, -1.0], [0.75, 0.25]]]> : tensor<2x3x2xf32>
  %w = arith.constant dense<[[-0.75, -0.75], [-0.75, -0.75]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[0.0, 0.5], [-0.25, 0.25]]> : tensor<2x2xf32>
  %b = arith.constant dense<[0.25, -0.5]> : tensor<2xf32>
  %y = layer.simple_rnn %x, %w, %r, %b {units = 2 : i64, return_sequences = true, go_backwards = true, activation = "relu"} : (tensor<2x3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x3x2xf32>
  check.expect_close %y, dense<[[[0.0625, 0.0], [0.25, 0.0], [0.4375, 0.0]], [[0.0, 0.0], [1.375, 0.625], [0.0, 0.0]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  return
}

func.func @state_without_bias() {
  %x = arith.constant dense<[[[-1.0, 0.75], [0.25, -0.25], [-0.75, 1.0]], [[0.5, 0.0], [-0.5, -1.0], [0.75, 0.25]]]> : tensor<2x3x2xf32>
  %w = arith.constant dense<[[-0.75, -0.75], [-0.75, -0.75]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[0.0, 0.5], [-0.25, 0.25]]> : tensor<2x2xf32>
  %y:2 = layer.simple_rnn %x, %w, %r {units = 2 : i64, return_sequences = true, return_state = true, use_bias = false} : (tensor<2x3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>) -> (tensor<2x3x2xf32>, tensor<2x2xf32>)
  check.expect_close %y#0, dense<[[[0.18533318, 0.18533318], [-0.04630016, 0.13811153], [-0.21845001, -0.17432345]], [[-0.3583574, -0.3583574], [0.8380509, 0.6943112], [-0.7275856, -0.1561097]]]> : tensor<2x3x2xf32> : tensor<2x3x2xf32>
  check.expect_close %y#1, dense<[[-0.21845001, -0.17432345], [-0.7275856, -0.1561097]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @initial_state() {
  %x = arith.constant dense<[[[-1.0, 0.75], [0.25, -0.25], [-0.75, 1.0]], [[0.5, 0.0], [-0.5, -1.0], [0.75, 0.25]]]> : tensor<2x3x2xf32>
  %h = arith.constant dense<[[-0.5, 0.0], [0.5, -0.25]]> : tensor<2x2xf32>
  %w = arith.constant dense<[[-0.75, -0.75], [-0.75, -0.75]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[0.0, 0.5], [-0.25, 0.25]]> : tensor<2x2xf32>
  %b = arith.constant dense<[0.25, -0.5]> : tensor<2xf32>
  %y:2 = layer.simple_rnn %x, %h, %w, %r, %b {units = 2 : i64, return_state = true} : (tensor<2x3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>)
  check.expect_close %y#0, dense<[[0.16067997, -0.541896], [-0.54016083, -0.59856844]]> : tensor<2x2xf32> : tensor<2x2xf32>
  check.expect_close %y#1, dense<[[0.16067997, -0.541896], [-0.54016083, -0.59856844]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}

func.func @stateful_goes_on() {
  %x = arith.constant dense<[[[-1.0, 0.75], [0.25, -0.25], [-0.75, 1.0]], [[0.5, 0.0], [-0.5, -1.0], [0.75, 0.25]]]> : tensor<2x3x2xf32>
  %w = arith.constant dense<[[-0.75, -0.75], [-0.75, -0.75]]> : tensor<2x2xf32>
  %r = arith.constant dense<[[0.0, 0.5], [-0.25, 0.25]]> : tensor<2x2xf32>
  %b = arith.constant dense<[0.25, -0.5]> : tensor<2xf32>
  %state = arith.constant dense<[[0.5189585, -0.25460118], [-0.16835466, -0.35414705]]> : tensor<2x2xf32>
  %y:2 = layer.simple_rnn %x, %w, %r, %b, %state {units = 2 : i64, stateful = true} : (tensor<2x3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2xf32>, tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>)
  check.expect_close %y#0, dense<[[0.1339517, -0.5537372], [-0.53523004, -0.6005599]]> : tensor<2x2xf32> : tensor<2x2xf32>
  check.expect_close %y#1, dense<[[0.1339517, -0.5537372], [-0.53523004, -0.6005599]]> : tensor<2x2xf32> : tensor<2x2xf32>
  return
}
