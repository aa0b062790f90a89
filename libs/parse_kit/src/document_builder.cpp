#include "wenyuan/parse_kit/document_builder.h"

#include <algorithm>
#include <utility>

#include "metafile_bitmap.h"
#include "metafile_text.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/alternative_text.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxWarnings = 100;
constexpr std::size_t kMaxMetadata = 100;
constexpr std::size_t kMaxPictures = 2'000;
constexpr std::size_t kMaxPictureBytes = std::size_t{128} << 20U;  // all together
constexpr std::size_t kBytesPerCell = 16;  // so that a bomb of empty cells is a bomb, too

std::string CleanLine(std::string_view text) { return Collapse(charset::Clean(std::string(text))); }

}  // namespace

DocumentBuilder::DocumentBuilder(std::string_view format, const ParseLimits& limits)
    : limits_(limits) {
  document_.format = format;
}

void DocumentBuilder::SetTitle(std::string_view title) {
  if (document_.title.empty()) document_.title = CleanLine(title);
}

void DocumentBuilder::AddMetadata(std::string_view name, std::string_view value) {
  std::string clean = CleanLine(value);
  if (clean.empty() || document_.metadata.size() >= kMaxMetadata || !Account(clean.size())) return;
  document_.metadata.emplace_back(CleanLine(name), std::move(clean));
}

std::uint32_t DocumentBuilder::AddPage(std::string_view label, bool hidden) {
  announced_.clear();
  if (document_.pages.size() >= limits_.max_pages && !error_) {
    const std::string limit = std::to_string(limits_.max_pages);
    error_ = FileTooLarge(document_.format,
                          {"it has more than " + limit + " pages; split it into smaller files",
                           "它的页数超过 " + limit + "，请拆分成较小的文件"});
  }
  if (error_) return page_;
  document_.pages.push_back({0, 0, CleanLine(label)});
  document_.pages.back().hidden = hidden;
  page_ = static_cast<std::uint32_t>(document_.pages.size());
  return page_;
}

bool DocumentBuilder::Account(std::size_t bytes) {
  text_bytes_ += bytes;
  if (text_bytes_ > limits_.max_text_bytes && !error_) {
    const std::string limit = std::to_string(limits_.max_text_bytes >> 20U);
    error_ = FileTooLarge(document_.format,
                          {"its text is larger than " + limit + " MB; split it into smaller files",
                           "它的文字超过 " + limit + " MB，请拆分成较小的文件"});
  }
  return !error_;
}

void DocumentBuilder::Announce(std::string_view heading, std::uint8_t level) {
  announced_ = heading;
  announced_level_ = level;
}

void DocumentBuilder::AddAnnounced() {
  if (!announced_.empty()) {
    Add(BlockKind::kHeading, std::exchange(announced_, {}), announced_level_);
  }
}

void DocumentBuilder::Add(BlockKind kind, std::string_view text, std::uint8_t level) {
  if (error_) return;
  std::string clean = charset::Clean(std::string(text));
  if (kind == BlockKind::kCode) {
    while (!clean.empty() && (clean.back() == '\n' || clean.back() == ' ')) clean.pop_back();
    if (Trim(clean).empty()) return;
  } else {
    clean = std::string(Trim(clean));
    if (clean.empty()) return;
  }
  if (!Account(clean.size() + kBytesPerCell)) return;
  AddAnnounced();
  Block block;
  block.kind = kind;
  block.page = page_;
  block.text = std::move(clean);
  if (kind == BlockKind::kHeading) block.level = std::clamp<std::uint8_t>(level, 1, 9);
  if (kind == BlockKind::kListItem) block.level = std::max<std::uint8_t>(level, 1);
  document_.blocks.push_back(std::move(block));
}

void DocumentBuilder::AddFigure(std::string_view text, std::uint32_t picture) {
  if (error_) return;
  Block block;
  block.kind = BlockKind::kFigure;
  block.page = page_;
  block.text = AlternativeText(charset::Clean(std::string(text)));
  block.picture = picture;
  // Nobody else reads drawings.
  if (picture != 0 && picture <= document_.pictures.size()) {
    std::string& bytes = document_.pictures[picture - 1].bytes;
    const std::string written = MetafileText(bytes);
    if (!written.empty() && !block.text.empty()) block.text += '\n';
    block.text += written;
    std::string bitmap = written.empty() ? MetafileBitmap(bytes) : std::string();
    if (!bitmap.empty()) bytes = std::move(bitmap);
  }
  if ((block.text.empty() && picture == 0) || !Account(block.text.size() + kBytesPerCell)) return;
  AddAnnounced();
  document_.blocks.push_back(std::move(block));
}

