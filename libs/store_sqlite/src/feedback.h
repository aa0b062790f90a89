#pragma once

#include <memory>

#include "engine.h"
#include "wenyuan/store/feedback.h"

namespace wenyuan::store_sqlite {

std::unique_ptr<store::FeedbackBox> MakeFeedbackBox(Engine& engine);

}  // namespace wenyuan::store_sqlite
