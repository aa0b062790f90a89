#pragma once

#include "collection.h"

namespace wenyuan::answer {

// Prints what the models as shipped do with the reported questions of a set; of rgb-zh, with the
// first two passages that hold the answer and three that do not, against five that do not.
// Of `every` questions one is asked.
Result<void> Measure(const text::Analyzer& analyzer, const Collection& collection,
                     std::size_t every);

}  // namespace wenyuan::answer
