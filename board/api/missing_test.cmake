# What the board does not have is said by name when a sketch includes it: every header in missing/
# fails to compile, with a message that begins with its own name and says what to do.
#
#   cmake -DCOMPILER=c++ -P board/api/missing_test.cmake
file(GLOB headers ${CMAKE_CURRENT_LIST_DIR}/missing/*.h)
list(LENGTH headers count)
if(count EQUAL 0)
  message(FATAL_ERROR "there are no headers in ${CMAKE_CURRENT_LIST_DIR}/missing")
endif()
foreach(header ${headers})
  get_filename_component(name ${header} NAME)
  execute_process(COMMAND ${COMPILER} -fsyntax-only -x c++ ${header}
    RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE words)
  string(FIND "${words}" "error: \"${name}: " at)
  string(FIND "${words}" "#error \"${name}: " at_other_compiler)
  if(status EQUAL 0)
    message(SEND_ERROR "${name} compiles")
  elseif(at EQUAL -1 AND at_other_compiler EQUAL -1)
    message(SEND_ERROR "${name} fails without its name: ${words}")
  endif()
endforeach()
