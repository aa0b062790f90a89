# What comes from a package registry rather than from Debian. scripts/setup puts it under third_party/.
set(WENYUAN_NPM ${CMAKE_SOURCE_DIR}/third_party/npm/node_modules)
if(NOT EXISTS ${WENYUAN_NPM})
  message(FATAL_ERROR "third-party packages are missing; run scripts/setup first")
endif()
find_package(PkgConfig REQUIRED)
