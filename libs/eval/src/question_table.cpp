#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "csv.h"
#include "problems.h"
#include "wenyuan/eval/question_file.h"

namespace wenyuan::eval {
namespace {

constexpr std::array<std::string_view, 8> kColumns = {"id",    "text",    "documents", "grades",
                                                      "pages", "answers", "refuse",    "language"};

// What people who make a sheet by hand may call them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kOtherNames = {
    {{"question", "text"},
     {"问题", "text"},
     {"编号", "id"},
     {"文档", "documents"},
     {"等级", "grades"},
     {"页码", "pages"},
     {"答案", "answers"},
     {"拒答", "refuse"},
     {"语言", "language"},
     {"document", "documents"},
     {"answer", "answers"}}};

std::string Small(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return small;
}

std::string Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// The parts between bars; a bar behind a backslash belongs to its part.
std::vector<std::string> Parts(std::string_view cell) {
  std::vector<std::string> parts;
  std::string part;
  const auto end_part = [&] {
    std::string trimmed = Trimmed(part);
    part.clear();
    parts.push_back(std::move(trimmed));
  };
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && cell.substr(i + 1).starts_with('|')) {
      part += cell[++i];
    } else if (cell[i] == '|') {
      end_part();
    } else {
      part += cell[i];
    }
  }
  end_part();
  if (parts.size() == 1 && parts.front().empty()) parts.clear();
  return parts;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) joined += '|';
    for (const char c : part) {
      if (c == '|') joined += '\\';
      joined += c;
    }
  }
  return joined;
}

std::optional<std::uint32_t> Number(std::string_view text) {
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

// One record with its header.
class Row {
 public:
  Row(const std::map<std::string, std::size_t>& columns, const std::vector<std::string>& fields,
      std::size_t line, QuestionFile& file)
      : columns_(columns), fields_(fields), line_(line), file_(file) {}

  // False after a complaint.
  bool Read(QuestionLine& question) {
    question.line = line_;
    if (fields_.size() > columns_.size()) {
      return Wrong("has more cells than the header; quote a text that holds a comma",
                   "的单元格比表头多；含逗号的文本请加引号");
    }
    question.id = Trimmed(Cell("id"));
    question.text = Trimmed(Cell("text"));
    question.answers = Parts(Cell("answers"));
    question.language = Small(Cell("language"));
    std::erase(question.answers, "");
    return ReadRefuse(question) && ReadDocuments(question);
  }

 private:
  [[nodiscard]] std::string_view Cell(const std::string& column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || found->second >= fields_.size()) return {};
    return fields_[found->second];
  }

  bool Wrong(std::string message, std::string message_zh) {
    Complain(file_, line_, std::move(message), std::move(message_zh));
    return false;
  }

  bool ReadRefuse(QuestionLine& question) {
    const std::string refuse = Small(Cell("refuse"));
    question.must_refuse = refuse == "true" || refuse == "yes" || refuse == "1" || refuse == "是";
    if (question.must_refuse || refuse.empty() || refuse == "false" || refuse == "no" ||
        refuse == "0" || refuse == "否") {
      return true;
    }
    return Wrong("has '" + refuse + "' under refuse; write true or false",
                 "的 refuse 列是“" + refuse + "”；请填写 true 或 false（是或否）");
  }

  bool ReadDocuments(QuestionLine& question) {
    for (std::string& name : Parts(Cell("documents"))) {
      if (name.empty()) {
        return Wrong("has an empty name under documents", "的 documents 列里有空名称");
      }
      question.relevant.push_back({std::move(name), 1, 0});
    }
    return ReadNumbers(question, "grades",
                       [](WantedDocument& wanted, std::uint32_t number) {
                         wanted.grade = static_cast<int>(std::min(number, 100U));
                       }) &&
           ReadNumbers(question, "pages",
                       [](WantedDocument& wanted, std::uint32_t number) { wanted.page = number; });
  }

  template <typename Set>
  bool ReadNumbers(QuestionLine& question, const std::string& column, Set set) {
    const std::vector<std::string> numbers = Parts(Cell(column));
    if (!numbers.empty() && numbers.size() != question.relevant.size()) {
      return Wrong("has " + std::to_string(numbers.size()) + " " + column + " for " +
                       std::to_string(question.relevant.size()) + " documents",
                   "的 " + column + " 与 documents 数目不同");
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i].empty()) continue;
      const auto number = Number(numbers[i]);
      if (!number) {
        return Wrong("has '" + numbers[i] + "' under " + column + ", which is no number",
                     "的 " + column + " 列里“" + numbers[i] + "”不是数字");
      }
      set(question.relevant[i], *number);
    }
    return true;
  }

  const std::map<std::string, std::size_t>& columns_;
  const std::vector<std::string>& fields_;
  const std::size_t line_;
  QuestionFile& file_;
};

