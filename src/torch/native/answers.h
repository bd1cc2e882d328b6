// The result of a function of native.cpp, and the checks of its arguments.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>

namespace tch_lr {

using at::Tensor;

// The error text if no memory is left for a copy of the text. It is static, so `tch_lr_free_text` does not free it.
inline char out_of_memory[] = "out of memory";

inline char *copied(const char *text) noexcept {
  const size_t size = std::strlen(text) + 1;
  auto *copy = static_cast<char *>(std::malloc(size));
  return copy == nullptr ? out_of_memory : static_cast<char *>(std::memcpy(copy, text, size));
}

// Runs `body`, and turns an exception into an error text. Returns null if `body` succeeds.
template <class Body> char *guarded(Body body) noexcept {
  try {
    body();
    return nullptr;
  } catch (const c10::Error &error) {
    return copied(error.what_without_backtrace());
  } catch (const std::exception &error) {
    return copied(error.what());
  } catch (...) {
    return copied("an exception of an unknown type");
  }
}

[[noreturn]] inline void refuse(const std::string &reason) { throw std::invalid_argument(reason); }

template <class T> T &given(T *pointer, const char *name) {
  if (pointer == nullptr) refuse(std::string(name) + " is null");
  return *pointer;
}

inline const Tensor &defined(const Tensor *pointer, const char *name) {
  if (!given(pointer, name).defined()) refuse(std::string(name) + " is an undefined tensor");
  return *pointer;
}

inline void check_alike(const Tensor &tensor, const Tensor &variable, const char *name) {
  if (tensor.sizes() != variable.sizes()) refuse(std::string(name) + " has another shape than its variable");
  if (tensor.device() != variable.device()) refuse(std::string(name) + " is on another device than its variable");
}

} // namespace tch_lr
