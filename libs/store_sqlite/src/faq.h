#pragma once

#include <memory>

#include "engine.h"
#include "wenyuan/store/faq.h"

namespace wenyuan::store_sqlite {

std::unique_ptr<store::FaqEntries> MakeFaqEntries(Engine& engine);

}  // namespace wenyuan::store_sqlite
