#include "wenyuan/store/blobs.h"

namespace wenyuan::store {

Result<BlobId> PutBlob(Blobs& blobs, std::string_view bytes) {
  WY_TRY(const auto writer, blobs.Begin());
  WY_CHECK(writer->Append(bytes));
  return writer->Finish();
}

Result<std::string> GetBlob(const Blobs& blobs, const BlobId& id, std::uint64_t limit_bytes) {
  WY_TRY(const auto reader, blobs.Open(id));
  if (reader->Size() > limit_bytes) {
    return Error{ErrorCode::kTooLarge,
                 "the stored file " + id.sha256 + " has " + std::to_string(reader->Size()) +
                     " bytes; the limit here is " + std::to_string(limit_bytes)};
  }
  return reader->ReadAt(0, static_cast<std::size_t>(reader->Size()));
}

}  // namespace wenyuan::store
