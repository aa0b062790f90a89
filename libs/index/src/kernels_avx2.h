#pragma once

#include "kernels.h"

namespace wenyuan::index {

// nullptr where the processor has none of it. With AVX-512 the sums of bounds are wider still.
const Kernels* Avx2Kernels();

}  // namespace wenyuan::index
