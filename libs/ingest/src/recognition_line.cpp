#include "recognition_line.h"

#include <algorithm>
#include <exception>
#include <set>
#include <utility>

#include "wenyuan/base/log.h"
#include "wenyuan/ingest/vision_reader.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::ingest {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kLargestParsed = std::uint64_t{1} << 30U;
constexpr milliseconds kFirstRetry{2'000};
constexpr milliseconds kLongestRetry{60'000};
// Recognition goes on at this pace while imports never end.
constexpr milliseconds kPatience{30'000};
constexpr milliseconds kLook{200};

bool IsAway(const Error& error) {
  return error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kResourceExhausted;
}

}  // namespace

RecognitionLine::RecognitionLine(const IngestParts& parts, const IngestOptions& options,
                                 Callbacks callbacks)
    : parts_(parts),
      options_(options),
      callbacks_(std::move(callbacks)),
      thread_([this] { Run(); }) {}

RecognitionLine::~RecognitionLine() {
  stopping_ = true;
  changed_.Notify();
  thread_.join();
}

RecognitionProgress RecognitionLine::Progress() const {
  RecognitionProgress progress;
  {
    const std::lock_guard lock(mutex_);
    progress = progress_;
    if (vision_was_away_) {
      progress.vision_reason = vision_was_away_->message;
      progress.vision_reason_zh = vision_was_away_->message_zh;
    }
  }
  progress.recogniser = parts_.reader->Recogniser();
  if (parts_.vision != nullptr) progress.vision = parts_.vision->Recogniser();
  return progress;
}

void RecognitionLine::SetProgress(RecognitionProgress progress) {
  {
    const std::lock_guard lock(mutex_);
    progress_ = std::move(progress);
    progress_.pages_per_file = options_.recognise_pages;
  }
  callbacks_.on_change();
}

void RecognitionLine::Run() {
  milliseconds retry = kFirstRetry;
  while (!stopping_) {
    const std::uint64_t seen = changed_.Wait(~std::uint64_t{0}, Deadline::After({}));
    Result<bool> worked = false;
    try {
      worked = WorkThroughAll();
    } catch (const std::exception& exception) {  // a thread's entry: std::bad_alloc and the like
      worked =
          Error{ErrorCode::kInternal, std::string("recognising pages failed: ") + exception.what()};
    }
    if (stopping_) return;
    if (!worked) {
      if (!IsAway(worked.error())) {
        Log(LogLevel::kError, "recognising pages failed", {{"reason", worked.error().message}});
      }
      SetProgress(
          {RecognitionProgress::State::kAway, worked.error().message, worked.error().message_zh});
      changed_.Wait(seen, Deadline::After(retry));
      retry = std::min(retry * 2, kLongestRetry);
      continue;
    }
    retry = kFirstRetry;
    if (*worked) continue;
    SetProgress({RecognitionProgress::State::kIdle, {}, {}});
    changed_.Wait(seen, Deadline::Never());
  }
}

Result<bool> RecognitionLine::WorkThroughAll() {
  bool any = false;
  std::optional<Error> away;
  waiting_.clear();
  WY_TRY(const auto list, parts_.store.recognitions()->List(options_.recognise_pages));
  for (const Waiting& waiting : list) {
    if (stopping_) return any;
    const Result<bool> worked = WorkThrough(waiting);
    if (!worked && worked.error().code == ErrorCode::kNotFound) continue;  // deleted meanwhile
    if (!worked && IsAway(worked.error())) {
      if (!away) away = worked.error();
      continue;  // other libraries may be read with something else
    }
    if (!worked) return worked.error();
    any = any || *worked;
  }
  if (!any && away) return *away;
  return any;
}

Result<bool> RecognitionLine::WorkThrough(const Waiting& waiting) {
  std::size_t read = 0;
  if (!waiting_.empty()) {
    WY_TRY(const store::Document document, parts_.store.documents().Get(waiting.document));
    if (waiting_.contains(document.library)) return false;
  }
  if (waiting.tried < waiting.may_read) {
    WY_TRY(read, ReadPages(waiting));
  }
  if (!stopping_ && waiting.pictures_left) {
    WY_TRY(const std::size_t pictures, ReadPictures(waiting));
    read += pictures;
  }
  if (stopping_ || (read == 0 && !waiting.has_news)) return read > 0;
  const auto queued = parts_.store.recognitions()->ReadAgain(waiting.document, waiting.revision);
  if (!queued && queued.error().code != ErrorCode::kConflict) return queued.error();
  callbacks_.on_new_work();
  return true;
}

Result<std::size_t> RecognitionLine::ReadPages(const Waiting& waiting) {
  WY_TRY(const store::Document document, parts_.store.documents().Get(waiting.document));
  WY_TRY(const std::string parsed, store::GetBlob(parts_.blobs, waiting.parsed, kLargestParsed));
  WY_TRY(const parse::Document before, parse::Decode(parsed));
  WY_TRY(const auto known, parts_.store.recognitions()->Read(waiting.original));
  std::set<std::uint32_t> tried;
  for (const auto& [page, bytes] : known) tried.insert(page);
  WY_TRY(const std::string original,
         store::GetBlob(parts_.blobs, waiting.original, options_.max_file_bytes));
  WY_TRY(const std::string password, parts_.store.jobs().PasswordOf(waiting.document));
  std::size_t read = 0;
  for (std::uint32_t page = 1; page <= before.pages.size(); ++page) {
    if (!before.pages[page - 1].needs_recognition || tried.contains(page)) continue;
    if (tried.size() >= waiting.may_read || read >= options_.recognise_together) break;
    LetTextPass();
    if (stopping_) break;
    SetProgress({RecognitionProgress::State::kWorking, {}, {}, 0, waiting.document});
    WY_CHECK(ReadPage(waiting, {original, document.source_name, password, document.library}, page));
    if (stopping_) break;
    tried.insert(page);
    ++read;
    callbacks_.on_change();
  }
  return read;
}

Result<void> RecognitionLine::ReadPage(const Waiting& waiting, const File& file,
                                       std::uint32_t page) {
  const auto read = ReadFor(file.library, [&](parse::PageReader& reader) {
    return reader.ReadPages(file.bytes, file.name, file.password, {page, 1});
  });
  if (!read && (stopping_ || IsAway(read.error()))) {
    waiting_.insert(file.library);
    return stopping_ ? Result<void>() : read.error();
  }
  std::string saved;
  if (!read) {
    Log(LogLevel::kWarning, "a page could not be recognised",
        {{"document", std::to_string(waiting.document)},
         {"page", std::to_string(page)},
         {"reason", read.error().message}});
  } else if (page <= read->pages.size() && !read->pages[page - 1].needs_recognition) {
    saved = parse::Encode(*read);
  }
  return parts_.store.recognitions()->Save(waiting.original, page, saved);
}

Result<parse::Document> RecognitionLine::ReadFor(store::LibraryNumber library,
                                                 const ReadWith& read) {
  const Reading reading = ReadingOf(parts_.store, library);
  if (reading == Reading::kLocal) return read(*parts_.reader);
  Result<parse::Document> document =
      parts_.vision != nullptr
          ? read(*parts_.vision)
          : Error{ErrorCode::kUnavailable,
                  "a library is to be read by a vision-language service, and none is set up; set "
                  "recognition.vision, or choose another way for the library",
                  "有知识库要求由视觉语言模型识别，但尚未配置该服务；请设置 recognition.vision，"
                  "或为该知识库改用其他方式"};
  if (document || stopping_) {
    NoteVision(nullptr);
    return document;
  }
  const Error& error = document.error();
  if (IsAway(error)) NoteVision(&error);
  if (reading == Reading::kVision) {
    Log(LogLevel::kWarning, "a page is read on this machine, for the vision-language service fails",
        {{"reason", error.message}});
    return read(*parts_.reader);
  }
  return document;
}

void RecognitionLine::NoteVision(const Error* error) {
  {
    const std::lock_guard lock(mutex_);
    if (error == nullptr) {
      vision_was_away_.reset();
    } else {
      vision_was_away_ = *error;
    }
  }
  callbacks_.on_change();
}

Result<std::size_t> RecognitionLine::ReadPictures(const Waiting& waiting) {
  store::Recognitions& recognitions = *parts_.store.recognitions();
  WY_TRY(const auto untried,
         recognitions.UntriedPictures(waiting.revision, options_.recognise_pages));
  WY_TRY(const store::Document document, parts_.store.documents().Get(waiting.document));
  WY_TRY(const std::string original,
         store::GetBlob(parts_.blobs, waiting.original, options_.max_file_bytes));
  WY_TRY(const std::string password, parts_.store.jobs().PasswordOf(waiting.document));
  std::size_t read = 0;
  for (const std::string& picture : untried) {
    if (read >= options_.recognise_together) break;
    LetTextPass();
    if (stopping_) break;
    SetProgress({RecognitionProgress::State::kWorking, {}, {}, 0, waiting.document});
    WY_CHECK(ReadPicture(waiting, {original, document.source_name, password, document.library},
                         picture));
    if (stopping_) break;
    ++read;
    callbacks_.on_change();
  }
  return read;
}

Result<void> RecognitionLine::ReadPicture(const Waiting& waiting, const File& file,
                                          const std::string& picture) {
  const auto read = ReadFor(file.library, [&](parse::PageReader& reader) {
    return reader.ReadPictures(file.bytes, file.name, file.password, {picture});
  });
  if (!read && (stopping_ || IsAway(read.error()))) {
    waiting_.insert(file.library);
    return stopping_ ? Result<void>() : read.error();
  }
  std::string saved;
  if (!read) {
    Log(LogLevel::kWarning, "a picture could not be recognised",
        {{"document", std::to_string(waiting.document)}, {"reason", read.error().message}});
  } else if (!read->pages.empty() && read->pictures.size() == 1 &&
             read->pictures[0].sha256 == picture) {
    saved = parse::Encode(*read);
  }
  return parts_.store.recognitions()->SavePicture(picture, saved);
}

void RecognitionLine::LetTextPass() {
  const Deadline patience = Deadline::After(kPatience);
  while (!stopping_ && !patience.Passed() && callbacks_.text_is_waiting()) {
    changed_.Wait(changed_.Wait(~std::uint64_t{0}, Deadline::After({})), Deadline::After(kLook));
  }
}

}  // namespace wenyuan::ingest
