#include "postings.h"

#include <algorithm>

namespace wenyuan::index {
namespace {

constexpr std::size_t kTableEntry = 12;  // last ordinal, end of the body, begin of the positions
constexpr std::uint32_t kLargestBase = 7;
constexpr auto kBody = static_cast<std::size_t>(Field::kBody);

unsigned Width(std::uint32_t value) { return static_cast<unsigned>(std::bit_width(value)); }

void EncodeFullBlock(const TermPostings& term, std::size_t first, std::int64_t last,
                     std::string& out) {
  std::array<std::uint32_t, kBlockPostings> deltas;
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < kBlockPostings; ++i) {
    deltas[i] = static_cast<std::uint32_t>(term.ordinals[first + i] - last - 1);
    last = term.ordinals[first + i];
    all |= deltas[i];
  }
  const unsigned delta_width = Width(all);
  out.push_back(static_cast<char>(delta_width));
  std::array<std::array<std::uint32_t, kBlockPostings>, kFields> above;
  std::array<unsigned, kFields> widths{};
  for (std::size_t field = 0; field < kFields; ++field) {
    const auto from = term.frequencies[field].begin() + static_cast<std::ptrdiff_t>(first);
    const auto to = from + kBlockPostings;
    const std::uint32_t base = std::min(*std::min_element(from, to), kLargestBase);
    widths[field] = Width(*std::max_element(from, to) - base);
    std::transform(from, to, above[field].begin(), [base](std::uint32_t tf) { return tf - base; });
    out.push_back(static_cast<char>(base << 5U | widths[field]));
  }
  PackBlock(deltas, delta_width, out);
  for (std::size_t field = 0; field < kFields; ++field) {
    PackBlock(above[field], widths[field], out);
  }
}

void EncodeTail(const TermPostings& term, std::size_t first, std::int64_t last, std::string& out) {
  for (std::size_t i = first; i < term.ordinals.size(); ++i) {
    PutVarint(out, static_cast<std::uint64_t>(term.ordinals[i] - last - 1));
    last = term.ordinals[i];
    const std::uint32_t title = term.frequencies[0][i];
    const std::uint32_t heading = term.frequencies[1][i];
    const bool others = title + heading > 0;
    PutVarint(out, static_cast<std::uint64_t>(term.frequencies[kBody][i]) << 1U | (others ? 1 : 0));
    if (!others) continue;
    PutVarint(out, title);
    PutVarint(out, heading);
  }
}

}  // namespace

void TermPostings::Clear() {
  ordinals.clear();
  for (auto& field : frequencies) field.clear();
  positions.clear();
}

void Encode(const TermPostings& term, EncodedPostings& out) {
  out.postings.clear();
  out.positions.clear();
  const std::size_t count = term.ordinals.size();
  std::string bodies;
  std::size_t place = 0;
  std::int64_t last = -1;
  for (std::size_t first = 0; first < count; first += kBlockPostings) {
    const std::size_t end = std::min(first + kBlockPostings, count);
    const std::size_t positions_begin = out.positions.size();
    if (end - first == kBlockPostings) {
      EncodeFullBlock(term, first, last, bodies);
    } else {
      EncodeTail(term, first, last, bodies);
    }
    for (std::size_t i = first; i < end; ++i) {
      for (const auto& field : term.frequencies) {
        std::uint32_t before = 0;
        for (std::uint32_t n = field[i]; n > 0; --n, ++place) {
          PutVarint(out.positions, term.positions[place] - before);
          before = term.positions[place];
        }
      }
    }
    last = term.ordinals[end - 1];
    if (count <= kBlockPostings) continue;  // a list of one block needs no table
    PutU32(out.postings, static_cast<std::uint32_t>(last));
    PutU32(out.postings, static_cast<std::uint32_t>(bodies.size()));
    PutU32(out.postings, static_cast<std::uint32_t>(positions_begin));
  }
  out.postings += bodies;
}

PostingsReader::PostingsReader(std::string_view bytes, std::uint32_t document_frequency)
    : bodies_(bytes), left_(document_frequency) {
  if (left_ <= kBlockPostings) return;
  const std::size_t table_bytes = (left_ + kBlockPostings - 1) / kBlockPostings * kTableEntry;
  if (table_bytes > bytes.size()) {
    ok_ = false;
    left_ = 0;
    return;
  }
  table_ = bytes.substr(0, table_bytes);
  bodies_ = bytes.substr(table_bytes);
}

bool PostingsReader::Next() {
  if (left_ == 0) return false;
  std::size_t end = bodies_.size();
  if (!table_.empty()) {
    ByteReader entry(table_.substr(block_ * kTableEntry, kTableEntry));
    entry.U32();
    end = entry.U32();
    positions_begin_ = entry.U32();
  }
  const std::size_t size = std::min<std::size_t>(left_, kBlockPostings);
  ok_ = begin_ <= end && end <= bodies_.size();
  if (ok_) {
    const std::string_view body = bodies_.substr(begin_, end - begin_);
    ok_ = size == kBlockPostings ? current_.ReadFull(body, last_)
                                 : current_.ReadTail(body, last_, size);
  }
  if (!ok_) {
    left_ = 0;
    return false;
  }
  for (std::size_t field = 0; field < kFields; ++field) {
    if (current_.Uses(field)) current_.Frequencies(field, frequencies_[field].data());
  }
  last_ = ordinals().back();
  left_ -= static_cast<std::uint32_t>(size);
  begin_ = static_cast<std::uint32_t>(end);
  ++block_;
  return true;
}

void PositionsReader::Read(std::uint32_t count, std::vector<std::uint32_t>& out) {
  std::uint32_t place = 0;
  for (; count > 0 && bytes_.ok(); --count) {
    place += bytes_.Small();
    out.push_back(place);
  }
}

}  // namespace wenyuan::index
