#include "wenyuan/search/suggester.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "fakes.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::search {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const text::Analyzer& Shared() {
  static const std::unique_ptr<text::Analyzer> analyzer =
      *text::MakeAnalyzer({"third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict", {}});
  return *analyzer;
}

// Libraries in memory and who may read them; user 1 reads library 1, user 2 reads 1 and 2.
class Libraries {
 public:
  explicit Libraries(SuggesterOptions options = {}, const text::Analyzer& analyzer = Shared()) {
    for (const store::LibraryNumber number : {1, 2}) {
      indexes_[number] =
          *index::OpenLibraryIndex(files_, keys_, "/" + std::to_string(number),
                                   std::make_shared<crypto::BlockCache>(std::size_t{16} << 20U));
    }
    access_.rights[1] = {Rights(1)};
    access_.rights[2] = {Rights(1), Rights(2)};
    options.patience = std::chrono::seconds(10);
    suggester_ = MakeSuggester(
        analyzer, access_,
        [this](store::LibraryNumber number) { return indexes_.at(number).get(); }, options);
  }

  void Put(store::LibraryNumber library, std::uint32_t document, std::string_view text,
           bool restricted = false) {
    index::ChunkTokens chunk;
    chunk.fields[2] = Shared().Tokens(text);
    ASSERT_TRUE(indexes_.at(library)->Add(
        std::vector{index::IndexedRevision{document, document * 10, restricted, {chunk}}}));
  }
  void Remove(store::LibraryNumber library, std::uint32_t document) {
    ASSERT_TRUE(indexes_.at(library)->Remove(std::vector{document}));
  }

  std::vector<std::string> Complete(std::string_view question, store::UserNumber user = 1) {
    const auto found = suggester_->Complete(question, {}, 8, {.user = user});
    EXPECT_TRUE(found);
    std::vector<std::string> texts;
    for (const Completion& one : found->completions) texts.push_back(one.text);
    return texts;
  }
  Correction Correct(std::string_view question, store::UserNumber user = 1) {
    auto found = suggester_->Correct(question, {}, {.user = user});
    EXPECT_TRUE(found);
    return *std::move(found);
  }
  const Suggester& suggester() { return *suggester_; }

  // All that a reader of library 1 is told.
  std::string Told(const std::string& question) {
    std::string told;
    const auto found = suggester_->Complete(question, {}, 8, {.user = 1});
    for (const Completion& one : found->completions) {
      told += one.text + "|" + one.term + "|" + std::string(Name(one.kind)) + "\n";
    }
    const Correction correction = Correct(question);
    told += "=" + correction.text;
    for (const auto& change : correction.changes) told += "|" + change.from + ">" + change.to;
    return told;
  }

 private:
  static access::LibraryRights Rights(store::LibraryNumber number) {
    access::LibraryRights rights;
    rights.library.number = number;
    rights.library.id = "l_" + std::to_string(number);
    rights.role = store::Role::kReader;
    return rights;
  }

  testing::FaultyFileSystem files_;
  index::testing::FakeKeys keys_;
  std::map<store::LibraryNumber, std::unique_ptr<index::LibraryIndex>> indexes_;
  FakeAccess access_;
  std::unique_ptr<Suggester> suggester_;
};

TEST(Suggester, CompletesTheEndOfAQuestion) {
  Libraries libraries;
  libraries.Put(1, 1, "试用期员工的合同，合同期限和合同法");
  libraries.Put(1, 2, "The torque limit of contractors and contracts is in PPR-9087");
  EXPECT_THAT(libraries.Complete("试用"), ElementsAre("试用期"));
  EXPECT_THAT(libraries.Complete("員工的合"), ElementsAre("員工的合同", "員工的合同法"));
  EXPECT_THAT(libraries.Complete("what is Torq"), ElementsAre("what is torque"));
  EXPECT_THAT(libraries.Complete("about ppr-9"), ElementsAre("about ppr-9087"));
  EXPECT_THAT(libraries.Complete("title:contr"),
              ElementsAre("title:contractors", "title:contracts"));
  EXPECT_THAT(libraries.Complete("torque "), IsEmpty());
  EXPECT_THAT(libraries.Complete(""), IsEmpty());
  EXPECT_THAT(libraries.Complete("zzz"), IsEmpty());
}

