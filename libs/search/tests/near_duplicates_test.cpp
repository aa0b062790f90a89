#include "wenyuan/search/near_duplicates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <random>

#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

Hit Passage(double score, const std::string& id, std::string text, UnixMillis changed = 0) {
  Hit hit;
  hit.score = score;
  hit.document.id = id;
  hit.document.title = "title of " + id;
  hit.document.changed = changed;
  hit.chunk.text = std::move(text);
  return hit;
}

std::vector<std::string> Ids(const std::vector<Hit>& hits) {
  std::vector<std::string> ids;
  for (const Hit& hit : hits) ids.push_back(hit.document.id);
  return ids;
}

using Strings = std::vector<std::string>;
const std::string kLeave =
    "员工每年享有带薪年休假，应当提前向部门负责人提出书面申请，经批准后方可休假，未休完的假期可以顺"
    "延。";

// Sentences as offices write them, out of a few hundred words.
class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {
    for (int word = 0; word < 400; ++word) {
      std::string& made = words_.emplace_back();
      const bool english = word % 5 == 0;
      const auto length = english ? 3 + random_() % 6 : 2 + random_() % 2;
      for (auto i = length; i > 0; --i) {
        text::AppendCharacter(made, static_cast<char32_t>(english ? 'a' + random_() % 26
                                                                  : 0x4E00 + random_() % 3000));
      }
    }
  }

  std::vector<std::string> Passage() {
    std::vector<std::string> written;
    for (auto length = 60 + random_() % 100; length > 0; --length) {
      // Words are as uneven as in real texts.
      const auto rank = static_cast<std::size_t>(
                            std::pow(400.0, static_cast<double>(random_() % 10000) / 10000.0)) -
                        1;
      written.push_back(words_[rank]);
      if (random_() % 12 == 0) written.push_back(random_() % 3 == 0 ? "。" : "，");
    }
    return written;
  }

  // Replaces, drops, adds and moves about this share of the words.
  std::vector<std::string> Edit(std::vector<std::string> words, double share) {
    const auto edits = static_cast<std::size_t>(share * static_cast<double>(words.size()));
    for (std::size_t i = 0; i < edits; ++i) {
      const auto at = static_cast<std::ptrdiff_t>(random_() % words.size());
      const std::string other = words_[random_() % words_.size()];
      switch (random_() % 4) {
        case 0:
          words[static_cast<std::size_t>(at)] = other;
          break;
        case 1:
          words.erase(words.begin() + at);
          break;
        case 2:
          words.insert(words.begin() + at, other);
          break;
        default:
          std::rotate(words.begin(), words.begin() + at / 8, words.begin() + at);
      }
    }
    return words;
  }

  std::mt19937& random() { return random_; }

 private:
  std::mt19937 random_;
  std::vector<std::string> words_;
};

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    const bool ascii = static_cast<unsigned char>(word[0]) < 0x80;
    if (ascii && !text.empty()) text += ' ';
    text += word;
  }
  return text;
}

// Recall and precision of what an engine says about pairs of a passage and its edited form.
struct Figures {
  std::size_t near = 0;   // pairs with Jaccard >= .8
  std::size_t found = 0;  // of them
  std::size_t told = 0;
  std::size_t right = 0;  // of those told
};

TEST(Shingles, IgnoreCaseBlanksAndPunctuation) {
  EXPECT_EQ(ShinglesOf("The Quick, brown—fox。"), ShinglesOf("thequick brown\nFOX"));
}

TEST(Shingles, AShortTextIsOneShingleAndAnEmptyOneHasNone) {
  EXPECT_EQ(ShinglesOf("年假").size(), 1U);
  EXPECT_TRUE(ShinglesOf(" ，。\n").empty());
  EXPECT_NE(ShinglesOf("年假"), ShinglesOf("病假"));
}

TEST(Shingles, JaccardIsSharedOverAll) {
  const std::vector<std::uint64_t> left = {1, 2, 3, 4};
  const std::vector<std::uint64_t> right = {2, 3, 4, 5, 6};
  EXPECT_DOUBLE_EQ(Jaccard(left, right), 0.5);
  EXPECT_DOUBLE_EQ(Jaccard({}, {}), 0);
}

TEST(CollapseNearDuplicates, KeepsTheBestAndNotesTheOthersThere) {
  std::vector<Hit> hits = {Passage(3, "a", kLeave), Passage(2, "b", "报销应当在三十日内办理。"),
                           Passage(1, "c", kLeave + "特此通知。")};
  hits[2].chunk.number = 7;
  CollapseNearDuplicates(hits);
  EXPECT_EQ(Ids(hits), (Strings{"a", "b"}));
  ASSERT_EQ(hits[0].alike.size(), 1U);
  EXPECT_EQ(hits[0].alike[0].document_id, "c");
  EXPECT_EQ(hits[0].alike[0].title, "title of c");
  EXPECT_EQ(hits[0].alike[0].chunk, 7U);
  EXPECT_TRUE(hits[1].alike.empty());
}

