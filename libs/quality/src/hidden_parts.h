#pragma once

#include "wenyuan/quality/viewer.h"

namespace wenyuan::quality {

// Adds what the stored question expects and the viewer does not see: an edit must not drop it.
Result<void> KeepHidden(const store::QuestionSets& sets, Viewer& viewer, store::Question& question);

}  // namespace wenyuan::quality
