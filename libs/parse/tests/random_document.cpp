#include "random_document.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace wenyuan::parse::testing {
namespace {

std::size_t Below(Random& random, std::size_t bound) { return random() % bound; }

float Between(Random& random, float low, float high) {
  return std::uniform_real_distribution<float>(low, high)(random);
}

PageBox RandomBox(Random& random, const std::vector<Page>& pages) {
  PageBox box;
  box.page = static_cast<std::uint32_t>(1 + Below(random, pages.size()));
  const Page& page = pages[box.page - 1];
  box.left = Between(random, 0, page.width);
  box.right = Between(random, box.left, page.width);
  box.top = Between(random, 0, page.height);
  box.bottom = Between(random, box.top, page.height);
  return box;
}

Table RandomTable(Random& random, const std::vector<Page>& pages) {
  Table table;
  table.rows = static_cast<std::uint32_t>(1 + Below(random, 6));
  table.columns = static_cast<std::uint32_t>(1 + Below(random, 6));
  std::vector<bool> taken(std::size_t{table.rows} * table.columns, false);
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    for (std::uint32_t column = 0; column < table.columns; ++column) {
      const auto at = [&](std::uint32_t r, std::uint32_t c) -> std::vector<bool>::reference {
        return taken[std::size_t{r} * table.columns + c];
      };
      if (at(row, column) || Below(random, 4) == 0) continue;
      TableCell cell;
      cell.row = row;
      cell.column = column;
      while (column + cell.column_span < table.columns && !at(row, column + cell.column_span) &&
             Below(random, 4) == 0) {
        ++cell.column_span;
      }
      cell.row_span = static_cast<std::uint32_t>(1 + Below(random, table.rows - row));
      for (std::uint32_t r = row; r < row + cell.row_span; ++r) {
        for (std::uint32_t c = column; c < column + cell.column_span; ++c) at(r, c) = true;
      }
      cell.header = Below(random, 2) == 0;
      cell.text = RandomText(random, 12);
      if (!pages.empty() && Below(random, 2) == 0) cell.boxes.push_back(RandomBox(random, pages));
      table.cells.push_back(std::move(cell));
    }
  }
  return table;
}

Block RandomBlock(Random& random, const std::vector<Page>& pages) {
  Block block;
  block.kind = static_cast<BlockKind>(Below(random, 11));
  if (block.kind == BlockKind::kHeading) {
    block.level = static_cast<std::uint8_t>(1 + Below(random, 9));
  } else if (block.kind == BlockKind::kListItem) {
    block.level = static_cast<std::uint8_t>(1 + Below(random, 255));
  }
  block.page = static_cast<std::uint32_t>(Below(random, pages.size() + 1));
  if (block.kind == BlockKind::kTable) {
    block.table = RandomTable(random, pages);
    return block;
  }
  block.confidence = static_cast<std::uint8_t>(Below(random, kCertain + 1));
  const bool region = block.kind == BlockKind::kFigure || block.kind == BlockKind::kFormula;
  if (region && !pages.empty()) block.box = RandomBox(random, pages);
  while (block.text.empty() || Below(random, 3) > 0) {
    const auto begin = static_cast<std::uint32_t>(block.text.size());
    block.text += "字" + RandomText(random, 20);
    if (pages.empty()) continue;
    block.spans.push_back(
        {begin, static_cast<std::uint32_t>(block.text.size()), RandomBox(random, pages)});
  }
  return block;
}

}  // namespace

std::string RandomText(Random& random, std::size_t most_characters) {
  constexpr std::array kCharacters = {"a", "Z", " ", "0", "\n", "é", "文", "渊", "。", "😀", "\x7F"};
  std::string text;
  for (std::size_t left = Below(random, most_characters + 1); left > 0; --left) {
    text += kCharacters[Below(random, kCharacters.size())];
  }
  return text;
}

Document RandomDocument(Random& random) {
  Document document;
  document.format = "pdf";
  document.title = RandomText(random, 30);
  for (std::size_t left = Below(random, 4); left > 0; --left) {
    document.metadata.emplace_back(RandomText(random, 8), RandomText(random, 40));
  }
  for (std::size_t left = Below(random, 4); left > 0; --left) {
    document.pages.push_back({Between(random, 1, 2000), Between(random, 1, 2000),
                              RandomText(random, 3), Below(random, 2) == 0, Below(random, 2) == 0});
  }
  for (std::size_t left = Below(random, 3); left > 0; --left) {
    const char digit = "0123456789abcdef"[Below(random, 16)];
    document.pictures.push_back({std::string(64, digit),
                                 static_cast<std::uint32_t>(Below(random, 9'000)),
                                 static_cast<std::uint32_t>(Below(random, 9'000)),
                                 Below(random, 2) == 0,
                                 {}});
  }
  for (std::size_t left = Below(random, 6); left > 0; --left) {
    Block& block = document.blocks.emplace_back(RandomBlock(random, document.pages));
    if (block.kind == BlockKind::kFigure) {
      block.picture = static_cast<std::uint32_t>(Below(random, document.pictures.size() + 1));
    }
  }
  for (std::size_t left = Below(random, 3); left > 0; --left) {
    std::string bytes(Below(random, 50), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    document.attachments.push_back({RandomText(random, 9), bytes});
  }
  for (std::size_t left = Below(random, 3); left > 0; --left) {
    document.warnings.push_back(RandomText(random, 30));
  }
  for (std::size_t left = Below(random, 9); left > 0; --left) {
    document.thumbnail += static_cast<char>(random());
  }
  return document;
}

}  // namespace wenyuan::parse::testing
