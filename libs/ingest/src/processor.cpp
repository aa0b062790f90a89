#include "processor.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "merge_recognised.h"
#include "source_name.h"
#include "wenyuan/ingest/tokenise.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::ingest {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kLargestParsed = std::uint64_t{1} << 30U;

// A file in a file in a file … : an archive may hold itself. As deep as people really nest.
constexpr std::size_t kDeepestNesting = 4;

std::uint32_t CountUnread(const parse::Document& document) {
  return static_cast<std::uint32_t>(
      std::count_if(document.pages.begin(), document.pages.end(),
                    [](const parse::Page& page) { return page.needs_recognition; }));
}

std::string ReadDetails(const parse::Document& document, const CleanReport& cleaned,
                        std::size_t recognised) {
  json::array warnings(document.warnings.begin(), document.warnings.end());
  json::object counts;
  for (const auto& [rule, count] : cleaned) counts[rule] = count;
  json::object details{{"warnings", warnings}, {"cleaned", counts}};
  if (const std::uint32_t unread = CountUnread(document); unread + recognised > 0) {
    details["recognised_pages"] = recognised;
    details["unread_pages"] = unread;
  }
  return json::serialize(details);
}

// A picture that a browser shows, and small: a parser process is not trusted with more.
bool IsThumbnail(std::string_view bytes) {
  constexpr std::size_t kLargest = 200'000;
  return bytes.size() <= kLargest &&
         (bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("\x89PNG\r\n\x1A\n"));
}

std::vector<std::string> PicturesOf(const parse::Document& document) {
  std::vector<std::string> pictures;
  for (const parse::Picture& picture : document.pictures) pictures.push_back(picture.sha256);
  return pictures;
}

// How many documents this one lies in.
Result<std::size_t> NestingOf(store::Documents& documents, store::Document document) {
  std::size_t depth = 0;
  while (document.parent != 0) {
    WY_TRY(document, documents.Get(document.parent));
    ++depth;
  }
  return depth;
}

}  // namespace

Result<void> Processor::Process(const store::Job& job) {
  WY_TRY(store::Document document, parts_.store.documents().Get(job.document));
  if (job.stage == store::Stage::kCleaned) {
    WY_TRY(const auto chunks, parts_.store.documents().AllChunks(job.revision));
    committer_.Add(job, Tokenise(parts_.analyzer, document, job.revision, chunks));
    return {};
  }
  WY_TRY(const store::Revision revision, parts_.store.documents().GetRevision(job.revision));
  if (job.stage == store::Stage::kReceived) {
    WY_TRY(ReadFile file, Read(job, document, revision));
    return Cut(job, std::move(document), std::move(file));
  }
  ReadFile file;
  WY_TRY(file.document, ReadAgain(revision));
  file.result.title = file.document.title;
  return Cut(job, std::move(document), std::move(file));
}

Result<void> Processor::Cut(const store::Job& job, store::Document document, ReadFile file) {
  store::LineageStep step{store::Stage::kCleaned, "chunk structure-1", {}, parts_.clock.Now(), 0};
  std::vector<store::Chunk> chunks = CutChunks(file.document, options_.chunker);
  step.finished = parts_.clock.Now();
  step.details = json::serialize(json::object{{"chunks", chunks.size()}});
  document.title = file.result.title;  // as it will be called when this revision answers
  index::IndexedRevision tokens = Tokenise(parts_.analyzer, document, job.revision, chunks);
  if (file.unsaved.empty()) {
    WY_CHECK(parts_.store.jobs().SaveChunks(job, chunks, {step}));
    committer_.Add(job, std::move(tokens));
    return {};
  }
  store::CutRevision cut{job, std::move(file.result), std::move(chunks), {file.step, step}};
  committer_.Add(job, std::move(tokens),
                 Committer::Unsaved{std::move(cut), std::move(file.unsaved)});
  return {};
}

