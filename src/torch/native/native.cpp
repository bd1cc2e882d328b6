// Functions for parts of libtorch that tch does not expose: the options and the state of an optimizer, gradients, random
// generators, and mixed precision.
//
// A function returns null if it succeeds, and otherwise an error text, which the caller frees with `tch_lr_free_text`. No exception
// leaves this file. Every function checks its arguments. A tensor is returned as a new handle to the same data. The caller frees
// the handle with `at_free` of torch-sys.

#include "answers.h"
#include "options.h"
#include "state.h"

#include <ATen/Context.h>
#include <ATen/core/Generator.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

using namespace tch_lr;

// Declared as in ATen/autocast_mode.h, which includes the declarations of all operators and would double the time of compilation.
namespace at::autocast {
TORCH_API bool is_autocast_enabled(at::DeviceType device_type);
TORCH_API void set_autocast_enabled(at::DeviceType device_type, bool enabled);
TORCH_API at::ScalarType get_autocast_dtype(at::DeviceType device_type);
TORCH_API void set_autocast_dtype(at::DeviceType device_type, at::ScalarType dtype);
TORCH_API void clear_cache();
TORCH_API int increment_nesting();
TORCH_API int decrement_nesting();
} // namespace at::autocast

namespace {

// The same number as in ffi.rs.
constexpr size_t ALL_GROUPS = SIZE_MAX;

at::Generator generator_of(int32_t device) {
  if (device < 0) return at::globalContext().defaultGenerator(at::Device(at::kCPU));
  const auto count = at::globalContext().hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().deviceCount()) : 0;
  if (device >= count) {
    refuse("CUDA device " + std::to_string(device) + " does not exist, expected one below " + std::to_string(count));
  }
  return at::globalContext().defaultGenerator(at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device)));
}

// What a thread uses for a device. The same struct as in ffi.rs.
struct Autocast {
  bool is_cuda;
  bool is_enabled;
  at::ScalarType kind;
};

} // namespace