std::uint32_t DocumentBuilder::AddPicture(const std::string& name,
                                          const std::function<std::string()>& bytes) {
  if (error_ || document_.pictures.size() >= kMaxPictures) return 0;
  const auto [known, added] = pictures_.emplace(name, 0);
  if (!added) return known->second;
  Picture picture;
  picture.bytes = bytes();
  if (picture.bytes.empty() || picture.bytes.size() > kMaxPictureBytes - picture_bytes_) return 0;
  picture_bytes_ += picture.bytes.size();
  document_.pictures.push_back(std::move(picture));
  known->second = static_cast<std::uint32_t>(document_.pictures.size());
  return known->second;
}

void DocumentBuilder::SetThumbnail(std::string bytes) { document_.thumbnail = std::move(bytes); }

void DocumentBuilder::AddTable(Table table) {
  if (error_) return;
  std::uint32_t rows = 0;
  for (TableCell& cell : table.cells) {
    cell.text = std::string(Trim(charset::Clean(std::move(cell.text))));
    if (!Account(cell.text.size() + kBytesPerCell)) return;
    if (!cell.text.empty()) rows = std::max(rows, cell.row + cell.row_span);
  }
  if (rows == 0) return;
  AddAnnounced();
  table.rows = std::min(table.rows, rows);
  std::erase_if(table.cells, [&](const TableCell& cell) { return cell.row >= table.rows; });
  for (TableCell& cell : table.cells) {
    cell.row_span = std::clamp(cell.row_span, 1U, table.rows - cell.row);
  }
  Block block;
  block.kind = BlockKind::kTable;
  block.page = page_;
  block.table = std::move(table);
  document_.blocks.push_back(std::move(block));
}

void DocumentBuilder::AddLaidOut(std::vector<Page> pages, std::vector<Block> blocks) {
  if (error_) return;
  for (const Block& block : blocks) {
    std::size_t bytes = block.text.size() + kBytesPerCell;
    for (const TableCell& cell : block.table.cells) bytes += cell.text.size() + kBytesPerCell;
    if (!Account(bytes)) return;
  }
  document_.pages = std::move(pages);
  document_.blocks = std::move(blocks);
}

void DocumentBuilder::AddAttachment(std::string_view name, std::string bytes) {
  if (error_) return;
  attachment_bytes_ += bytes.size();
  if (attachment_bytes_ > limits_.max_attachment_bytes ||
      document_.attachments.size() >= limits_.max_attachments) {
    error_ =
        FileTooLarge(document_.format, {"the files inside it are too many or too large; unpack "
                                        "it and import the files you need",
                                        "其中的文件过多或过大，请解开后导入需要的文件"});
    return;
  }
  document_.attachments.push_back({charset::Clean(std::string(name)), std::move(bytes)});
}

void DocumentBuilder::Warn(std::string_view warning) {
  if (document_.warnings.size() < kMaxWarnings) {
    document_.warnings.push_back(charset::Clean(std::string(warning)));
  }
}

bool DocumentBuilder::Empty() const {
  return document_.blocks.empty() && document_.attachments.empty();
}

Result<Document> DocumentBuilder::Finish() {
  if (error_) return *error_;
  if (Empty()) {
    return UnsupportedFile(document_.format, {"it has no text; check that it is the file you meant",
                                              "其中没有文字，请确认选对了文件"});
  }
  if (document_.title.empty()) {
    const auto heading =
        std::find_if(document_.blocks.begin(), document_.blocks.end(),
                     [](const Block& block) { return block.kind == BlockKind::kHeading; });
    if (heading != document_.blocks.end()) document_.title = Collapse(heading->text);
  }
  return std::move(document_);
}

Table TableFromRows(const std::vector<std::vector<std::string>>& rows, std::uint32_t header_rows) {
  Table table;
  table.rows = static_cast<std::uint32_t>(rows.size());
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    for (std::uint32_t column = 0; column < rows[row].size(); ++column) {
      TableCell cell;
      cell.row = row;
      cell.column = column;
      cell.header = row < header_rows;
      cell.text = rows[row][column];
      table.cells.push_back(std::move(cell));
    }
    table.columns = std::max(table.columns, static_cast<std::uint32_t>(rows[row].size()));
  }
  return table;
}

}  // namespace wenyuan::parse
