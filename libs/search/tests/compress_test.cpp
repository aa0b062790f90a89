#include "wenyuan/search/compress.h"

#include <gtest/gtest.h>

#include <random>

#include "fakes.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::search {
namespace {

Hit Passage(double score, std::string text, std::string title = {}) {
  Hit hit;
  hit.score = score;
  hit.document.title = std::move(title);
  hit.chunk.text = std::move(text);
  return hit;
}

text::AnalyzedQuery Asking(const std::string& words) { return WordAnalyzer().Query(words); }

std::vector<std::string> Kept(const std::string& question, const std::vector<Hit>& hits,
                              std::size_t budget) {
  CompressOptions options;
  options.budget_tokens = budget;
  std::vector<std::string> texts;
  const Compressed compressed = Compress(WordAnalyzer(), Asking(question), hits, options);
  for (const auto& passage : compressed.passages) texts.push_back(TextOf(passage, hits));
  return texts;
}

// Cells of one row stand behind one another, rows below one another; the first row is the header.
Hit Table(double score, const std::vector<std::vector<std::string>>& rows) {
  parse::Table table;
  table.rows = static_cast<std::uint32_t>(rows.size());
  table.columns = static_cast<std::uint32_t>(rows[0].size());
  std::string text = "prices of the year";
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    text += '\n';
    for (std::uint32_t column = 0; column < rows[row].size(); ++column) {
      parse::TableCell cell;
      cell.row = row;
      cell.column = column;
      cell.header = row == 0;
      cell.text = rows[row][column];
      table.cells.push_back(cell);
      text += (column > 0 ? " " : "") + cell.text;
    }
  }
  Hit hit = Passage(score, text);
  hit.chunk.table = parse::EncodeTable(table);
  return hit;
}

using Strings = std::vector<std::string>;
const std::string kPumps =
    "The pump stands in the north hall. Its pressure must stay below nine bar at any time. "
    "Visitors are welcome on Mondays. The canteen opens at noon.";

TEST(EstimateTokens, CountsHanCharactersRunsAndSigns) {
  EXPECT_EQ(EstimateTokens(""), 0U);
  EXPECT_EQ(EstimateTokens("年假 5 天。"), 6U);  // 3 characters, a run (1.33, up), a sign
  EXPECT_EQ(EstimateTokens("one two three"), 4U);
}

TEST(Compress, KeepsEverythingThatFits) {
  const std::vector<Hit> hits = {Passage(2, kPumps, "manual"), Passage(1, "Other text.")};
  const Compressed compressed = Compress(WordAnalyzer(), Asking("pressure"), hits, {});
  ASSERT_EQ(compressed.passages.size(), 2U);
  EXPECT_EQ(TextOf(compressed.passages[0], hits), kPumps);
  EXPECT_EQ(compressed.ratio, 1);
  EXPECT_EQ(compressed.kept_mass, 1);
}

TEST(Compress, ChoosesTheSentenceThatBearsOnTheQuestion) {
  EXPECT_EQ(Kept("canteen opens", {Passage(1, kPumps)}, 12), Strings{"The canteen opens at noon."});
}

TEST(Compress, KeepsReadingOrderAndMarksWhatIsLeftOut) {
  EXPECT_EQ(Kept("canteen pump", {Passage(1, kPumps)}, 20),
            Strings{"The pump stands in the north hall. … The canteen opens at noon."});
}

TEST(Compress, ASentenceBringsAlongTheOneItLeansOn) {
  EXPECT_EQ(Kept("pressure bar", {Passage(1, kPumps)}, 30),
            Strings{"The pump stands in the north hall. Its pressure must stay below nine bar at "
                    "any time."});
  EXPECT_EQ(Kept("pressure bar", {Passage(1, kPumps)}, 17),
            Strings{"Its pressure must stay below nine bar at any time."});
}

TEST(Compress, APassageThatScoresHigherSpeaksFirst) {
  const std::vector<Hit> hits = {Passage(9, "The pump weighs ten tons."),
                                 Passage(3, "A pump of the old kind is in the museum.")};
  EXPECT_EQ(Kept("pump", hits, 10), Strings{"The pump weighs ten tons."});
}

TEST(Compress, WhatWasSaidAlreadyIsLeftOut) {
  const std::vector<Hit> hits = {Passage(9, "The pump weighs ten tons, all parts included."),
                                 Passage(9, "The pump weighs ten tons, all parts included!"),
                                 Passage(5, "A pump needs oil. Nobody knows why.")};
  EXPECT_EQ(Kept("pump", hits, 20),
            (Strings{"The pump weighs ten tons, all parts included.", "A pump needs oil."}));
}

