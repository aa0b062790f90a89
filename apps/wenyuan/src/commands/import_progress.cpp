#include "import_progress.h"

#include "../json.h"

namespace wenyuan::app {

namespace json = boost::json;

namespace {

std::string Files(std::size_t number) {
  return std::to_string(number) + (number == 1 ? " file" : " files");
}

}  // namespace

void ImportProgress::Received(const std::string& name, const json::value& answer) {
  ++received_;
  const json::value& document = MemberOf(answer, "document");
  if (FlagOf(answer, "unchanged")) ++unchanged_;
  waiting_.push_back({TextOf(document, "document_id"), name});
  Show();
}

void ImportProgress::Refused(const std::string& name, const Error& error) {
  ++failed_;
  failures_.push_back(json::object{{"name", name}, {"reason", error.In(terminal_.language())}});
  Report(name, error.In(terminal_.language()));
  Show();
}

bool ImportProgress::Follow(std::size_t at, const json::value& document) {
  const auto waiting = waiting_.begin() + static_cast<std::ptrdiff_t>(at);
  if (FlagOf(document, "needs_password")) {
    locked_.push_back(*waiting);
  } else if (!Count(*waiting, document)) {
    return false;
  }
  waiting_.erase(waiting);
  return true;
}

void ImportProgress::Settle(const json::value& document) {
  Count(locked_.front(), document);
  locked_.pop_front();
}

bool ImportProgress::Count(const Waiting& waiting, const json::value& document) {
  const std::string state = TextOf(document, "state");
  if (state == "ready") {
    ++ready_;
    pages_ += IntegerOf(document, "pages");
    const std::string recognition = TextOf(MemberOf(document, "recognition"), "state");
    if (!recognition.empty() && recognition != "done") ++unread_;
    return true;
  }
  if (state != "failed") return false;
  ++failed_;
  const std::string reason = TextOf(document, "reason");
  failures_.push_back(json::object{{"name", waiting.name}, {"reason", reason}});
  Report(waiting.name, reason);
  return true;
}

void ImportProgress::Show() {
  const std::string of = "/" + std::to_string(files_);
  terminal_.Progress(
      terminal_.language() == Language::kChinese
          ? "已接收 " + std::to_string(received_) + of + " · 就绪 " + std::to_string(ready_) +
                " · 失败 " + std::to_string(failed_) + " · " + Speed()
          : std::to_string(received_) + of + " received · " + std::to_string(ready_) + " ready · " +
                std::to_string(failed_) + " failed · " + Speed());
}

void ImportProgress::Finish(bool waited) {
  terminal_.EndProgress();
  if (terminal_.json()) {
    terminal_.Line(Pretty(json::object{{"files", files_},
                                       {"received", received_},
                                       {"unchanged", unchanged_},
                                       {"ready", ready_},
                                       {"failed", failed_},
                                       {"pages", pages_},
                                       {"awaiting_recognition", unread_},
                                       {"elapsed_ms", Seconds() * 1000},
                                       {"failures", failures_}}));
    return;
  }
  const auto text = [](std::size_t number) { return std::to_string(number); };
  if (!waited) {
    terminal_.Line(terminal_.language() == Language::kChinese
                       ? "已接收 " + text(received_) +
                             " 个文件；服务器继续处理，用 wenyuan jobs 查看"
                       : Files(received_) + " received; the server goes on, see: wenyuan jobs");
    return;
  }
  terminal_.Line(terminal_.language() == Language::kChinese
                     ? text(files_) + " 个文件：就绪 " + text(ready_) + "（其中未变化 " +
                           text(unchanged_) + "），失败 " + text(failed_) + "；" + Speed()
                     : Files(files_) + ": " + text(ready_) + " ready (" + text(unchanged_) +
                           " unchanged), " + text(failed_) + " failed; " + Speed());
  if (unread_ > 0) {
    terminal_.Line(
        terminal_.language() == Language::kChinese
            ? "其中 " + text(unread_) +
                  " 个有扫描页或图片，由服务器（wenyuan serve）继续识别，用 wenyuan documents 查看"
            : text(unread_) +
                  " with scanned pages or pictures that the server has still to "
                  "read (wenyuan serve), see: wenyuan documents");
  }
}

double ImportProgress::Seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
}

std::string ImportProgress::Speed() const {
  const auto per_second = static_cast<std::int64_t>(static_cast<double>(pages_) / Seconds());
  return std::to_string(pages_) +
         std::string(terminal_.Say(pages_ == 1 ? " page, " : " pages, ", " 页，")) +
         std::to_string(per_second) + std::string(terminal_.Say(" pages/s", " 页/秒"));
}

void ImportProgress::Report(const std::string& name, const std::string& reason) {
  terminal_.EndProgress();
  if (!terminal_.json()) terminal_.Note("✗ " + name + ": " + reason);
}

}  // namespace wenyuan::app
