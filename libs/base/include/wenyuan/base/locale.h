#pragma once

#include "wenyuan/base/result.h"

namespace wenyuan {

// Chinese for zh_* in LC_ALL, LC_MESSAGES or LANG (the first that is set).
Language LanguageOfLocale();

}  // namespace wenyuan
