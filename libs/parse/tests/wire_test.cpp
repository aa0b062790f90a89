#include "wenyuan/parse/wire.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <random>

#include "normalise.h"
#include "random_document.h"
#include "validate.h"

namespace wenyuan::parse {
namespace {

using testing::Random;
using testing::RandomDocument;

std::uint64_t Seed() {
  const char* fixed = std::getenv("WENYUAN_TEST_SEED");
  const std::uint64_t seed = fixed != nullptr ? std::stoull(fixed) : std::random_device{}();
  ::testing::Test::RecordProperty("seed", std::to_string(seed));
  return seed;
}

Document Sample() {
  Document document;
  document.format = "pdf";
  document.pages = {{612, 792, "1"}};
  Block block;
  block.page = 1;
  block.text = "文渊";
  block.spans = {{0, 3, {1, 10, 10, 20, 20}}, {3, 6, {1, 20, 10, 30, 20}}};
  document.blocks.push_back(block);
  Block table;
  table.kind = BlockKind::kTable;
  table.table = {2, 2, {{0, 0, 1, 2, true, "head", {}}, {1, 0, 1, 1, false, "a", {}}}};
  document.blocks.push_back(table);
  return document;
}

// What Decode says about a document with one thing changed.
template <typename Change>
std::string Complaint(const Change& change) {
  Document document = Sample();
  change(document);
  const Result<Document> decoded = Decode(Encode(document));
  return decoded ? "" : decoded.error().message;
}

TEST(Wire, RandomDocumentsComeBackAsTheyWere) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE(seed);
  Random random(seed);
  for (int i = 0; i < 2000; ++i) {
    const Document document = RandomDocument(random);
    const Result<Document> decoded = Decode(Encode(document));
    ASSERT_TRUE(decoded) << decoded.error().message;
    ASSERT_EQ(*decoded, document);
  }
}

TEST(Wire, NoMutationCrashesOrGivesAnInvalidDocument) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE(seed);
  Random random(seed);
  std::size_t accepted = 0;
  for (int i = 0; i < 100'000; ++i) {
    static std::string encoded;
    if (i % 50 == 0) encoded = Encode(RandomDocument(random));
    std::string bytes = encoded;
    for (std::size_t changes = 1 + random() % 3; changes > 0 && !bytes.empty(); --changes) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 4) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at, 1 + random() % 8);
          break;
        case 2:
          bytes.insert(at, 1 + random() % 8, static_cast<char>(random()));
          break;
        default:
          bytes.resize(at);
          break;
      }
    }
    const Result<Document> decoded = Decode(bytes);
    if (!decoded) {
      ASSERT_EQ(decoded.error().code, ErrorCode::kCorruption);
      continue;
    }
    ++accepted;
    ASSERT_TRUE(Validate(*decoded));
    ASSERT_EQ(Decode(Encode(*decoded)).value(), *decoded);
  }
  EXPECT_GT(accepted, 0U) << "mutations of a text byte should still decode";
}

TEST(Wire, ATableComesBackAloneAsItWas) {
  const Table table = Sample().blocks[1].table;
  EXPECT_EQ(DecodeTable(EncodeTable(table)).value(), table);
  EXPECT_FALSE(DecodeTable(Encode(Sample())));
}

TEST(Wire, AnotherVersionIsNamedAsSuch) {
  std::string bytes = Encode(Sample());
  bytes[3] = 9;
  const Result<Document> decoded = Decode(bytes);
  ASSERT_FALSE(decoded);
  EXPECT_NE(decoded.error().message.find("version"), std::string::npos);
}

TEST(Wire, ADocumentOfTheFirstVersionIsStillRead) {
  const std::string bytes(
      "WYD\x01\x03pdf\x00\x00\x01\x00\x00\x19\x44\x00\x00\x46\x44\x01i"
      "\x01\x01\x00\x01\x06\xE6\x96\x87\xE6\xB8\x8A\x00\x00\x01\x04lost",
      40);
  const Result<Document> decoded = Decode(bytes);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->pages, (std::vector<Page>{{612, 792, "i"}}));
  ASSERT_EQ(decoded->blocks.size(), 1U);
  EXPECT_EQ(decoded->blocks[0].text, "文渊");
  EXPECT_EQ(decoded->blocks[0].confidence, kCertain);
  EXPECT_EQ(decoded->warnings, (std::vector<std::string>{"lost"}));
}

TEST(Wire, ADocumentOfTheSecondVersionIsStillRead) {
  Document document = Sample();
  document.pictures.clear();
  std::string bytes = Encode(document);
  bytes[3] = 2;
  bytes.pop_back();  // the count of pictures
  const Result<Document> decoded = Decode(bytes);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, document);
}

TEST(Wire, OnlyAFigureShowsAPictureThatThereIs) {
  const auto show = [](BlockKind kind, std::uint32_t picture) {
    return Complaint([&](Document& document) {
      document.pictures.push_back({std::string(64, 'a'), 9, 9, true, {}});
      document.blocks[0].kind = kind;
      document.blocks[0].picture = picture;
    });
  };
  EXPECT_EQ(show(BlockKind::kFigure, 1), "");
  EXPECT_NE(show(BlockKind::kFigure, 2), "");
  EXPECT_NE(show(BlockKind::kParagraph, 1), "");
  EXPECT_NE(Complaint([](Document& document) {
              document.pictures.push_back({std::string(64, 'G'), 9, 9, true, {}});
            }),
            "");
}

