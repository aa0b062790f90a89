#include "as_asked.h"

#include "asked_kind.h"
#include "how_many.h"
#include "other_case.h"

namespace wenyuan::answer {

bool IsAsAsked(std::string_view question, std::string_view text, Form form,
               std::string_view heading) {
  const bool row = form == Form::kRow;
  return OffersTheKind(question, text, row ? text : "") && (row || SaysHowMany(question, text)) &&
         !IsOfAnotherCase(question, text, heading);
}

}  // namespace wenyuan::answer