TEST(CollapseNearDuplicates, KeepsPassagesThatDifferInANumberApart) {
  std::vector<Hit> hits = {
      Passage(4, "five", kLeave + "每年 5 天"), Passage(3, "ten", kLeave + "每年 10 天"),
      Passage(2, "words", kLeave + "每年十五天"), Passage(1, "again", kLeave + "每年 5 天！")};
  CollapseNearDuplicates(hits);
  EXPECT_EQ(Ids(hits), (Strings{"five", "ten", "words"}));
}

TEST(CollapseNearDuplicates, OfEqualScoresTheNewerDocumentStays) {
  std::vector<Hit> hits = {Passage(2, "old", kLeave, 10), Passage(2, "new", kLeave, 20),
                           Passage(1, "newest", kLeave, 30)};
  CollapseNearDuplicates(hits);
  EXPECT_EQ(Ids(hits), (Strings{"new"}));
  ASSERT_EQ(hits[0].alike.size(), 2U);
  EXPECT_EQ(hits[0].alike[0].document_id, "old");
  EXPECT_EQ(hits[0].alike[1].document_id, "newest");
}

TEST(CollapseNearDuplicates, PassagesWithoutWordsAreNotAlike) {
  std::vector<Hit> hits = {Passage(2, "a", "——"), Passage(1, "b", "。。。")};
  CollapseNearDuplicates(hits);
  EXPECT_EQ(hits.size(), 2U);
}

TEST(CollapseNearDuplicates, IsExactOnRandomEdits) {
  const std::uint32_t seed = 20261126;
  Writer writer(seed);
  Figures figures;
  for (int round = 0; round < 600; ++round) {
    const auto words = writer.Passage();
    const auto edited = writer.Edit(words, static_cast<double>(writer.random()() % 100) / 800);
    std::vector<Hit> hits = {Passage(2, "a", Joined(words)), Passage(1, "b", Joined(edited))};
    const bool near =
        Jaccard(ShinglesOf(hits[0].chunk.text), ShinglesOf(hits[1].chunk.text)) >= kNearDuplicate;
    CollapseNearDuplicates(hits);
    const bool told = hits.size() == 1;
    EXPECT_EQ(told, near) << "seed " << seed << " round " << round;
    figures.near += near ? 1 : 0;
  }
  EXPECT_GT(figures.near, 150U);
  EXPECT_LT(figures.near, 450U);
}

TEST(NearDuplicates, FindsWhatIsNearAndTellsNothingElseInALibrary) {
  const std::uint32_t seed = 20261127;
  Writer writer(seed);
  std::vector<std::string> texts;
  std::vector<bool> near;  // by text: whether it is an edited form at Jaccard >= .8
  std::vector<std::size_t> original;
  for (int round = 0; round < 1500; ++round) {
    const auto words = writer.Passage();
    const auto edited = writer.Edit(words, static_cast<double>(writer.random()() % 100) / 1000);
    texts.push_back(Joined(words));
    near.push_back(false);
    original.push_back(texts.size() - 1);
    texts.push_back(Joined(edited));
    near.push_back(Jaccard(ShinglesOf(texts[texts.size() - 2]), ShinglesOf(texts.back())) >=
                   kNearDuplicate);
    original.push_back(texts.size() - 2);
  }
  const auto finder = MakeNearDuplicates([&texts](std::uint32_t number) { return texts[number]; });
  Figures figures;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto told = finder->Add(texts[i]);
    figures.near += near[i] ? 1 : 0;
    figures.told += told ? 1 : 0;
    figures.found += near[i] && told == original[i] ? 1 : 0;
    figures.right +=
        told && Jaccard(ShinglesOf(texts[*told]), ShinglesOf(texts[i])) >= kNearDuplicate ? 1 : 0;
  }
  std::cout << "seed " << seed << ": " << figures.near << " near of " << texts.size() << ", found "
            << figures.found << ", told " << figures.told << ", right " << figures.right << "\n";
  EXPECT_GT(figures.near, 500U);
  EXPECT_GE(static_cast<double>(figures.found), 0.98 * static_cast<double>(figures.near));
  EXPECT_GE(static_cast<double>(figures.right), 0.99 * static_cast<double>(figures.told));
}

TEST(NearDuplicates, AThousandCopiesAreAllCopiesOfTheFirst) {
  const auto finder = MakeNearDuplicates([](std::uint32_t) { return kLeave; });
  EXPECT_EQ(finder->Add(kLeave), std::nullopt);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(finder->Add(kLeave), 0U);
}

TEST(NearDuplicates, TextsWithoutWordsAreNumberedButNeverNear) {
  const std::vector<std::string> texts = {"。", kLeave, "……", kLeave};
  const auto finder = MakeNearDuplicates([&](std::uint32_t number) { return texts[number]; });
  EXPECT_EQ(finder->Add(texts[0]), std::nullopt);
  EXPECT_EQ(finder->Add(texts[1]), std::nullopt);
  EXPECT_EQ(finder->Add(texts[2]), std::nullopt);
  EXPECT_EQ(finder->Add(texts[3]), 1U);
}

}  // namespace
}  // namespace wenyuan::search
