#include "vocabulary.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "term_gatherer.h"
#include "wenyuan/base/edit_distance.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

// Which of a to z occur; 0 when anything else does.
std::uint32_t LettersOf(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) {
    if (c < 'a' || c > 'z') return 0;
    letters |= 1U << static_cast<unsigned>(c - 'a');
  }
  return letters;
}

// Typing errors, two letters in each other's place counted as one.
std::size_t Errors(std::string_view left, std::string_view right) {
  const std::size_t distance = EditDistance(left, right);
  if (distance != 2 || left.size() != right.size()) return distance;
  const auto [first, other] = std::mismatch(left.begin(), left.end(), right.begin());
  const bool swapped = first + 1 != left.end() && *first == other[1] && first[1] == *other &&
                       std::equal(first + 2, left.end(), other + 2);
  return swapped ? 1 : 2;
}

bool Better(const Vocabulary::Word& left, const Vocabulary::Word& right) {
  if (left.whole != right.whole) return left.whole;
  if (left.count != right.count) return left.count > right.count;
  return left.term < right.term;
}

void KeepBest(std::vector<Vocabulary::Word>& words, std::size_t from, std::size_t most) {
  const auto begin = words.begin() + static_cast<std::ptrdiff_t>(from);
  if (words.size() - from > most) {
    std::partial_sort(begin, begin + static_cast<std::ptrdiff_t>(most), words.end(), Better);
    words.resize(from + most);
  }
}

}  // namespace

void Vocabulary::AddReadings(std::uint32_t entry, const Pinyin& pinyin) {
  const std::vector<Pinyin::Reading> readings =
      pinyin.Read(std::string_view(text_).substr(entries_[entry].begin, entries_[entry].bytes));
  for (const Pinyin::Reading& reading : readings) {
    full_.push_back({static_cast<std::uint32_t>(text_.size()), entry,
                     static_cast<std::uint16_t>(reading.full.size())});
    text_ += reading.full;
    initials_.push_back({static_cast<std::uint32_t>(text_.size()), entry,
                         static_cast<std::uint16_t>(reading.initials.size())});
    text_ += reading.initials;
  }
}

void Vocabulary::Sort(std::vector<Key>& keys) const {
  keys.shrink_to_fit();
  std::sort(keys.begin(), keys.end(), [this](const Key& left, const Key& right) {
    const int order = TextOf(left).compare(TextOf(right));
    return order != 0 ? order < 0 : left.entry < right.entry;
  });
}

Result<std::shared_ptr<const Vocabulary>> Vocabulary::Read(const index::LibraryIndex& index,
                                                           const Parts& parts) {
  TermGatherer gatherer(parts.analyzer, parts.most_terms);
  WY_CHECK(index.VisitOpenTerms([&](std::string_view term, std::uint64_t chunks) {
    gatherer.Add(term, chunks);
    return true;
  }));
  const std::vector<TermGatherer::Term> terms = std::move(gatherer).Take();
  auto vocabulary = std::make_shared<Vocabulary>();
  vocabulary->entries_.reserve(terms.size());
  for (const TermGatherer::Term& term : terms) {
    const auto entry = static_cast<std::uint32_t>(vocabulary->entries_.size());
    vocabulary->entries_.push_back({static_cast<std::uint32_t>(vocabulary->text_.size()),
                                    term.count, LettersOf(term.text),
                                    static_cast<std::uint16_t>(term.text.size())});
    vocabulary->text_ += term.text;
    if (parts.pinyin != nullptr) vocabulary->AddReadings(entry, *parts.pinyin);
  }
  vocabulary->text_.shrink_to_fit();
  vocabulary->Sort(vocabulary->full_);
  vocabulary->Sort(vocabulary->initials_);
  return std::shared_ptr<const Vocabulary>(std::move(vocabulary));
}

void Vocabulary::Complete(std::string_view typed, std::string_view pinyin, std::size_t most,
                          std::vector<Word>& found) const {
  const auto begins = [this](const auto& items, std::string_view prefix) {
    return std::lower_bound(
        items.begin(), items.end(), prefix,
        [this](const auto& item, std::string_view wanted) { return TextOf(item) < wanted; });
  };
  std::size_t from = found.size();
  if (!typed.empty()) {
    for (auto entry = begins(entries_, typed);
         entry != entries_.end() && TextOf(*entry).starts_with(typed); ++entry) {
      if (entry->bytes > typed.size()) found.push_back({TextOf(*entry), entry->count});
    }
    KeepBest(found, from, most);
  }
  if (pinyin.size() < 2) return;
  const auto add = [&](const std::vector<Key>& keys, Completion::Kind kind) {
    from = found.size();
    for (auto key = begins(keys, pinyin); key != keys.end() && TextOf(*key).starts_with(pinyin);
         ++key) {
      const Entry& entry = entries_[key->entry];
      found.push_back({TextOf(entry), entry.count, kind, key->bytes == pinyin.size()});
    }
    KeepBest(found, from, most);
  };
  add(full_, Completion::Kind::kPinyin);
  add(initials_, Completion::Kind::kInitials);
}

std::uint32_t Vocabulary::CountOf(std::string_view term) const {
  const auto entry = std::lower_bound(
      entries_.begin(), entries_.end(), term,
      [this](const Entry& one, std::string_view wanted) { return TextOf(one) < wanted; });
  return entry != entries_.end() && TextOf(*entry) == term ? entry->count : 0;
}

std::vector<Vocabulary::Word> Vocabulary::ReadAs(std::string_view full_pinyin) const {
  std::vector<Word> found;
  auto key = std::lower_bound(
      full_.begin(), full_.end(), full_pinyin,
      [this](const Key& one, std::string_view wanted) { return TextOf(one) < wanted; });
  for (; key != full_.end() && TextOf(*key) == full_pinyin; ++key) {
    found.push_back({TextOf(entries_[key->entry]), entries_[key->entry].count,
                     Completion::Kind::kPinyin, true});
  }
  return found;
}

std::vector<Vocabulary::Word> Vocabulary::Near(std::string_view word,
                                               std::size_t most_errors) const {
  std::vector<Word> found;
  const std::uint32_t letters = LettersOf(word);
  if (letters == 0) return found;
  std::size_t fewest = most_errors;
  for (const Entry& entry : entries_) {
    if (entry.letters == 0 || entry.bytes + most_errors < word.size() ||
        word.size() + most_errors < entry.bytes ||
        static_cast<std::size_t>(std::popcount(entry.letters ^ letters)) > 2 * most_errors) {
      continue;
    }
    const std::size_t errors = Errors(word, TextOf(entry));
    if (errors > fewest) continue;
    if (errors < fewest) found.clear();
    fewest = errors;
    found.push_back({TextOf(entry), entry.count});
  }
  return found;
}

std::vector<Vocabulary::Word> Vocabulary::OneCharacterOff(std::string_view word) const {
  std::vector<Word> found;
  const std::size_t characters = text::CountCharacters(word);
  for (const Entry& entry : entries_) {
    const std::string_view other = TextOf(entry);
    if (entry.letters != 0 || text::CountCharacters(other) != characters) continue;
    std::size_t differ = 0;
    for (std::size_t i = 0, j = 0; i < word.size() && differ < 2;) {
      const char32_t left = text::NextCharacter(word, i);
      const char32_t right = text::NextCharacter(other, j);
      if (left != right) differ += text::IsHan(right) ? 1 : 2;
    }
    if (differ == 1) found.push_back({other, entry.count});
  }
  return found;
}

}  // namespace wenyuan::search
