// The state that an optimizer has for one variable.
#pragma once

#include "options.h"

#include <array>
#include <cstdint>
#include <memory>

namespace tch_lr {

// The same number as in ffi.rs.
constexpr size_t SLOTS = 3;

// The tensors in the state of one variable, in the order of `OptimizerClass::slots` in optimizer_class.rs, and the count of steps.
struct Slots {
  std::array<Tensor *, SLOTS> tensors;
  // Null for SGD, which does not count steps.
  int64_t *step;
  // The number of tensors, from the first one, that every state of the class has.
  size_t required;
};

inline Slots slots_of(OptimizerParamState &state) {
  if (auto *sgd = dynamic_cast<SGDParamState *>(&state)) return {{&sgd->momentum_buffer()}, nullptr, 1};
  if (auto *rmsprop = dynamic_cast<RMSpropParamState *>(&state)) {
    return {{&rmsprop->square_avg(), &rmsprop->momentum_buffer(), &rmsprop->grad_avg()}, &rmsprop->step(), 1};
  }
  if (auto *adam = dynamic_cast<AdamParamState *>(&state)) {
    return {{&adam->exp_avg(), &adam->exp_avg_sq(), &adam->max_exp_avg_sq()}, &adam->step(), 2};
  }
  if (auto *adamw = dynamic_cast<AdamWParamState *>(&state)) {
    return {{&adamw->exp_avg(), &adamw->exp_avg_sq(), &adamw->max_exp_avg_sq()}, &adamw->step(), 2};
  }
  refuse_class();
}

inline std::unique_ptr<OptimizerParamState> empty_state(Optimizer &optimizer) {
  switch (class_of(optimizer)) {
  case CLASS_SGD: return std::make_unique<SGDParamState>();
  case CLASS_ADAM: return std::make_unique<AdamParamState>();
  case CLASS_ADAMW: return std::make_unique<AdamWParamState>();
  case CLASS_RMSPROP: return std::make_unique<RMSpropParamState>();
  default: refuse_class();
  }
}

// Checks that the optimizer trains the variable, and returns it.
inline const Tensor &trained(Optimizer &optimizer, const Tensor *variable) {
  const Tensor &found = defined(variable, "the variable");
  for (const auto &group : optimizer.param_groups()) {
    for (const auto &parameter : group.params()) {
      if (parameter.is_same(found)) return found;
    }
  }
  refuse("the optimizer does not train the variable");
}

} // namespace tch_lr