// Where each column stands; nullopt after a complaint.
std::optional<std::map<std::string, std::size_t>> ReadHeader(const std::vector<std::string>& fields,
                                                             std::size_t line, QuestionFile& file) {
  std::map<std::string, std::size_t> columns;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::string name = Small(fields[i]);
    for (const auto& [other, means] : kOtherNames) {
      if (name == other) name = means;
    }
    if (std::find(kColumns.begin(), kColumns.end(), name) == kColumns.end()) {
      Complain(file, line,
               "names a column '" + name +
                   "'; there are id, text, documents, grades, pages, answers, refuse and language",
               "有未知的列“" + name +
                   "”；可用的列为 问题、文档、等级、页码、答案、拒答、编号、语言"
                   "（或 text、documents、grades、pages、answers、refuse、id、language）");
    } else if (!columns.emplace(name, i).second) {
      Complain(file, line, "names the column '" + name + "' twice", "重复了列“" + name + "”");
    }
  }
  if (!columns.contains("text")) {
    Complain(file, line, "is no header with a column 'text'; the first line names the columns",
             "不是含“问题”（text）列的表头；首行应为列名");
  }
  return file.problems.empty() ? std::optional(columns) : std::nullopt;
}

}  // namespace

QuestionFile ReadQuestionTable(std::string_view text, std::size_t most_questions) {
  QuestionFile file;
  text = WithoutByteOrderMark(text);
  // Excel writes semicolons where the comma is the decimal mark.
  const std::string_view first = text.substr(0, text.find('\n'));
  const bool commas = first.find(',') != std::string_view::npos;
  const char delimiter = commas                                       ? ','
                         : first.find('\t') != std::string_view::npos ? '\t'
                         : first.find(';') != std::string_view::npos  ? ';'
                                                                      : ',';
  CsvRecords records(text, delimiter);
  std::vector<std::string> fields;
  std::optional<std::map<std::string, std::size_t>> columns;
  for (;;) {
    const CsvRecords::Found found = records.Next(fields);
    if (found == CsvRecords::Found::kEnd) return file;
    if (found == CsvRecords::Found::kUnclosedQuote) {
      Complain(file, records.line(), "opens a quotation mark that is never closed",
               "有未闭合的引号");
      return file;
    }
    if (std::all_of(fields.begin(), fields.end(),
                    [](const std::string& field) { return Trimmed(field).empty(); })) {
      continue;
    }
    if (!columns) {
      columns = ReadHeader(fields, records.line(), file);
      if (!columns) return file;
      continue;
    }
    QuestionLine question;
    if (Row(*columns, fields, records.line(), file).Read(question) &&
        !Take(file, std::move(question), most_questions)) {
      return file;
    }
  }
}

std::string WriteQuestionTable(const std::vector<QuestionLine>& questions) {
  // The mark makes Excel read it as UTF-8.
  std::string text = "\xEF\xBB\xBFid,text,documents,grades,pages,answers,refuse,language\r\n";
  for (const QuestionLine& question : questions) {
    std::vector<std::string> documents;
    std::vector<std::string> grades;
    std::vector<std::string> pages;
    bool graded = false;
    bool paged = false;
    for (const WantedDocument& wanted : question.relevant) {
      documents.push_back(wanted.document);
      grades.push_back(std::to_string(wanted.grade));
      pages.push_back(wanted.page == 0 ? "" : std::to_string(wanted.page));
      graded = graded || wanted.grade != 1;
      paged = paged || wanted.page != 0;
    }
    if (!graded) grades.clear();
    if (!paged) pages.clear();
    text += CsvCell(question.id) + "," + CsvCell(question.text) + "," + CsvCell(Joined(documents)) +
            "," + CsvCell(Joined(grades)) + "," + CsvCell(Joined(pages)) + "," +
            CsvCell(Joined(question.answers)) + "," + (question.must_refuse ? "true" : "") + "," +
            CsvCell(question.language) + "\r\n";
  }
  return text;
}

}  // namespace wenyuan::eval
