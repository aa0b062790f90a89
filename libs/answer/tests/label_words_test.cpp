#include "classify/label_words.h"

#include <gmock/gmock.h>

#include "classify/label_choice.h"
#include "summary_fixtures.h"

namespace wenyuan::answer {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;

// Finds passages by the first word of a question; with a tag only those that have it.
class Library final : public search::Searcher {
 public:
  void Add(const std::string& word, const std::string& text, std::vector<std::string> tags = {}) {
    search::Hit hit = TextHit("d" + std::to_string(hits_.size()), text);
    hit.document.title.clear();
    hit.document.number = static_cast<store::DocumentNumber>(hits_.size() + 1);
    hit.document.tags = std::move(tags);
    hits_.emplace_back(word, std::move(hit));
  }

  Result<search::SearchResult> Search(const search::SearchRequest& request,
                                      const access::Asker&) const override {
    search::SearchResult result;
    for (const auto& [word, hit] : hits_) {
      if (request.without.contains(hit.document.number)) continue;
      const auto& tags = hit.document.tags;
      const bool tagged = std::find(tags.begin(), tags.end(), request.tag) != tags.end();
      if (request.tag.empty() ? request.query.starts_with(word) : tagged) {
        result.hits.push_back(hit);
      }
    }
    return result;
  }

