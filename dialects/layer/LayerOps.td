// All layers, by section of Keras's Layers API pages.
#ifndef LITH_LAYER_OPS_TD
#define LITH_LAYER_OPS_TD

include "dialects/layer/Core.td"

#endif
