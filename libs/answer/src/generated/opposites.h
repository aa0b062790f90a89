#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "reading.h"

namespace wenyuan::answer {

using Atoms = std::span<const Atom>;

std::size_t Negations(Atoms atoms);
// Whether the atoms spell these letters one behind the other; of Latin script from the beginning of
// a word.
bool Has(Atoms atoms, std::string_view what);

// Whether the statement denies something and the text denies nothing, in any words.
bool OnlyTheStatementDenies(const TextReading& text, const TextReading& statement);
// More on one side, less on the other, in whatever words.
bool DirectionsDiffer(const TextReading& text, const TextReading& statement);

}  // namespace wenyuan::answer
