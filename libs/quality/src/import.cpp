#include <algorithm>
#include <map>
#include <set>

#include "check_question.h"
#include "hidden_parts.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/quality/editing.h"

namespace wenyuan::quality {
namespace {

constexpr std::size_t kMostProblems = 100;

// One import: the lines of a file become questions, or problems.
class Import {
 public:
  Import(store::QuestionSets& sets, Viewer& viewer, const store::QuestionSet& set,
         store::UserNumber by)
      : sets_(sets), viewer_(viewer), set_(set), by_(by) {}

  Result<ImportReport> Run(eval::QuestionFile file) {
    report_.problems = std::move(file.problems);
    if (file.questions.empty() && report_.problems.empty()) {
      report_.problems.push_back(
          {1, "holds no question; is it the right file?", "没有任何问题；请检查是否选错了文件"});
    }
    WY_CHECK(LookUpNames(file.questions));
    WY_CHECK(LookUpStored());
    for (const eval::QuestionLine& line : file.questions) {
      WY_CHECK(Take(line));
      if (report_.problems.size() >= kMostProblems) break;
    }
    std::stable_sort(report_.problems.begin(), report_.problems.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    if (!report_.problems.empty()) {
      return ImportReport{0, 0, 0, std::move(report_.problems)};
    }
    WY_TRY(const auto saved, sets_.Save(set_.number, std::move(questions_)));
    return std::move(report_);
  }

 private:
  void Complain(std::size_t line, std::string message, std::string message_zh) {
    report_.problems.push_back({line, std::move(message), std::move(message_zh)});
  }

  Result<void> LookUpNames(const std::vector<eval::QuestionLine>& lines) {
    std::set<std::string> names;
    for (const eval::QuestionLine& line : lines) {
      for (const eval::WantedDocument& wanted : line.relevant) names.insert(wanted.document);
    }
    const std::vector<std::string> list(names.begin(), names.end());
    WY_TRY(const auto found, sets_.DocumentsNamed(set_.library, list));
    for (std::size_t i = 0; i < list.size(); ++i) named_[list[i]] = found[i];
    return {};
  }

  Result<void> LookUpStored() {
    WY_TRY(auto stored, sets_.Questions(set_.number));
    WY_TRY(auto shown, viewer_.Show(std::move(stored)));
    for (store::Question& question : shown) {
      const std::string key = SameKey(question.text);
      if (!question.key.empty()) by_key_[question.key] = stored_.size();
      by_key_.emplace(question.id, stored_.size());
      by_text_.emplace(key, stored_.size());
      stored_.push_back(std::move(question));
    }
    return {};
  }

  // The visible document of a name; nullopt after a complaint.
  Result<std::optional<store::DocumentNumber>> Resolve(std::size_t line, const std::string& name) {
    WY_TRY(const auto by_id, viewer_.DocumentById(name));
    if (by_id) return std::optional(by_id->number);
    std::vector<store::DocumentNumber> visible;
    for (const store::DocumentNumber number : named_[name]) {
      WY_TRY(const auto document, viewer_.Document(number));
      if (document) visible.push_back(number);
    }
    if (visible.size() == 1) return std::optional(visible.front());
    if (visible.empty()) {
      Complain(line, "names a document '" + name + "' that is not in this library",
               "的文档“" + name + "”不在该知识库中");
    } else {
      Complain(
          line,
          "names '" + name + "', which " + std::to_string(visible.size()) +
              " documents are called; use the document's id",
          "的“" + name + "”对应 " + std::to_string(visible.size()) + " 个文档；请改用文档编号");
    }
    return std::optional<store::DocumentNumber>();
  }

  Result<void> Take(const eval::QuestionLine& line) {
    store::Question question;
    question.key = line.id;
    question.text = line.text;
    question.answers = line.answers;
    question.must_refuse = line.must_refuse;
    question.language = line.language.empty() ? GuessLanguage(line.text) : line.language;
    question.origin = store::QuestionOrigin::kImport;
    question.created_by = by_;
    const std::size_t problems = report_.problems.size();
    for (const eval::WantedDocument& wanted : line.relevant) {
      WY_TRY(const auto document, Resolve(line.line, wanted.document));
      if (document) question.expected.push_back({*document, wanted.grade, wanted.page, {}});
    }
    if (report_.problems.size() > problems) return {};
    if (auto fault = Fault(question)) {
      Complain(line.line, std::move(fault->message), std::move(fault->message_zh));
      return {};
    }
    const std::string same = SameKey(question.text);
    if (const auto [first, is_new] = seen_.emplace(same, line.line); !is_new) {
      const std::string other = std::to_string(first->second);
      Complain(line.line, "asks the same as line " + other, "与第 " + other + " 行是同一个问题");
      return {};
    }
    return Place(std::move(question), same);
  }

  // New, in place of the one that is there, or left out because nothing changed.
  Result<void> Place(store::Question question, const std::string& same) {
    auto found = question.key.empty() ? by_key_.end() : by_key_.find(question.key);
    std::optional<std::size_t> place;
    if (found != by_key_.end()) place = found->second;
    if (const auto text = by_text_.find(same); !place && text != by_text_.end()) {
      place = text->second;
    }
    if (!place || !used_.insert(*place).second) {
      ++report_.added;
      questions_.push_back(std::move(question));
      return {};
    }
    const store::Question& there = stored_[*place];
    // The id that an export wrote for a question without a key is not a key.
    if (question.key == there.id) question.key = there.key;
    for (store::ExpectedDocument& one : question.expected) {  // a file does not know passages
      for (const store::ExpectedDocument& old : there.expected) {
        if (old.document == one.document && old.page == one.page) one.chunk_id = old.chunk_id;
      }
    }
    const bool same_content = question.text == there.text && question.expected == there.expected &&
                              question.answers == there.answers &&
                              question.must_refuse == there.must_refuse &&
                              question.language == there.language && question.key == there.key;
    if (same_content) {
      ++report_.unchanged;
      return {};
    }
    ++report_.replaced;
    question.number = there.number;
    question.id = there.id;
    question.set = set_.number;
    question.version = there.version;
    WY_CHECK(KeepHidden(sets_, viewer_, question));
    questions_.push_back(std::move(question));
    return {};
  }

  store::QuestionSets& sets_;
  Viewer& viewer_;
  const store::QuestionSet& set_;
  const store::UserNumber by_;
  ImportReport report_;
  std::map<std::string, std::vector<store::DocumentNumber>> named_;
  std::vector<store::Question> stored_;
  std::map<std::string, std::size_t> by_key_;
  std::map<std::string, std::size_t> by_text_;
  std::set<std::size_t> used_;               // of stored_, by a line of this file
  std::map<std::string, std::size_t> seen_;  // line by text
  std::vector<store::Question> questions_;
};

}  // namespace

Result<ImportReport> ImportQuestions(store::QuestionSets& sets, Viewer& viewer,
                                     const store::QuestionSet& set, store::UserNumber by,
                                     std::string_view bytes, eval::QuestionFormat format) {
  const charset::Text text = charset::ToUtf8(bytes);  // Excel writes the charset of its country
  constexpr std::size_t kMost = store::QuestionSets::kMostQuestions;
  return Import(sets, viewer, set, by)
      .Run(format == eval::QuestionFormat::kCsv ? eval::ReadQuestionTable(text.utf8, kMost)
                                                : eval::ReadQuestionLines(text.utf8, kMost));
}

}  // namespace wenyuan::quality
