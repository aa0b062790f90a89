#include "recent_documents.h"

#include <gmock/gmock.h>

namespace wenyuan::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

TEST(RecentDocuments, AreToldOnceToEachWhoAsks) {
  RecentDocuments recent;
  recent.Add(7);
  std::uint64_t late = ~std::uint64_t{0};
  EXPECT_THAT(recent.Since(late), Optional(IsEmpty())) << "from now on";
  std::uint64_t early = 0;
  recent.Add(9);
  recent.Add(9);
  EXPECT_THAT(recent.Since(late), Optional(ElementsAre(9)));
  EXPECT_THAT(recent.Since(early), Optional(ElementsAre(7, 9)));
  EXPECT_THAT(recent.Since(early), Optional(IsEmpty()));
}

TEST(RecentDocuments, WhoeverMissedMoreThanAreKeptIsToldThat) {
  RecentDocuments recent;
  std::uint64_t mark = 0;
  for (store::DocumentNumber document = 1; document <= 1'001; ++document) recent.Add(document);
  EXPECT_EQ(recent.Since(mark), std::nullopt);
  recent.Add(5);
  EXPECT_THAT(recent.Since(mark), Optional(ElementsAre(5)));
}

}  // namespace
}  // namespace wenyuan::ingest
