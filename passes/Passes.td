// Every pass is declared here and nowhere else; one .cpp and one test of the same name each.
#ifndef LITH_PASSES_TD
#define LITH_PASSES_TD

include "mlir/Pass/PassBase.td"

def LowerLayers : Pass<"layer-lower-layers", "::mlir::ModuleOp"> {
  let summary = "Lower layers to linalg on tensors";
  let description = [{
    Asks every layer for its lowering (LayerOpInterface::lower). Afterwards no op of the layer dialect is left: the linalg pool.
  }];
}

#endif
