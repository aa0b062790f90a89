#pragma once

#include <optional>
#include <vector>

#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Ingest::RestrictAll. The caller holds the commit mutex.
Result<void> RestrictDocuments(const IngestParts& parts,
                               const std::vector<store::Document>& documents,
                               const std::optional<std::vector<store::UserNumber>>& readers);

}  // namespace wenyuan::ingest
