#include <algorithm>
#include <utility>

#include "wenyuan/llm_llama/chat_format.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::string_view kBlanks = " \n\r\t";

// How much of the end of `text` may be the beginning of `mark`.
std::size_t Started(std::string_view text, std::string_view mark) {
  for (std::size_t size = std::min(text.size(), mark.size() - 1); size > 0; --size) {
    if (text.ends_with(mark.substr(0, size))) return size;
  }
  return 0;
}

class MarkedParser final : public ReplyParser {
 public:
  explicit MarkedParser(ThinkingMarks marks) : marks_(std::move(marks)), thinks_(marks_.open) {}

  ReplyPiece Take(std::string_view text, bool last) override {
    held_ += text;
    ReplyPiece piece;
    while (Step(piece)) {
    }
    std::size_t kept = std::max(Started(held_, marks_.end), Started(held_, marks_.begin));
    if (last) kept = 0;
    Give(held_.substr(0, held_.size() - kept), piece);
    held_.erase(0, held_.size() - kept);
    return piece;
  }

 private:
  // Up to the next mark; false when there is none.
  bool Step(ReplyPiece& piece) {
    const std::size_t end = held_.find(marks_.end);
    const std::size_t begin = held_.find(marks_.begin);
    const std::size_t at = std::min(begin, end);
    if (at == std::string::npos) return false;
    Give(held_.substr(0, at), piece);
    const bool opens = begin < end;
    held_.erase(0, at + (opens ? marks_.begin.size() : marks_.end.size()));
    if (opens != thinks_) at_start_ = true;
    if (opens != thinks_) blanks_.clear();
    thinks_ = opens;
    return true;
  }

  // Blanks around thinking belong to its marks.
  void Give(std::string text, ReplyPiece& piece) {
    if (at_start_) {
      const std::size_t first = text.find_first_not_of(kBlanks);
      if (first == std::string::npos) return;
      text.erase(0, first);
      at_start_ = false;
    }
    if (!thinks_) {
      piece.content += text;
      return;
    }
    text.insert(0, std::exchange(blanks_, {}));
    const std::size_t last = text.find_last_not_of(kBlanks);
    const std::size_t size = last == std::string::npos ? 0 : last + 1;
    blanks_ = text.substr(size);
    piece.thinking += text.substr(0, size);
  }

  const ThinkingMarks marks_;
  bool thinks_;
  bool at_start_ = true;  // of thinking, or of the answer behind it
  std::string held_;
  std::string blanks_;  // at the end of the thinking so far
};

class PlainParser final : public ReplyParser {
 public:
  ReplyPiece Take(std::string_view text, bool) override { return {"", std::string(text)}; }
};

}  // namespace

std::unique_ptr<ReplyParser> MakeReplyParser(const std::optional<ThinkingMarks>& thinking) {
  if (!thinking) return std::make_unique<PlainParser>();
  return std::make_unique<MarkedParser>(*thinking);
}

}  // namespace wenyuan::llm_llama