TEST(Wire, OnlyAFigureOrAFormulaTakesUpARegion) {
  const auto give = [](BlockKind kind, PageBox box) {
    return Complaint([&](Document& d) {
      d.blocks[0].kind = kind;
      d.blocks[0].box = box;
    });
  };
  EXPECT_EQ(give(BlockKind::kFigure, {1, 10, 10, 20, 20}), "");
  EXPECT_EQ(give(BlockKind::kFormula, {1, 10, 10, 20, 20}), "");
  EXPECT_NE(give(BlockKind::kParagraph, {1, 10, 10, 20, 20}), "");
  EXPECT_NE(give(BlockKind::kFigure, {1, 10, 10, 20, 900}), "");
}

TEST(Wire, RefusesMoreThanCertainty) {
  EXPECT_NE(Complaint([](Document& d) { d.blocks[0].confidence = kCertain + 1; }), "");
}

TEST(Wire, TheSampleItselfIsValid) {
  EXPECT_EQ(Complaint([](Document&) {}), "");
}

TEST(Wire, RefusesAnOverlappingCell) {
  const auto overlap = [](Document& d) {
    d.blocks[1].table.cells.push_back({1, 0, 1, 1, false, "b", {}});
  };
  EXPECT_NE(Complaint(overlap), "");
  const auto under_a_span = [](Document& d) {
    d.blocks[1].table.cells = {{0, 0, 2, 2, false, "a", {}}, {1, 1, 1, 1, false, "b", {}}};
  };
  EXPECT_NE(Complaint(under_a_span).find("overlaps"), std::string::npos);
}

TEST(Wire, RefusesACellOutsideOfItsTable) {
  EXPECT_NE(Complaint([](Document& d) { d.blocks[1].table.cells[1].column = 2; }), "");
  EXPECT_NE(Complaint([](Document& d) {
              d.blocks[1].table.cells[1].row_span = std::numeric_limits<std::uint32_t>::max();
            }),
            "");
}

TEST(Wire, RefusesATableTooWideToCheck) {
  const auto wide = [](Document& d) {
    Table& table = d.blocks[1].table;
    table.columns = std::numeric_limits<std::uint32_t>::max();
    table.cells = {{0, 0, 1, table.columns, false, "", {}}};
  };
  EXPECT_NE(Complaint(wide).find("wide"), std::string::npos);
}

TEST(Wire, RefusesASpanThatCutsACharacter) {
  EXPECT_NE(Complaint([](Document& d) { d.blocks[0].spans[0].end = 2; }), "");
}

TEST(Wire, RefusesSpansOutOfOrder) {
  EXPECT_NE(Complaint([](Document& d) { std::swap(d.blocks[0].spans[0], d.blocks[0].spans[1]); }),
            "");
}

TEST(Wire, RefusesABoxOutsideOfItsPage) {
  EXPECT_NE(Complaint([](Document& d) { d.blocks[0].spans[0].box.right = 613; }), "");
  EXPECT_NE(Complaint([](Document& d) { d.blocks[0].spans[0].box.page = 2; }), "");
  EXPECT_NE(Complaint([](Document& d) {
              d.blocks[0].spans[0].box.top = std::numeric_limits<float>::quiet_NaN();
            }),
            "");
}

TEST(Wire, RefusesTextThatIsNotUtf8) {
  for (const std::string text :
       {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE6\x96"}) {
    EXPECT_NE(Complaint([&](Document& d) { d.title = text; }), "") << text;
  }
  EXPECT_NE(Complaint([](Document& d) { d.title = std::string("a\0b", 3); }), "");
}

TEST(Wire, RefusesALevelThatItsKindDoesNotHave) {
  EXPECT_NE(Complaint([](Document& d) { d.blocks[0].level = 1; }), "");
  EXPECT_NE(Complaint([](Document& d) { d.blocks[0].kind = BlockKind::kHeading; }), "");
}

TEST(Wire, ACountWithoutItsItemsReservesNothing) {
  std::string bytes("WYD\x01\x00\x00\x00", 7);
  bytes += "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F";
  EXPECT_FALSE(Decode(bytes));
}

TEST(Normalise, MakesAnyBrokenDocumentValid) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE(seed);
  Random random(seed);
  const auto any = [&](std::uint32_t) { return static_cast<std::uint32_t>(random() % 9); };
  for (int i = 0; i < 3000; ++i) {
    Document document = RandomDocument(random);
    if (random() % 2 == 0) document.title = "\xFF\xFE";
    if (random() % 4 == 0) document.pages.clear();
    for (Block& block : document.blocks) {
      if (random() % 3 == 0) block.text += "\xC3";
      if (random() % 3 == 0) block.level = static_cast<std::uint8_t>(random());
      if (random() % 3 == 0) block.page = any(0);
      if (random() % 3 == 0) block.kind = static_cast<BlockKind>(random() % 8);
      for (TextSpan& span : block.spans) {
        if (random() % 3 == 0) span.end = any(0);
        if (random() % 3 == 0) span.box.right = std::numeric_limits<float>::infinity();
      }
      for (TableCell& cell : block.table.cells) {
        if (random() % 3 == 0) cell.column = any(0);
        if (random() % 3 == 0) cell.row_span = any(0);
      }
    }
    Normalise(document);
    const Result<void> valid = Validate(document);
    ASSERT_TRUE(valid) << valid.error().message;
  }
}

TEST(Normalise, LeavesAValidDocumentAlone) {
  Document document = Sample();
  Normalise(document);
  EXPECT_EQ(document, Sample());
}

}  // namespace
}  // namespace wenyuan::parse
