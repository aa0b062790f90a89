#pragma once

#include <random>
#include <string>

#include "wenyuan/parse/document.h"

namespace wenyuan::parse::testing {

using Random = std::mt19937_64;

// Any document that document.h allows.
Document RandomDocument(Random& random);

std::string RandomText(Random& random, std::size_t most_characters);

}  // namespace wenyuan::parse::testing
