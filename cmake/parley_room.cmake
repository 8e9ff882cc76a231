# One room: a static library parley_NAME, one folder below src/, one namespace.
#
#   parley_room(NAME [MAY ROOM...] [LINK TARGET...])
#
# A room of the board or the window is named with its folder (board/link); its library is
# parley_board_link, its namespace parley::board::link. A room that links Qt has its classes known
# to Qt's meta-object compiler, and its unit tests have an application to live in.
#
# MAY lists the rooms whose headers this one may include. tools/tidy reads these very lines and
# fails on an include that they do not allow; there is no second table.
#
# In a room's folder X.cpp belongs to the library, X_test.cpp to its unit tests (which link this one
# room), X_fuzz.cpp is a libFuzzer target of its own.

add_library(parley_settings INTERFACE)
target_include_directories(parley_settings INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR})
target_compile_options(parley_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${PARLEY_WERROR}>:-Werror>
  # GCC 12 reports std::string concatenation as overlapping memcpy (its PR 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_compile_definitions(parley_settings INTERFACE PARLEY_VERSION="${PROJECT_VERSION}")
target_link_libraries(parley_settings INTERFACE fmt::fmt tl::expected Threads::Threads)

# parley_fuzzer(SOURCE TARGET...): a fuzz target, named after its file, which links TARGETs. With
# the preset fuzz it is libFuzzer's; else a test gives it its corpus in tests/corpus and inputs made
# from that (tests/fuzz_replay.cpp).
function(parley_fuzzer source)
  cmake_path(GET source STEM name)
  if(PARLEY_FUZZ)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE ${ARGN} -fsanitize=fuzzer)
    set_property(GLOBAL APPEND PROPERTY PARLEY_FUZZERS ${name})
    return()
  endif()
  string(REGEX REPLACE "_fuzz$" "" short ${name})
  add_executable(${short}_replay ${source} ${CMAKE_SOURCE_DIR}/tests/fuzz_replay.cpp)
  target_link_libraries(${short}_replay PRIVATE ${ARGN})
  add_test(NAME fuzz.${short}
    COMMAND ${short}_replay ${CMAKE_SOURCE_DIR}/tests/corpus/${name} 5000)
  set_tests_properties(fuzz.${short} PROPERTIES LABELS fuzz TIMEOUT 300)
endfunction()

function(parley_room name)
  cmake_parse_arguments(ROOM "" "" "MAY;LINK" ${ARGN})
  set(folder ${CMAKE_SOURCE_DIR}/src/${name})
  if(name MATCHES "/")
    if(name MATCHES "^board/")
      set(folder ${CMAKE_SOURCE_DIR}/${name})
    endif()
    string(REPLACE "/" "_" name ${name})
  endif()
  list(TRANSFORM ROOM_MAY REPLACE "/" "_")
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  file(GLOB tests CONFIGURE_DEPENDS ${folder}/*_test.cpp)
  file(GLOB fuzzers CONFIGURE_DEPENDS ${folder}/*_fuzz.cpp)
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  if(fuzzers)
    list(REMOVE_ITEM sources ${fuzzers})
  endif()

  if(NOT sources)
    return()
  endif()
  add_library(parley_${name} STATIC ${sources})
  set_target_properties(parley_${name} PROPERTIES LINKER_LANGUAGE CXX)
  list(TRANSFORM ROOM_MAY PREPEND parley_)
  target_link_libraries(parley_${name} PUBLIC parley_settings ${ROOM_MAY} ${ROOM_LINK})
  set(test_main GTest::gtest_main)
  if("${ROOM_LINK}" MATCHES "Qt6::")
    set_target_properties(parley_${name} PROPERTIES AUTOMOC ON)
    # AUTOMOC of CMake 3.25 does not look again by itself when a header is new.
    file(GLOB headers CONFIGURE_DEPENDS ${folder}/*.h)
    if(NOT "${headers}" STREQUAL "${PARLEY_HEADERS_${name}}")
      set(PARLEY_HEADERS_${name} "${headers}" CACHE INTERNAL "headers that AUTOMOC knows")
      file(REMOVE ${CMAKE_CURRENT_BINARY_DIR}/parley_${name}_autogen/timestamp)
    endif()
    target_compile_definitions(parley_${name} PUBLIC QT_NO_KEYWORDS
      PRIVATE QT_NO_CAST_FROM_ASCII)
    set(test_main parley_desk_test_main)
  endif()

  if(tests)
    add_executable(parley_${name}_test ${tests})
    target_link_libraries(parley_${name}_test PRIVATE parley_${name} ${test_main})
    # For tests that hold the documentation to what the code does.
    target_compile_definitions(parley_${name}_test
      PRIVATE PARLEY_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    gtest_discover_tests(parley_${name}_test
      TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60 PROPERTIES LABELS "unit;${name}")
  endif()

  foreach(fuzzer ${fuzzers})
    parley_fuzzer(${fuzzer} parley_${name})
  endforeach()
endfunction()
