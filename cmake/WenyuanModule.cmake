# wenyuan_module(text DEPENDS base PRIVATE_DEPENDS ICU::uc)
# A module is libs/<name>/{include/wenyuan/<name>, src, tests, testing, bench}. It sees only the headers
# of the modules it names, so a dependency that is not written here does not compile.
#   DEPENDS          modules whose headers ours may include
#   PUBLIC_LIBRARIES third-party libraries that our public headers include
#   PRIVATE_DEPENDS  third-party libraries (or modules) that only our src/ sees
#   TEST_DEPENDS     what only the tests see (modules, <module>_testing, adapters)
# wenyuan_adapter(...) is the same for the code that wraps one third-party engine: apps alone may link it.
define_property(GLOBAL PROPERTY WENYUAN_MODULE_GRAPH BRIEF_DOCS "lines 'module: dependency …'")
define_property(GLOBAL PROPERTY WENYUAN_ADAPTERS BRIEF_DOCS "names that only apps may link")

function(_wenyuan_library name is_adapter)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PUBLIC_LIBRARIES;PRIVATE_DEPENDS;TEST_DEPENDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/*.cpp)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS tests/*_test.cpp)
  file(GLOB_RECURSE testing CONFIGURE_DEPENDS testing/*.cpp)
  file(GLOB_RECURSE benchmarks CONFIGURE_DEPENDS bench/*_benchmark.cpp)
  string(REPLACE ";" " " graph_line "${ARG_DEPENDS}")
  set_property(GLOBAL APPEND PROPERTY WENYUAN_MODULE_GRAPH "${name}: ${graph_line}")
  get_property(adapters GLOBAL PROPERTY WENYUAN_ADAPTERS)
  foreach(dependency ${ARG_DEPENDS})  # modules are listed bottom-up, so a cycle cannot be written
    if(NOT TARGET wenyuan::${dependency})
      message(FATAL_ERROR "module '${name}' needs '${dependency}', which is not listed before it")
    endif()
    if(dependency IN_LIST adapters)
      message(FATAL_ERROR "module '${name}' needs '${dependency}', an adapter: only apps link adapters")
    endif()
  endforeach()
  if(is_adapter)
    set_property(GLOBAL APPEND PROPERTY WENYUAN_ADAPTERS ${name})
  endif()
  list(TRANSFORM ARG_DEPENDS PREPEND wenyuan::)

  if(sources)
    add_library(wenyuan_${name} STATIC ${sources})
    target_include_directories(wenyuan_${name} PUBLIC include PRIVATE src)
    target_link_libraries(wenyuan_${name} PUBLIC ${ARG_DEPENDS} ${ARG_PUBLIC_LIBRARIES}
                                          PRIVATE ${ARG_PRIVATE_DEPENDS})
  else()
    add_library(wenyuan_${name} INTERFACE)
    target_include_directories(wenyuan_${name} INTERFACE include)
    target_link_libraries(wenyuan_${name} INTERFACE ${ARG_DEPENDS} ${ARG_PUBLIC_LIBRARIES})
  endif()
  add_library(wenyuan::${name} ALIAS wenyuan_${name})

  if(testing AND BUILD_TESTING)  # fakes and contract suites that other modules' tests use
    add_library(wenyuan_${name}_testing STATIC ${testing})
    target_include_directories(wenyuan_${name}_testing PUBLIC testing/include)
    target_link_libraries(wenyuan_${name}_testing PUBLIC wenyuan::${name} GTest::gtest)
    add_library(wenyuan::${name}_testing ALIAS wenyuan_${name}_testing)
    list(APPEND ARG_TEST_DEPENDS ${name}_testing)
  endif()
  if(tests AND BUILD_TESTING)
    list(TRANSFORM ARG_TEST_DEPENDS PREPEND wenyuan::)
    add_executable(wenyuan_${name}_test ${tests})
    target_include_directories(wenyuan_${name}_test PRIVATE src)
    target_link_libraries(wenyuan_${name}_test PRIVATE wenyuan::${name} ${ARG_TEST_DEPENDS}
                                                       ${ARG_PRIVATE_DEPENDS} GTest::gmock_main)
    gtest_discover_tests(wenyuan_${name}_test TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
                         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}  # tests name files from the top
                         PROPERTIES LABELS unit TIMEOUT 300
                                    ENVIRONMENT WENYUAN_BINARY_DIR=${CMAKE_BINARY_DIR})
  endif()
  if(benchmarks AND BUILD_TESTING)
    add_executable(wenyuan_${name}_benchmark EXCLUDE_FROM_ALL ${benchmarks})
    target_link_libraries(wenyuan_${name}_benchmark PRIVATE wenyuan::${name} ${ARG_PRIVATE_DEPENDS}
                                                            benchmark::benchmark_main)
  endif()
endfunction()

macro(wenyuan_module name)
  _wenyuan_library(${name} OFF ${ARGN})
endmacro()

macro(wenyuan_adapter name)
  _wenyuan_library(${name} ON ${ARGN})
endmacro()
