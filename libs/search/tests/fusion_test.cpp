#include "fusion.h"

#include <gmock/gmock.h>

namespace wenyuan::search {
namespace {

using ::testing::ElementsAre;

Candidate Found(std::uint32_t document, float keyword, std::optional<float> similarity,
                std::size_t group = 0) {
  Candidate candidate;
  candidate.document = document;
  candidate.keyword = keyword;
  candidate.similarity = similarity;
  candidate.group = group;
  return candidate;
}

std::vector<std::uint32_t> Order(std::vector<Candidate> candidates, float bound, double words,
                                 const std::vector<GroupSimilarity>& groups = {}) {
  Fuse(candidates, bound, {words}, groups);
  std::vector<std::uint32_t> order;
  for (const Candidate& candidate : candidates) order.push_back(candidate.document);
  return order;
}

TEST(Fusion, AStrayCommonWordDoesNotBeatMeaning) {
  // A question in another language: one passage happens to hold a number of it.
  EXPECT_THAT(Order({Found(1, 0.6F, 0.78F), Found(2, 0, 0.86F), Found(3, 0, 0.80F)}, 20, 2.5),
              ElementsAre(2, 3, 1));
}

TEST(Fusion, WordsDecideWhereTheyCoverTheQuestion) {
  EXPECT_THAT(Order({Found(1, 12, 0.82F), Found(2, 4, 0.84F)}, 20, 2.5), ElementsAre(1, 2));
}

TEST(Fusion, AWholeIdentifierBeatsEveryMeaning) {
  // Its bonus alone is the bound.
  EXPECT_THAT(Order({Found(1, 26, 0.70F), Found(2, 5, 0.95F)}, 20, 1), ElementsAre(1, 2));
}

TEST(Fusion, WithoutVectorsTheOrderIsThatOfTheWords) {
  EXPECT_THAT(Order({Found(1, 1, {}), Found(2, 3, {}), Found(3, 2, {})}, 10, 1),
              ElementsAre(2, 3, 1));
}

TEST(Fusion, APassageWithoutAVectorKeepsWhatItsWordsAreWorth) {
  EXPECT_THAT(Order({Found(1, 9, {}), Found(2, 1, 0.9F), Found(3, 0, 0.8F)}, 10, 2.5),
              ElementsAre(1, 2, 3));
}

TEST(Fusion, AQuestionWithoutKnownWordsIsAnsweredByMeaning) {
  EXPECT_THAT(Order({Found(1, 0, 0.7F), Found(2, 0, 0.9F)}, 0, 1), ElementsAre(2, 1));
}

TEST(Fusion, GroupsAreComparedByHowFarTheyStandOut) {
  // Every passage of group 0 is nearer than any of group 1, but 3 stands out in its own.
  const std::vector<GroupSimilarity> groups = {{0.84, 0.01}, {0.75, 0.01}};
  EXPECT_THAT(Order({Found(1, 0, 0.85F, 0), Found(2, 0, 0.84F, 0), Found(3, 0, 0.79F, 1),
                     Found(4, 0, 0.74F, 1)},
                    10, 1, groups),
              ElementsAre(3, 1, 2, 4));
}

TEST(Fusion, EqualScoresStandInOrderOfTheirPlace) {
  EXPECT_THAT(Order({Found(3, 1, {}), Found(1, 1, {}), Found(2, 1, {})}, 10, 1),
              ElementsAre(1, 2, 3));
}

}  // namespace
}  // namespace wenyuan::search
