#pragma once

#include <memory>

#include "engine.h"
#include "wenyuan/store/store.h"

namespace wenyuan::store_sqlite {

// `engine` must outlive it.
std::unique_ptr<store::QualityRuns> MakeQualityRuns(Engine& engine);

}  // namespace wenyuan::store_sqlite