 private:
  std::vector<std::pair<std::string, search::Hit>> hits_;
};

constexpr const char* kMatch = "The striker scored twice and the keeper saved a penalty.";

class LabelWordsTest : public ::testing::Test {
 protected:
  std::vector<LabelFit> Fits(const std::vector<Label>& labels,
                             store::DocumentNumber document = 99) {
    EXPECT_TRUE(words_.Learn(labels, kMatch, document));
    return words_.fits();
  }
  Library library_;
  access::Asker asker_;
  LabelWords words_{SharedAnalyzer(), library_, asker_, false};
};

TEST_F(LabelWordsTest, LearnsWhatALabelMeansFromPassagesThatHaveItsName) {
  library_.Add("sport", "In sport today the keeper and the striker of the home side shone.");
  library_.Add("money", "The bank lent money against shares and bonds.");
  const auto fits = Fits({{"money"}, {"sport"}});
  EXPECT_GT(fits[1].fit, fits[0].fit);
  EXPECT_GT(words_.SpeaksFor("The keeper saved it.", 1), 0);
  EXPECT_LE(words_.SpeaksFor("The bank has bonds.", 1), 0);
}

TEST_F(LabelWordsTest, LearnsFromDescriptionsAndExamples) {
  const auto fits =
      Fits({{"b", "banks and shares"}, {"s", "", {"A penalty, and the striker scored."}}});
  EXPECT_GT(fits[1].fit, fits[0].fit);
}

TEST_F(LabelWordsTest, LearnsNothingFromTheDocumentItself) {
  library_.Add("money", kMatch);  // document 1 names money itself
  EXPECT_EQ(Fits({{"money"}, {"sport"}}, 1)[0].fit, 0);
}

TEST_F(LabelWordsTest, CountsDocumentsThatHaveTheTag) {
  library_.Add("-", "The keeper saved a penalty in extra time.", {"sport"});
  library_.Add("-", "The striker scored and was hurt.", {"sport"});
  const auto fits = Fits({{"money"}, {"sport"}});
  EXPECT_EQ(fits[1].tagged_alike, 2U);
  EXPECT_GT(fits[1].fit, fits[0].fit);
}

TEST_F(LabelWordsTest, FitsNothingThatSharesNoWord) {
  const auto fits = Fits({{"geology"}, {"chemistry"}});
  EXPECT_EQ(fits[0].fit, 0);
  EXPECT_EQ(fits[1].fit, 0);
}

Result<std::optional<LabelChoice>> Choose(const ScriptedModel& model, std::size_t most = 1) {
  return AskForLabels(model, model.info, std::vector<Label>{{"a"}, {"b"}, {"c"}}, "title", "text",
                      Language::kEnglish, most, "", "1", std::chrono::milliseconds(1'000));
}

std::optional<std::vector<std::size_t>> AskModel(const ScriptedModel& model, std::size_t most = 1) {
  const auto choice = Choose(model, most);
  if (!choice || !*choice) return std::nullopt;
  return (*choice)->labels;
}

TEST(AskForLabels, BelievesAnAnswerThatStaysWhenTheLabelsAreTurnedRound) {
  const ScriptedModel model(Saying({"1", "3"}));
  EXPECT_THAT(AskModel(model), Optional(ElementsAre(0U)));
  EXPECT_THAT(model.asked[0].turns[1].content, HasSubstr("1. a\n2. b\n3. c"));
  EXPECT_THAT(model.asked[1].turns[1].content, HasSubstr("1. c\n2. b\n3. a"));
}

TEST(AskForLabels, BelievesNoAnswerThatGoesByThePlace) {
  EXPECT_EQ(AskModel(ScriptedModel(Saying({"1"}))), std::nullopt);
}

TEST(AskForLabels, KeepsOfSeveralThoseOfBothAnswers) {
  EXPECT_THAT(AskModel(ScriptedModel(Saying({"2, 1", "2,1"})), 2), Optional(ElementsAre(1U)));
}

TEST(AskForLabels, KnowsNoneOfThem) {
  EXPECT_THAT(AskModel(ScriptedModel(Saying({"0"}))), Optional(ElementsAre()));
}

TEST(AskForLabels, TakesNothingForAnAnswerThatIsNoLabel) {
  for (const char* said : {"", "none", "7", "maybe"}) {
    EXPECT_EQ(AskModel(ScriptedModel(Saying({said}))), std::nullopt) << said;
  }
}

TEST(AskForLabels, HoldsAModelThatCanToTheNumbers) {
  ScriptedModel model(Saying({"2"}));
  model.info.grammar = true;
  ASSERT_TRUE(AskModel(model));
  EXPECT_THAT(model.asked[0].grammar, HasSubstr("number ::= \"3\" | \"2\" | \"1\""));
}

TEST(AskForLabels, WeighsHowLikelyTheNumbersWereInBothOrders) {
  ScriptedModel model(Saying({"1", "1"}));  // it goes by the place
  model.alternatives = {{{"1", .5}, {" 2", .3}, {"3", .1}, {"0", .1}, {"x", .9}, {"7", .9}},
                        {{"1", .6}, {"2", .4}}};
  const auto choice = Choose(model);
  ASSERT_TRUE(choice && *choice);
  EXPECT_THAT((*choice)->chances, ElementsAre(DoubleNear(.25, 1e-9), DoubleNear(.35, 1e-9),
                                              DoubleNear(.35, 1e-9), DoubleNear(.05, 1e-9)));
  EXPECT_THAT((*choice)->labels, ElementsAre(1U));
  EXPECT_EQ(model.asked[0].alternatives, 20U);
}

TEST(AskForLabels, KnowsByChanceThatNoneFits) {
  ScriptedModel model(Saying({"1", "0"}));
  model.alternatives = {{{"1", .4}, {"0", .35}}, {{"0", .9}}};
  EXPECT_THAT(AskModel(model), Optional(ElementsAre()));
}

TEST(AskForLabels, GoesByTheWordsOfAModelThatTellsNoChances) {
  ScriptedModel model(Saying({"1", "3"}));
  model.alternatives = {{{"yes", .9}, {"1", .05}}, {{"3", 1}}};
  const auto choice = Choose(model);
  ASSERT_TRUE(choice && *choice);
  EXPECT_THAT((*choice)->chances, ElementsAre());
  EXPECT_THAT((*choice)->labels, ElementsAre(0U));
}

}  // namespace
}  // namespace wenyuan::answer
