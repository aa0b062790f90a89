#pragma once

#include "kernels.h"

namespace wenyuan::index {

// nullptr where the processor has none of it. Those with AVX-512 are those with AVX2 but for the
// loops that gain by it.
const Kernels* Avx2Kernels();
const Kernels* Avx512Kernels();
const Kernels* NeonKernels();

}  // namespace wenyuan::index
