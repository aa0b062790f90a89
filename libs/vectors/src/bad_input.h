#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

inline constexpr std::uint32_t kMostDimension = 4096;

// What a user can cause with a wrong embedder, said in both languages.
Error SpaceOfWrongSize(const Space& space);
Error SpaceWithoutName();
Error SpaceChangedShape(const Space& now, const Space& wanted);
Error SpaceNotBegun(std::string_view id);
Error WrongCount(const EmbeddedRevision& revision, std::uint32_t dimension);
Error ChunksOutOfOrder(std::uint32_t document);
Error WrongGroups(std::uint32_t document);
Error NotFinite(std::uint32_t document, std::uint32_t chunk);
Error LengthZero(std::uint32_t document, std::uint32_t chunk);
Error QueryOfAnotherSize(std::size_t size, std::uint32_t dimension);
Error QueryNotFinite();
Error QueryIsZero();

}  // namespace wenyuan::vectors
