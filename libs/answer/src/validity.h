#pragma once

#include <cstddef>
#include <vector>

#include "evidence.h"
#include "wenyuan/base/clock.h"

namespace wenyuan::answer {

// Puts what documents say that no longer hold behind what others say; where two documents say the
// same words of the question, so that one of them may contradict the other, the newer one first.
// `chosen` are candidates, best first; none is left out.
void PutValidFirst(const Evidence& evidence, UnixMillis now, std::vector<std::size_t>& chosen);

}  // namespace wenyuan::answer
