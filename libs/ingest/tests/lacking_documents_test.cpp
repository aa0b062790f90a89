#include "lacking_documents.h"

#include <gtest/gtest.h>

namespace wenyuan::ingest {
namespace {

using Current = store::Documents::Current;

Current Of(store::DocumentNumber document, bool restricted) {
  Current current;
  current.document = document;
  current.restricted = restricted;
  return current;
}

TEST(LackingDocuments, AreToldUntilTheyAreThereAgain) {
  LackingDocuments lacking;
  EXPECT_FALSE(lacking.Any(1, {}));
  const std::vector<Current> both = {Of(7, false), Of(8, false)};
  lacking.Set(1, both);
  EXPECT_TRUE(lacking.Any(1, {}));
  EXPECT_FALSE(lacking.Any(2, {}));
  lacking.Remove(1, std::vector<store::DocumentNumber>{7});
  EXPECT_TRUE(lacking.Any(1, {}));
  lacking.Remove(1, std::vector<store::DocumentNumber>{7, 8});
  EXPECT_FALSE(lacking.Any(1, {}));
}

TEST(LackingDocuments, ThatMayNotBeSeenAreNotTold) {
  LackingDocuments lacking;
  lacking.Set(1, std::vector<Current>{Of(7, true)});
  const index::DocumentSet mine = index::DocumentSet::bitmapOf(1, 7);
  const index::DocumentSet others = index::DocumentSet::bitmapOf(1, 9);
  EXPECT_FALSE(lacking.Any(1, {}));
  EXPECT_FALSE(lacking.Any(1, {&others, nullptr, nullptr}));
  EXPECT_TRUE(lacking.Any(1, {&mine, nullptr, nullptr}));
  EXPECT_FALSE(lacking.Any(1, {&mine, &others, nullptr})) << "a filter leaves it out";
  EXPECT_FALSE(lacking.Any(1, {&mine, nullptr, &mine}));
}

}  // namespace
}  // namespace wenyuan::ingest
