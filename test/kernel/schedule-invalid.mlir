// RUN: lith-opt %s -verify-diagnostics -split-input-file

// Each constraint of #kernel.schedule, by name.

kernel.func @c1_unknown(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c1: vectorize uses a loop 'd1' that does not exist there}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<root, pure = [vectorize(d1)]>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @c1_used_up(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c1: unroll uses a loop 'd0' that does not exist there}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<root, pure = [split(d0, o, i, 2), unroll(d0)]>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @c1_twice(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  // expected-error@+1 {{schedule_c1: split makes a loop 'd1' that exists already}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<root, pure = [split(d0, d1, i, 2)]>} : tensor<8x8xf32>
  kernel.return %x : tensor<8x8xf32>
}

// -----

kernel.func @c1_factor(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c1: split by 0}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<root, pure = [split(d0, o, i, 0)]>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @unknown_directive(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{unknown directive 'gpu_tile'}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<root, pure = [gpu_tile(d0)]>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @unknown_tail(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{unknown tail strategy 'hope'}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<root, pure = [split(d0, o, i, 2, hope)]>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @c2(%x: tensor<8x3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c2: 'pure' names the reduction 'd1'}}
  %sum = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"],
      kernel.schedule = #kernel.schedule<root, pure = [unroll(d1)]>}
      ins(%x : tensor<8x3xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %acc: f32):
    %0 = arith.addf %acc, %a : f32
    linalg.yield %0 : f32
  } -> tensor<8xf32>
  kernel.return %sum : tensor<8xf32>
}

// -----

kernel.func @c3_stage(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c3: is computed at a stage "out" that the kernel does not have}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<at("out", d0)>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @c3_loop(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c3: is computed at a loop 'd0' that the stage "out" does not have}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<at("out", d0)>} : tensor<8xf32>
  %o = tensor.empty() {kernel.stage = "out", kernel.schedule = #kernel.schedule<root, pure = [split(d0, o, i, 2)]>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @c4(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c4: has no reduction that 'update' could be about}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<root, update = [unroll(d0)]>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @c5_directives(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c5: an inlined stage has no loops and no storage}}
  %e = tensor.empty() {kernel.schedule = #kernel.schedule<inline, pure = [unroll(d0)]>} : tensor<8xf32>
  kernel.return %x : tensor<8xf32>
}

// -----

kernel.func @c5_reduction(%x: tensor<8x3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{schedule_c5: a reduction cannot be inlined}}
  %sum = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"],
      kernel.schedule = #kernel.schedule<inline>}
      ins(%x : tensor<8x3xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %acc: f32):
    %0 = arith.addf %acc, %a : f32
    linalg.yield %0 : f32
  } -> tensor<8xf32>
  kernel.return %sum : tensor<8xf32>
}