Result<Processor::ReadFile> Processor::Read(const store::Job& job, const store::Document& document,
                                            const store::Revision& revision) {
  ReadFile file;
  file.step = {store::Stage::kRead, {}, {}, parts_.clock.Now(), 0};
  WY_TRY(const std::string bytes,
         store::GetBlob(parts_.blobs, revision.original, options_.max_file_bytes));
  parse::Document& parsed = file.document;
  WY_TRY(parsed, Open(document, bytes));
  file.step.tool = "parse " + parsed.format;
  const std::uint32_t picture_pages = CountUnread(parsed);
  file.result.pictures = PicturesOf(parsed);
  WY_TRY(const std::size_t recognised,
         MergeWhatWasRecognised(revision, picture_pages, file.result.pictures, parsed));
  if (!parsed.attachments.empty()) WY_CHECK(LimitNesting(document, parsed));
  const std::shared_lock lock(unreferenced_blobs_);
  WY_CHECK(ReceiveAttachments(document, revision, parsed.attachments));
  const CleanReport report = Clean(parsed, options_.clean);
  file.step.details = ReadDetails(parsed, report, recognised);
  store::ReadResult& read = file.result;
  const std::string thumbnail = std::exchange(parsed.thumbnail, {});
  if (IsThumbnail(thumbnail)) {
    WY_TRY(read.thumbnail, store::PutBlob(parts_.blobs, thumbnail));
  }
  read.title = parsed.title;
  read.format = parsed.format;
  read.pages = static_cast<std::uint32_t>(parsed.pages.size());
  read.picture_pages = picture_pages;
  read.unread_pages = picture_pages - static_cast<std::uint32_t>(recognised);
  read.unread_pictures = static_cast<std::uint32_t>(
      std::count_if(parsed.pictures.begin(), parsed.pictures.end(),
                    [](const parse::Picture& picture) { return picture.needs_recognition; }));
  file.step.finished = parts_.clock.Now();
  std::string encoded = parse::Encode(parsed);
  if (encoded.size() <= store::kSmallBlobBytes && read.thumbnail.sha256.empty()) {
    file.unsaved = std::move(encoded);
    return file;
  }
  WY_TRY(read.parsed, store::PutBlob(parts_.blobs, encoded));
  WY_CHECK(parts_.store.jobs().SaveRead(job, read, file.step));
  return file;
}

Result<std::size_t> Processor::MergeWhatWasRecognised(const store::Revision& revision,
                                                      std::uint32_t picture_pages,
                                                      const std::vector<std::string>& pictures,
                                                      parse::Document& parsed) const {
  const auto* const recognitions = parts_.store.recognitions();
  std::size_t recognised = 0;
  if (recognitions == nullptr) return recognised;
  if (picture_pages > 0) {
    WY_TRY(const auto pages, recognitions->Read(revision.original));
    WY_TRY(recognised, MergeRecognised(pages, parsed));
  }
  if (!pictures.empty()) {
    WY_TRY(const auto read, recognitions->ReadPictures(pictures));
    WY_CHECK(MergePictures(read, parsed));
  }
  return recognised;
}

Result<parse::Document> Processor::Open(const store::Document& document, std::string_view bytes) {
  auto parsed = parts_.parser.Parse(bytes, document.source_name, {});
  if (parsed || parsed.error().code != ErrorCode::kPermissionDenied) return parsed;
  WY_TRY(const std::string own, parts_.store.jobs().PasswordOf(document.number));
  if (!own.empty()) parsed = parts_.parser.Parse(bytes, document.source_name, own);
  // What came in an archive or mail often has the password of that.
  store::DocumentNumber parent = own.empty() ? document.parent : 0;
  while (!parsed && parsed.error().code == ErrorCode::kPermissionDenied && parent != 0) {
    WY_TRY(const std::string password, parts_.store.jobs().PasswordOf(parent));
    WY_TRY(const store::Document container, parts_.store.documents().Get(parent));
    parent = container.parent;
    if (password.empty()) continue;
    auto opened = parts_.parser.Parse(bytes, document.source_name, password);
    if (!opened) continue;
    WY_CHECK(parts_.store.jobs().KeepPassword(document.number, password));
    return opened;
  }
  return parsed;
}

Result<void> Processor::LimitNesting(const store::Document& document,
                                     parse::Document& parsed) const {
  WY_TRY(const std::size_t depth, NestingOf(parts_.store.documents(), document));
  if (depth < kDeepestNesting) return {};
  const std::string limit = std::to_string(kDeepestNesting);
  if (parsed.blocks.empty()) {
    return Error{ErrorCode::kTooLarge,
                 "'" + document.source_name + "' lies " + limit +
                     " files deep in other files; what is in it is not read: unpack it and import "
                     "its files",
                 "“" + document.source_name + "”已嵌套在 " + limit +
                     " 层文件之中，不再读取其内容；请先解压，再导入其中的文件"};
  }
  parsed.warnings.push_back(std::to_string(parsed.attachments.size()) +
                            " files in it were left out: it lies " + limit + " files deep");
  parsed.attachments.clear();
  return {};
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
