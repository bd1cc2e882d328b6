// The class of an optimizer, its groups, and their hyperparameters.
#pragma once

#include "answers.h"

#include <ATen/ops/zeros_like.h>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>

#include <cstdint>
#include <string>
#include <tuple>

namespace tch_lr {

using namespace torch::optim;

// The same numbers as in ffi.rs.
enum Class : int32_t { CLASS_OTHER, CLASS_SGD, CLASS_ADAM, CLASS_ADAMW, CLASS_RMSPROP };
enum Setting : int32_t { SETTING_MOMENTUM, SETTING_BETA2, SETTING_EPS };

// The same fields as in ffi.rs. Hyperparameters that a class does not have are 0.
struct Options {
  double lr, momentum, beta2, eps, weight_decay, dampening, alpha;
  bool nesterov, amsgrad, centered;
};

inline Class class_of(Optimizer &optimizer) {
  if (dynamic_cast<SGD *>(&optimizer) != nullptr) return CLASS_SGD;
  if (dynamic_cast<Adam *>(&optimizer) != nullptr) return CLASS_ADAM;
  if (dynamic_cast<AdamW *>(&optimizer) != nullptr) return CLASS_ADAMW;
  if (dynamic_cast<RMSprop *>(&optimizer) != nullptr) return CLASS_RMSPROP;
  return CLASS_OTHER;
}

inline OptimizerParamGroup &group_of(Optimizer &optimizer, size_t group) {
  auto &groups = optimizer.param_groups();
  if (group >= groups.size()) {
    refuse("group " + std::to_string(group) + " does not exist, expected one below " + std::to_string(groups.size()));
  }
  return groups[group];
}

[[noreturn]] inline void refuse_class() { refuse("the optimizer is of an unknown class, expected SGD, Adam, AdamW or RMSprop"); }

template <class Visit> void visit_options(OptimizerOptions &options, Visit visit) {
  if (auto *sgd = dynamic_cast<SGDOptions *>(&options)) return visit(*sgd);
  if (auto *adam = dynamic_cast<AdamOptions *>(&options)) return visit(*adam);
  if (auto *adamw = dynamic_cast<AdamWOptions *>(&options)) return visit(*adamw);
  if (auto *rmsprop = dynamic_cast<RMSpropOptions *>(&options)) return visit(*rmsprop);
  refuse_class();
}

inline Options read(const SGDOptions &options) {
  Options read{};
  read.lr = options.lr();
  read.momentum = options.momentum();
  read.weight_decay = options.weight_decay();
  read.dampening = options.dampening();
  read.nesterov = options.nesterov();
  return read;
}

inline Options read(const RMSpropOptions &options) {
  Options read{};
  read.lr = options.lr();
  read.momentum = options.momentum();
  read.eps = options.eps();
  read.weight_decay = options.weight_decay();
  read.alpha = options.alpha();
  read.centered = options.centered();
  return read;
}

template <class AdamLike> Options read(const AdamLike &options) {
  Options read{};
  read.lr = options.lr();
  std::tie(read.momentum, read.beta2) = options.betas();
  read.eps = options.eps();
  read.weight_decay = options.weight_decay();
  read.amsgrad = options.amsgrad();
  return read;
}

[[noreturn]] inline void refuse_setting() { refuse("the optimizer does not have this hyperparameter"); }

inline void write(SGDOptions &options, int32_t setting, double value) {
  if (setting != SETTING_MOMENTUM) refuse_setting();
  options.momentum(value);
}

inline void write(RMSpropOptions &options, int32_t setting, double value) {
  if (setting == SETTING_MOMENTUM) {
    options.momentum(value);
  } else if (setting == SETTING_EPS) {
    options.eps(value);
  } else {
    refuse_setting();
  }
}

template <class AdamLike> void write(AdamLike &options, int32_t setting, double value) {
  const auto [beta1, beta2] = options.betas();
  switch (setting) {
  case SETTING_MOMENTUM: options.betas({value, beta2}); break;
  case SETTING_BETA2: options.betas({beta1, value}); break;
  case SETTING_EPS: options.eps(value); break;
  default: refuse_setting();
  }
}

// Creates RMSprop's momentum buffers that are missing. libtorch creates a buffer only at a variable's first step, and only if the
// momentum is above 0 then. It fails if the momentum becomes positive later.
inline void make_momentum_buffers(Optimizer &optimizer, OptimizerParamGroup &group) {
  const auto *options = dynamic_cast<RMSpropOptions *>(&group.options());
  if (options == nullptr || !(options->momentum() > 0)) return;
  for (const auto &variable : group.params()) {
    const auto found = optimizer.state().find(variable.unsafeGetTensorImpl());
    if (found == optimizer.state().end()) continue;
    auto *state = dynamic_cast<RMSpropParamState *>(found->second.get());
    if (state != nullptr && !state->momentum_buffer().defined()) {
      state->momentum_buffer(at::zeros_like(variable.detach(), at::MemoryFormat::Preserve));
    }
  }
}

} // namespace tch_lr
