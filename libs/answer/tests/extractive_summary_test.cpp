#include "summary/extractive_summary.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "summary/sentence_space.h"
#include "summary_fixtures.h"

namespace wenyuan::answer {
namespace {

using ::testing::Each;
using ::testing::Gt;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const SourceText& Handbook() {
  static const SourceText source = MakeSource(
      "员工手册",
      {{"第一章 年假", "员工每年享有十五天带薪年假。年假须提前三天向直属主管申请。"},
       {"第一章 年假", "员工每年享有十五天带薪年假。未休完的年假可以顺延到次年三月底。"},
       {"第二章 病假", "病假需要提供医院开具的诊断证明。病假期间发放基本工资的百分之八十。"},
       {"第三章 考勤", "公司实行弹性工作时间。员工每天的核心工作时间是十点到十六点。"},
       {"附录", "本手册的附录列出申请表格的名称。"}});
  return source;
}

std::vector<std::string> Texts(const ExtractiveSummary& summary) {
  std::vector<std::string> texts;
  for (const SummaryPoint& point : summary.points) texts.push_back(point.sentence.text);
  return texts;
}

ExtractiveSummary Summarise(const std::vector<SourceText>& sources, std::size_t sentences) {
  return Extract(SharedAnalyzer(), sources, sentences);
}

TEST(ExtractiveSummary, QuotesSentencesInReadingOrderEachWithItsPlace) {
  const ExtractiveSummary summary = Summarise({Handbook()}, 3);
  ASSERT_THAT(summary.points, SizeIs(3));
  std::uint32_t page = 0;
  for (const SummaryPoint& point : summary.points) {
    ASSERT_THAT(point.sentence.citations, SizeIs(1));
    const Citation& citation = point.sentence.citations.front();
    EXPECT_EQ(citation.quote, point.sentence.text);
    EXPECT_NE(Handbook().chunks[citation.chunk].text.find(citation.quote), std::string::npos);
    EXPECT_EQ(citation.page, citation.chunk + 1);
    EXPECT_EQ(point.heading, Handbook().chunks[citation.chunk].heading_path);
    EXPECT_GE(citation.page, page);
    page = citation.page;
  }
}

TEST(ExtractiveSummary, CoversTheSectionsBeforeItSaysMoreOfOne) {
  std::vector<std::string> headings;
  for (const SummaryPoint& point : Summarise({Handbook()}, 3).points) {
    headings.push_back(point.heading);
  }
  EXPECT_THAT(headings, ::testing::ElementsAre("第一章 年假", "第二章 病假", "第三章 考勤"));
}

TEST(ExtractiveSummary, SaysNothingTwice) {
  const std::vector<std::string> texts = Texts(Summarise({Handbook()}, 50));
  EXPECT_EQ(std::count(texts.begin(), texts.end(), "员工每年享有十五天带薪年假。"), 1);
  EXPECT_EQ(Summarise({Handbook()}, 50).left_out.repeated, 1U);
}

TEST(ExtractiveSummary, SaysHowManySentencesItLeftOut) {
  const ExtractiveSummary summary = Summarise({Handbook()}, 2);
  EXPECT_EQ(summary.points.size() + summary.left_out.less_central + summary.left_out.repeated, 9U);
}

TEST(ExtractiveSummary, TakesOneSentenceOfEachDocumentAtLeast) {
  std::vector<SourceText> sources;
  for (const char* name : {"a", "b", "c", "d"}) {
    sources.push_back(MakeSource(
        name, {{"", std::string("The pump of type ") + name +
                        " delivers water to the boiler. Its seal is changed once a year."}}));
  }
  const ExtractiveSummary summary = Summarise(sources, 2);
  ASSERT_THAT(summary.points, SizeIs(4));
  for (std::size_t at = 0; at < 4; ++at) EXPECT_EQ(summary.points[at].source, at);
}

TEST(ExtractiveSummary, LeavesTablesOutAndCountsThem) {
  SourceText source = Handbook();
  source.chunks[1].table = "a table";
  const ExtractiveSummary summary = Summarise({source}, 50);
  EXPECT_EQ(summary.left_out.tables, 1U);
  for (const SummaryPoint& point : summary.points) {
    EXPECT_NE(point.sentence.citations.front().chunk, 1U);
  }
}

TEST(ExtractiveSummary, QuotesPassagesWhereNothingIsAWholeSentence) {
  EXPECT_EQ(Texts(Summarise({MakeSource("list", {{"", "Ann"}, {"", "Bob"}})}, 3)),
            (std::vector<std::string>{"Ann", "Bob"}));
}

TEST(ExtractiveSummary, IsTheSameEveryTime) {
  EXPECT_EQ(Texts(Summarise({Handbook()}, 4)), Texts(Summarise({Handbook()}, 4)));
}

TEST(Centrality, IsThatOfTheMatrixOfLikenesses) {
  const unsigned seed = 310;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::vector<SummarySentence> sentences(12);
  for (SummarySentence& sentence : sentences) {
    float square = 0;
    for (std::uint32_t term = 0; term < 8; ++term) {
      if (random() % 2 == 0) continue;
      const float weight = 1 + static_cast<float>(random() % 5);
      sentence.terms.push_back({term, weight});
      square += weight * weight;
    }
    for (TermWeight& term : sentence.terms) term.weight /= std::sqrt(square);
  }
  const std::size_t count = sentences.size();
  std::vector<double> rank(count, 1);
  for (int step = 0; step < 200; ++step) {
    std::vector<double> next(count, .15);
    for (std::size_t from = 0; from < count; ++from) {
      double degree = 0;
      for (std::size_t to = 0; to < count; ++to) {
        if (to != from) degree += Likeness(sentences[from], sentences[to]);
      }
      for (std::size_t to = 0; to < count; ++to) {
        if (to == from || degree == 0) continue;
        next[to] += .85 * rank[from] * Likeness(sentences[from], sentences[to]) / degree;
      }
    }
    rank = next;
  }
  const std::vector<double> centrality = Centrality(sentences);
  for (std::size_t at = 0; at < count; ++at) EXPECT_NEAR(centrality[at], rank[at], 1e-3) << at;
}

TEST(Centrality, OfNothingIsNothing) { EXPECT_THAT(Centrality({}), IsEmpty()); }

TEST(CentralityOfPassages, HasANumberForEachPassage) {
  const std::vector<SourceText> sources = {Handbook()};
  const auto centrality = CentralityOfPassages(SharedAnalyzer(), sources);
  ASSERT_THAT(centrality, SizeIs(1));
  ASSERT_THAT(centrality[0], SizeIs(5));
  EXPECT_THAT(centrality[0], Each(Gt(0)));
  EXPECT_GT(centrality[0][0], centrality[0][4]);  // the appendix
}

}  // namespace
}  // namespace wenyuan::answer