TEST(Compress, ARowBringsTheNamesOfItsColumns) {
  const Hit table = Table(1, {{"part", "price", "weight"},
                              {"valve", "128", "2"},
                              {"gasket", "7", "1"},
                              {"flange", "55", "9"}});
  EXPECT_EQ(Kept("gasket", {table}, 16),
            Strings{"prices of the year\npart price weight … gasket 7 1"});
  // No room for both: no row rather than one that nobody can read.
  const auto kept = Kept("gasket", {table}, 6);
  for (const std::string& text : kept) EXPECT_EQ(text.find("flange"), std::string::npos) << text;
}

TEST(Compress, CutsTheBestSentenceWhenNotEvenThatFits) {
  const auto kept = Kept("pressure bar", {Passage(1, kPumps)}, 5);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_TRUE(std::string("Its pressure must stay below nine bar").starts_with(kept[0])) << kept[0];
  EXPECT_FALSE(kept[0].empty());
}

TEST(Compress, NothingGivesNothing) {
  EXPECT_TRUE(Kept("pump", {}, 10).empty());
  EXPECT_TRUE(Kept("pump", {Passage(1, kPumps)}, 0).empty());
  EXPECT_TRUE(Kept("pump", {Passage(1, "")}, 0).empty());
}

TEST(Compress, ScoresBelowZeroAndOfZeroAreNoTrouble) {
  EXPECT_EQ(Kept("canteen", {Passage(0, kPumps), Passage(-3, kPumps)}, 12).size(), 1U);
}

TEST(Compress, StopsWhenEnoughIsKept) {
  CompressOptions options;
  options.budget_tokens = 40;
  options.enough_mass = 0.5;
  const std::vector<Hit> hits = {Passage(1, kPumps), Passage(0.2, kPumps + " The end.")};
  const Compressed compressed = Compress(WordAnalyzer(), Asking("canteen"), hits, options);
  EXPECT_LT(compressed.tokens, 20U);
  EXPECT_GE(compressed.kept_mass, 0.5);
}

TEST(Compress, NeverPassesTheBudgetAndOnlyCutsWhole) {
  const std::uint32_t seed = 11;
  std::mt19937 random(seed);
  const Strings words = {"pump", "oil", "bar", "north", "It", "5",
                         "。",   ".",   ",",   "；",    "泵", "\n"};
  for (int round = 0; round < 500; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    std::vector<Hit> hits;
    for (auto passages = random() % 4; passages > 0; --passages) {
      std::string text;
      for (auto length = random() % 150; length > 0; --length) {
        text += words[random() % words.size()] + " ";
      }
      hits.push_back(Passage(static_cast<double>(random() % 10), text, "a title"));
    }
    CompressOptions options;
    options.budget_tokens = random() % 120;
    const Compressed compressed = Compress(WordAnalyzer(), Asking("pump bar 泵"), hits, options);
    EXPECT_LE(compressed.tokens, options.budget_tokens);
    EXPECT_GE(compressed.kept_mass, 0);
    EXPECT_LE(compressed.kept_mass, 1);
    std::size_t last_hit = 0;
    for (const CompressedPassage& passage : compressed.passages) {
      EXPECT_GE(passage.hit, last_hit);
      last_hit = passage.hit;
      std::uint32_t end = 0;
      for (const Piece& piece : passage.pieces) {
        EXPECT_LT(piece.begin, piece.end);
        EXPECT_GE(piece.begin, end);
        end = piece.end;
      }
      EXPECT_LE(end, hits[passage.hit].chunk.text.size());
    }
  }
}

TEST(Compress, GoesByTheScoresItIsGiven) {
  const std::vector<Hit> hits = {Passage(3, kPumps)};
  const auto at = static_cast<std::uint32_t>(kPumps.find("Visitors"));
  const std::vector<SpanScore> scores = {{0, 0, 10, 0.1}, {0, at, at + 20, 0.9}};
  CompressOptions options;
  options.budget_tokens = 8;
  options.scores = scores;
  const Compressed compressed = Compress(WordAnalyzer(), Asking("pump pressure"), hits, options);
  ASSERT_EQ(compressed.passages.size(), 1U);
  EXPECT_EQ(TextOf(compressed.passages[0], hits), "Visitors are welcome on Mondays.");
}

}  // namespace
}  // namespace wenyuan::search