TEST(Suggester, WordsOfTheHouseAreCompletedOnceItsDictionaryHasThem) {
  const wenyuan::testing::TemporaryFolder folder;
  const auto analyzer = *text::MakeAnalyzer(
      {"third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict", folder.path() / "own"});
  SuggesterOptions options;
  options.refresh = std::chrono::milliseconds(20);
  Libraries libraries(options, *analyzer);
  libraries.Put(1, 1, "每人有十天年假");
  EXPECT_THAT(libraries.Complete("nianjia"), IsEmpty());
  ASSERT_TRUE(WriteAtomically(PosixFileSystem(), folder.path() / "own", "年假\n"));
  ASSERT_TRUE(analyzer->ReloadUserDictionary());
  std::vector<std::string> completed;
  for (int i = 0; i < 1'000 && completed.empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    completed = libraries.Complete("nianjia");
  }
  EXPECT_THAT(completed, ElementsAre("年假"));
}

TEST(Suggester, CompletesPinyinAndInitials) {
  Libraries libraries;
  libraries.Put(1, 1, "年度旅游和战略，银行重庆办公室");
  EXPECT_THAT(libraries.Complete("niandu"), Contains("年度"));
  EXPECT_THAT(libraries.Complete("nd"), Contains("年度"));
  EXPECT_THAT(libraries.Complete("lvyou"), Contains("旅游"));
  EXPECT_THAT(libraries.Complete("lüyou"), Contains("旅游"));
  EXPECT_THAT(libraries.Complete("zhanlue"), Contains("战略"));
  EXPECT_THAT(libraries.Complete("yinhang"), Contains("银行"));
  EXPECT_THAT(libraries.Complete("BanGong"), Contains("办公室"));
  EXPECT_THAT(libraries.Complete("关于niandu"), ElementsAre("关于年度"));
}

TEST(Suggester, PutsFrequentWordsFirstAndThenGoesByBytes) {
  Libraries libraries;
  libraries.Put(1, 1, "contracts");
  libraries.Put(1, 2, "contractor");
  libraries.Put(1, 3, "contraption contracts");
  EXPECT_THAT(libraries.Complete("contra"), ElementsAre("contracts", "contractor", "contraption"));
}

TEST(Suggester, OffersNoStemsAndNoPairsThatAreNoWords) {
  Libraries libraries;
  libraries.Put(1, 1, "Jupiter GB/T 22239-2019 the 库事务");
  EXPECT_THAT(libraries.Complete("jup"), ElementsAre("jupiter"));
  EXPECT_THAT(libraries.Complete("th"), IsEmpty());
  EXPECT_THAT(libraries.Complete("库"), Not(Contains("库事")));
  EXPECT_THAT(libraries.Complete("gbt"), IsEmpty());
}

TEST(Suggester, CorrectsTypingErrors) {
  Libraries libraries;
  libraries.Put(1, 1, "The torque limit of the contractors");
  EXPECT_EQ(libraries.Correct("what is the torqe limit").text, "what is the torque limit");
  EXPECT_EQ(libraries.Correct("troque").text, "torque");
  EXPECT_EQ(libraries.Correct("contarctros").text, "");
  EXPECT_EQ(libraries.Correct("contractrs \"torqe\" PPR9-torqe").changes,
            (std::vector<Correction::Change>{{"contractrs", "contractors"}}));
  EXPECT_EQ(libraries.Correct("torque limit").text, "");
}

TEST(Suggester, CorrectsWhatSoundsTheSameOrLooksAlike) {
  Libraries libraries;
  libraries.Put(1, 1, "试用期员工的合同期限，年度末尾的住宿办公室");
  EXPECT_EQ(libraries.Correct("试用其员工").text, "试用期员工");
  EXPECT_EQ(libraries.Correct("和同期限").text, "合同期限");
  EXPECT_EQ(libraries.Correct("办公事的钥匙").text, "办公室的钥匙");
  EXPECT_EQ(libraries.Correct("未尾").text, "末尾");
  EXPECT_EQ(libraries.Correct("试用期员工的合同").text, "");
}

