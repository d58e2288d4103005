// All layers, by section of Keras's Layers API pages.
#ifndef LITH_LAYER_OPS_TD
#define LITH_LAYER_OPS_TD

include "dialects/layer/ActivationLayers.td"
include "dialects/layer/Convolution.td"
include "dialects/layer/Core.td"
include "dialects/layer/Merging.td"
include "dialects/layer/Normalization.td"
include "dialects/layer/Pooling.td"
include "dialects/layer/Preprocessing.td"
include "dialects/layer/Recurrent.td"
include "dialects/layer/Regularization.td"
include "dialects/layer/Reshaping.td"

#endif
