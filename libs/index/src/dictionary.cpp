#include "dictionary.h"

#include <algorithm>
#include <utility>

#include "damage.h"

namespace wenyuan::index {
namespace {

constexpr std::uint64_t kBlockTerms = 32;

std::size_t SharedPrefix(std::string_view left, std::string_view right) {
  const std::size_t most = std::min(left.size(), right.size());
  std::size_t shared = 0;
  while (shared < most && left[shared] == right[shared]) ++shared;
  return shared;
}

}  // namespace

void DictionaryWriter::Add(std::string_view term, const TermEntry& entry) {
  if (terms_ % kBlockTerms == 0) {
    if (terms_ > 0) PutVarint(index_, blocks_.size() - block_begin_);
    block_begin_ = blocks_.size();
    PutText(index_, term);
    PutVarint(blocks_, entry.postings_offset);
    PutVarint(blocks_, entry.positions_offset);
    previous_.clear();
  }
  ++terms_;
  const std::size_t shared = SharedPrefix(previous_, term);
  PutVarint(blocks_, shared);
  PutText(blocks_, term.substr(shared));
  PutVarint(blocks_, entry.document_frequency);
  if (entry.document_frequency <= kInlineFrequency) {
    PutText(blocks_, entry.inline_postings);
  } else {
    PutVarint(blocks_, entry.postings_size);
  }
  PutVarint(blocks_, entry.positions_size);
  previous_ = term;
}

std::string DictionaryWriter::Index() const {
  std::string index = index_;
  if (terms_ > 0) PutVarint(index, blocks_.size() - block_begin_);
  return index;
}

DictionaryBlock::DictionaryBlock(std::string_view bytes) : bytes_(bytes) {
  entry_.postings_offset = bytes_.Varint();
  entry_.positions_offset = bytes_.Varint();
}

bool DictionaryBlock::Next() {
  if (bytes_.AtEnd() || !bytes_.ok()) return false;
  entry_.postings_offset += entry_.postings_size;
  entry_.positions_offset += entry_.positions_size;
  const std::uint64_t shared = bytes_.Varint();
  const std::string_view rest = bytes_.Text();
  term_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(shared, term_.size())));
  term_ += rest;
  entry_.document_frequency = bytes_.Small();
  entry_.inline_postings.clear();
  entry_.postings_size = 0;
  if (entry_.document_frequency <= kInlineFrequency) {
    entry_.inline_postings = bytes_.Text();
  } else {
    entry_.postings_size = bytes_.Small();
  }
  entry_.positions_size = bytes_.Small();
  return bytes_.ok();
}

Result<Dictionary> Dictionary::Open(std::string_view index, std::uint64_t offset) {
  Dictionary dictionary;
  dictionary.offset_ = offset;
  ByteReader bytes(index);
  while (!bytes.AtEnd() && bytes.ok()) {
    dictionary.first_terms_ += bytes.Text();
    dictionary.first_begins_.push_back(static_cast<std::uint32_t>(dictionary.first_terms_.size()));
    dictionary.begins_.push_back(dictionary.begins_.back() + bytes.Varint());
  }
  if (!bytes.ok()) return Damage("the list of terms");
  return dictionary;
}

std::string_view Dictionary::First(std::size_t block) const {
  const std::size_t begin = first_begins_[block];
  return std::string_view(first_terms_).substr(begin, first_begins_[block + 1] - begin);
}

Result<crypto::FileBytes> Dictionary::ReadBlock(const crypto::CachedFile& file,
                                                std::size_t block) const {
  return file.Read(offset_ + begins_[block],
                   static_cast<std::size_t>(begins_[block + 1] - begins_[block]));
}

std::size_t Dictionary::BlockBefore(std::string_view term) const {
  std::size_t low = 0;  // the last block whose first term is not above `term`, plus one
  for (std::size_t high = blocks(); low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (First(middle) <= term) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? 0 : low - 1;
}

Result<std::optional<TermEntry>> Dictionary::Find(const crypto::CachedFile& file,
                                                  std::string_view term) const {
  if (blocks() == 0) return std::optional<TermEntry>();
  WY_TRY(const crypto::FileBytes bytes, ReadBlock(file, BlockBefore(term)));
  DictionaryBlock block(bytes.view);
  while (block.Next()) {
    if (block.term() == term) return std::optional(block.entry());
    if (block.term() > term) break;
  }
  if (!block.ok()) return Damage("a block of terms");
  return std::optional<TermEntry>();
}

}  // namespace wenyuan::index
