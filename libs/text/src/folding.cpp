#include "folding.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <string>
#include <unordered_map>

#include "simplified.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

using Kind = CharacterKind;

constexpr char32_t kPlane = 0x10000;
// No text that means something stacks more marks on a letter.
constexpr std::int32_t kLongestCluster = 32;

UChar32 Signed(char32_t character) { return static_cast<UChar32>(character); }

// Accents and vowel signs, but not frames around a character as in keycaps.
bool IsMark(char32_t character) {
  return (U_GET_GC_MASK(Signed(character)) & (U_GC_MN_MASK | U_GC_MC_MASK)) != 0;
}

bool IsAsciiLetter(char32_t character) { return character >= U'a' && character <= U'z'; }

Kind KindOf(char32_t character) {
  if (IsHan(character)) return Kind::kHan;
  if (u_isdigit(Signed(character)) != 0) return Kind::kDigit;
  if (u_isalpha(Signed(character)) != 0 || IsMark(character)) return Kind::kLetter;
  if (u_isUWhiteSpace(Signed(character)) != 0) return Kind::kBlank;
  return Kind::kOther;
}

class IcuFolder final : public Folder {
 public:
  IcuFolder(const icu::Normalizer2& case_fold, const icu::Normalizer2& decompose)
      : case_fold_(case_fold), decompose_(decompose), table_(kPlane) {}

  Result<void> Load() {
    WY_TRY(simplified_, LoadSimplifiedForms());
    for (char32_t character = 0; character < kPlane; ++character) {
      table_[character] = Describe(character);
    }
    return {};
  }

  void Fold(std::string_view text, std::vector<Folded>& folded) const override {
    folded.reserve(folded.size() + text.size() / 2);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const char32_t character = NextCharacter(text, at);
      const Entry entry = EntryOf(character);
      // A mark that follows may change this character: then ICU has to see both.
      const bool plain =
          entry.simple &&
          (at == text.size() || static_cast<signed char>(text[at]) >= 0 || StartsCluster(text, at));
      if (plain) {
        folded.push_back({entry.folded, entry.kind, entry.upper_case,
                          static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
      } else {
        at = FoldCluster(text, begin, folded);
      }
    }
  }

 private:
  struct Entry {
    char32_t folded = 0;
    Kind kind = Kind::kOther;
    bool upper_case = false;
    bool simple = false;          // folds to one character
    bool starts_cluster = false;  // never joins the character before it
  };

  [[nodiscard]] char32_t Simplified(char32_t character) const {
    const auto found = simplified_.find(character);
    return found == simplified_.end() ? character : found->second;
  }

  // Without the accent when it is one of the basic Latin letters.
  [[nodiscard]] char32_t WithoutAccent(char32_t character) const {
    if (character < 0xC0 || character > 0x1EFF) return character;
    icu::UnicodeString parts;
    if (!decompose_.getDecomposition(Signed(character), parts)) return character;
    const auto first = static_cast<char32_t>(parts.char32At(0));
    return IsAsciiLetter(first) ? first : character;
  }

  [[nodiscard]] Entry Describe(char32_t character) const {
    Entry entry;
    if (U_IS_SURROGATE(character)) return entry;
    entry.starts_cluster = case_fold_.hasBoundaryBefore(Signed(character)) != 0;
    entry.upper_case = u_isUUppercase(Signed(character)) != 0;
    char32_t folded = character;
    icu::UnicodeString form;
    if (case_fold_.getDecomposition(Signed(character), form) ||
        case_fold_.isInert(Signed(character)) == 0) {
      UErrorCode status = U_ZERO_ERROR;
      form = case_fold_.normalize(icu::UnicodeString(Signed(character)), status);
      if (U_FAILURE(status) || form.countChar32() != 1) return entry;
      folded = static_cast<char32_t>(form.char32At(0));
    }
    entry.simple = entry.starts_cluster;
    entry.kind = KindOf(folded);
    if (entry.kind == Kind::kDigit) {
      folded = U'0' + static_cast<char32_t>(u_charDigitValue(Signed(folded)));
    }
    entry.folded = entry.kind == Kind::kHan ? Simplified(folded) : WithoutAccent(folded);
    return entry;
  }

  [[nodiscard]] Entry EntryOf(char32_t character) const {
    return character < kPlane ? table_[character] : Describe(character);
  }

  [[nodiscard]] bool StartsCluster(std::string_view text, std::size_t at) const {
    const char32_t character = NextCharacter(text, at);
    return character < kPlane ? table_[character].starts_cluster
                              : case_fold_.hasBoundaryBefore(Signed(character)) != 0;
  }

  // A character with the marks that follow it, by ICU. Returns where it ends.
  std::size_t FoldCluster(std::string_view text, std::size_t begin,
                          std::vector<Folded>& folded) const {
    std::size_t end = begin;
    icu::UnicodeString cluster;
    const bool upper_case = EntryOf(NextCharacter(text, end)).upper_case;
    std::size_t at = begin;
    cluster.append(Signed(NextCharacter(text, at)));
    while (end < text.size() && cluster.length() < kLongestCluster && !StartsCluster(text, end)) {
      cluster.append(Signed(NextCharacter(text, end)));
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString form = case_fold_.normalize(cluster, status);
    if (U_FAILURE(status)) return end;
    bool takes_marks = false;  // letters of scripts whose marks are vowels do
    for (std::int32_t i = 0; i < form.length(); i = form.moveIndex32(i, 1)) {
      const auto character = static_cast<char32_t>(form.char32At(i));
      if (!takes_marks && IsMark(character)) continue;
      Folded part{character, KindOf(character), upper_case, static_cast<std::uint32_t>(begin),
                  static_cast<std::uint32_t>(end)};
      if (const Entry entry = EntryOf(character); entry.simple) {
        part.character = entry.folded;
        part.kind = entry.kind;
      }
      takes_marks = part.kind == Kind::kLetter && !IsAsciiLetter(part.character);
      folded.push_back(part);
    }
    return end;
  }

  const icu::Normalizer2& case_fold_;
  const icu::Normalizer2& decompose_;
  std::unordered_map<char32_t, char32_t> simplified_;
  std::vector<Entry> table_;  // of the first plane
};

}  // namespace

Result<std::unique_ptr<Folder>> MakeFolder() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* case_fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) || case_fold == nullptr || decompose == nullptr) {
    return Error{ErrorCode::kUnavailable,
                 std::string("cannot load ICU's normalisation tables: ") + u_errorName(status)};
  }
  auto folder = std::make_unique<IcuFolder>(*case_fold, *decompose);
  WY_CHECK(folder->Load());
  return folder;
}

}  // namespace wenyuan::text