TEST(Suggester, ForgetsWhatIsDeletedOrRestrictedAtOnce) {
  Libraries libraries;
  libraries.Put(1, 1, "torque");
  libraries.Put(1, 2, "torpedo");
  libraries.Put(1, 3, "torrent");
  ASSERT_THAT(libraries.Complete("tor"), ElementsAre("torpedo", "torque", "torrent"));
  libraries.Remove(1, 1);
  libraries.Put(1, 2, "torpedo", true);
  EXPECT_THAT(libraries.Complete("tor"), ElementsAre("torrent"));
  EXPECT_EQ(libraries.Correct("torpeda").text, "");
}

TEST(Suggester, TellsReadersOfALibraryItsWordsAlone) {
  Libraries libraries;
  libraries.Put(1, 1, "torque");
  libraries.Put(2, 2, "torpedo");
  EXPECT_THAT(libraries.Complete("tor", 1), ElementsAre("torque"));
  EXPECT_THAT(libraries.Complete("tor", 2), ElementsAre("torpedo", "torque"));
  EXPECT_THAT(libraries.Complete("tor", 3), IsEmpty());
  const auto refused = libraries.suggester().Complete("tor", {"l_2"}, 8, {.user = 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNotFound);
}

TEST(Suggester, ShowsNewWordsAfterATick) {
  Libraries libraries({.refresh = std::chrono::milliseconds(5)});
  libraries.Put(1, 1, "torque");
  ASSERT_THAT(libraries.Complete("tor"), ElementsAre("torque"));
  libraries.Put(1, 2, "torpedo");
  std::vector<std::string> found;
  for (int i = 0; i < 2000 && found.size() < 2; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    found = libraries.Complete("tor");
  }
  EXPECT_THAT(found, ElementsAre("torpedo", "torque"));
}

TEST(Suggester, KeepsABoundedNumberOfWords) {
  Libraries libraries({.most_terms = 1});
  libraries.Put(1, 1, "合同，期限，银行");
  libraries.Put(1, 2, "银行");
  EXPECT_THAT(libraries.Complete("yinhang"), ElementsAre("银行"));
  EXPECT_THAT(libraries.Complete("hetong"), IsEmpty());
}

TEST(Suggester, RefusesWhatIsTooLongOrNoText) {
  Libraries libraries;
  for (const std::string& question : {std::string(1025, 'a'), std::string("\xFF")}) {
    const auto refused = libraries.suggester().Complete(question, {}, 8, {.user = 1});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(refused.error().message_zh.empty());
  }
}

// The same session with and without documents that the asker may not read.
TEST(Suggester, TellsNothingOfWhatIsHidden) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::vector<std::string> words = {"试用期",   "合同",      "期限",  "年度",     "办公室",
                                          "银行",     "员工",      "旅游",  "torque",   "torpedo",
                                          "contract", "contracts", "limit", "PPR-9087", "jupiter"};
  const auto text = [&] {
    std::string made;
    for (int i = 0; i < 6; ++i) made += words[random() % words.size()] + " ";
    return made;
  };
  for (int round = 0; round < 40; ++round) {
    Libraries open;
    Libraries all;
    for (std::uint32_t document = 1; document <= 12; ++document) {
      const std::string content = text();
      const auto kind = random() % 3;
      if (kind == 0) {
        open.Put(1, document, content);
        all.Put(1, document, content);
      } else if (kind == 1) {
        all.Put(1, document, content + " torpid 合同法", true);
      } else {
        all.Put(2, document, content + " tormented 银行业");
      }
    }
    for (int i = 0; i < 60; ++i) {
      std::string question = words[random() % words.size()];
      if (random() % 2 == 0) question = "tor" + std::string(random() % 2 == 0 ? "qe" : "");
      if (random() % 4 == 0) question = "hetong";
      if (random() % 4 == 0) question = "和同其限";
      while (random() % 3 == 0 && question.size() > 3 && question[0] >= 0) question.pop_back();
      ASSERT_EQ(open.Told(question), all.Told(question)) << question;
    }
  }
}

}  // namespace
}  // namespace wenyuan::search
