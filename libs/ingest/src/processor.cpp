#include "processor.h"

#include <utility>

#include "source_name.h"
#include "wenyuan/ingest/tokenise.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::ingest {
namespace {

constexpr std::uint64_t kLargestParsed = std::uint64_t{1} << 30U;

// {"rule":12,…}: names are ours and need no escaping.
std::string CountsAsJson(const CleanReport& counts) {
  std::string json = "{";
  for (const auto& [name, count] : counts) {
    if (json.size() > 1) json += ',';
    json += '"' + name + "\":" + std::to_string(count);
  }
  return json + '}';
}

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return json + '"';
}

std::string WarningsAsJson(const parse::Document& document) {
  std::string json = "{\"warnings\":[";
  for (std::size_t i = 0; i < document.warnings.size(); ++i) {
    if (i > 0) json += ',';
    json += JsonString(document.warnings[i]);
  }
  return json + "]}";
}

}  // namespace

Result<void> Processor::Process(const store::Job& job) {
  WY_TRY(const store::Document document, parts_.store.documents().Get(job.document));
  WY_TRY(const store::Revision revision, parts_.store.documents().GetRevision(job.revision));
  WY_TRY(const parse::Document parsed, job.stage == store::Stage::kReceived
                                           ? Read(job, document, revision)
                                           : ReadAgain(revision));
  std::vector<store::Chunk> chunks;
  if (job.stage == store::Stage::kReceived || job.stage == store::Stage::kRead) {
    store::LineageStep step{store::Stage::kCleaned, "chunk structure-1", {}, parts_.clock.Now(), 0};
    chunks = CutChunks(parsed, options_.chunker);
    step.finished = parts_.clock.Now();
    step.details = "{\"chunks\":" + std::to_string(chunks.size()) + "}";
    WY_CHECK(parts_.store.jobs().SaveChunks(job, chunks, {step}));
  } else {
    WY_TRY(chunks, parts_.store.documents().AllChunks(job.revision));
  }
  // Read() may just have found the title.
  WY_TRY(const store::Document titled, parts_.store.documents().Get(job.document));
  committer_.Add(job, Tokenise(parts_.analyzer, titled, job.revision, chunks));
  return {};
}

Result<parse::Document> Processor::Read(const store::Job& job, const store::Document& document,
                                        const store::Revision& revision) {
  store::LineageStep step{store::Stage::kRead, {}, {}, parts_.clock.Now(), 0};
  WY_TRY(const std::string bytes,
         store::GetBlob(parts_.blobs, revision.original, options_.max_file_bytes));
  WY_TRY(parse::Document parsed, parts_.parser.Parse(bytes, document.source_name, {}));
  step.tool = "parse " + parsed.format;
  const std::string warnings = WarningsAsJson(parsed);
  const std::shared_lock lock(unreferenced_blobs_);
  WY_CHECK(ReceiveAttachments(document, revision, parsed.attachments));
  const CleanReport report = Clean(parsed, options_.clean);
  step.details = "{\"read\":" + warnings + ",\"cleaned\":" + CountsAsJson(report) + "}";
  WY_TRY(store::BlobId blob, store::PutBlob(parts_.blobs, parse::Encode(parsed)));
  step.finished = parts_.clock.Now();
  WY_CHECK(parts_.store.jobs().SaveRead(job,
                                        {std::move(blob), parsed.title, parsed.format,
                                         static_cast<std::uint32_t>(parsed.pages.size())},
                                        step));
  return parsed;
}

Result<parse::Document> Processor::ReadAgain(const store::Revision& revision) const {
  WY_TRY(const std::string bytes, store::GetBlob(parts_.blobs, revision.parsed, kLargestParsed));
  return parse::Decode(bytes);
}

Result<void> Processor::ReceiveAttachments(const store::Document& parent,
                                           const store::Revision& revision,
                                           std::vector<parse::Attachment>& attachments) {
  // Emptied one by one: they are documents of their own from here on, and may be large.
  for (parse::Attachment& attachment : std::exchange(attachments, {})) {
    if (attachment.bytes.empty()) continue;
    WY_TRY(store::BlobId blob, store::PutBlob(parts_.blobs, attachment.bytes));
    store::NewRevision child;
    child.library = parent.library;
    child.source_name = parent.source_name + "/" + CleanSourceName(attachment.name);
    child.original = std::move(blob);
    child.by = revision.created_by;
    child.parent = parent.number;
    child.tags = parent.tags;
    WY_CHECK(parts_.store.documents().Receive(child));
    attachment.bytes.clear();
    attachment.bytes.shrink_to_fit();
  }
  return {};
}

}  // namespace wenyuan::ingest
