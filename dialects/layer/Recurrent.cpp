// Recurrent layers: a scan over time, `scf.for` with the state and the outputs carried as tensors.
#include "dialects/layer/Recurrent.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/Lowering.h"

using namespace mlir;
using namespace lith::layer;

//===-- SimpleRNN ----------------------------------------------------------------------------===//

void SimpleRNNOp::describeConfig(ConfigSpec &spec) {
  spec.integer("units");
  spec.activation("activation");
  for (StringRef flag :
       {"use_bias", "return_sequences", "return_state", "go_backwards", "stateful"})
    spec.boolean(flag);
  spec.boolean("time_major").onlyInKeras2();
  // Dropout acts in training only, `unroll` and `implementation` choose how, not what, and
  // `zero_output_for_mask` needs a mask.
  for (StringRef key :
       {"dropout", "recurrent_dropout", "unroll", "implementation", "zero_output_for_mask", "seed"})
    spec.kept(key);
  spec.keptFor({"kernel", "recurrent", "bias", "activity"});
}

void SimpleRNNOp::describeCall(CallSpec &spec) {
  spec.operand("sequence").startsList().alias("sequences").alias("inputs");
  spec.operands("initial_state");
}

ValueRange SimpleRNNOp::getInputs() {
  // An op under construction has its one or two inputs only; a finished one has at least two
  // variables as well.
  unsigned operands = getNumOperands(), variables = 2 + getUseBias() + getStateful();
  return getOperands().take_front(operands <= 2 ? operands : operands - variables);
}

void SimpleRNNOp::getVariables(SmallVectorImpl<Variable> &variables) {
  ArrayRef<int64_t> sequence = getSequence().getType().getShape();
  int64_t units = getUnits();
  variables.push_back({"simple_rnn_cell/kernel", {sequence.back(), units}, "cell/vars/0"});
  variables.push_back({"simple_rnn_cell/recurrent_kernel", {units, units}, "cell/vars/1"});
  if (getUseBias())
    variables.push_back({"simple_rnn_cell/bias", {units}, "cell/vars/2"});
  if (getStateful())
    variables.push_back({"rnn_state", {sequence.front(), units}, "", /*isState=*/true});
}

LogicalResult SimpleRNNOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType sequence = getSequence().getType();
  if (sequence.getRank() != 3 || !isa<FloatType>(sequence.getElementType()))
    return emitOpError("simple_rnn_c1: sequence must be (batch, time, features) of "
                       "floating-point numbers, is ")
           << sequence;
  if (sequence.isDynamicDim(2))
    return emitOpError("simple_rnn_c2: the number of features must be known, is ") << sequence;
  if (getUnits() < 1)
    return emitOpError("simple_rnn_c3: units must be positive, is ") << getUnits();
  int64_t batch = sequence.getDimSize(0), units = getUnits();
  RankedTensorType state = sequence.clone({batch, units});
  std::string fault = findActivationFault(getActivation(), state);
  if (fault.empty() && getActivatedType(getActivation(), state) != state)
    fault = "'" + getActivation().str() + "' changes the shape";
  if (!fault.empty())
    return emitOpError("simple_rnn_c4: ") << fault;
  if (getStateful() && ShapedType::isDynamic(batch))
    return emitOpError("simple_rnn_c5: a stateful layer needs a known batch, has ") << sequence;
  if (getInputs().size() > 1 && failed(verifyCompatibleShape(getInputs()[1].getType(), state)))
    return emitOpError("simple_rnn_c6: initial_state must be ")
           << state << ", is " << getInputs()[1].getType();
  if (getTimeMajor())
    return emitOpError("simple_rnn_c7: time_major is not supported: transpose the input instead");
  types.push_back(getReturnSequences() ? sequence.clone({batch, sequence.getDimSize(1), units})
                                       : state);
  types.append(getReturnState() + getStateful(), state);
  return success();
}

