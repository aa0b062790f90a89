#include "wenyuan/ingest/chunker.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "table_caption.h"
#include "table_chunks.h"
#include "wenyuan/text/sentences.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::ingest {
namespace {

constexpr std::size_t kDeepestHeading = 9;

bool IsLetterOrDigit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

// Where the pieces of a block too long for one chunk begin and end, at most `max_tokens` each: at
// sentence ends, or lines for code, and inside those at characters when one alone is too long.
std::vector<text::Range> Pieces(const parse::Block& block, const ChunkerOptions& options) {
  std::vector<text::Range> units;
  if (block.kind == parse::BlockKind::kCode) {
    for (std::size_t begin = 0; begin < block.text.size();) {
      const std::size_t line_end = block.text.find('\n', begin);
      const std::size_t end = line_end == std::string::npos ? block.text.size() : line_end + 1;
      units.push_back({begin, end});
      begin = end;
    }
  } else {
    units = text::SplitSentences(block.text);
  }
  std::vector<text::Range> pieces;
  std::size_t tokens = 0;
  const auto add = [&](text::Range range, std::size_t range_tokens) {
    if (!pieces.empty() && tokens + range_tokens <= options.target_tokens) {
      pieces.back().end = range.end;
      tokens += range_tokens;
    } else {
      pieces.push_back(range);
      tokens = range_tokens;
    }
  };
  for (const text::Range unit : units) {
    const std::string_view whole(block.text);
    if (const std::size_t size = EstimateTokens(whole.substr(unit.begin, unit.end - unit.begin));
        size <= options.max_tokens) {
      add(unit, size);
      continue;
    }
    std::size_t begin = unit.begin;
    std::size_t at = begin;
    std::size_t characters = 0;
    while (at < unit.end) {  // a character is at most one token and a third
      text::NextCharacter(whole, at);
      if (++characters == options.target_tokens || at >= unit.end) {
        add({begin, at}, characters);
        begin = at;
        characters = 0;
      }
    }
  }
  return pieces;
}

// Builds chunks one after the other while walking through the blocks.
class Cutter {
 public:
  Cutter(const parse::Document& document, const ChunkerOptions& options)
      : document_(document), options_(options) {}

  std::vector<store::Chunk> Cut() {
    for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
      const parse::Block& block = document_.blocks[i];
      const auto number = static_cast<std::uint32_t>(i);
      switch (block.kind) {
        case parse::BlockKind::kPageHeader:
        case parse::BlockKind::kHidden:
          break;
        case parse::BlockKind::kHeading:
          Heading(block, number);
          break;
        case parse::BlockKind::kTable:
          Table(block, number);
          break;
        default:
          if (!block.text.empty()) Text(block, number);
      }
    }
    Close();
    LoneHeading();
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      chunks_[i].number = static_cast<std::uint32_t>(i);
    }
    return std::move(chunks_);
  }

 private:
  void Heading(const parse::Block& block, std::uint32_t number) {
    Close();
    const auto level = std::clamp<std::size_t>(block.level, 1, kDeepestHeading);
    if (heading_ != nullptr && heading_level_ >= level) LoneHeading();
    for (std::size_t i = level; i <= kDeepestHeading; ++i) path_[i].clear();
    path_[level] = block.text;
    std::replace(path_[level].begin(), path_[level].end(), '\n', ' ');
    heading_ = &block;
    heading_number_ = number;
    heading_level_ = level;
  }

  // A heading with nothing below it would be lost: it becomes a passage of its own.
  void LoneHeading() {
    if (heading_ == nullptr) return;
    const parse::Block& block = *std::exchange(heading_, nullptr);
    AppendPiece(block, heading_number_, {0, block.text.size()});
    Close();
  }

  void Text(const parse::Block& block, std::uint32_t number) {
    heading_ = nullptr;
    const std::size_t size = EstimateTokens(block.text);
    if (tokens_ > 0 && tokens_ + size > options_.target_tokens) Close();
    if (size <= options_.max_tokens) {
      AppendPiece(block, number, {0, block.text.size()});
      tokens_ += size;
      return;
    }
    for (const text::Range piece : Pieces(block, options_)) {
      AppendPiece(block, number, piece);
      Close();
    }
  }

  void Table(const parse::Block& block, std::uint32_t number) {
    heading_ = nullptr;
    Close();
    for (store::Chunk& chunk :
         CutTable(block.table, TableCaption(document_.blocks, number), options_)) {
      chunk.heading_path = Path();
      chunk.page = block.page;
      if (!chunk.spans.empty()) chunk.page = chunk.spans.front().box.page;
      chunk.block_begin = number;
      chunk.block_end = number + 1;
      chunks_.push_back(std::move(chunk));
    }
  }

  void AppendPiece(const parse::Block& block, std::uint32_t number, text::Range range) {
    if (current_.text.empty()) {
      current_.page = block.page;
      current_.block_begin = number;
    } else {
      current_.text += '\n';
    }
    current_.block_end = number + 1;
    const auto shift = static_cast<std::uint32_t>(current_.text.size());
    const auto begin = static_cast<std::uint32_t>(range.begin);
    const auto end = static_cast<std::uint32_t>(range.end);
    for (TextSpan span : block.spans) {
      if (span.end <= begin || span.begin >= end) continue;
      span.begin = std::max(span.begin, begin) - begin + shift;
      span.end = std::min(span.end, end) - begin + shift;
      current_.spans.push_back(span);
    }
    current_.text.append(block.text, range.begin, range.end - range.begin);
  }

  void Close() {
    if (!current_.text.empty()) {
      if (!current_.spans.empty()) current_.page = current_.spans.front().box.page;
      current_.heading_path = Path();
      chunks_.push_back(std::move(current_));
    }
    current_ = {};
    tokens_ = 0;
  }

  std::string Path() const {
    std::string path;
    for (const std::string& heading : path_) {
      if (heading.empty()) continue;
      if (!path.empty()) path += " > ";
      path += heading;
    }
    return path;
  }

  const parse::Document& document_;
  const ChunkerOptions& options_;
  std::vector<store::Chunk> chunks_;
  store::Chunk current_;
  std::size_t tokens_ = 0;
  std::array<std::string, kDeepestHeading + 1> path_;
  const parse::Block* heading_ = nullptr;  // the last heading, while nothing stands below it
  std::uint32_t heading_number_ = 0;
  std::size_t heading_level_ = 0;
};

}  // namespace

std::size_t EstimateTokens(std::string_view text) {
  std::size_t thirds = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCharacter(text, at);
    const bool word = IsLetterOrDigit(c);
    if (word && !in_word) thirds += 4;
    if (!word && c > ' ') thirds += 3;
    in_word = word;
  }
  return (thirds + 2) / 3;
}

std::vector<store::Chunk> CutChunks(const parse::Document& document,
                                    const ChunkerOptions& options) {
  return Cutter(document, options).Cut();
}

}  // namespace wenyuan::ingest
