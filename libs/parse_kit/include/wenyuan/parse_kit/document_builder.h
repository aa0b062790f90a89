#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Collects what a parser finds and keeps the promises of document.h: every text becomes valid
// UTF-8 without NUL, empty pieces are left out, and the limits hold. One thread at a time.
class DocumentBuilder {
 public:
  DocumentBuilder(std::string_view format, const ParseLimits& limits);

  // The first that is not empty wins.
  void SetTitle(std::string_view title);
  void AddMetadata(std::string_view name, std::string_view value);
  // Returns its number, from 1. What is added next belongs to it.
  std::uint32_t AddPage(std::string_view label, bool hidden = false);
  // A heading to stand in front of what is added next; dropped when nothing is until the next page.
  void Announce(std::string_view heading, std::uint8_t level);

  void Add(BlockKind kind, std::string_view text, std::uint8_t level = 0);
  // A figure with its alternative text and, where `picture` is not 0, what AddPicture gave for it.
  // Texts that programs put there (the place of a file, "Picture 3") are left out. Dropped when it
  // has neither.
  void AddFigure(std::string_view text, std::uint32_t picture);
  // A picture of the file, by what the file calls it; its bytes are asked for the first time only.
  // 0 when there are none, or too much of them.
  std::uint32_t AddPicture(const std::string& name, const std::function<std::string()>& bytes);
  // A picture of the first page, as the file has it.
  void SetThumbnail(std::string bytes);
  // Dropped when no cell has text. Rows without text at the end are cut off.
  void AddTable(Table table);
  // Pages and blocks that are complete already, with their boxes. Requires that there are none yet.
  void AddLaidOut(std::vector<Page> pages, std::vector<Block> blocks);
  void AddAttachment(std::string_view name, std::string bytes);
  void Warn(std::string_view warning);

  // A limit was reached: nothing that is added now counts, and Finish fails.
  [[nodiscard]] bool Full() const { return error_.has_value(); }
  [[nodiscard]] bool Empty() const;
  [[nodiscard]] bool HasTitle() const { return !document_.title.empty(); }

  // Fails with kTooLarge for a limit and kUnsupported when there are neither blocks nor
  // attachments. Without a title the first heading becomes it.
  Result<Document> Finish();

 private:
  bool Account(std::size_t bytes);
  void AddAnnounced();

  Document document_;
  ParseLimits limits_;
  std::size_t text_bytes_ = 0;
  std::size_t attachment_bytes_ = 0;
  std::uint32_t page_ = 0;
  std::string announced_;
  std::uint8_t announced_level_ = 1;
  std::optional<Error> error_;
  std::map<std::string, std::uint32_t> pictures_;  // by name
  std::size_t picture_bytes_ = 0;
};

// Rows of texts as a table; the first `header_rows` are marked as headers. Empty cells are kept.
Table TableFromRows(const std::vector<std::vector<std::string>>& rows, std::uint32_t header_rows);

}  // namespace wenyuan::parse
