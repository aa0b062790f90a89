#include "wenyuan/text/normalise.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/uniset.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

// All but what compatibility forms would spoil: the punctuation of Chinese, and signs whose plain
// form means something else (10⁵ is not 105, 1½ is not 11/2, ① is not 1).
constexpr const char* kComposed =
    "[[^！（），：；？～［］｛｝…‥]-[[:Decomposition_Type=Super:][:Decomposition_Type=Sub:]"
    "[:Decomposition_Type=Fraction:][:Decomposition_Type=Circle:]"
    "[:Decomposition_Type=Vertical:]]]";

// NFKC for the characters of kComposed; null when ICU's data are missing.
const icu::Normalizer2* CompatibilityForms() {
  static const std::unique_ptr<const icu::FilteredNormalizer2> normalizer = [] {
    UErrorCode status = U_ZERO_ERROR;
    static const icu::UnicodeSet kept(icu::UnicodeString::fromUTF8(kComposed), status);
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    return U_FAILURE(status) ? nullptr
                             : std::make_unique<const icu::FilteredNormalizer2>(*nfkc, kept);
  }();
  return normalizer.get();
}

bool IsZeroWidth(char32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

bool IsControl(char32_t c) {
  return (c < 0x20 && c != U'\t' && c != U'\n') || (c >= 0x7F && c <= 0x9F);
}

// Other ways to end a line: carriage return, form feed, vertical tab, next line, the separators.
bool EndsLine(char32_t c) {
  return c == U'\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool IsBlank(char32_t c) {
  return c == U' ' || c == U'\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

// A text under change, with the input byte that each of its bytes came from.
class Rewriter {
 public:
  explicit Rewriter(std::string_view input) : text_(input), origin_(input.size() + 1) {
    for (std::size_t i = 0; i < origin_.size(); ++i) origin_[i] = static_cast<std::uint32_t>(i);
  }

  // Keeps, drops or replaces one character at a time: `decide(c, before, after)` gets the bytes on
  // both sides and answers with what to write.
  template <typename Decide>
  std::size_t Characters(Decide decide) {
    Begin();
    std::size_t changes = 0;
    for (std::size_t at = 0; at < old_text_.size();) {
      const std::size_t begin = at;
      const char32_t character = NextCharacter(old_text_, at);
      const std::string_view piece = std::string_view(old_text_).substr(begin, at - begin);
      const std::string_view wanted =
          decide(character, piece, std::string_view(old_text_).substr(at));
      changes += wanted != piece;
      Write(wanted, begin, wanted == piece);
    }
    End();
    return changes;
  }

  std::size_t Compatibility() {
    const bool ascii = std::all_of(text_.begin(), text_.end(),
                                   [](char c) { return static_cast<signed char>(c) >= 0; });
    if (ascii) return 0;
    const icu::Normalizer2* normalizer = CompatibilityForms();
    assert(normalizer != nullptr);
    Begin();
    icu::Edits edits;
    UErrorCode status = U_ZERO_ERROR;
    std::string wanted;
    icu::StringByteSink<std::string> sink(&wanted);
    normalizer->normalizeUTF8(0, old_text_, sink, &edits, status);
    assert(U_SUCCESS(status));
    std::size_t changes = 0;
    auto edit = edits.getFineIterator();
    while (edit.next(status)) {
      const auto size = static_cast<std::size_t>(edit.newLength());
      changes += edit.hasChange() != 0;
      Write(
          std::string_view(wanted).substr(static_cast<std::size_t>(edit.destinationIndex()), size),
          static_cast<std::size_t>(edit.sourceIndex()), edit.hasChange() == 0);
    }
    End();
    return changes;
  }

  void Finish(Normalised& normalised) {
    normalised.text = std::move(text_);
    normalised.origin = std::move(origin_);
  }

 private:
  void Begin() {
    old_text_ = std::move(text_);
    old_origin_ = std::move(origin_);
    text_.clear();
    origin_.clear();
    text_.reserve(old_text_.size());
    origin_.reserve(old_origin_.size());
  }

  void Write(std::string_view piece, std::size_t from, bool same) {
    text_ += piece;
    for (std::size_t i = 0; i < piece.size(); ++i) {
      origin_.push_back(old_origin_[same ? from + i : from]);
    }
  }

  void End() {
    origin_.push_back(old_origin_.back());
    std::exchange(old_text_, {});
    std::exchange(old_origin_, {});
  }

  std::string text_;
  std::vector<std::uint32_t> origin_;
  std::string old_text_;
  std::vector<std::uint32_t> old_origin_;
};

std::size_t CleanControls(Rewriter& rewriter) {
  return rewriter.Characters([](char32_t c, std::string_view piece, std::string_view after) {
    if (c == U'\r' && after.starts_with('\n')) return std::string_view();
    if (EndsLine(c)) return std::string_view("\n");
    return IsControl(c) ? std::string_view() : piece;
  });
}

std::size_t CleanZeroWidth(Rewriter& rewriter) {
  return rewriter.Characters([](char32_t c, std::string_view piece, std::string_view) {
    return IsZeroWidth(c) ? std::string_view() : piece;
  });
}

// A run of blanks becomes one, a tab when it had one; at the end of a line none.
std::size_t CleanBlanks(Rewriter& rewriter) {
  bool tab = false;
  return rewriter.Characters([&tab](char32_t c, std::string_view piece, std::string_view after) {
    if (!IsBlank(c)) return piece;
    tab = tab || c == U'\t';
    if (!after.empty()) {
      std::size_t at = 0;
      const char32_t next = NextCharacter(after, at);
      if (IsBlank(next)) return std::string_view();
      if (next != U'\n') return std::exchange(tab, false) ? std::string_view("\t") : " ";
    }
    tab = false;
    return std::string_view();
  });
}

}  // namespace

Normalised Normalise(std::string_view text, const NormaliseRules& rules) {
  assert(text.size() < UINT32_MAX);
  Normalised normalised;
  Rewriter rewriter(text);
  const auto apply = [&](bool wanted, const char* name, auto rule) {
    const std::size_t changes = wanted ? rule(rewriter) : 0;
    if (changes > 0) normalised.changes.emplace_back(name, changes);
  };
  // First what stands between a letter and its accent, so that composing sees both.
  apply(rules.control_characters, "control_characters", CleanControls);
  apply(rules.zero_width, "zero_width", CleanZeroWidth);
  apply(rules.nfkc, "nfkc", [](Rewriter& r) { return r.Compatibility(); });
  apply(rules.white_space, "white_space", CleanBlanks);
  rewriter.Finish(normalised);
  return normalised;
}

}  // namespace wenyuan::text
