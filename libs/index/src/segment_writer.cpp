#include "segment_writer.h"

#include <array>
#include <utility>

#include "segment_format.h"

namespace wenyuan::index {

std::string SegmentName::PostingsContext() const {
  return "index " + index_id + " postings " + std::to_string(number);
}

std::string SegmentName::PositionsContext() const {
  return "index " + index_id + " positions " + std::to_string(number);
}

Result<SegmentWriter> SegmentWriter::Create(FileSystem& files, const crypto::KeyProvider& keys,
                                            const std::filesystem::path& folder,
                                            const SegmentName& name) {
  SegmentWriter writer;
  WY_TRY(writer.postings_, crypto::CreateSealedFile(files, keys, folder / name.PostingsFile(),
                                                    name.PostingsContext()));
  WY_TRY(writer.positions_, crypto::CreateSealedFile(files, keys, folder / name.PositionsFile(),
                                                     name.PositionsContext()));
  return writer;
}

void SegmentWriter::Begin(const ChunkTable& chunks) { chunks_ = &chunks; }

Result<void> SegmentWriter::AddTerm(std::string_view term, const TermPostings& postings) {
  Encode(postings, encoded_);
  TermEntry entry;
  entry.document_frequency = static_cast<std::uint32_t>(postings.ordinals.size());
  entry.postings_offset = postings_size_;
  entry.positions_offset = positions_size_;
  entry.positions_size = static_cast<std::uint32_t>(encoded_.positions.size());
  if (entry.document_frequency <= kInlineFrequency) {
    entry.inline_postings = encoded_.postings;
  } else {
    entry.postings_size = static_cast<std::uint32_t>(encoded_.postings.size());
    WY_CHECK(postings_->Append(encoded_.postings));
    postings_size_ += encoded_.postings.size();
  }
  WY_CHECK(positions_->Append(encoded_.positions));
  positions_size_ += encoded_.positions.size();
  dictionary_.Add(term, entry);
  return {};
}

Result<void> SegmentWriter::Finish() {
  const std::string term_index = dictionary_.Index();
  const std::string chunk_table = chunks_->Write();
  const std::array<std::pair<std::string_view, std::string_view>, 3> sections = {
      {{kTermsSection, dictionary_.blocks()},
       {kTermIndexSection, term_index},
       {kChunksSection, chunk_table}}};
  std::string head;
  PutVarint(head, sections.size());
  std::uint64_t offset = postings_size_;
  for (const auto& [name, bytes] : sections) {
    WY_CHECK(postings_->Append(bytes));
    PutText(head, name);
    PutVarint(head, offset);
    PutVarint(head, bytes.size());
    offset += bytes.size();
  }
  std::string trailer;
  PutU32(trailer, static_cast<std::uint32_t>(head.size()));
  PutU32(trailer, kSegmentVersion);
  trailer += kSegmentMagic;
  WY_CHECK(postings_->Append(head + trailer));
  WY_CHECK(positions_->Finish());
  return postings_->Finish();
}

}  // namespace wenyuan::index
