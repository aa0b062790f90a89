#include "question/question_reading.h"

#include <gmock/gmock.h>

#include "fixtures.h"

namespace wenyuan::answer {
namespace {

std::vector<std::string> TermsOf(const QuestionReading& reading,
                                 const std::vector<std::size_t>& places) {
  std::vector<std::string> terms;
  for (const std::size_t place : places) terms.push_back(reading.terms[place].term);
  return terms;
}

TEST(QuestionReading, NamesAreWhatIsQuotedAndCapitalsInside) {
  const QuestionReading film = ReadQuestion(SharedAnalyzer(), "《流星》的导演是谁？");
  ASSERT_FALSE(film.names.empty());
  EXPECT_THAT(TermsOf(film, film.names.front()), testing::UnorderedElementsAre("流", "星", "流星"));
  const QuestionReading person = ReadQuestion(SharedAnalyzer(), "When did Tesla die?");
  ASSERT_EQ(person.names.size(), 1U);
  EXPECT_THAT(TermsOf(person, person.names.front()), testing::ElementsAre("tesla"));
}

TEST(QuestionReading, ASequenceHasNoPairs) {
  const QuestionReading reading = ReadQuestion(SharedAnalyzer(), "年假几天？");
  EXPECT_THAT(TermsOf(reading, reading.sequence), testing::ElementsAre("年", "假", "天"));
}

TEST(QuestionReading, KnowsWhichTermsAreOneCharacter) {
  for (const QuestionTerm& term : ReadQuestion(SharedAnalyzer(), "年假 PPR-9087").terms) {
    EXPECT_EQ(term.alone, term.term == "年" || term.term == "假") << term.term;
  }
}

TEST(QuestionReading, ALongQuestionHasFewNames) {
  std::string question = "Who knows";
  for (int i = 0; i < 1000; ++i)
    question += " Berlin" + std::string(1, static_cast<char>('a' + i % 26));
  EXPECT_LE(ReadQuestion(SharedAnalyzer(), question).names.size(), 16U);
}

}  // namespace
}  // namespace wenyuan::answer
