# Builds the web console with npm and puts its files into the program: target wenyuan_console.
# -DWENYUAN_CONSOLE=OFF leaves it out (the API alone), for work that does not touch the pages.
option(WENYUAN_CONSOLE "build the web console and embed it" ON)

set(console_dist ${CMAKE_SOURCE_DIR}/console/dist)
set(console_table ${CMAKE_BINARY_DIR}/console/console_files.cpp)
set(console_bytes ${CMAKE_BINARY_DIR}/console/console_files.S)
set(embed ${CMAKE_SOURCE_DIR}/cmake/embed_console.py)
enable_language(ASM)

if(WENYUAN_CONSOLE)
  file(GLOB_RECURSE console_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/console/src/*
       ${CMAKE_SOURCE_DIR}/console/public/*)
  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/console/installed
    COMMAND npm ci --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/console/installed
    DEPENDS ${CMAKE_SOURCE_DIR}/console/package-lock.json
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/console
    COMMENT "Fetching the console's packages from npm" VERBATIM)
  add_custom_command(
    OUTPUT ${console_table} ${console_bytes}
    COMMAND npm run --silent build
    COMMAND python3 ${embed} ${console_dist} ${console_table} ${console_bytes}
    DEPENDS ${CMAKE_BINARY_DIR}/console/installed ${console_sources} ${embed}
            ${CMAKE_SOURCE_DIR}/console/index.html ${CMAKE_SOURCE_DIR}/console/vite.config.ts
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/console
    COMMENT "Building the web console" VERBATIM)
else()
  add_custom_command(
    OUTPUT ${console_table} ${console_bytes}
    COMMAND python3 ${embed} --none ${console_table} ${console_bytes}
    DEPENDS ${embed} VERBATIM)
endif()

add_library(wenyuan_console STATIC ${console_table} ${console_bytes})
target_link_libraries(wenyuan_console PUBLIC wenyuan::api)
target_include_directories(wenyuan_console PRIVATE ${CMAKE_SOURCE_DIR}/apps/wenyuan/src)