/// The whole sequence times the kernel, plus bias: all of a step that does not wait for the last.
static Value createProjection(SimpleRNNOp op, OpBuilder &builder) {
  AffineExpr b, t, u, k;
  bindDims(builder.getContext(), b, t, u, k);
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, op.getLoc(), op.getSequence());
  sizes[2] = builder.getIndexAttr(op.getUnits());
  auto map = [&](ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(4, 0, exprs, builder.getContext());
  };
  Value sum = createContraction(builder, op.getLoc(), op.getSequence(),
                                findVariable(op, "simple_rnn_cell/kernel"), sizes,
                                {map({b, t, k}), map({k, u}), map({b, t, u})}, /*reductions=*/1);
  Value bias = findVariable(op, "simple_rnn_cell/bias");
  return bias ? addBias(builder, op.getLoc(), sum, bias) : sum;
}

/// activation(projected + h * recurrent_kernel) for one time step.
static Value createStep(SimpleRNNOp op, OpBuilder &builder, Location loc, Value projected,
                        Value h) {
  AffineExpr b, u, k;
  bindDims(builder.getContext(), b, u, k);
  auto map = [&](ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(3, 0, exprs, builder.getContext());
  };
  Value fedBack = createContraction(
      builder, loc, h, findVariable(op, "simple_rnn_cell/recurrent_kernel"),
      tensor::getMixedSizes(builder, loc, h), {map({b, k}), map({k, u}), map({b, u})},
      /*reductions=*/1);
  Value sum = createElementwise(builder, loc, {projected, fedBack},
                                [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                                  return arith::AddFOp::create(nested, at, e[0], e[1]);
                                });
  return applyActivation(builder, loc, op.getActivation(), sum);
}

LogicalResult SimpleRNNOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  Value projected = createProjection(*this, builder);
  auto type = cast<RankedTensorType>(projected.getType());
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, projected);
  SmallVector<OpFoldResult> stateSizes = {sizes[0], sizes[2]};
  RankedTensorType stateType = type.clone({type.getDimSize(0), type.getDimSize(2)});

  Value initial = findVariable(*this, "rnn_state");
  if (getInputs().size() > 1)
    initial = getInputs()[1];
  if (!initial)
    initial = createFilled(builder, loc, stateSizes, type.getElementType(), 0.0);
  SmallVector<Value> carried = {initial};
  if (getReturnSequences())
    carried.push_back(tensor::EmptyOp::create(builder, loc, sizes, type.getElementType()));

  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  Value steps = getValueOrCreateConstantIndexOp(builder, loc, sizes[1]);
  auto loop = scf::ForOp::create(
      builder, loc, zero, steps, one, carried,
      [&](OpBuilder &body, Location at, Value step, ValueRange values) {
        Value time = step;
        if (getGoBackwards()) {
          Value last = arith::SubIOp::create(body, at, steps, one);
          time = arith::SubIOp::create(body, at, last, step);
        }
        OpFoldResult start = body.getIndexAttr(0), unit = body.getIndexAttr(1);
        SmallVector<OpFoldResult> sliceSizes = {sizes[0], unit, sizes[2]};
        SmallVector<OpFoldResult> strides(3, unit);
        Value slice = tensor::ExtractSliceOp::create(body, at, stateType, projected,
                                                     ArrayRef<OpFoldResult>{start, time, start},
                                                     sliceSizes, strides);
        SmallVector<Value> next = {createStep(*this, body, at, slice, values[0])};
        if (getReturnSequences())
          next.push_back(tensor::InsertSliceOp::create(body, at, next[0], values[1],
                                                       ArrayRef<OpFoldResult>{start, step, start},
                                                       sliceSizes, strides));
        scf::YieldOp::create(body, at, next);
      });
  Value last = loop.getResult(0);
  results.push_back(getReturnSequences() ? loop.getResult(1) : last);
  results.append(getReturnState() + getStateful(), last);
  return success();
}
