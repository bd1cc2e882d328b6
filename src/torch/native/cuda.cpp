// A reference to libtorch_cuda.so. Linkers drop a library if a program uses none of its symbols. CUDA is then never loaded, and
// `Cuda::is_available()` returns false on a machine with a GPU.

namespace at::cuda {
int warp_size();
}

extern "C" int tch_lr_cuda() {
    return at::cuda::warp_size();
}
