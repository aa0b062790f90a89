#pragma once

#include <memory>

#include "engine.h"
#include "wenyuan/store/recognitions.h"

namespace wenyuan::store_sqlite {

// `engine` must outlive it.
std::unique_ptr<store::Recognitions> MakeRecognitions(Engine& engine);

}  // namespace wenyuan::store_sqlite
