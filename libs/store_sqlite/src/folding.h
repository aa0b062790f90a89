#pragma once

#include <string>
#include <string_view>

namespace wenyuan::store_sqlite {

// How names are compared: NFKC with case folded (Unicode NFKC_Casefold).
std::string Fold(std::string_view text);

}  // namespace wenyuan::store_sqlite
