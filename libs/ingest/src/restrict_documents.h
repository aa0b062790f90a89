#pragma once

#include <optional>
#include <vector>

#include "lacking_documents.h"
#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Ingest::RestrictAll. The caller holds the commit mutex. The documents are `lacking` no more: who
// may see them changes, and then they are indexed anew.
Result<void> RestrictDocuments(const IngestParts& parts,
                               const std::vector<store::Document>& documents,
                               const std::optional<std::vector<store::UserNumber>>& readers,
                               LackingDocuments& lacking);

}  // namespace wenyuan::ingest
