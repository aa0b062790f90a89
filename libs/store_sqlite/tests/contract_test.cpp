#include "sqlite_home.h"
#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract,
                         ::testing::Values(StoreKind{"Sqlite", store_sqlite::MakeSqliteHome}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace wenyuan::store::testing
