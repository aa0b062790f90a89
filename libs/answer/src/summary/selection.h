#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sentence_space.h"

namespace wenyuan::answer {

// What may be chosen.
struct SelectionCandidate {
  const SummarySentence* sentence = nullptr;
  double weight = 0;        // how much it says, of its section
  std::size_t section = 0;  // of all sources together; what is to be covered
};

struct Selection {
  std::vector<std::size_t> chosen;  // places of candidates, in their order
  std::size_t repeated = 0;         // left out because they say what a chosen one says
};

// Chooses so many: the best of each source first, then those that add most to what is covered of
// the sections (each further one of a section adds less: Lin and Bilmes 2011) and repeat least of
// what is chosen. What is covered of a section grows with its weight to the power of `growth`, 0-1.
// Ties go to the earlier one. Time: candidates times `most`.
Selection Select(std::span<const SelectionCandidate> candidates, std::size_t most,
                 double growth = .5);

}  // namespace wenyuan::answer
