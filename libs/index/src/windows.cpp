#include "windows.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "damage.h"
#include "segment.h"

namespace wenyuan::index {
namespace {

// Rounding of the single operations must not bring an impact above its bound.
constexpr float kMargin = 1 + 1e-5F;

void PutFloat(std::string& out, float value) { PutU32(out, std::bit_cast<std::uint32_t>(value)); }

float ReadFloat(ByteReader& bytes) { return std::bit_cast<float>(bytes.U32()); }

}  // namespace

ImpactBasis ImpactBasis::Of(const ChunkTable& chunks, const ScoringOptions& options) {
  ImpactBasis basis;
  basis.options = options;
  basis.shortest = std::numeric_limits<float>::max();
  double sum = 0;
  for (const FieldLengths& lengths : chunks.lengths()) {
    const float length = WeightedLength(lengths, options.field_weights);
    if (length <= 0) continue;
    sum += static_cast<double>(length);
    basis.shortest = std::min(basis.shortest, length);
    basis.longest = std::max(basis.longest, length);
    for (std::size_t field = 0; field < kFields; ++field) {
      basis.used[field] = basis.used[field] || lengths[field] > 0;
    }
  }
  basis.average = static_cast<float>(sum / std::max<double>(chunks.chunks(), 1));
  return basis;
}

float ImpactBasis::PerLength() const { return options.k1 * options.b / average; }

// tf' ≤ most · tf and length' ≥ least · length. Where K' ≥ c · K, tf' / (tf' + K') is at most
// max(1, most / c) · tf / (tf + K); c is smallest at the shortest or the longest passage, because
// both sides are linear in the length.
float ImpactBasis::Looseness(const ScoringOptions& asked, const Contribution& norm) const {
  float most = 0;
  float least = std::numeric_limits<float>::max();
  for (std::size_t field = 0; field < kFields; ++field) {
    if (!used[field]) continue;
    const float ratio = asked.field_weights[field] / options.field_weights[field];
    most = std::max(most, ratio);
    least = std::min(least, ratio);
  }
  const auto share = [&](float length) {
    return (norm.constant + norm.per_length * least * length) / (Constant() + PerLength() * length);
  };
  const float c = std::min(share(shortest), share(longest));
  const float looseness = std::max(1.0F, most / c) * kMargin * kMargin;
  return std::isfinite(looseness) && c > 0 && least > 0 ? looseness
                                                        : std::numeric_limits<float>::infinity();
}

WindowWriter::WindowWriter(const ChunkTable& chunks, const ScoringOptions& options) {
  if (chunks.chunks() < kLeastChunksForWindows) return;
  basis_ = ImpactBasis::Of(chunks, options);
  least_frequency_ = std::max((chunks.chunks() + kFrequentOneIn - 1) / kFrequentOneIn,
                              static_cast<std::uint32_t>(kBlockPostings) + 1);
  lengths_ = WeightedLengths(chunks, options.field_weights);
}

void WindowWriter::Add(const TermPostings& postings, std::uint64_t postings_offset) {
  if (lengths_.empty() || postings.ordinals.size() < least_frequency_) return;
  const FieldWeights& weights = basis_.options.field_weights;
  const float constant = basis_.Constant();
  const float per_length = basis_.PerLength();
  const std::size_t begin = rows_.size();
  rows_.resize(begin + WindowsOf(static_cast<std::uint32_t>(lengths_.size())), '\0');
  for (std::size_t i = 0; i < postings.ordinals.size();) {
    const std::uint32_t window = postings.ordinals[i] / kWindowChunks;
    float most = 0;
    for (; i < postings.ordinals.size() && postings.ordinals[i] / kWindowChunks == window; ++i) {
      float tf = 0;
      for (std::size_t field = 0; field < kFields; ++field) {
        tf += weights[field] * static_cast<float>(postings.frequencies[field][i]);
      }
      most = std::max(most, tf / (tf + constant + per_length * lengths_[postings.ordinals[i]]));
    }
    const float rounded = std::ceil(255 * most * kMargin);
    rows_[begin + window] =
        static_cast<char>(static_cast<unsigned char>(std::min(rounded, 255.0F)));
  }
  PutVarint(offsets_, postings_offset - offset_before_);
  offset_before_ = postings_offset;
  ++terms_;
}

std::string WindowWriter::Head() const {
  std::string head;
  PutVarint(head, kWindowChunks);
  PutFloat(head, basis_.options.k1);
  PutFloat(head, basis_.options.b);
  for (const float weight : basis_.options.field_weights) PutFloat(head, weight);
  PutFloat(head, basis_.average);
  PutFloat(head, basis_.shortest);
  PutFloat(head, basis_.longest);
  for (const bool used : basis_.used) PutVarint(head, used ? 1 : 0);
  PutVarint(head, terms_);
  return head + offsets_;
}

Result<std::unique_ptr<WindowTable>> WindowTable::Open(std::string_view head,
                                                       std::uint64_t rows_offset,
                                                       std::uint64_t rows_size,
                                                       std::uint32_t chunks) {
  ByteReader bytes(head);
  if (bytes.Varint() != kWindowChunks) return std::unique_ptr<WindowTable>();  // of another program
  std::unique_ptr<WindowTable> table(new WindowTable());
  ImpactBasis& basis = table->basis_;
  basis.options.k1 = ReadFloat(bytes);
  basis.options.b = ReadFloat(bytes);
  for (float& weight : basis.options.field_weights) weight = ReadFloat(bytes);
  basis.average = ReadFloat(bytes);
  basis.shortest = ReadFloat(bytes);
  basis.longest = ReadFloat(bytes);
  for (bool& used : basis.used) used = bytes.Varint() == 1;
  std::uint64_t offset = 0;
  for (std::uint64_t terms = bytes.Varint(); terms > 0 && bytes.ok(); --terms) {
    offset += bytes.Varint();
    table->offsets_.push_back(offset);
  }
  const bool sound =
      bytes.ok() && bytes.AtEnd() && rows_size == table->offsets_.size() * WindowsOf(chunks);
  if (!sound) return Damage("the list of windows");
  table->chunks_ = chunks;
  table->rows_offset_ = rows_offset;
  table->terms_ = std::make_unique<std::atomic<const FrequentTerm*>[]>(table->offsets_.size());
  return table;
}

WindowTable::~WindowTable() {
  for (std::size_t i = 0; i < offsets_.size(); ++i) delete terms_[i].load();
}

Result<const FrequentTerm*> WindowTable::Find(const Segment& segment,
                                              const TermEntry& entry) const {
  if (entry.document_frequency <= kBlockPostings) return nullptr;
  const auto found = std::lower_bound(offsets_.begin(), offsets_.end(), entry.postings_offset);
  if (found == offsets_.end() || *found != entry.postings_offset) return nullptr;
  const auto row = static_cast<std::size_t>(found - offsets_.begin());
  const FrequentTerm* ready = terms_[row].load(std::memory_order_acquire);
  if (ready != nullptr) return ready;
  WY_TRY(std::unique_ptr<FrequentTerm> loaded, Load(segment, entry, row));
  // Two threads may load it at once: the first counts.
  if (terms_[row].compare_exchange_strong(ready, loaded.get())) ready = loaded.release();
  return ready;
}

Result<std::unique_ptr<FrequentTerm>> WindowTable::Load(const Segment& segment,
                                                        const TermEntry& entry,
                                                        std::size_t row) const {
  auto term = std::make_unique<FrequentTerm>();
  const std::size_t windows = WindowsOf(chunks_);
  WY_TRY(const crypto::FileBytes maxima, segment.Read(rows_offset_ + row * windows, windows));
  term->maxima.assign(maxima.view);
  term->maxima.resize(PaddedWindows(chunks_), '\0');
  const std::size_t table = BlockTable::Bytes(entry.document_frequency);
  if (table > entry.postings_size) return Damage("a postings list");
  WY_TRY(const crypto::FileBytes entries, segment.Read(entry.postings_offset, table));
  // A copy: a view would keep a whole piece of the file in memory.
  auto owned = std::make_shared<const std::string>(entries.view);
  const std::string_view view = *owned;
  term->table = BlockTable(crypto::FileBytes{std::move(owned), view});
  const PostingsList list(segment, entry, term->table);
  std::uint32_t block = 0;
  for (std::uint64_t run = 0; run < chunks_; run += FrequentTerm::kRunChunks) {
    block = list.FirstReaching(static_cast<std::uint32_t>(run), block);
    term->blocks.push_back(block);
  }
  return term;
}

}  // namespace wenyuan::index
