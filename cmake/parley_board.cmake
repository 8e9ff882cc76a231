# The device side of the board: code that runs on the PC and on the chip's CPU alike.
#
#   parley_device(board/NAME [MAY ROOM...])
#
# declares such a folder, for tools/tidy too, as parley_room does. It is no library of its own: lwIP
# fixes the maximum segment size when it is compiled, so all of it is built once for each (536 and
# 1460 octets) and put into the archives of the board kit (board/CMakeLists.txt).

option(PARLEY_BOARD "Build the emulated board (needs lwIP)" ON)
set(PARLEY_LWIP_DIR "" CACHE PATH "lwIP 2.1.3, unpacked; empty: tools/lwip fetches it")

# Sets PARLEY_LWIP to the folder of lwIP's sources, fetching them when nobody gave them.
macro(parley_find_lwip)
  set(PARLEY_LWIP ${PARLEY_LWIP_DIR})
  if(NOT PARLEY_LWIP)
    set(PARLEY_LWIP ${CMAKE_SOURCE_DIR}/build/lwip)
    execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/lwip RESULT_VARIABLE lwip_failed)
    if(lwip_failed)
      message(FATAL_ERROR "tools/lwip could not fetch lwIP; its words are above.")
    endif()
  endif()
  if(NOT EXISTS ${PARLEY_LWIP}/src/include/lwip/init.h)
    message(FATAL_ERROR "there is no src/include/lwip/init.h in ${PARLEY_LWIP} (PARLEY_LWIP_DIR)")
  endif()
endmacro()

# What a room's folder holds, in the caller's NAME_sources, NAME_tests and NAME_fuzzers, where NAME
# is board_stack for board/stack.
function(parley_device name)
  cmake_parse_arguments(DEVICE "" "" "MAY" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cpp)
  set(tests ${sources})
  set(fuzzers ${sources})
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz|twin)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")
  string(REPLACE "/" "_" name ${name})
  set(${name}_sources ${sources} PARENT_SCOPE)
  set(${name}_tests ${tests} PARENT_SCOPE)
  set(${name}_fuzzers ${fuzzers} PARENT_SCOPE)
endfunction()

# parley_device_objects(TARGET MSS SOURCE...): the objects of these sources for one segment size;
# lwIP's are TARGET_lwip.
function(parley_device_objects target mss)
  file(GLOB lwip ${PARLEY_LWIP}/src/core/*.c ${PARLEY_LWIP}/src/core/ipv4/*.c)
  add_library(${target}_lwip OBJECT ${lwip} ${PARLEY_LWIP}/src/netif/ethernet.c)
  target_include_directories(${target}_lwip SYSTEM PUBLIC ${PARLEY_LWIP}/src/include
    ${CMAKE_SOURCE_DIR}/board/stack/options)
  target_compile_definitions(${target}_lwip PUBLIC PARLEY_TCP_MSS=${mss}
    $<$<BOOL:${PARLEY_FUZZ}>:PARLEY_FUZZ>)
  # Not our code: its warnings are its authors'. Sections let the linker leave out what nobody uses.
  target_compile_options(${target}_lwip PRIVATE -w -ffunction-sections -fdata-sections)
  add_library(${target} OBJECT ${ARGN})
  target_link_libraries(${target} PUBLIC ${target}_lwip PRIVATE parley_device_settings)
endfunction()

# The words as a JSON array of strings, in the caller's `name`.
function(parley_json_list name)
  set(json)
  foreach(word ${ARGN})
    string(REPLACE "\\" "\\\\" word "${word}")
    string(REPLACE "\"" "\\\"" word "${word}")
    list(APPEND json "\"${word}\"")
  endforeach()
  list(JOIN json ", " json)
  set(${name} "[${json}]" PARENT_SCOPE)
endfunction()

# parley_device_test(NAME SOURCE...): unit tests of board/NAME on a board in memory (port_twin.h).
function(parley_device_test name)
  if(NOT ARGN)
    return()
  endif()
  add_executable(parley_board_${name}_test ${ARGN})
  target_link_libraries(parley_board_${name}_test PRIVATE parley_board_twin parley_device_warnings
    GTest::gtest_main)
  # GCC 12 takes std::vector::insert at the end for a write past it where it knows the size.
  target_compile_options(parley_board_${name}_test PRIVATE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-stringop-overread>)
  gtest_discover_tests(parley_board_${name}_test TEST_PREFIX "board/${name}." DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "unit;board/${name}")
endfunction()

# parley_device_fuzzers(SOURCE...): fuzz targets on a board in memory.
function(parley_device_fuzzers)
  foreach(fuzzer ${ARGN})
    parley_fuzzer(${fuzzer} parley_board_twin)
  endforeach()
endfunction()
