#include "as_asked.h"

#include <string>

#include "asked_kind.h"
#include "how_many.h"
#include "other_case.h"
#include "who_where_when.h"

namespace wenyuan::answer {
namespace {

// A row says in its names what the question asks for: 库位：A-12.
bool SaysWhoWhereWhen(std::string_view question, std::string_view text, Form form) {
  const std::string said = form == Form::kRow ? std::string(text) : WithoutWordsOf(question, text);
  return SaysWho(question, said) && SaysWhere(question, said) && SaysWhen(question, said);
}

}  // namespace

Fit FitOf(std::string_view question, std::string_view text, Form form, std::string_view heading) {
  if (!IsAsAsked(question, text, form, heading)) return Fit::kFitsNot;
  return SaysWhoWhereWhen(question, text, form) ? Fit::kFits : Fit::kDoubtful;
}

bool IsAsAsked(std::string_view question, std::string_view text, Form form,
               std::string_view heading) {
  const bool row = form == Form::kRow;
  return OffersTheKind(question, text, row ? text : "") && (row || SaysHowMany(question, text)) &&
         !IsOfAnotherCase(question, text, heading);
}

}  // namespace wenyuan::answer