extern "C" {

void tch_lr_free_text(char *text) {
  if (text != out_of_memory) std::free(text);
}

// The identity of a tensor: the same for all handles of one tensor, and different for two tensors.
const void *tch_lr_identity(const Tensor *tensor) { return tensor == nullptr ? nullptr : tensor->unsafeGetTensorImpl(); }

char *tch_lr_class(Optimizer *optimizer, int32_t *out) {
  return guarded([&] { given(out, "out") = class_of(given(optimizer, "the optimizer")); });
}

char *tch_lr_group_count(Optimizer *optimizer, size_t *out) {
  return guarded([&] { given(out, "out") = given(optimizer, "the optimizer").param_groups().size(); });
}

char *tch_lr_variable_count(Optimizer *optimizer, size_t group, size_t *out) {
  return guarded([&] { given(out, "out") = group_of(given(optimizer, "the optimizer"), group).params().size(); });
}

char *tch_lr_variable(Optimizer *optimizer, size_t group, size_t index, Tensor **out) {
  return guarded([&] {
    const auto &variables = group_of(given(optimizer, "the optimizer"), group).params();
    if (index >= variables.size()) refuse("the group has fewer variables");
    given(out, "out") = new Tensor(variables[index]);
  });
}

char *tch_lr_options(Optimizer *optimizer, size_t group, Options *out) {
  return guarded([&] {
    auto &result = given(out, "out");
    visit_options(group_of(given(optimizer, "the optimizer"), group).options(), [&](auto &options) { result = read(options); });
  });
}

// Sets a hyperparameter of one group. With `ALL_GROUPS`, sets it in all groups, including groups that are added later.
char *tch_lr_set(Optimizer *optimizer, size_t group, int32_t setting, double value) {
  return guarded([&] {
    auto &target = given(optimizer, "the optimizer");
    if (!std::isfinite(value)) refuse("the value is not finite");
    const auto set = [&](OptimizerOptions &options) {
      visit_options(options, [&](auto &typed) { write(typed, setting, value); });
    };
    if (group != ALL_GROUPS) {
      set(group_of(target, group).options());
      return make_momentum_buffers(target, target.param_groups()[group]);
    }
    set(target.defaults());
    for (auto &each : target.param_groups()) {
      set(each.options());
      make_momentum_buffers(target, each);
    }
  });
}

// Returns the state of a variable: `SLOTS` tensors, of which the undefined ones are null. `found` is 0 if there is no state.
char *tch_lr_state(Optimizer *optimizer, const Tensor *variable, Tensor **out, uint64_t *steps, int32_t *found) {
  return guarded([&] {
    auto &owner = given(optimizer, "the optimizer");
    const auto entry = owner.state().find(trained(owner, variable).unsafeGetTensorImpl());
    given(found, "found") = entry != owner.state().end();
    if (entry == owner.state().end()) return;
    const Slots slots = slots_of(given(entry->second.get(), "the state"));
    given(steps, "steps") = slots.step == nullptr ? 0 : static_cast<uint64_t>(*slots.step);
    std::array<std::unique_ptr<Tensor>, SLOTS> handles;
    for (size_t slot = 0; slot < SLOTS; ++slot) {
      const Tensor *tensor = slots.tensors[slot];
      if (tensor != nullptr && tensor->defined()) handles[slot] = std::make_unique<Tensor>(*tensor);
    }
    given(out, "out");
    for (size_t slot = 0; slot < SLOTS; ++slot) out[slot] = handles[slot].release();
  });
}

// Replaces the state of a variable by `SLOTS` tensors, of which the undefined ones are null. The new state shares their data.
char *tch_lr_put_state(Optimizer *optimizer, const Tensor *variable, const Tensor *const *tensors, uint64_t steps) {
  return guarded([&] {
    auto &owner = given(optimizer, "the optimizer");
    const Tensor &key = trained(owner, variable);
    given(tensors, "tensors");
    if (steps > INT64_MAX) refuse("the state has too many steps, expected at most 2^63 - 1");
    auto state = empty_state(owner);
    const Slots slots = slots_of(*state);
    for (size_t slot = 0; slot < SLOTS; ++slot) {
      if (tensors[slot] == nullptr && slot >= slots.required) continue;
      const Tensor &tensor = defined(tensors[slot], "a tensor of the state");
      if (slots.tensors[slot] == nullptr) refuse("the state has too many tensors for the class of the optimizer");
      check_alike(tensor, key, "a tensor of the state");
      if (tensor.scalar_type() != key.scalar_type()) refuse("a tensor of the state is of another kind than its variable");
      *slots.tensors[slot] = tensor;
    }
    if (slots.step != nullptr) *slots.step = static_cast<int64_t>(steps);
    owner.state()[key.unsafeGetTensorImpl()] = std::move(state);
  });
}

// Removes the state of a variable. The variable is then as before its first step.
char *tch_lr_clear_state(Optimizer *optimizer, const Tensor *variable) {
  return guarded([&] {
    auto &owner = given(optimizer, "the optimizer");
    owner.state().erase(trained(owner, variable).unsafeGetTensorImpl());
  });
}

// Removes the gradient of a variable and returns it; null if the variable has no gradient.
char *tch_lr_take_gradient(const Tensor *variable, Tensor **out) {
  return guarded([&] {
    const Tensor &leaf = defined(variable, "the variable");
    if (!leaf.is_leaf()) refuse("the tensor is not a variable but the result of a computation");
    given(out, "out") = nullptr;
    if (!leaf.grad().defined()) return;
    *out = new Tensor(leaf.grad());
    leaf.mutable_grad().reset();
  });
}

// Sets the gradient of a variable, or removes it if `gradient` is null.
char *tch_lr_set_gradient(const Tensor *variable, const Tensor *gradient) {
  return guarded([&] {
    const Tensor &leaf = defined(variable, "the variable");
    if (!leaf.is_leaf()) refuse("the tensor is not a variable but the result of a computation");
    if (gradient == nullptr) {
      if (leaf.grad().defined()) leaf.mutable_grad().reset();
      return;
    }
    check_alike(defined(gradient, "the gradient"), leaf, "the gradient");
    leaf.mutable_grad() = *gradient;
  });
}

// Returns the state of the default random generator of a CUDA device, or of the CPU if `device` is negative, as bytes.
char *tch_lr_generator(int32_t device, Tensor **out) {
  return guarded([&] {
    auto &result = given(out, "out");
    auto generator = generator_of(device);
    const std::lock_guard<std::mutex> lock(generator.mutex());
    result = new Tensor(generator.get_state());
  });
}

// Checks that a generator would accept the state: sets it in a copy of the generator.
char *tch_lr_check_generator(int32_t device, const Tensor *state) {
  return guarded([&] {
    const Tensor &bytes = defined(state, "the state");
    auto generator = generator_of(device);
    const std::lock_guard<std::mutex> lock(generator.mutex());
    generator.clone().set_state(bytes);
  });
}

char *tch_lr_set_generator(int32_t device, const Tensor *state) {
  return guarded([&] {
    const Tensor &bytes = defined(state, "the state");
    auto generator = generator_of(device);
    const std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(bytes);
  });
}

// Switches autocast on for this thread and a kind of device. Returns what was before, for `tch_lr_leave_autocast`.
char *tch_lr_enter_autocast(bool is_cuda, bool is_bfloat16, Autocast *before) {
  return guarded([&] {
    const auto device = is_cuda ? at::kCUDA : at::kCPU;
    given(before, "before") = {is_cuda, at::autocast::is_autocast_enabled(device), at::autocast::get_autocast_dtype(device)};
    at::autocast::set_autocast_enabled(device, true);
    at::autocast::set_autocast_dtype(device, is_bfloat16 ? at::kBFloat16 : at::kHalf);
    at::autocast::increment_nesting();
  });
}

// Restores what `tch_lr_enter_autocast` found. The outermost call frees the copies of the weights in 16 bits.
char *tch_lr_leave_autocast(const Autocast *before) {
  return guarded([&] {
    const auto &[is_cuda, is_enabled, kind] = given(before, "before");
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    const auto device = is_cuda ? at::kCUDA : at::kCPU;
    at::autocast::set_autocast_enabled(device, is_enabled);
    at::autocast::set_autocast_dtype(device, kind);
  });
}

} // extern "C"
