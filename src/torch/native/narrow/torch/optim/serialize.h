#pragma once

// The bodies of `serialize`, a template of each optimizer that native.cpp does not use.
#define _TORCH_OPTIM_SERIALIZE_WITH_TEMPLATE_ARG(OptimizerName)
