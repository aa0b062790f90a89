#include "wenyuan/parse_kit/testing/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <vector>

#include "wenyuan/charset/charset.h"

namespace wenyuan::parse::testing {
namespace {

std::string Escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

const char* KindName(BlockKind kind) {
  switch (kind) {
    case BlockKind::kHeading:
      return "heading";
    case BlockKind::kParagraph:
      return "paragraph";
    case BlockKind::kListItem:
      return "item";
    case BlockKind::kTable:
      return "table";
    case BlockKind::kCode:
      return "code";
    case BlockKind::kCaption:
      return "caption";
    case BlockKind::kNote:
      return "note";
    case BlockKind::kPageHeader:
      return "page-header";
    case BlockKind::kFigure:
      return "figure";
    case BlockKind::kFormula:
      return "formula";
    case BlockKind::kHidden:
      return "hidden";
  }
  return "?";
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void DumpTable(std::ostringstream& out, const Table& table) {
  out << " " << table.rows << "x" << table.columns << "\n";
  for (const TableCell& cell : table.cells) {
    out << "  " << cell.row << "," << cell.column;
    if (cell.row_span != 1 || cell.column_span != 1) {
      out << " span " << cell.row_span << "x" << cell.column_span;
    }
    out << (cell.header ? " header" : "") << ": " << Escape(cell.text) << "\n";
  }
}

bool IsClean(const std::string& text) { return charset::Clean(text) == text; }

std::string Damage(const std::string& bytes, std::mt19937& random) {
  std::string damaged = bytes;
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  const std::size_t changes = 1 + below(8);
  for (std::size_t i = 0; i < changes && !damaged.empty(); ++i) {
    const std::size_t at = below(damaged.size());
    const std::size_t length = std::min(1 + below(40), damaged.size() - at);
    switch (below(5)) {
      case 0:
        damaged[at] = static_cast<char>(random());
        break;
      case 1:
        damaged.erase(at, length);
        break;
      case 2:
        damaged.insert(at, damaged.substr(at, length));
        break;
      case 3:
        damaged.insert(below(damaged.size()), damaged.substr(at, length));
        break;
      default:
        if (below(4) == 0) damaged.resize(at);
    }
  }
  return damaged;
}

}  // namespace

std::string Dump(const Document& document) {
  std::ostringstream out;
  out << "format " << document.format << "\ntitle " << Escape(document.title) << "\n";
  for (const auto& [name, value] : document.metadata)
    out << "meta " << name << ": " << value << "\n";
  for (const Page& page : document.pages) out << "page " << page.label << "\n";
  for (const Block& block : document.blocks) {
    out << KindName(block.kind);
    if (block.level != 0) out << " " << static_cast<int>(block.level);
    if (block.page != 0) out << " page " << block.page;
    if (block.kind == BlockKind::kTable) {
      DumpTable(out, block.table);
    } else {
      out << ": " << Escape(block.text) << "\n";
    }
  }
  for (const Attachment& attachment : document.attachments) {
    out << "attachment " << attachment.name << " " << attachment.bytes.size() << "\n";
  }
  for (const std::string& warning : document.warnings) out << "warning " << warning << "\n";
  return out.str();
}

void CheckPromises(const Result<Document>& result) {
  if (!result) {
    EXPECT_FALSE(result.error().message.empty());
    EXPECT_FALSE(result.error().message_zh.empty()) << result.error().message;
    return;
  }
  const Document& document = *result;
  EXPECT_FALSE(document.blocks.empty() && document.attachments.empty());
  EXPECT_TRUE(IsClean(document.title));
  for (const Block& block : document.blocks) {
    EXPECT_TRUE(IsClean(block.text));
    EXPECT_LE(block.page, document.pages.size());
    EXPECT_EQ(block.kind == BlockKind::kTable, block.text.empty() && block.picture == 0);
    for (const TableCell& cell : block.table.cells) {
      EXPECT_TRUE(IsClean(cell.text));
      EXPECT_GE(cell.row_span, 1U);
      EXPECT_GE(cell.column_span, 1U);
      EXPECT_LE(cell.row + cell.row_span, block.table.rows);
      EXPECT_LE(cell.column + cell.column_span, block.table.columns);
    }
  }
  for (const Attachment& attachment : document.attachments) EXPECT_TRUE(IsClean(attachment.name));
}

void CheckGoldenFiles(Parser& parser, std::string_view extension) {
  int cases = 0;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("tests/golden/parse")) {
    if (entry.path().extension() == extension) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    SCOPED_TRACE(path.string());
    ++cases;
    const std::string bytes = ReadFile(path);
    EXPECT_GT(parser.Recognise(bytes, path.filename().string()), 0);
    const auto result = parser.Parse({bytes, path.filename().native(), {}, {}});
    CheckPromises(result);
    const std::string dump = result ? Dump(*result) : "error: " + result.error().message + "\n";
    const std::string golden = path.string() + ".blocks";
    if (std::getenv("WENYUAN_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(golden, std::ios::binary) << dump;
    }
    EXPECT_EQ(dump, ReadFile(golden));
  }
  EXPECT_GT(cases, 0) << "no golden files for " << extension;
}

void CheckSurvivesDamage(Parser& parser, const std::string& bytes, int rounds) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int i = 0; i < rounds && !::testing::Test::HasFailure(); ++i) {
    const std::string damaged = Damage(bytes, random);
    (void)parser.Recognise(damaged, "");
    CheckPromises(parser.Parse({damaged, "damaged", {}, {}}));
  }
}

Document MustParse(Parser& parser, std::string_view bytes, std::string_view name) {
  auto result = parser.Parse({bytes, name, {}, {}});
  CheckPromises(result);
  if (!result) {
    ADD_FAILURE() << result.error().message;
    return {};
  }
  return *std::move(result);
}

}  // namespace wenyuan::parse::testing
